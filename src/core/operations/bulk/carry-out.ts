/** Carries a run out: what is in doubt first, then the rest, then what another run has in hand. */
import type { Failure } from '../../errors.ts';
import type { Clock, Instant, NewId, Progress } from '../../ports/environment.ts';
import type { Intent, IntentState, Journal, Run, RunLock } from '../../ports/journal.ts';
import type { Partner } from '../partner.ts';
import { beginBuy, stepBuy } from './buy-intent.ts';
import { beginCancel, stepCancel } from './cancel-intent.ts';
import { runIntents } from './run-intents.ts';
import { runState } from './run-report.ts';

export interface CarryOut {
  readonly partner: Partner;
  readonly journal: Journal;
  readonly run: Run;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly concurrency: number;
  readonly failsFast: boolean;
  readonly endsAt: Instant;
  readonly timeIsUp: Failure;
  readonly givenUp: () => Promise<Failure | null>;
  readonly progress?: Progress | undefined;
  /** Told once that another run has some of the orders in hand. */
  readonly onElsewhere: (runId: string, count: number) => void;
}

/** Answers why it ended early, or `null`. The run is marked finished when nothing is left. */
export const carryOut = async (work: CarryOut): Promise<Failure | null> => {
  const { partner, journal, run, progress } = work;
  try {
    const ended = (await carryOutIntents(work, run.id, inDoubtFirst(journal, run.id))) ?? (await settleElsewhere(work));
    const { inDoubt, left } = runState(await journal.countStates(run.id));
    if (inDoubt + left === 0) await journal.finish(run.id, await partner.backend.now());
    return ended;
  } finally {
    progress?.clear();
  }
};

async function* inDoubtFirst(journal: Journal, runId: string): AsyncGenerator<Intent> {
  yield* journal.listIntents(runId, ['sent', 'accepted', 'unknown']);
  yield* journal.listIntents(runId, ['cart', 'ready']);
}

const carryOutIntents = async (
  work: CarryOut,
  runId: string,
  intents: AsyncIterable<Intent>,
): Promise<Failure | null> => {
  const { partner, journal, newId, progress, failsFast } = work;
  const own = { runId, backend: partner.backend, journal, newId, failsFast };
  const { inDoubt, left } = runState(await journal.countStates(runId));
  let rested = 0;
  const onRest = (): void => progress?.show(++rested, inDoubt + left);
  progress?.show(0, inDoubt + left);
  return work.run.kind === 'buy'
    ? runIntents({ ...work, intents, onRest, begin: beginBuy, step: (task) => stepBuy(own, task) })
    : runIntents({ ...work, intents, onRest, begin: beginCancel, step: (task) => stepCancel(own, task) });
};

const lookAgainMs = 500;

/**
 * An order that another run had in hand when this one began: that run's word counts. Where its process is gone, its
 * orders are carried on here.
 */
const settleElsewhere = async (work: CarryOut): Promise<Failure | null> => {
  const { journal, run, clock, endsAt, givenUp, onElsewhere } = work;
  const told = new Set<string>();
  for (;;) {
    const waiting = await listElsewhere(journal, run.id);
    if (waiting.length === 0) return null;
    const left = await follow(work, waiting);
    if (left.length === 0) continue;
    const stop = (await givenUp()) ?? (clock.now() >= endsAt ? work.timeIsUp : null);
    if (stop !== null) return stop;
    for (const runId of new Set(left.map(({ standing }) => standing.runId))) {
      const ended = await carryOn(work, runId, left);
      if (ended !== null) return ended;
      if (!told.has(runId)) onElsewhere(runId, left.filter(({ standing }) => standing.runId === runId).length);
      told.add(runId);
    }
    await clock.sleep(lookAgainMs).catch(() => undefined);
  }
};

type Elsewhere = Intent & { readonly standing: NonNullable<Intent['standing']> };

const listElsewhere = async (journal: Journal, runId: string): Promise<readonly Elsewhere[]> => {
  const all: Elsewhere[] = [];
  for await (const intent of journal.listIntents(runId, ['elsewhere'])) {
    if (intent.standing !== null) all.push({ ...intent, standing: intent.standing });
  }
  return all;
};

const isLive: ReadonlySet<IntentState> = new Set(['ready', 'cart', 'sent', 'accepted', 'elsewhere']);

/** Takes over what has been settled meanwhile; gives what has not. */
const follow = async (
  { partner, journal, run }: CarryOut,
  waiting: readonly Elsewhere[],
): Promise<readonly Elsewhere[]> => {
  const left: Elsewhere[] = [];
  for (const intent of waiting) {
    const { standing, number } = intent;
    const other = await journal.getIntent(standing.runId, standing.number);
    if (other !== undefined && isLive.has(other.state)) left.push(intent);
    else await journal.advance(run.id, { number, at: await partner.backend.now(), ...wordOf(intent, other) });
  }
  return left;
};

/** What another run's intent says of this one: the same order, though perhaps not the same lines. */
const wordOf = (
  own: Intent,
  other: Intent | undefined,
): { readonly state: IntentState; readonly failure?: Failure | null } => {
  const isSame =
    other !== undefined && (other.isWhole || (!own.isWhole && own.lines.every((line) => other.lines.includes(line))));
  if (!isSame || other.state === 'dropped') return { state: 'ready' };
  if (other.state === 'refused') return { state: 'refused', failure: other.failure };
  return { state: other.state === 'unknown' ? 'unknown' : 'noop' };
};

/** Works on another run's intents that stand in the way, when nobody else does. */
const carryOn = async (work: CarryOut, runId: string, left: readonly Elsewhere[]): Promise<Failure | null> => {
  const { journal } = work;
  const lock = await lockRun(journal, runId);
  if (lock === undefined) return null;
  try {
    const numbers = new Set(
      left.filter(({ standing }) => standing.runId === runId).map(({ standing }) => standing.number),
    );
    return await carryOutIntents(work, runId, only(inDoubtFirst(journal, runId), numbers));
  } finally {
    lock.release();
  }
};

async function* only(intents: AsyncIterable<Intent>, numbers: ReadonlySet<number>): AsyncGenerator<Intent> {
  for await (const intent of intents) if (numbers.has(intent.number)) yield intent;
}

/** The lock of a run is that of what it was asked for, so that the same file twice is one run. */
export const lockName = ({ environment, kind, manifest }: Pick<Run, 'environment' | 'kind' | 'manifest'>): string =>
  `${kind}|${environment}|${manifest}`;

const lockRun = async (journal: Journal, runId: string): Promise<RunLock | undefined> => {
  const run = await journal.getRun(runId);
  return run === undefined ? undefined : journal.tryLock(lockName(run));
};
