/** The purchase of one thing, from its quote on: a run of one line, shown as a purchase. */
import { CspError, type Failure, type OrdersPlaced, toError } from '../core/errors.ts';
import { type PlacedPurchase, placePurchase, planPurchase, purchaseRequest } from '../core/operations/bulk/buy-one.ts';
import { createRun, findUnfinished, holdRun } from '../core/operations/bulk/open-run.ts';
import { runState, worldFact } from '../core/operations/bulk/run-report.ts';
import { guardPrice, guardRepeat, type Quote } from '../core/operations/buy.ts';
import { isAwaited, waitForOrder, whyNotBought } from '../core/operations/order-end.ts';
import { failureOf, isGivenUp, reasonOf } from '../core/operations/partner.ts';
import type { Order } from '../core/ports/backend.ts';
import type { Run } from '../core/ports/journal.ts';
import type { Money } from '../core/rules/money.ts';
import { waitsForPurchaseOrder } from '../core/rules/order-status.ts';
import type { BuyWords } from './buy.ts';
import { buyView } from './buy-view.ts';
import type { Dependencies } from './context.ts';
import { failureText } from './failure-text.ts';
import { priceWords } from './order-words.ts';
import { asStorage } from './run-end.ts';
import { checkReports, writeReports } from './run-reports.ts';
import type { RunScene } from './run-scene.ts';
import { newRunId, takeInHand } from './take-in-hand.ts';

type OneWords = Pick<
  BuyWords,
  'acceptUnknownPrice' | 'again' | 'poNumber' | 'wait' | 'maxDuration' | 'results' | 'summary'
>;

export const buyOne = async (
  deps: Dependencies,
  quote: Quote,
  words: OneWords,
  limit: Money | undefined,
): Promise<void> => {
  const { flags, messages, output } = deps;
  // What the command line lacks comes before what stands in the way of the purchase.
  if (!canConfirm(deps)) {
    sayQuote(deps, quote);
    throw new CspError('confirmationNeeded', { flag: '--yes' });
  }
  if (limit !== undefined) guardPrice(quote, limit);
  if (flags.yes && words.acceptUnknownPrice !== true) requirePrice(quote);
  const [partner, journal, text] = await Promise.all([deps.partner(), deps.journal(), deps.runTexts()]);
  const scene: RunScene = { deps, text, partner, journal, isNamed: true };
  const { poNumber = null } = words;
  const request = purchaseRequest(quote, poNumber);
  if (flags.dryRun) {
    await checkReports(deps, words, undefined);
    await tellStanding(scene, quote, words, await findUnfinished(partner, journal, request));
    await output.record(buyView(messages), {
      world: partner.identity.world,
      quote,
      orders: [],
      requestId: null,
      byRun: null,
    });
    return output.say(() => messages.text.buy.dryRun, {});
  }
  // Finished, it stands in nobody's way: that is for the guard against repetitions.
  const held = await holdRun(partner, journal, request, () => true);
  try {
    await checkReports(deps, words, held.run ?? held.follows);
    await tellStanding(scene, quote, words, held.run);
    await confirmPurchase(deps, quote);
    const plan = planPurchase(quote, { poNumber, needsPrice: limit !== undefined });
    const follows = held.follows === undefined ? {} : { follows: held.follows.id };
    const facts = { [worldFact]: partner.identity.world, ...follows };
    const about = { id: newRunId(deps), at: await partner.backend.now(), facts };
    const run = held.run ?? (await createRun(partner, journal, request, plan, about));
    await order(scene, quote, run, words);
  } finally {
    held.lock.release();
  }
};

const canConfirm = ({ flags, prompter }: Dependencies): boolean => flags.dryRun || flags.yes || prompter.canAsk;

/** A price that nobody knows is a person's to accept, at the question or by the flag. */
const requirePrice = ({ total, sku }: Quote): void => {
  if (total === null) throw new CspError('priceUnknown', { title: sku.title });
};

/** The quote, and this very purchase where it was begun before: it goes on, and is no repetition of itself. */
const tellStanding = async (
  { deps, text, partner, journal }: RunScene,
  quote: Quote,
  { again }: OneWords,
  run: Run | undefined,
): Promise<void> => {
  if (run === undefined && again === undefined) await guardRepeat(partner, quote, await partner.backend.now());
  sayQuote(deps, quote);
  if (run === undefined) return;
  const { left, inDoubt } = runState(await journal.countStates(run.id));
  deps.output.warn(text.continues, { runId: run.id, kind: run.kind, left, inDoubt });
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

/** Nobody waits longer at a prompt, unless a flag says so; `--timeout` may make it less. */
const longestMs = 15 * 60_000;

/** Once the orders stand, whatever follows shows them, and what goes wrong is told as something that came after. */
const order = async (scene: RunScene, quote: Quote, run: Run, words: OneWords): Promise<void> => {
  const { deps } = scene;
  const isWaiting = words.wait === true;
  const work = await takeInHand(scene, run, { concurrency: 1, maxDuration: words.maxDuration ?? longestMs });
  await deps.finish(async (givenUp) => {
    const placing = placePurchase({ ...work, givenUp });
    // Whatever came of it stands in the reports.
    await failureOf(() => placing);
    const unwritten = asStorage(await failureOf(() => writeReports(scene, run, words)));
    const bought = await placing;
    const { requestId, byRun } = bought;
    const numbers = bought.orders.map(({ alternateId, id }) => alternateId ?? id);
    const placed: OrdersPlaced = { customer: quote.customer.domain, orders: numbers, requestId };
    if (byRun !== null) deps.output.warn(scene.text.boughtBy, { runId: byRun });
    sayStanding(deps, bought.orders, placed, isWaiting);
    const mustWait = isWaiting && bought.orders.some(isAwaited);
    const { orders, failure } = mustWait ? await waitForAll(deps, bought) : { ...bought, failure: null };
    const { world } = scene.partner.identity;
    await deps.output.record(buyView(deps.messages), { world, quote, orders, requestId, byRun });
    const end = whyNotBought(placed.customer, orders);
    if (isWaiting && orders.length > 0 && end === null && !orders.some(isAwaited))
      deps.output.say(deps.messages.text.buy.fulfilled, { orders: numbers.join(', ') });
    await throwFailure(deps, bought, failure, placed);
    if (end !== null) throw new CspError(end.code, { ...end.details, placed });
    if (unwritten !== null) throw toError(unwritten);
  });
};

/** Only what is bought, or about to be, is called ordered. */
const sayStanding = (deps: Dependencies, orders: readonly Order[], placed: OrdersPlaced, isWaiting: boolean): void => {
  if (orders.length === 0 || whyNotBought(placed.customer, orders) !== null) return;
  sayOrdered(deps, placed, orders.some(isAwaited), isWaiting);
  for (const order of orders) sayPurchaseOrder(deps, order);
};

/** Whoever waits must know that it is the partner's turn. */
const sayPurchaseOrder = ({ messages, output }: Dependencies, { id, alternateId, status }: Order): void => {
  if (waitsForPurchaseOrder(status)) output.warn(messages.text.purchaseOrderNeeded, { orders: alternateId ?? id });
};

const sayOrdered = (
  { messages, output, suggest }: Dependencies,
  { customer, orders, requestId }: OrdersPlaced,
  isPending: boolean,
  isWaiting: boolean,
): void => {
  const { buy } = messages.text;
  output.say(buy.ordered, { orders: orders.join(', '), requestId });
  if (!isPending) return;
  const [only, another] = orders;
  const one = only === undefined || another !== undefined ? [] : ['--order', only];
  if (isWaiting) output.say(() => buy.waiting, {});
  else output.say(buy.pending, { command: suggest(['orders', '--customer', customer, ...one]) });
};

const waitForAll = async (
  deps: Dependencies,
  bought: PlacedPurchase,
): Promise<{ readonly orders: readonly Order[]; readonly failure: Failure | null }> => {
  const partner = await deps.partner();
  const sleep = (ms: number): Promise<void> => deps.clock.sleep(ms);
  const tell = (order: Order): void => sayPurchaseOrder(deps, order);
  const ends = await Promise.all(bought.orders.map((one) => waitForOrder(partner, one, sleep, tell)));
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
