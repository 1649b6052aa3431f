/** Carries a run out: what is in doubt first, then the rest, then what another run has in hand. */
import { exitCodeOf, exitCodes, type Failure } from '../../errors.ts';
import type { Clock, Instant, NewId, Progress } from '../../ports/environment.ts';
import type { Intent, IntentState, Journal, Run, RunKind, RunLock } from '../../ports/journal.ts';
import type { Partner } from '../partner.ts';
import { isSamePrice, needsPrice, totalOf } from './buy-facts.ts';
import { beginBuy, stepBuy } from './buy-intent.ts';
import { beginCancel, stepCancel } from './cancel-intent.ts';
import { purchasesOf } from './find-fitting.ts';
import { createLastWords, type LastWord, type LastWords } from './last-words.ts';
import { type Rest, runIntents, type Task } from './run-intents.ts';
import { isFinished, runState } from './run-report.ts';

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
  /** As in `RunIntents`. */
  readonly patienceMs?: number | undefined;
  readonly givenUp: () => Promise<Failure | null>;
  readonly progress?: Progress | undefined;
  /** Told how many are in doubt: found so to begin with, or waiting to be looked at again. */
  readonly onDoubt?: (count: number) => void;
  /** Told once that another run has some of the orders in hand. */
  readonly onElsewhere: (runId: string, count: number) => void;
  /** Told of what another run had begun and this one has done for it. */
  readonly onTakenUp?: ((runId: string, count: number) => void) | undefined;
  /** Told at the end, when the journal failed: what it may not have. */
  readonly onLost: (words: readonly LastWord[]) => void;
}

/** A run that is under way. */
interface Carried extends CarryOut {
  readonly lastWords: LastWords;
}

/** Answers why it ended early, or `null`. The run is marked finished when nothing is left. */
export const carryOut = async (given: CarryOut): Promise<Failure | null> => {
  const { journal, run, progress } = given;
  const work: Carried = { ...given, lastWords: createLastWords() };
  let isKept = false;
  try {
    const ended = (await carryOutIntents(work, run.id, inDoubtFirst(journal, run.id))) ?? (await settleElsewhere(work));
    await finishWhenOver(work, run.id);
    isKept = !work.lastWords.hasLost() && (ended === null || exitCodeOf(ended.code) !== exitCodes.storage);
    return ended;
  } finally {
    progress?.clear();
    if (!isKept) work.onLost(work.lastWords.list());
  }
};

async function* inDoubtFirst(journal: Journal, runId: string): AsyncGenerator<Intent> {
  yield* journal.listIntents(runId, ['sent', 'accepted', 'unknown']);
  yield* journal.listIntents(runId, ['cart', 'ready']);
}

const finishWhenOver = async ({ partner, journal }: CarryOut, runId: string): Promise<void> => {
  if (isFinished(runState(await journal.countStates(runId)))) await journal.finish(runId, await partner.backend.now());
};

const carryOutIntents = async (work: Carried, runId: string, all: AsyncIterable<Intent>): Promise<Failure | null> => {
  const { partner, journal, newId, progress, failsFast, lastWords } = work;
  const own = { runId, backend: partner.backend, journal: lastWords.watch(journal), newId, failsFast };
  const intents = lastWords.take(runId, all);
  const { inDoubt, left } = runState(await journal.countStates(runId));
  let rested = 0;
  const onRest = (): void => progress?.show(++rested, inDoubt + left);
  progress?.show(0, inDoubt + left);
  let unsettled = inDoubt;
  let told = inDoubt;
  const looked = new Set<number>();
  const tellDoubt = <M extends Looked>(rest: Rest<M>, { intent: { state, number } }: Task<M>): Rest<M> => {
    if (doubtful.has(state)) {
      if (rest.kind === 'rests') unsettled -= 1;
    } else if (rest.kind === 'later' && doubtful.has(rest.task.memory.state)) looked.add(number);
    else if (rest.kind === 'rests') looked.delete(number);
    const count = unsettled + looked.size;
    if (runId === work.run.id && count !== told) work.onDoubt?.(count);
    told = count;
    return rest;
  };
  const purchases = purchasesOf(partner);
  return work.run.kind === 'buy'
    ? runIntents({
        ...work,
        intents,
        onRest,
        begin: beginBuy,
        step: async (task) => tellDoubt(await stepBuy({ ...own, ...purchases }, task), task),
      })
    : runIntents({
        ...work,
        intents,
        onRest,
        begin: beginCancel,
        step: async (task) => tellDoubt(await stepCancel(own, task), task),
      });
};

interface Looked {
  readonly state: IntentState;
}

const doubtful: ReadonlySet<IntentState> = new Set(['sent', 'accepted', 'unknown']);

const lookAgainMs = 500;

/**
 * An order that another run had in hand when this one began: that run's word counts. Where its process is gone, its
 * orders are carried on here; what is in doubt there after that stays `elsewhere`, for a person to settle there.
 */
const settleElsewhere = async (work: Carried): Promise<Failure | null> => {
  const { journal, run, clock, endsAt, givenUp, onElsewhere } = work;
  const told = new Set<string>();
  const tried = new Set<string>();
  const behind: Behind = new Map();
  for (;;) {
    const left = await follow(work, behind, tried);
    if ((await journal.countStates(run.id)).ready > 0) {
      const ended = await carryOutIntents(work, run.id, journal.listIntents(run.id, ['ready']));
      if (ended !== null) return ended;
      continue;
    }
    if (left.length === 0) return null;
    const stop = (await givenUp()) ?? (clock.now() >= endsAt ? work.timeIsUp : null);
    if (stop !== null) return stop;
    let isWaiting = false;
    for (const runId of new Set(left.map(({ standing }) => standing.runId))) {
      const own = left.filter(({ standing }) => standing.runId === runId);
      const ended = await carryOn(work, runId, own);
      if (ended !== 'locked' && ended !== null) return ended;
      for (const intent of own) if (ended === null || intent.isInDoubt) tried.add(nameOf(intent));
      if (ended === null) continue;
      isWaiting = true;
      if (!told.has(runId)) onElsewhere(runId, own.length);
      told.add(runId);
    }
    if (isWaiting) await clock.sleep(lookAgainMs).catch(() => undefined);
  }
};

interface Elsewhere extends Intent {
  readonly standing: NonNullable<Intent['standing']>;
  /** A person must look, for all that the other run knows. */
  readonly isInDoubt: boolean;
}

/** Which intent each waits for: once that one is settled, the journal no longer tells. */
type Behind = Map<number, Elsewhere['standing']>;

const nameOf = ({ standing }: Pick<Elsewhere, 'standing'>): string => `${standing.runId} ${standing.number}`;

const isUnderWay: ReadonlySet<IntentState> = new Set(['ready', 'cart', 'sent', 'accepted', 'unknown']);

/** Takes over what has been settled meanwhile; gives what has not, but for what was tried in vain. */
const follow = async (
  { partner, journal, run }: CarryOut,
  behind: Behind,
  tried: ReadonlySet<string>,
): Promise<readonly Elsewhere[]> => {
  const left: Elsewhere[] = [];
  for await (const intent of journal.listIntents(run.id, ['elsewhere'])) {
    const { number } = intent;
    const standing = behind.get(number) ?? intent.standing;
    if (standing === null) continue;
    const other = await journal.getIntent(standing.runId, standing.number);
    if (other !== undefined && isUnderWay.has(other.state)) {
      behind.set(number, standing);
      if (!tried.has(nameOf({ standing }))) left.push({ ...intent, standing, isInDoubt: other.state === 'unknown' });
    } else {
      behind.delete(number);
      await journal.advance(run.id, { number, at: await partner.backend.now(), ...wordOf(intent, other) });
    }
  }
  return left;
};

/** What another run's intent says of this one: the same order, though perhaps not the same lines. */
const wordOf = (
  own: Intent,
  other: Intent | undefined,
): { readonly state: IntentState; readonly failure?: Failure | null } => {
  if (other === undefined) return { state: 'ready' };
  if ((other.state === 'done' || other.state === 'noop') && has(other, own)) return { state: 'noop' };
  // One line may be refused, and with it all that was asked for together.
  const isSame = has(other, own) && has(own, other);
  return other.state === 'refused' && isSame ? { state: 'refused', failure: other.failure } : { state: 'ready' };
};

/** All that the second asks for is asked for by the first. */
const has = (all: Intent, some: Intent): boolean =>
  all.isWhole || (!some.isWhole && some.lines.every((line) => all.lines.includes(line)));

/** Works on another run's intents that stand in the way, unless somebody else does. */
const carryOn = async (
  work: Carried,
  runId: string,
  left: readonly Elsewhere[],
): Promise<Failure | 'locked' | null> => {
  const { journal } = work;
  const lock = await lockRun(journal, runId);
  if (lock === undefined) return 'locked';
  try {
    const numbers = new Set<number>();
    for (const own of left) {
      const other = await journal.getIntent(runId, own.standing.number);
      if (other !== undefined && isConfirmed[work.run.kind](own, other)) numbers.add(other.number);
    }
    const ended = await carryOutIntents(work, runId, only(inDoubtFirst(journal, runId), numbers));
    let done = 0;
    for (const number of numbers) if ((await journal.getIntent(runId, number))?.state === 'done') done += 1;
    if (done > 0) work.onTakenUp?.(runId, done);
    await finishWhenOver(work, runId);
    return ended;
  } finally {
    lock.release();
  }
};

/**
 * Whoever confirmed the first has confirmed the second too: no other lines of the order, and no other price. What nobody has
 * confirmed now is never sent from here.
 */
const isConfirmed: { readonly [K in RunKind]: (own: Intent, other: Intent) => boolean } = {
  cancel: has,
  buy: (own, other) => isSamePrice(totalOf(own), totalOf(other)) && (needsPrice(other) || !needsPrice(own)),
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
