/** What a person decides about a run: which one is meant, what became of an order in doubt, what is not to be done any more. */
import { CspError, isCspError } from '../../errors.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Intent, IntentState, Journal, Run } from '../../ports/journal.ts';
import type { Partner } from '../partner.ts';
import { readAhead } from '../read-ahead.ts';
import { isAllCancelled } from './cancel-intent.ts';
import { lockName } from './carry-out.ts';
import { findFitting, purchasesOf } from './find-fitting.ts';
import { isFinished, runState } from './run-report.ts';

/** `last` is the newest of the environment; else an id or its beginning. Fails with `runNotFound`. */
export const getRun = async (journal: Journal, word: string, environment: () => Promise<string>): Promise<Run> => {
  const run = word === 'last' ? (await journal.listRuns(await environment()))[0] : await journal.getRun(word);
  if (run === undefined) throw new CspError('runNotFound', { query: word });
  return run;
};

export interface Resolution {
  /** Of the input. */
  readonly line: number;
  readonly isDone: boolean;
  readonly at: Instant;
  readonly actor: string;
  readonly reason: string;
}

const inDoubt: readonly IntentState[] = ['sent', 'accepted', 'unknown'];
const neverSent: readonly IntentState[] = ['ready', 'cart', 'elsewhere'];

/** What the service shows of an intent that a person decides about. */
export interface Shown {
  readonly isDone: boolean;
  /** Of a purchase the order that fits it, where there is one. */
  readonly orderId: string | null;
  readonly customer: string;
}

/**
 * Records what a person saw: `done`, or `dropped` for what is not done and shall not be sent again. Fails as
 * `checkResolution` does, and with `runLive`.
 */
export const resolveLine = async (
  partner: Partner,
  journal: Journal,
  run: Run,
  resolution: Resolution,
): Promise<Shown> =>
  alone(journal, run, resolution.at, async () => {
    const { line, isDone, at, actor, reason } = resolution;
    const { number, orderId } = await findInDoubt(journal, run, line);
    const shown = await checkResolution(partner, journal, run, resolution);
    const state = isDone ? 'done' : 'dropped';
    const orderIds = isDone && orderId === null && shown.orderId !== null ? { orderIds: [shown.orderId] } : {};
    await journal.advance(run.id, {
      number,
      state,
      at,
      failure: null,
      evidence: 'person',
      note: { actor, reason },
      ...orderIds,
    });
    return shown;
  });

/**
 * Looks before a person's word counts: the service's lists may lag behind what was done, so that `done` is believed, but
 * never show what was not. Fails with `argumentInvalid` or `nothingInDoubt` for a line that is not in doubt, with `runOfAnother`, with
 * `doneAlready` for what is not to be done and is, and as the service does.
 */
export const checkResolution = async (
  partner: Partner,
  journal: Journal,
  run: Run,
  { line, isDone }: Pick<Resolution, 'line' | 'isDone'>,
): Promise<Shown> => {
  const { identity } = partner;
  if (run.environment !== identity.environment) {
    throw new CspError('runOfAnother', { runId: run.id, expected: run.environment, found: identity.environment });
  }
  const intent = await findInDoubt(journal, run, line);
  const shown = await look(partner, intent);
  if (isDone || !shown.isDone) return shown;
  const { customer, orderId } = shown;
  throw new CspError('doneAlready', { runId: run.id, kind: run.kind, line, customer, orderId: orderId ?? '' });
};

const look = async (partner: Partner, intent: Intent): Promise<Shown> => {
  const { backend } = partner;
  const { customerId, customerName: customer, orderId } = intent;
  if (orderId === null) {
    const { orders, promised } = await findFitting({ backend, ...purchasesOf(partner) }, intent, intent);
    return { isDone: orders.length > promised, orderId: orders[0]?.id ?? null, customer };
  }
  try {
    return { isDone: isAllCancelled(intent, await backend.getOrder(customerId, orderId)), orderId, customer };
  } catch (error) {
    // An order that is not there is not cancelled.
    if (isCspError(error) && error.code === 'orderNotFound') return { isDone: false, orderId, customer };
    throw error;
  }
};

/** How many were never sent. Fails with `nothingToDrop` where there is none. */
export const countLeft = async (journal: Journal, run: Run): Promise<number> => {
  const { left, inDoubt: doubtful } = runState(await journal.countStates(run.id));
  if (left === 0) throw new CspError('nothingToDrop', { runId: run.id, inDoubt: doubtful });
  return left;
};

/** Takes off the run what was never sent; returns how many. Fails with `runLive`. */
export const dropLeft = async (journal: Journal, run: Run, at: Instant): Promise<number> =>
  alone(journal, run, at, async () => {
    const drop = ({ number }: Intent): Promise<void> => journal.advance(run.id, { number, state: 'dropped', at });
    let count = 0;
    // Many at a time share a commit.
    for await (const _dropped of readAhead(journal.listIntents(run.id, neverSent), drop, 500)) count += 1;
    return count;
  });

/** Nobody works on the run meanwhile; it is finished when nothing is left. */
const alone = async <T>(journal: Journal, run: Run, at: Instant, act: () => Promise<T>): Promise<T> => {
  const lock = await journal.tryLock(lockName(run));
  if (lock === undefined) throw new CspError('runLive', { runId: run.id, pid: run.pid });
  try {
    const result = await act();
    const isOver = isFinished(runState(await journal.countStates(run.id)));
    if (isOver && run.finishedAt === null) await journal.finish(run.id, at);
    return result;
  } finally {
    lock.release();
  }
};

/** So many lines are named to whoever names another. */
const mostNamed = 5;

/** What the line of the input became. Fails with `argumentInvalid` where it is not in doubt, with `nothingInDoubt` where none is. */
const findInDoubt = async (journal: Journal, run: Run, wanted: number): Promise<Intent> => {
  const others: number[] = [];
  const seen = new Set<number>();
  for await (const { line, intent } of journal.listLines(run.id)) {
    // A repeated purchase is none of its own, so nothing of it is in doubt.
    const isRepeated = run.kind === 'buy' && seen.has(intent.number);
    seen.add(intent.number);
    if (isRepeated || !inDoubt.includes(intent.state)) continue;
    if (line === wanted) return intent;
    if (others.length <= mostNamed) others.push(line);
  }
  if (others.length === 0) throw new CspError('nothingInDoubt', { runId: run.id });
  const expected = others.slice(0, mostNamed).join(', ') + (others.length > mostNamed ? ' …' : '');
  throw new CspError('argumentInvalid', { flag: '--line', given: String(wanted), expected });
};
