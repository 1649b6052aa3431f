import { type Command, Option } from 'commander';
import { CspError, type Failure, type OrdersPlaced, toError } from '../core/errors.ts';
import {
  fillCart,
  guardPrice,
  guardRepeat,
  type PlacedPurchase,
  type PurchaseTerms,
  placePurchase,
  type Quote,
  quotePurchase,
  waitForOrder,
} from '../core/operations/buy.ts';
import { isGivenUp, reasonOf } from '../core/operations/partner.ts';
import type { BillingCycle, Order, Sku } from '../core/ports/backend.ts';
import { parseQuantity } from '../core/rules/order-reference.ts';
import type { BuyFileWords } from './buy-file.ts';
import { buyView } from './buy-view.ts';
import { pickCustomer, pickProduct, pickSku, requireTerminal } from './choices.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { failureText } from './failure-text.ts';
import { priceWords } from './order-words.ts';
import { addRunFlags, createCommand, readMoney, readQuantity } from './shared-options.ts';

const examples = [
  'csp buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5 --max-total 5000 --currency USD --yes --wait',
  'csp buy --file purchases.csv --dry-run',
];

export interface BuyWords {
  readonly customer?: string;
  readonly product?: string;
  readonly sku?: string;
  readonly quantity?: number;
  readonly term?: string;
  readonly billingCycle?: BillingCycle;
  readonly maxTotal?: string;
  readonly currency?: string;
  readonly poNumber?: string;
  readonly acceptUnknownPrice?: boolean;
  /** `skip` is for lists. */
  readonly again?: boolean | 'skip';
  readonly wait?: boolean;
}

export const buyCommand = ({ messages, open }: CommandContext, run = runBuy): Command =>
  addRunFlags(
    createCommand('buy', messages, examples)
      .option('--customer <customer>', messages.flags.customer)
      .option('--product <product>', messages.flags.product)
      .option('--sku <sku>', messages.flags.sku)
      .option('--quantity <n>', messages.flags.quantity, readQuantity('--quantity'))
      .option('--term <term>', messages.flags.term)
      .option('--billing-cycle <cycle>', messages.flags.billingCycle)
      .option('--max-total <amount>', messages.flags.maxTotal)
      .option('--currency <code>', messages.flags.currency)
      .option('--po-number <number>', messages.flags.poNumber)
      .option('--accept-unknown-price', messages.flags.acceptUnknownPrice)
      .addOption(new Option('--again [what]', messages.flags.again).choices(['skip']))
      .option('--wait', messages.flags.wait)
      .option('--file <file>', messages.flags.purchasesFile)
      .option('--expect-count <n>', messages.flags.expectCount, readQuantity('--expect-count')),
    messages,
    4,
  ).action(async (words: BuyWords & Partial<BuyFileWords>, command: Command) => {
    const { file } = words;
    if (file === undefined) return run(await open(command), words);
    const { runBuyFile } = await import('./buy-file.ts');
    return runBuyFile(await open(command), { ...words, file } as BuyFileWords);
  });

export const runBuy = async (deps: Dependencies, words: BuyWords): Promise<void> => {
  const { messages, output } = deps;
  await output.check(buyView(messages));
  const limit = readMoney('--max-total', words.maxTotal, words.currency);
  const partner = await deps.partner();
  const customer = await pickCustomer(deps, partner, words.customer);
  const { product, skuId } = await pickProduct(deps, partner, customer, words.product);
  const sku = await pickSku(deps, partner, customer, product, words.sku ?? skuId);
  const quantity = words.quantity ?? (await askQuantity(deps, sku));
  const purchase = { product, sku, quantity, term: words.term, billingCycle: words.billingCycle };
  const quote = await quotePurchase(partner, customer, purchase);
  // What the command line lacks comes before what stands in the way of the purchase.
  if (!canConfirm(deps)) {
    sayQuote(deps, quote);
    throw new CspError('confirmationNeeded', { flag: '--yes' });
  }
  if (limit !== undefined) guardPrice(quote, limit);
  if (deps.flags.yes && words.acceptUnknownPrice !== true) requirePrice(quote);
  const shown = words.again !== undefined ? null : await guardRepeat(partner, quote, await partner.backend.now());
  sayQuote(deps, quote);
  if (deps.flags.dryRun) {
    await output.record(buyView(messages), { quote, orders: [], requestId: null });
    return output.say(() => messages.text.buy.dryRun, {});
  }
  await confirmPurchase(deps, quote);
  const requestId = deps.newId();
  const { poNumber } = words;
  const cartId = await fillCart(partner, quote, { requestId: deps.newId(), poNumber, limit });
  await deps.finish(async (givenUp) => {
    const stop = await givenUp();
    if (stop !== null) throw toError(stop);
    await order(deps, quote, { cartId, requestId, poNumber, shown }, words.wait === true);
  });
};

const askQuantity = async (deps: Dependencies, sku: Sku): Promise<number> => {
  requireTerminal(deps, '--quantity');
  const { ask } = deps.messages.text;
  const { minimumQuantity: minimum, maximumQuantity: maximum } = sku;
  const validate = (answer: string): string | undefined => {
    const quantity = parseQuantity(answer) ?? 0;
    return quantity < minimum || quantity > maximum ? ask.quantityRange({ minimum, maximum }) : undefined;
  };
  return readQuantity('--quantity')(await deps.prompter.ask(ask.quantity, { validate }));
};

const sayQuote = ({ messages, output, lang }: Dependencies, quote: Quote): void =>
  output.say(messages.text.buy.quote, {
    quantity: quote.quantity,
    title: quote.sku.title,
    customer: `${quote.customer.name} · ${quote.customer.domain}`,
    country: quote.customer.country,
    price: quote.total === null ? null : priceWords(messages, lang, quote.total),
    tax: messages.text.tax(quote.taxIncluded),
  });

/** A price that nobody knows is a person's to accept, at the question or by the flag. */
const requirePrice = ({ total, sku }: Quote): void => {
  if (total === null) throw new CspError('priceUnknown', { title: sku.title });
};

const canConfirm = ({ flags, prompter }: Dependencies): boolean => flags.dryRun || flags.yes || prompter.canAsk;

const confirmPurchase = async (deps: Dependencies, quote: Quote): Promise<void> => {
  if (deps.flags.yes) return;
  const question = deps.messages.text.buy.question({
    quantity: quote.quantity,
    title: quote.sku.title,
    customer: quote.customer.domain,
    price: quote.total === null ? null : priceWords(deps.messages, deps.lang, quote.total),
  });
  if (!(await deps.prompter.confirm(question))) throw new CspError('declined', {});
};

/** Once the orders stand, whatever follows shows them, and what goes wrong is told as something that came after. */
const order = async (deps: Dependencies, quote: Quote, terms: PurchaseTerms, isWaiting: boolean): Promise<void> => {
  const partner = await deps.partner();
  const bought = await placePurchase(partner, quote, terms);
  const { requestId } = terms;
  const numbers = bought.orders.map(({ alternateId, id }) => alternateId ?? id);
  const placed: OrdersPlaced = { customer: quote.customer.domain, orders: numbers, requestId };
  const isPending = bought.orders.some(({ status }) => status === 'pending');
  if (numbers.length > 0) sayOrdered(deps, placed, isPending, isWaiting);
  const { orders, failure } = isWaiting && isPending ? await waitForAll(deps, bought) : { ...bought, failure: null };
  await deps.output.record(buyView(deps.messages), { quote, orders, requestId });
  if (isWaiting && orders.every(({ status }) => status === 'completed') && orders.length > 0)
    deps.output.say(deps.messages.text.buy.fulfilled, { orders: numbers.join(', ') });
  await throwFailure(deps, bought, failure, placed);
};

const sayOrdered = (
  { messages, output }: Dependencies,
  { customer, orders, requestId }: OrdersPlaced,
  isPending: boolean,
  isWaiting: boolean,
): void => {
  const { buy } = messages.text;
  output.say(buy.ordered, { orders: orders.join(', '), requestId });
  if (!isPending) return;
  const [only, another] = orders;
  const one = only === undefined || another !== undefined ? '' : ` --order ${only}`;
  if (isWaiting) output.say(() => buy.waiting, {});
  else output.say(buy.pending, { command: `csp orders --customer ${customer}${one}` });
};

const waitForAll = async (
  deps: Dependencies,
  bought: PlacedPurchase,
): Promise<{ readonly orders: readonly Order[]; readonly failure: Failure | null }> => {
  const partner = await deps.partner();
  const sleep = (ms: number): Promise<void> => deps.clock.sleep(ms);
  const ends = await Promise.all(bought.orders.map((one) => waitForOrder(partner, one, sleep)));
  return {
    orders: ends.map((end) => end.order),
    failure: ends.map((end) => end.failure).find((failure) => failure !== null) ?? null,
  };
};

/** The most serious of what went wrong after the checkout. None of it says that the command may be run again. */
const throwFailure = async (
  { errorTexts, output }: Dependencies,
  { errors: [refused], unrecorded }: PlacedPurchase,
  failure: Failure | null,
  placed: OrdersPlaced,
): Promise<void> => {
  const after = placed.orders.length > 0 ? { placed } : {};
  if (unrecorded !== null && placed.orders.length > 0)
    throw new CspError('purchaseNotRecorded', { ...placed, reason: reasonOf(unrecorded) });
  if (failure?.code === 'timeout') throw new CspError('timeout', { ...failure.details, placed });
  if (failure !== null && isGivenUp(failure)) throw new CspError(failure.code, { placed });
  if (failure !== null) {
    const { own } = await errorTexts();
    output.warn(() => failureText(own, failure), {});
    throw new CspError('orderPending', { customer: placed.customer, orderId: placed.orders.join(', '), placed });
  }
  if (refused !== undefined)
    throw new CspError('cartLineRefused', { line: 0, serviceCode: refused.code, text: refused.text, ...after });
};
