/** What a person decides about a run: which one is meant, what became of an order in doubt, what is not to be done any more. */
import { CspError } from '../../errors.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Intent, IntentState, Journal, Run } from '../../ports/journal.ts';
import { readAhead } from '../read-ahead.ts';
import { lockName } from './carry-out.ts';
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

/**
 * Records what a person saw: `done`, or `dropped` for what is not done and shall not be sent again. Fails with `runLive`,
 * and with `argumentInvalid` for a line that is not in doubt.
 */
export const resolveLine = async (journal: Journal, run: Run, resolution: Resolution): Promise<void> =>
  alone(journal, run, resolution.at, async () => {
    const { line, isDone, at, actor, reason } = resolution;
    const { number } = await findInDoubt(journal, run, line);
    const state = isDone ? 'done' : 'dropped';
    await journal.advance(run.id, { number, state, at, evidence: 'person', note: { actor, reason } });
  });

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

/** What the line of the input became. Fails with `argumentInvalid` where it is not in doubt. */
export const findInDoubt = async (journal: Journal, run: Run, wanted: number): Promise<Intent> => {
  const others: number[] = [];
  for await (const { line, intent } of journal.listLines(run.id)) {
    if (!inDoubt.includes(intent.state)) continue;
    if (line === wanted) return intent;
    if (others.length <= mostNamed) others.push(line);
  }
  const expected = others.slice(0, mostNamed).join(', ') + (others.length > mostNamed ? ' …' : '');
  throw new CspError('argumentInvalid', { flag: '--line', given: String(wanted), expected: expected || '–' });
};
