import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { quotePurchase } from '../core/operations/buy.ts';
import type { BillingCycle, Sku } from '../core/ports/backend.ts';
import { parseQuantity } from '../core/rules/order-reference.ts';
import { foldCatalogueId } from '../core/rules/purchase-key.ts';
import type { BuyFileWords } from './buy-file.ts';
import { buyView } from './buy-view.ts';
import { pickCustomer, pickProduct, pickSku, requireTerminal } from './choices.ts';
import { addModes, type CommandMode, changeFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { checkReportNames } from './run-reports.ts';
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
  readonly expectCount?: number;
  /** Milliseconds; only where a person gave them. */
  readonly maxDuration?: number;
  readonly results?: string;
  readonly summary?: string;
}

export const buyCommand = ({ messages, open }: CommandContext, run = runBuy): Command => {
  const command = addRunFlags(
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
    const { file, maxDuration, ...own } = words;
    const deps = await open(command);
    const isTimeGiven = command.getOptionValueSource('maxDuration') === 'cli';
    if (file === undefined)
      return run(deps, { ...own, ...(isTimeGiven && maxDuration !== undefined && { maxDuration }) });
    const { runBuyFile } = await import('./buy-file.ts');
    return runBuyFile(deps, words as BuyFileWords);
  });
  return addModes(command, modes);
};

// biome-ignore format: a list of names
const buying = [
  '--customer', '--max-total', '--currency', '--accept-unknown-price', '--again', '--wait', '--expect-count',
  '--max-duration', '--results', '--summary', ...shapingFlags, ...changeFlags,
];
const what = ['--product', '--sku', '--quantity', '--term', '--billing-cycle', '--po-number'];

/** What a line of a list says is not said by a flag. */
const modes: readonly CommandMode[] = [
  { by: '--file', takes: [...buying, '--fail-fast', '--concurrency'] },
  { takes: [...buying, ...what] },
];

export const runBuy = async (deps: Dependencies, words: BuyWords): Promise<void> => {
  const { messages, output } = deps;
  await output.check(buyView(messages));
  // What is left out of a list; of a single purchase nothing would remain.
  if (words.again === 'skip') throw new CspError('argumentsConflict', { flags: ['--again skip', '--product'] });
  if (words.expectCount !== undefined && words.expectCount !== 1)
    throw new CspError('countMismatch', { expected: words.expectCount, found: 1 });
  checkReportNames(words);
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
