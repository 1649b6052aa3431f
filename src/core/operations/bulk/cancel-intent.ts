/**
 * One cancellation of a run, step by step: the intent is on disk before the request leaves, and whatever came back, what
 * counts in the end is the state of each line. Cancelling sets a state, so sending again does no harm; looking first
 * saves it. Sources: the state machine and the retry table in DECISIONS.md.
 */
import { exitCodeOf, exitCodes, type Failure, isCspError } from '../../errors.ts';
import type { Order } from '../../ports/backend.ts';
import type { Evidence, Intent, IntentState } from '../../ports/journal.ts';
import { toFailure } from '../partner.ts';
import { offersOf } from './cancel-facts.ts';
import { advance, type IntentWork, laterOrStop, refuse, settle } from './intent-work.ts';
import type { Rest, Task } from './run-intents.ts';

/** What is remembered of an intent while this process works on it. */
export interface CancelMemory {
  readonly state: IntentState;
  readonly requestId: string | null;
  /** Looks since the last send. */
  readonly looks: number;
  /** Sends by this process under one request id. */
  readonly sends: number;
  /** Request ids that this process gave it. */
  readonly epochs: number;
  /** What the service said to the latest send, where an earlier one may have been carried out. */
  readonly refusal: Failure | null;
  /** The latest send was turned away, as far as its answer tells: it is sent again, and counts for nothing. */
  readonly isTurnedAway: boolean;
}

type Outcome = Rest<CancelMemory>;
type CancelTask = Task<CancelMemory>;

export const beginCancel = (intent: Intent): CancelTask => ({
  intent,
  memory: {
    ...{ state: intent.state, requestId: intent.requestId },
    ...{ looks: 0, sends: 0, epochs: 0, refusal: null, isTurnedAway: false },
  },
});

/** The service took it: the pages speak of minutes. In all a quarter of an hour, which is what its lists may lag. */
const whileAcceptedMs = [2, 4, 8, 15, 30, 60, 90, 120, 150, 150, 150, 150].map((seconds) => seconds * 1_000);
/** The answer was lost: that nothing happened is believed when it is seen again and again for a minute. */
const whileInDoubtMs = [1, 4, 15, 45].map((seconds) => seconds * 1_000);

/** How long one that is in doubt may be looked at before a person must: under its first id, under a new one, and once taken. */
export const longestDoubtMs =
  2 * whileInDoubtMs.reduce((sum, ms) => sum + ms, 0) + whileAcceptedMs.reduce((sum, ms) => sum + ms, 0);

/** Sends what was never sent; looks first at what may have been. */
export const stepCancel = async (work: IntentWork, task: CancelTask): Promise<Outcome> => {
  const { state, requestId, refusal, isTurnedAway } = task.memory;
  // One that was turned away keeps its id: it is the same request still.
  if (state === 'ready' || (isTurnedAway && requestId !== null)) return send(work, task, requestId ?? work.newId());
  return lookFirst(work, task, (seen) => {
    if (seen === 'cancelled') return settle(work, task, done('read-back'));
    if (refusal !== null) return refuseAtLast(work, task, refusal, seen);
    return state === 'accepted' ? lookLater(work, task, whileAcceptedMs) : goOnInDoubt(work, task);
  });
};

/** Not cancelled, as far as one can see: once more under the same id, later under one new one, and then it is a person's. */
const goOnInDoubt = async (work: IntentWork, task: CancelTask): Promise<Outcome> => {
  const { requestId, sends, looks, epochs } = task.memory;
  if (requestId === null) return send(work, task, work.newId());
  if (sends < 2 && looks === 0) return send(work, task, requestId);
  if (looks < whileInDoubtMs.length || epochs > 0) return lookLater(work, task, whileInDoubtMs);
  return send(work, task, work.newId());
};

/** The refusal counts once nothing shows for a minute that the send before it was carried out. */
const refuseAtLast = async (work: IntentWork, task: CancelTask, refusal: Failure, seen: Seen): Promise<Outcome> =>
  isOpen(seen, refusal) && task.memory.looks === whileInDoubtMs.length
    ? refuse(work, task, refusal)
    : lookLater(work, task, whileInDoubtMs);

const lookLater = async (work: IntentWork, task: CancelTask, gapsMs: readonly number[]): Promise<Outcome> => {
  const ms = gapsMs[task.memory.looks];
  if (ms === undefined) return settle(work, task, { state: 'unknown' });
  return { kind: 'later', ms, task: { ...task, memory: { ...task.memory, looks: task.memory.looks + 1 } } };
};

const send = async (work: IntentWork, task: CancelTask, requestId: string): Promise<Outcome> => {
  const { intent, memory } = task;
  const { customerId } = intent;
  const lines = intent.isWhole ? ('all' as const) : offersOf(intent);
  // On the wire an empty list would mean the whole order.
  if (lines.length === 0)
    return { kind: 'stop', failure: { code: 'internal', details: { reason: 'no lines to cancel' } } };
  await advance(work, task, { state: 'sent', requestId });
  const isNew = requestId !== memory.requestId;
  const sent: CancelTask = {
    intent,
    memory: {
      state: 'sent',
      requestId,
      looks: 0,
      sends: isNew ? 1 : memory.sends + 1,
      epochs: memory.epochs + (isNew && memory.requestId !== null ? 1 : 0),
      refusal: null,
      isTurnedAway: false,
    },
  };
  let order: Order | undefined;
  try {
    order = await work.backend.requestCancel({ customerId, orderId: intent.orderId ?? '', lines, requestId });
  } catch (error) {
    if (!isCspError(error)) throw error;
    return judge(work, sent, memory, toFailure(error));
  }
  if (order !== undefined && isAllCancelled(intent, order)) return settle(work, sent, done('answer'));
  await advance(work, sent, { state: 'accepted' });
  return lookLater(work, { intent, memory: { ...sent.memory, state: 'accepted' } }, whileAcceptedMs);
};

/**
 * What a request that failed means for this intent and for the rest; `before` is how the intent stood when it left. No
 * answer proves that nothing was done: the order is looked at, and where it cannot be, the intent stays in doubt.
 */
const judge = async (work: IntentWork, task: CancelTask, before: CancelMemory, failure: Failure): Promise<Outcome> => {
  if (isRefusal(failure)) {
    return lookFirst(work, task, (seen) => {
      if (seen === 'cancelled') return settleCancelled(work, task, before);
      return isOpen(seen, failure) ? settleRefusal(work, task, failure, before) : goOnInDoubt(work, task);
    });
  }
  if (failure.code === 'outcomeUnsettled' && failure.details.retryAt !== undefined) {
    const memory = { ...task.memory, sends: task.memory.sends - 1, isTurnedAway: true };
    return { kind: 'customer-later', task: { ...task, memory }, until: failure.details.retryAt };
  }
  const { signIn } = failure.code === 'outcomeUnsettled' ? failure.details : {};
  if (signIn !== undefined) {
    // Whoever asks again without a sign-in is turned away again. What was sent stays in doubt until then.
    const lacking: Failure = { code: 'signInNeeded', details: signIn };
    return lookFirst(work, task, async (seen) =>
      seen === 'cancelled' ? settle(work, task, done('read-back')) : { kind: 'stop', failure: lacking },
    );
  }
  if (isUnsettled(failure)) {
    return lookFirst(work, task, (seen) =>
      seen === 'cancelled' ? settle(work, task, done('read-back')) : goOnInDoubt(work, task),
    );
  }
  if (failure.code === 'accessDenied') {
    const seen = await look(work, task);
    if (seen === 'cancelled') return settleCancelled(work, task, before);
    return seen === 'open' ? goOnAsBefore(work, task, before, failure) : { kind: 'stop', failure };
  }
  return isUnsent(failure) ? goOnAsBefore(work, task, before, failure) : { kind: 'stop', failure };
};

/** Nothing was sent, as far as this send goes. */
const goOnAsBefore = async (
  work: IntentWork,
  task: CancelTask,
  before: CancelMemory,
  failure: Failure,
): Promise<Outcome> => {
  if (before.state === 'ready') await advance(work, task, { state: 'ready' });
  const memory = { ...task.memory, state: before.state, sends: task.memory.sends - 1 };
  return laterOrStop({ ...task, memory }, failure);
};

/** By an earlier send of this intent, or by somebody else before its first, as far as one can know. */
const settleCancelled = (work: IntentWork, task: CancelTask, before: CancelMemory): Promise<Outcome> =>
  settle(work, task, before.state === 'ready' ? { state: 'noop', evidence: 'read-back' } : done('read-back'));

/** Of an order that is open. */
const settleRefusal = async (
  work: IntentWork,
  task: CancelTask,
  failure: Failure,
  before: CancelMemory,
): Promise<Outcome> => {
  const { requestId, sends } = task.memory;
  // It has been read again, and is open: once more, for it is another change that the service speaks of.
  if (isChangedMeanwhile(failure) && sends < 2 && requestId !== null) return send(work, task, requestId);
  if (before.state === 'ready') return refuse(work, task, failure);
  return lookLater(work, { ...task, memory: { ...task.memory, looks: 0, refusal: failure } }, whileInDoubtMs);
};

/** The service's 2055. https://learn.microsoft.com/partner-center/developer/error-codes */
const isChangedMeanwhile = ({ code, details }: Failure): boolean =>
  code === 'cancelRefusedByService' && details.serviceCode === '2055';

/** It may have been carried out. Answers that are mixed up between orders are no ground to go on at all. */
const isUnsettled = ({ code }: Failure): boolean =>
  code === 'outcomeUnsettled' || code === 'outcomeUnknown' || code === 'answerUnusable' || code === 'serviceFailed';

const isRefusal = ({ code }: Failure): boolean =>
  exitCodeOf(code) === exitCodes.refused || exitCodeOf(code) === exitCodes.notFound;

/** Turned away at the door, or never let go. */
const isUnsent = ({ code }: Failure): boolean => {
  const { auth, unavailable, guard, interrupted, terminated } = exitCodes;
  return [auth, unavailable, guard, interrupted, terminated].some((exitCode) => exitCode === exitCodeOf(code));
};

/** `gone`: there is no such order · `unclear`: no usable answer came. */
type Seen = 'cancelled' | 'open' | 'gone' | 'unclear';

/** An order that is not there is not cancelled, where the refusal says so too. */
const isOpen = (seen: Seen, refusal: Failure): boolean =>
  seen === 'open' || (seen === 'gone' && exitCodeOf(refusal.code) === exitCodes.notFound);

/** Reads the order, and goes on with what is seen; where it cannot be read now, it is looked at again later. */
const lookFirst = async (
  work: IntentWork,
  task: CancelTask,
  goOn: (seen: Seen) => Promise<Outcome>,
): Promise<Outcome> => {
  const seen = await look(work, task);
  return typeof seen === 'string' ? goOn(seen) : laterOrStop(task, seen);
};

const look = async (work: IntentWork, { intent }: CancelTask): Promise<Seen | Failure> => {
  try {
    const order = await work.backend.getOrder(intent.customerId, intent.orderId ?? '');
    return isAllCancelled(intent, order) ? 'cancelled' : 'open';
  } catch (error) {
    if (!isCspError(error)) throw error;
    if (error.code === 'answerUnusable') return 'unclear';
    const failure = toFailure(error);
    if (exitCodeOf(failure.code) === exitCodes.notFound) return 'gone';
    return isRefusal(failure) ? 'unclear' : failure;
  }
};

/** A cancellation that is under way is none yet. */
export const isAllCancelled = ({ lines }: Pick<Intent, 'lines'>, { status, lineItems }: Order): boolean =>
  status === 'cancelled' ||
  lines.every((number) => lineItems.some((item) => item.line === number && item.status === 'cancelled'));

const done = (evidence: Evidence) => ({ state: 'done', failure: null, evidence }) as const;
