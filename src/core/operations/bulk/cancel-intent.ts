/**
 * One cancellation of a run, step by step: the intent is on disk before the request leaves, and whatever came back, what
 * counts in the end is the state of each line. Cancelling sets a state, so sending again does no harm; looking first
 * saves it. Sources: the state machine and the retry table in DECISIONS.md.
 */
import { type CspError, exitCodeOf, exitCodes, type Failure, isCspError } from '../../errors.ts';
import type { Backend, Order } from '../../ports/backend.ts';
import type { NewId } from '../../ports/environment.ts';
import type { Evidence, Intent, IntentChange, IntentState, Journal } from '../../ports/journal.ts';
import { toFailure } from '../partner.ts';
import { offersOf } from './cancel-facts.ts';
import type { Rest, Task } from './run-intents.ts';

export interface CancelWork {
  readonly runId: string;
  readonly backend: Backend;
  readonly journal: Pick<Journal, 'advance'>;
  readonly newId: NewId;
  /** A refusal ends the run. */
  readonly failsFast: boolean;
}

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
}

type Outcome = Rest<CancelMemory>;
type CancelTask = Task<CancelMemory>;

export const beginCancel = (intent: Intent): CancelTask => ({
  intent,
  memory: { state: intent.state, requestId: intent.requestId, looks: 0, sends: 0, epochs: 0 },
});

/** The service took it: the pages speak of minutes. In all a quarter of an hour, which is what its lists may lag. */
const whileAcceptedMs = [2, 4, 8, 15, 30, 60, 90, 120, 150, 150, 150, 150].map((seconds) => seconds * 1_000);
/** The answer was lost: that nothing happened is believed when it is seen again and again for a minute. */
const whileInDoubtMs = [1, 4, 15, 45].map((seconds) => seconds * 1_000);

/** Sends what was never sent; looks first at what may have been. */
export const stepCancel = async (work: CancelWork, task: CancelTask): Promise<Outcome> => {
  const { state } = task.memory;
  if (state === 'ready') return send(work, task, work.newId());
  const seen = await look(work, task);
  if (seen === 'cancelled') return settle(work, task, done('read-back'));
  if (seen !== 'open') return { kind: 'stop', failure: seen };
  return state === 'accepted' ? lookLater(work, task, whileAcceptedMs) : goOnInDoubt(work, task);
};

/** Not cancelled, as far as one can see: once more under the same id, later under one new one, and then it is a person's. */
const goOnInDoubt = async (work: CancelWork, task: CancelTask): Promise<Outcome> => {
  const { requestId, sends, looks, epochs } = task.memory;
  if (requestId === null) return send(work, task, work.newId());
  if (sends < 2 && looks === 0) return send(work, task, requestId);
  if (looks < whileInDoubtMs.length || epochs > 0) return lookLater(work, task, whileInDoubtMs);
  return send(work, task, work.newId());
};

const lookLater = async (work: CancelWork, task: CancelTask, gapsMs: readonly number[]): Promise<Outcome> => {
  const ms = gapsMs[task.memory.looks];
  if (ms === undefined) return settle(work, task, { state: 'unknown' });
  return { kind: 'later', ms, task: { ...task, memory: { ...task.memory, looks: task.memory.looks + 1 } } };
};

const send = async (work: CancelWork, task: CancelTask, requestId: string): Promise<Outcome> => {
  const { intent, memory } = task;
  const { customerId } = intent;
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
    },
  };
  try {
    const lines = intent.isWhole ? ('all' as const) : offersOf(intent);
    const order = await work.backend.requestCancel({ customerId, orderId: intent.orderId ?? '', lines, requestId });
    if (order !== undefined && isAllCancelled(intent, order)) return settle(work, sent, done('answer'));
    return await accept(work, sent);
  } catch (error) {
    if (!isCspError(error)) throw error;
    return judge(work, sent, memory, error);
  }
};

const accept = async (work: CancelWork, task: CancelTask): Promise<Outcome> => {
  await advance(work, task, { state: 'accepted' });
  return lookLater(work, { ...task, memory: { ...task.memory, state: 'accepted', looks: 0 } }, whileAcceptedMs);
};

/** What a request that failed means for this intent and for the rest; `before` is how the intent stood when it left. */
const judge = async (work: CancelWork, task: CancelTask, before: CancelMemory, error: CspError): Promise<Outcome> => {
  const failure = toFailure(error);
  if (isUnsettled(error) || isRefusal(error)) {
    const seen = await look(work, task);
    if (seen !== 'cancelled' && seen !== 'open') return { kind: 'stop', failure: seen };
    if (isRefusal(error)) return settleRefusal(work, task, failure, seen, before);
    const rest = seen === 'open' ? await goOnInDoubt(work, task) : await settle(work, task, done('read-back'));
    // Answers that are mixed up between orders are no ground to go on.
    return failure.code === 'wrongAnswer' ? { kind: 'stop', failure } : rest;
  }
  // Nothing came of this send: the intent is what it was before.
  await advance(work, task, { state: before.state === 'ready' ? 'ready' : 'sent' });
  if (failure.code !== 'throttled') return { kind: 'stop', failure };
  return { kind: 'customer-later', task: { ...task, memory: before }, until: failure.details.retryAt };
};

/** Cancelled all the same: by an earlier send of this intent, or by somebody else before its first. */
const settleRefusal = async (
  work: CancelWork,
  task: CancelTask,
  failure: Failure,
  seen: 'cancelled' | 'open',
  before: CancelMemory,
): Promise<Outcome> => {
  if (seen === 'cancelled') {
    return settle(work, task, before.state === 'ready' ? { state: 'noop', evidence: 'read-back' } : done('read-back'));
  }
  const rest = await settle(work, task, { state: 'refused', failure, evidence: 'answer' });
  return work.failsFast ? { kind: 'stop', failure } : rest;
};

const isUnsettled = ({ code }: CspError): boolean =>
  code === 'outcomeUnsettled' || code === 'outcomeUnknown' || code === 'answerUnusable' || code === 'wrongAnswer';

const isRefusal = ({ code }: CspError): boolean =>
  exitCodeOf(code) === exitCodes.refused || exitCodeOf(code) === exitCodes.notFound;

/** Reads the order. An order that cannot be found, or an answer that cannot be used, tells nothing about it. */
const look = async (work: CancelWork, { intent }: CancelTask): Promise<'cancelled' | 'open' | Failure> => {
  try {
    const order = await work.backend.getOrder(intent.customerId, intent.orderId ?? '');
    return isAllCancelled(intent, order) ? 'cancelled' : 'open';
  } catch (error) {
    if (!isCspError(error)) throw error;
    return isUnsettled(error) || isRefusal(error) ? 'open' : toFailure(error);
  }
};

/** A cancellation that is under way is none yet. */
const isAllCancelled = ({ lines }: Intent, { status, lineItems }: Order): boolean =>
  status === 'cancelled' ||
  lines.every((number) => lineItems.some((item) => item.line === number && item.status === 'cancelled'));

const done = (evidence: Evidence): Step => ({ state: 'done', failure: null, evidence });

type Step = Omit<IntentChange, 'number' | 'at'>;

const settle = async (work: CancelWork, task: CancelTask, step: Step): Promise<Outcome> => {
  await advance(work, task, step);
  return { kind: 'rests' };
};

const advance = async (work: CancelWork, { intent }: CancelTask, step: Step): Promise<void> =>
  work.journal.advance(work.runId, { number: intent.number, at: await work.backend.now(), ...step });
