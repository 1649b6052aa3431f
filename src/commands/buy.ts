import type { Command } from 'commander';
import { CspError } from '../core/errors.ts';
import {
  guardPrice,
  guardRepeat,
  placePurchase,
  type Quote,
  quotePurchase,
  waitForOrder,
} from '../core/operations/buy.ts';
import type { BillingCycle, Checkout } from '../core/ports/backend.ts';
import { buyView } from './buy-view.ts';
import { pickCustomer, pickProduct, pickSku, requireTerminal } from './choices.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { priceWords } from './order-words.ts';
import { createCommand, readMoney, readQuantity } from './shared-options.ts';

const examples = [
  'csp buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5 --dry-run',
  'csp buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5 --max-total 5000 --currency USD --yes --wait',
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
  readonly again?: boolean;
  readonly wait?: boolean;
}

export const buyCommand = ({ messages, open }: CommandContext, run = runBuy): Command =>
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
    .option('--again', messages.flags.again)
    .option('--wait', messages.flags.wait)
    .action(async (words: BuyWords, command: Command) => run(await open(command), words));

export const runBuy = async (deps: Dependencies, words: BuyWords): Promise<void> => {
  const { messages, output } = deps;
  await output.check(buyView(messages));
  const limit = readMoney('--max-total', words.maxTotal, words.currency);
  const partner = await deps.partner();
  const customer = await pickCustomer(deps, partner, words.customer);
  const product = await pickProduct(deps, partner, customer, words.product);
  const sku = await pickSku(deps, partner, customer, product, words.sku);
  const quantity = words.quantity ?? (await askQuantity(deps));
  const purchase = { product, sku, quantity, term: words.term, billingCycle: words.billingCycle };
  const quote = await quotePurchase(partner, customer, purchase);
  if (limit !== undefined) guardPrice(quote, limit);
  if (words.again !== true) await guardRepeat(partner, quote, await partner.backend.now());
  sayQuote(deps, quote);
  if (deps.flags.dryRun) {
    await output.record(buyView(messages), { quote, orders: [], requestId: null });
    return output.say(() => messages.text.buy.dryRun, {});
  }
  await confirmPurchase(deps, quote);
  const checkoutId = deps.newId();
  const checkout = await placePurchase(partner, quote, { cart: deps.newId(), checkout: checkoutId }, words.poNumber);
  const orders = words.wait === true ? await waitForAll(deps, checkout) : checkout.orders;
  await output.record(buyView(messages), { quote, orders, requestId: checkoutId });
  finish(deps, { ...checkout, orders });
};

const askQuantity = async (deps: Dependencies): Promise<number> => {
  requireTerminal(deps, '--quantity');
  return readQuantity('--quantity')(await deps.prompter.ask(deps.messages.text.ask.quantity));
};

const sayQuote = ({ messages, output, lang }: Dependencies, quote: Quote): void =>
  output.say(messages.text.buy.quote, {
    quantity: quote.quantity,
    title: quote.sku.title,
    customer: `${quote.customer.name} · ${quote.customer.domain}`,
    country: quote.customer.country,
    price: priceWords(messages, lang, quote.total),
    tax: messages.text.tax(quote.taxIncluded),
  });

const confirmPurchase = async (deps: Dependencies, quote: Quote): Promise<void> => {
  if (deps.flags.yes) return;
  if (!deps.prompter.canAsk) throw new CspError('confirmationNeeded', { flag: '--yes' });
  const question = deps.messages.text.buy.question({
    quantity: quote.quantity,
    title: quote.sku.title,
    customer: quote.customer.domain,
    price: priceWords(deps.messages, deps.lang, quote.total),
  });
  if (!(await deps.prompter.confirm(question))) throw new CspError('declined', {});
};

const waitForAll = async (deps: Dependencies, checkout: Checkout): Promise<Checkout['orders']> => {
  const partner = await deps.partner();
  return Promise.all(checkout.orders.map((order) => waitForOrder(partner, order, (ms) => deps.clock.sleep(ms))));
};

const finish = ({ messages, output }: Dependencies, { orders, errors }: Checkout): void => {
  if (orders.length > 0) {
    const ids = orders.map((order) => order.alternateId ?? order.id).join(', ');
    output.say(messages.text.buy.ordered, { orders: ids, pending: orders.some(({ status }) => status === 'pending') });
  }
  const [failed] = errors;
  if (failed !== undefined)
    throw new CspError('cartLineRefused', { line: 0, serviceCode: failed.code, text: failed.text });
};
