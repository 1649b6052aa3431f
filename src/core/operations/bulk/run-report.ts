/** What a run did, a row for each line of its input, and how it ended; all of it comes from the journal. */
import type { ErrorDetails, Failure } from '../../errors.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Intent, IntentState, Journal, JournaledLine, Run, StateCounts } from '../../ports/journal.ts';
import { listsLagMs } from '../../rules/list-lag.ts';
import type { Money } from '../../rules/money.ts';
import { type World, worlds } from '../../rules/world.ts';
import { type Purchase, purchaseDoubt, purchaseOf } from './buy-facts.ts';
import { cancelledBeforeOf, cancelledHereBy, creditOf, openLinesOf } from './cancel-facts.ts';
import type { Plan } from './plan.ts';

/**
 * What became of a line of the input. `failed`: a person found that nothing came of it. `unknown`: it may have been done.
 * `not-tried`: what went wrong before ended the run, or it was taken off it. `repeated`: it is the same purchase as an earlier
 * line, and nothing came of it.
 */
export type RunOutcome =
  | 'cancelled'
  | 'already-cancelled'
  | 'would-cancel'
  | 'ordered'
  | 'already-ordered'
  | 'would-order'
  | 'repeated'
  | 'refused'
  | 'unknown'
  | 'failed'
  | 'not-tried';

export interface RunRow {
  /** `null` before the run is begun. */
  readonly runId: string | null;
  /** Of the input, from 1. */
  readonly inputLine: number;
  /** Where it happened; `null` for a run that was begun before this was written down. */
  readonly world: World | null;
  readonly customerId: string;
  readonly customerName: string;
  readonly orderId: string | null;
  /** The number that people know the order by. */
  readonly shownAs: string;
  /** `null` for the whole order. */
  readonly line: number | null;
  readonly outcome: RunOutcome;
  readonly failure: Failure | null;
  /** Of an order that is refused, the lines that could be cancelled by themselves. */
  readonly openLines: readonly number[];
  /** For the whole order or all of its lines that are named, in the first row that names one of them. */
  readonly credit: Money | null;
  /** Until when the service's lists may still show it as it was. */
  readonly visibleBy: Instant | null;
  readonly requestId: string | null;
  readonly attempts: number;
  readonly settledAt: Instant | null;
  /** The first line that named the same line of the same order, or the same order; `null` for that line itself. */
  readonly sameAsLine: number | null;
  /** The first that has to do with its order: what counts once an order counts here. */
  readonly isFirst: boolean;
  /** The run that did it instead of this one. */
  readonly byRun: string | null;
  /** Cancelled already, and not from this machine. */
  readonly isForeign: boolean;
  /** `null` for a cancellation. */
  readonly purchase: Purchase | null;
}

const outcomes: { readonly [S in IntentState]: RunOutcome } = {
  ready: 'not-tried',
  cart: 'not-tried',
  elsewhere: 'not-tried',
  dropped: 'not-tried',
  sent: 'unknown',
  accepted: 'unknown',
  unknown: 'unknown',
  done: 'cancelled',
  noop: 'already-cancelled',
  refused: 'refused',
};

/** The fact of a run that tells in which world it was begun. */
export const worldFact = 'world';

/** A purchase has no order before it is one. */
const isPurchase = ({ orderId }: Pick<Intent, 'orderId'>): boolean => orderId === null;

const outcomeOf = (intent: Pick<Intent, 'orderId' | 'state'>, wasBefore: boolean): RunOutcome => {
  const { state } = intent;
  if (wasBefore) return 'already-cancelled';
  if (isPurchase(intent) && state === 'done') return 'ordered';
  return isPurchase(intent) && state === 'noop' ? 'already-ordered' : outcomes[state];
};

/** In the order of the input's lines. */
export async function* listRunRows(journal: Journal, given: Run): AsyncGenerator<RunRow> {
  const firstOf = rememberFirst();
  // Since it was begun the journal has its correlation id.
  const run = (await journal.getRun(given.id)) ?? given;
  for await (const row of journal.listLines(run.id))
    yield unlessRepeated(toRow(run, row, firstOf(row.intent.number, row)));
}

/** What the rows of a plan would become. */
export function* listPlanRows({ intents, lines }: Plan, world: World): Generator<RunRow> {
  const firstOf = rememberFirst();
  for (const { line, orderLine, number } of lines) {
    const intent = intents[number - 1];
    if (intent === undefined) continue;
    const { sameAsLine, isFirst, wasBefore } = firstOf(number, { line, orderLine, intent });
    const { customerId, customerName, shownAs, state } = intent;
    const earlier = earlierPurchase(intent);
    const orderId = intent.orderId ?? earlier?.orderId ?? null;
    const failure = wasBefore || earlier !== null ? null : intent.failure;
    const isReady = state === 'ready' && !wasBefore;
    yield unlessRepeated({
      ...{ runId: null, inputLine: line, world, customerId, customerName, orderId, shownAs, line: orderLine, failure },
      outcome: isReady ? (isPurchase(intent) ? 'would-order' : 'would-cancel') : outcomeOf(intent, wasBefore),
      openLines: wasBefore ? [] : openLinesOf(intent),
      credit: isFirst && isReady ? creditOf(intent) : null,
      ...{
        visibleBy: null,
        requestId: earlier?.requestId ?? null,
        attempts: 0,
        settledAt: null,
        sameAsLine,
        isFirst,
        byRun: cancelledHereBy(intent) ?? null,
        isForeign: isForeign(intent, null),
        purchase: purchaseOf(intent),
      },
    });
  }
}

/** To cancel an order twice is to cancel it; a purchase that is named twice is made once, and no money counts twice. */
const unlessRepeated = (row: RunRow): RunRow => {
  const { purchase, sameAsLine } = row;
  if (purchase === null || sameAsLine === null) return row;
  return {
    ...row,
    outcome: 'repeated',
    ...{ orderId: null, failure: null, visibleBy: null, requestId: null, attempts: 0, settledAt: null, byRun: null },
    purchase: { ...purchase, total: null },
  };
};

interface Place extends Pick<RunRow, 'sameAsLine' | 'isFirst'> {
  /** It names a line that was cancelled before, of an order that has others. */
  readonly wasBefore: boolean;
}

type Placed = Pick<JournaledLine, 'line' | 'orderLine'> & { readonly intent: Pick<Intent, 'facts'> };

/** Tells of a line which came first for the same, and whether it is the first that has to do with what its intent does. */
const rememberFirst = (): ((number: number, row: Placed) => Place) => {
  const intents = new Set<number>();
  const places = new Map<string, number>();
  return (number, { line, orderLine, intent }) => {
    const place = `${number}/${orderLine}`;
    const sameAsLine = places.get(place) ?? null;
    if (sameAsLine === null) places.set(place, line);
    const wasBefore = orderLine !== null && cancelledBeforeOf(intent).includes(orderLine);
    const isFirst = !wasBefore && !intents.has(number);
    if (!wasBefore) intents.add(number);
    return { sameAsLine, isFirst, wasBefore };
  };
};

const toRow = (
  run: Run,
  { line, orderLine, intent }: JournaledLine,
  { sameAsLine, isFirst, wasBefore }: Place,
): RunRow => {
  const { state, settledAt } = intent;
  const earlier = earlierPurchase(intent);
  const isDone = state === 'done' && !wasBefore;
  return {
    runId: run.id,
    inputLine: line,
    world: worlds.find((world) => world === run.facts[worldFact]) ?? null,
    customerId: intent.customerId,
    customerName: intent.customerName,
    orderId: intent.orderId ?? intent.orderIds[0] ?? earlier?.orderId ?? null,
    shownAs: intent.shownAs,
    line: orderLine,
    // A person found that nothing came of what was sent.
    outcome: state === 'dropped' && intent.evidence === 'person' ? 'failed' : outcomeOf(intent, wasBefore),
    failure: wasBefore || earlier !== null ? null : (intent.failure ?? doubtOf(run, intent)),
    openLines: state === 'refused' && !wasBefore ? openLinesOf(intent) : [],
    // Counted once, however many lines name it.
    credit: isFirst && isDone ? creditOf(intent) : null,
    visibleBy: isDone && settledAt !== null && !isPurchase(intent) ? settledAt + listsLagMs : null,
    requestId: intent.requestId ?? earlier?.requestId ?? null,
    attempts: intent.attempts,
    settledAt,
    sameAsLine,
    isFirst,
    byRun: intent.standing?.runId ?? cancelledHereBy(intent) ?? null,
    isForeign: isForeign(intent, intent.standing),
    purchase: purchaseOf(intent),
  };
};

/** What a line that was left out repeats; `null` for a line that was not. */
const earlierPurchase = ({
  state,
  failure,
}: Pick<Intent, 'state' | 'failure'>): ErrorDetails['repeatPurchase'] | null =>
  state === 'noop' && failure?.code === 'repeatPurchase' ? failure.details : null;

const isForeign = (intent: Pick<Intent, 'orderId' | 'state' | 'facts'>, standing: Intent['standing']): boolean =>
  !isPurchase(intent) && intent.state === 'noop' && standing === null && cancelledHereBy(intent) === undefined;

const inDoubt: ReadonlySet<IntentState> = new Set(['sent', 'accepted', 'unknown']);

const doubtOf = ({ correlationId }: Run, intent: Intent): Failure | null => {
  const { state, customerName: customer, orderId, requestId } = intent;
  if (!inDoubt.has(state)) return null;
  if (orderId === null) return purchaseDoubt(correlationId, intent, intent, intent.failure);
  const reason = state === 'accepted' ? 'inProgress' : state === 'sent' ? 'unanswered' : 'notShown';
  return { code: 'outcomeUnknown', details: { customer, orderId, requestId: requestId ?? '', reason } };
};

/** How many intents are where. */
export interface RunState {
  readonly done: number;
  readonly already: number;
  readonly refused: number;
  readonly unknown: number;
  /** May have been sent. */
  readonly inDoubt: number;
  /** Not begun. */
  readonly left: number;
}

export const runState = (counts: StateCounts): RunState => ({
  done: counts.done,
  already: counts.noop,
  refused: counts.refused,
  unknown: counts.unknown,
  inDoubt: counts.sent + counts.accepted + counts.unknown,
  left: counts.ready + counts.cart + counts.elsewhere,
});

/** Nothing is left that could still change. */
export const isFinished = ({ inDoubt: doubtful, left }: RunState): boolean => doubtful + left === 0;
