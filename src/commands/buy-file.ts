/** `csp buy --file`: a list of purchases, quoted as a whole, each line bought once whatever happens in between. */
import { CspError, toError } from '../core/errors.ts';
import { totalOf } from '../core/operations/bulk/buy-facts.ts';
import { createRun, holdRun } from '../core/operations/bulk/open-run.ts';
import { type BuyPlan, type BuyRow, planBuy } from '../core/operations/bulk/plan-buy.ts';
import { listPlanRows, worldFact } from '../core/operations/bulk/run-report.ts';
import { sumByCurrency } from '../core/operations/bulk/sum-by-currency.ts';
import { repeatWithinMs } from '../core/operations/buy.ts';
import type { Intent, NewIntent, Run } from '../core/ports/journal.ts';
import { compareMoney, type Money } from '../core/rules/money.ts';
import type { BuyWords } from './buy.ts';
import type { Dependencies } from './context.ts';
import { failureText } from './failure-text.ts';
import { priceWords } from './order-words.ts';
import { type EndOptions, planFailure } from './run-end.ts';
import { beginRun, countFact, takeUpRun } from './run-flow.ts';
import { checkReportNames, checkReports, showPlan } from './run-reports.ts';
import { type RunScene, tellRefusals } from './run-scene.ts';
import { runFields } from './run-view.ts';
import { mostOnTrust, readMoney } from './shared-options.ts';
import { newRunId, type RunPace } from './take-in-hand.ts';

export interface BuyFileWords extends Omit<BuyWords, 'again' | 'maxDuration'>, EndOptions, RunPace {
  readonly file: string;
  readonly again?: boolean | 'skip';
  readonly expectCount?: number;
}

export const runBuyFile = async (deps: Dependencies, words: BuyFileWords): Promise<void> => {
  await deps.output.check({ fields: runFields });
  checkReportNames(words);
  const limit = readMoney('--max-total', words.maxTotal, words.currency);
  const inputs = await deps.inputs();
  const text = await deps.runTexts();
  const { rows, manifest, isAsRead } = await inputs.readPurchases(words.file, words.customer);
  if (rows.length === 0) deps.output.warn(() => text.nothing, {});
  else deps.output.say(text.read, { file: words.file, lines: rows.length, skipped: 0, repeats: 0 });
  const partner = await deps.partner();
  const input = { path: words.file, isAsRead };
  const scene: RunScene = { deps, text, partner, journal: await deps.journal(), input };
  if (deps.flags.dryRun) return preview(scene, words, limit, await quote(scene, words, rows));
  const source = inputs.placeOf(words.file);
  const request = { kind: 'buy', manifest, source } as const;
  const now = await partner.backend.now();
  const held = await holdRun(
    partner,
    scene.journal,
    request,
    ({ finishedAt }) =>
      // What was meant once more, or is no repetition any more, is bought anew.
      words.again !== undefined || now - (finishedAt ?? now) > repeatWithinMs,
  );
  try {
    await checkReports(deps, words, held.run ?? held.follows);
    if (held.run?.finishedAt === null) await guardLeft(scene, words, limit, held.run);
    if (held.run !== undefined) return await takeUpRun(scene, words, held.run, rows);
    if (!deps.prompter.canAsk && !deps.flags.yes) throw new CspError('confirmationNeeded', { flag: '--yes' });
    const plan = await quote(scene, words, rows);
    const ready = await tellQuote(scene, plan);
    guardQuote(scene, words, limit, plan, ready);
    await confirm(scene, words, ready);
    const at = await partner.backend.now();
    const follows = held.follows === undefined ? {} : { follows: held.follows.id };
    const facts = { [countFact]: String(ready.length), [worldFact]: partner.identity.world, ...follows };
    const run = await createRun(partner, scene.journal, request, plan, { id: newRunId(deps), at, facts });
    await beginRun(scene, words, run);
  } finally {
    held.lock.release();
  }
};

const quote = async (
  { deps, text, partner }: RunScene,
  words: BuyFileWords,
  rows: readonly BuyRow[],
): Promise<BuyPlan> => {
  const again = words.again === true ? 'buy' : words.again === 'skip' ? 'skip' : 'report';
  const progress = await deps.progress(text.quoting);
  const needsPrice = words.maxTotal !== undefined;
  return planBuy(partner, rows, { again, needsPrice, progress });
};

const preview = async (
  scene: RunScene,
  words: BuyFileWords,
  limit: Money | undefined,
  plan: BuyPlan,
): Promise<void> => {
  const ready = await tellQuote(scene, plan);
  guardQuote(scene, words, limit, plan, ready);
  const rows = await showPlan(scene, 'buy', plan, false);
  scene.deps.output.say(() => scene.deps.messages.text.buy.dryRun, {});
  const refused = plan.intents.filter(({ state }) => state === 'refused');
  const failure = planFailure(scene, {}, refused, rows);
  if (failure !== null) throw failure;
};

const mostTold = 50;

/** Says what it would cost; gives the lines that would be ordered. */
const tellQuote = async ({ deps, text, partner }: RunScene, plan: BuyPlan): Promise<readonly NewIntent[]> => {
  const { messages, lang, output } = deps;
  const ready = plan.intents.filter(({ state }) => state === 'ready');
  const refused = plan.intents.filter(({ state }) => state === 'refused');
  const amounts = ready.map(totalOf);
  const total = sumByCurrency(amounts).map((money) => priceWords(messages, lang, money));
  const repeats = plan.repeats.length;
  const areSkipped = plan.intents.some(({ state }) => state === 'noop');
  const isPartial = total.length > 0 && amounts.includes(null);
  const repeated = [...listPlanRows(plan, partner.identity.world)].filter(({ outcome }) => outcome === 'repeated');
  const counts = { lines: ready.length, refused: refused.length, repeats, repeated: repeated.length };
  output.warn(text.buyPlan, { ...counts, areSkipped, total, isPartial });
  await tellRefusals({ deps, text }, refused);
  const { own } = await deps.errorTexts();
  for (const { line, failure } of plan.repeats.slice(0, mostTold))
    output.warn(text.repeat, { line, reason: failureText(own, failure) });
  for (const { inputLine: line, sameAsLine } of repeated.slice(0, mostTold))
    output.warn(text.repeated, { line, first: sameAsLine ?? line });
  if (repeated.length > 0) output.warn(() => text.repeatedHint, {});
  return ready;
};

/** Fails with what stands in the way: repetitions, a price above the limit or unknown, a count that nobody expected. */
const guardQuote = (
  { deps }: RunScene,
  words: BuyFileWords,
  limit: Money | undefined,
  { repeats }: BuyPlan,
  ready: readonly NewIntent[],
): void => {
  const [repeat] = words.again === undefined ? repeats : [];
  if (repeat !== undefined) throw toError(repeat.failure);
  if (words.expectCount !== undefined && words.expectCount !== ready.length) {
    throw new CspError('countMismatch', { expected: words.expectCount, found: ready.length });
  }
  guardPrices(deps, words, limit, ready);
};

/** What an unfinished run has still to order is held against the limit of whoever goes on with it. */
const guardLeft = async (
  { deps, journal }: RunScene,
  words: BuyFileWords,
  limit: Money | undefined,
  run: Run,
): Promise<void> => {
  const left: Intent[] = [];
  for await (const intent of journal.listIntents(run.id, ['ready', 'cart', 'elsewhere'])) left.push(intent);
  guardPrices(deps, words, limit, left);
};

const guardPrices = (
  deps: Dependencies,
  words: BuyFileWords,
  limit: Money | undefined,
  ready: readonly Pick<Intent, 'facts' | 'shownAs'>[],
): void => {
  const amounts = ready.map(totalOf);
  const unpriced = ready[amounts.indexOf(null)];
  const needsPrice = limit !== undefined || (deps.flags.yes && words.acceptUnknownPrice !== true);
  if (unpriced !== undefined && needsPrice) throw new CspError('priceUnknown', { title: unpriced.shownAs });
  if (limit === undefined) return;
  for (const price of sumByCurrency(amounts)) {
    if (price.currency !== limit.currency)
      throw new CspError('currencyMismatch', { price: price.currency, limit: limit.currency });
    if (compareMoney(price, limit) > 0) throw new CspError('priceAboveLimit', { price, limit });
  }
};

const confirm = async ({ deps, text }: RunScene, words: BuyFileWords, ready: readonly NewIntent[]): Promise<void> => {
  const { messages, lang, prompter, flags } = deps;
  const count = ready.length;
  if (flags.yes && count > mostOnTrust && words.expectCount === undefined)
    throw new CspError('expectCountNeeded', { found: count, flag: '--expect-count' });
  if (flags.yes || count === 0) return;
  const customers = new Set(ready.map(({ customerId }) => customerId)).size;
  const total =
    sumByCurrency(ready.map(totalOf))
      .map((money) => priceWords(messages, lang, money))
      .join(', ') || messages.text.unknownPrice;
  if (!(await prompter.typeToConfirm(text.typeCountBuy({ count, customers, total }), String(count))))
    throw new CspError('declined', {});
};
