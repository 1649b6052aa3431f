import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { quotePurchase } from '../core/operations/buy.ts';
import type { BillingCycle, Sku } from '../core/ports/backend.ts';
import { parseQuantity } from '../core/rules/order-reference.ts';
import { foldCatalogueId } from '../core/rules/purchase-key.ts';
import type { BuyFileWords } from './buy-file.ts';
import { buyView } from './buy-view.ts';
import { pickCustomer, pickProduct, pickSku, requireTerminal } from './choices.ts';
import type { CommandContext, Dependencies } from './context.ts';
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
  // What is left out of a list; of a single purchase nothing would remain.
  if (words.again === 'skip') throw new CspError('argumentsConflict', { flags: ['--again skip', '--product'] });
  const limit = readMoney('--max-total', words.maxTotal, words.currency);
  const partner = await deps.partner();
  const customer = await pickCustomer(deps, partner, words.customer);
  const { product, skuId } = await pickProduct(deps, partner, customer, words.product);
  const sku = await pickSku(deps, partner, customer, product, words.sku ?? skuId);
  if (skuId !== undefined && foldCatalogueId(skuId) !== foldCatalogueId(sku.id))
    throw new CspError('argumentsConflict', { flags: [`--product ${words.product}`, `--sku ${words.sku}`] });
  const quantity = words.quantity ?? (await askQuantity(deps, sku));
  const purchase = { product, sku, quantity, term: words.term, billingCycle: words.billingCycle };
  const quote = await quotePurchase(partner, customer, purchase);
  const { buyOne } = await import('./buy-one.ts');
  await buyOne(deps, quote, words, limit);
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
