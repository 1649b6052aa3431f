/** The purchase of one thing, from its quote on: a run of one line, shown as a purchase. */
import { CspError, type Failure, type OrdersPlaced } from '../core/errors.ts';
import { type PlacedPurchase, placePurchase, planPurchase, purchaseRequest } from '../core/operations/bulk/buy-one.ts';
import { createRun, findUnfinished, holdRun } from '../core/operations/bulk/open-run.ts';
import { runState } from '../core/operations/bulk/run-report.ts';
import { guardPrice, guardRepeat, type Quote, waitForOrder } from '../core/operations/buy.ts';
import { isGivenUp, reasonOf } from '../core/operations/partner.ts';
import type { Order } from '../core/ports/backend.ts';
import type { Run } from '../core/ports/journal.ts';
import type { Money } from '../core/rules/money.ts';
import type { BuyWords } from './buy.ts';
import { buyView } from './buy-view.ts';
import type { Dependencies } from './context.ts';
import { failureText } from './failure-text.ts';
import { priceWords } from './order-words.ts';
import type { RunScene } from './run-scene.ts';
import { newRunId, takeInHand } from './take-in-hand.ts';

type OneWords = Pick<BuyWords, 'acceptUnknownPrice' | 'again' | 'poNumber' | 'wait'>;

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
  const scene: RunScene = { deps, text, partner, journal };
  const { poNumber = null } = words;
  const request = purchaseRequest(quote, poNumber);
  if (flags.dryRun) {
    await tellStanding(scene, quote, words, await findUnfinished(partner, journal, request));
    await output.record(buyView(messages), { quote, orders: [], requestId: null });
    return output.say(() => messages.text.buy.dryRun, {});
  }
  // Finished, it stands in nobody's way: that is for the guard against repetitions.
  const held = await holdRun(partner, journal, request, () => true);
  try {
    await tellStanding(scene, quote, words, held.run);
    await confirmPurchase(deps, quote);
    const plan = planPurchase(quote, { poNumber, needsPrice: limit !== undefined });
    const about = { id: newRunId(deps), at: await partner.backend.now(), facts: {} };
    const run = held.run ?? (await createRun(partner, journal, request, plan, about));
    await order(scene, quote, run, words.wait === true);
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

/** Nobody waits longer at a prompt; `--timeout` may make it less. */
const pace = { concurrency: 1, maxDuration: 15 * 60_000, patienceMs: 0 };

/** Once the orders stand, whatever follows shows them, and what goes wrong is told as something that came after. */
const order = async (scene: RunScene, quote: Quote, run: Run, isWaiting: boolean): Promise<void> => {
  const { deps } = scene;
  const work = await takeInHand(scene, run, pace);
  // With nobody else to turn to it waits for a customer who is turned away, and says so.
  await deps.finish(async (givenUp) => {
    const bought = await placePurchase({ ...work, partner: scene.partner, givenUp });
    const { requestId } = bought;
    const numbers = bought.orders.map(({ alternateId, id }) => alternateId ?? id);
    const placed: OrdersPlaced = { customer: quote.customer.domain, orders: numbers, requestId };
    const isPending = bought.orders.some(({ status }) => status === 'pending');
    if (numbers.length > 0) sayOrdered(deps, placed, isPending, isWaiting);
    const { orders, failure } = isWaiting && isPending ? await waitForAll(deps, bought) : { ...bought, failure: null };
    await deps.output.record(buyView(deps.messages), { quote, orders, requestId });
    if (isWaiting && orders.every(({ status }) => status === 'completed') && orders.length > 0)
      deps.output.say(deps.messages.text.buy.fulfilled, { orders: numbers.join(', ') });
    await throwFailure(deps, bought, failure, placed);
  });
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
