/** Asking for what was not given: on a terminal from a searchable list, elsewhere a clear failure that names the flag. */
import { CspError } from '../core/errors.ts';
import { getProduct, getSku, listSold, type ProductMatch } from '../core/operations/catalog.ts';
import { getCustomer } from '../core/operations/customers.ts';
import { facets, matchOptions, type OptionWords } from '../core/operations/keys.ts';
import { getSoftwareLine } from '../core/operations/order-line.ts';
import type { Partner } from '../core/operations/partner.ts';
import { createSoftwareReader, listCustomerSoftware, type SoftwareLine } from '../core/operations/software.ts';
import type { Customer, DownloadOption, Product, Sku } from '../core/ports/backend.ts';
import type { Choice } from '../core/ports/environment.ts';
import { tableInstant } from '../terminal/format.ts';
import type { Dependencies } from './context.ts';
import { splitOrder } from './shared-options.ts';

export const pickCustomer = async (
  deps: Dependencies,
  partner: Partner,
  query: string | undefined,
): Promise<Customer> => {
  if (query !== undefined) return getCustomer(partner.backend, query);
  requireTerminal(deps, '--customer');
  const choices: Choice<Customer>[] = [];
  for await (const customer of partner.backend.listCustomers()) {
    choices.push({ value: customer, name: `${customer.name} · ${customer.domain} · ${customer.country}` });
  }
  return deps.prompter.choose(deps.messages.text.ask.customer, choices);
};

export const pickProduct = async (
  deps: Dependencies,
  partner: Partner,
  customer: Customer,
  query: string | undefined,
): Promise<ProductMatch> => {
  if (query !== undefined) return getProduct(partner.backend, query, customer.country);
  requireTerminal(deps, '--product');
  const products = await listSold(partner.backend, customer.country);
  return deps.prompter.choose(
    deps.messages.text.ask.product,
    products.map((product) => ({
      value: { product },
      name: `${product.title} · ${deps.messages.text.kind[product.kind]}`,
    })),
  );
};

export const pickSku = async (
  deps: Dependencies,
  partner: Partner,
  customer: Customer,
  product: Product,
  query: string | undefined,
): Promise<Sku> => {
  if (query !== undefined || !deps.prompter.canAsk) return getSku(partner.backend, product, query, customer.country);
  const skus = await partner.backend.listSkus(product.id, customer.country);
  return pickOne(deps, '--sku', deps.messages.text.ask.sku, skus, (sku) => `${sku.title} · ${sku.id}`);
};

/** One order of the customer: the id that was given, or one from the list. */
export const pickOrderId = async (
  deps: Dependencies,
  partner: Partner,
  customer: Customer,
  given: string | undefined,
  isOffered: (line: SoftwareLine) => boolean,
): Promise<string> => {
  if (given !== undefined) return given;
  requireTerminal(deps, '--order');
  const lines = await listCustomerSoftware(await createSoftwareReader(partner), customer);
  const choices = new Map<string, Choice<string>>();
  for (const line of lines.filter(isOffered)) {
    const id = line.order.alternateId ?? line.order.id;
    const name = `${line.item.title} · ${id} · ${tableInstant(line.order.purchasedAt)}`;
    if (!choices.has(id)) choices.set(id, { value: id, name });
  }
  if (choices.size === 0) throw new CspError('nothingToChoose', { customer: customer.domain });
  return deps.prompter.choose(deps.messages.text.ask.order, [...choices.values()]);
};

/** The line of an order that has a key: the one named, the only one, or one from the list. */
export const pickSoftwareLine = async (
  deps: Dependencies,
  partner: Partner,
  customer: Customer,
  words: { readonly order: string | undefined; readonly line: number | undefined },
): Promise<SoftwareLine> => {
  const given = splitOrder(words.order, words.line);
  const orderId = await pickOrderId(deps, partner, customer, given.orderId, (line) => line.keyAccess !== 'none');
  return getSoftwareLine(partner, customer, orderId, given.line);
};

/** Version, language and file type, one after the other, as far as they are not settled by the words or by the offer. */
export const pickDownloadOption = async (
  deps: Dependencies,
  line: SoftwareLine,
  options: readonly DownloadOption[],
  words: OptionWords,
): Promise<DownloadOption> => {
  let fitting = matchOptions(line, options, words);
  for (const { name, flag } of facets) {
    const values = [...new Set(fitting.map((option) => option[name]))];
    const value = await pickOne(deps, flag, deps.messages.text.ask[name], values, (text) => text);
    fitting = fitting.filter((option) => option[name] === value);
  }
  const [option] = fitting;
  if (option === undefined) throw new CspError('internal', { reason: 'no download option is left' });
  return option;
};

export const pickOne = async <T>(
  deps: Dependencies,
  flag: string,
  question: string,
  values: readonly T[],
  nameOf: (value: T) => string,
): Promise<T> => {
  const [only, another] = values;
  if (only !== undefined && another === undefined) return only;
  if (!deps.prompter.canAsk) throw new CspError('choiceNeeded', { flag, choices: values.map(nameOf) });
  return deps.prompter.choose(
    question,
    values.map((value) => ({ value, name: nameOf(value) })),
  );
};

export const requireTerminal = (deps: Dependencies, flag: string): void => {
  if (!deps.prompter.canAsk) throw new CspError('argumentMissing', { flag, command: '' });
};
