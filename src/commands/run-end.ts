/** The end of a bulk command: rows and files first, then the last line and the exit code. */
import { CspError, exitCodeOf, exitCodes, type Failure, toError, worstExitCode } from '../core/errors.ts';
import { wasRefusedByService } from '../core/operations/bulk/open-run.ts';
import { isFinished, listRunRows, type RunState, runState } from '../core/operations/bulk/run-report.ts';
import { needsSupport, type RunTally, tallyRun } from '../core/operations/bulk/tally-run.ts';
import { failureOf } from '../core/operations/partner.ts';
import type { Journal, NewIntent, Run } from '../core/ports/journal.ts';
import { shellWord } from '../core/rules/shell-word.ts';
import type { RunCounts } from '../locales/en/runs.ts';
import { type ReportWords, showRun, writeReports } from './run-reports.ts';
import type { RunScene } from './run-scene.ts';
import { waitUntilShown } from './run-wait.ts';

export interface EndWords extends ReportWords {
  readonly onlyEligible?: boolean;
  readonly wait?: boolean;
  readonly failFast?: boolean;
  /** Also once it has begun: nothing more after a refusal. */
  readonly allOrNothing?: boolean;
  /** Milliseconds. */
  readonly maxDuration: number;
}

/** `ended` is why the run ended early. Fails with the most serious of what ended it and what it left. */
export const endRun = async (scene: RunScene, run: Run, words: EndWords, ended: Failure | null): Promise<void> => {
  const { deps, text, journal, input } = scene;
  const state = runState(await journal.countStates(run.id));
  // What the plan refused was said before.
  await showRun(scene, run.kind, listRunRows(journal, run), ({ attempts }) => attempts > 0);
  const tally = await tallyRun(listRunRows(journal, run));
  const unwritten = asStorage(await failureOf(() => writeReports(scene, run, words)));
  const unseen =
    words.wait === true && ended === null ? await failureOf(() => waitUntilShown(scene, run, words.maxDuration)) : null;
  if ((await input?.isAsRead()) === false) deps.output.warn(text.edited, { file: input?.path ?? '' });
  const { done, already, refused, left, inDoubt } = state;
  if (ended !== null && !isFinished(state)) {
    const facts = { runId: run.id, done: done + already, refused, left, inDoubt };
    const flag = endsAtRefusal(words);
    if (flag !== null && isRefusal(ended)) deps.output.warn(text.stoppedAtRefusal, { ...facts, kind: run.kind, flag });
    else deps.output.warn(text.stopped, facts);
  } else {
    const now = (await journal.getRun(run.id)) ?? run;
    const tell = isFinished(state) ? deps.output.say : deps.output.warn;
    tell(text.summary, runCounts(now, tally));
  }
  if (unwritten !== null) deps.output.warn(text.unwritten, { command: exportCommand(run, words) });
  const failure = await worstOf(journal, words, run, { ...state, refundable: tally.refundable }, ended, [
    unwritten,
    unseen,
  ]);
  if (failure !== null) throw toError(failure);
};

/** The flag that makes the first refusal the last thing that is done. */
const endsAtRefusal = ({ allOrNothing, failFast }: EndWords): string | null =>
  allOrNothing === true ? '--all-or-nothing' : failFast === true ? '--fail-fast' : null;

const isRefusal = ({ code }: Failure): boolean =>
  [exitCodes.refused, exitCodes.notFound].some((exit) => exit === exitCodeOf(code));

const exportCommand = ({ id }: Run, { results, summary, refundRequests }: ReportWords): string => {
  const flags = { '--results': results, '--summary': summary, '--refund-requests': refundRequests };
  const given = Object.entries(flags).flatMap(([flag, path]) => (path === undefined ? [] : [flag, shellWord(path)]));
  return ['csp runs export', id, ...given].join(' ');
};

/** By now something was done: a file in the way is no guard any more. */
const asStorage = (failure: Failure | null): Failure | null =>
  failure?.code === 'fileExists'
    ? { code: 'storageFailed', details: { path: failure.details.path, reason: 'EEXIST' } }
    : failure;

/** A dry run that would refuse some. */
export const planRefused = (refused: readonly NewIntent[]): CspError =>
  new CspError('runRefused', {
    runId: null,
    refused: refused.length,
    refundable: refused.filter(needsSupport).length,
  });

/** Nothing was done, for nothing but a guard of this side: its reason. */
const guardOf = async (journal: Journal, run: Run): Promise<Failure | null> => {
  let first: Failure | null = null;
  for await (const { failure } of journal.listIntents(run.id, ['refused'])) {
    if (failure === null || exitCodeOf(failure.code) !== exitCodes.guard) return null;
    first ??= failure;
  }
  return first;
};

/** The most serious of what ended the run, what went wrong afterwards, and what it left. */
const worstOf = async (
  journal: Journal,
  words: EndWords,
  run: Run,
  { done, already, unknown, refused, refundable, left, inDoubt }: RunState & Pick<RunTally, 'refundable'>,
  ended: Failure | null,
  afterwards: readonly (Failure | null)[],
): Promise<Failure | null> => {
  const isRefused = refused > 0 && (words.onlyEligible !== true || (await wasRefusedByService(journal, run)));
  const failures: readonly (Failure | null)[] = [
    ended,
    ...afterwards,
    unknown > 0 ? { code: 'runInDoubt', details: { runId: run.id, unknown } } : null,
    left + inDoubt > unknown && ended === null
      ? { code: 'runUnfinished', details: { runId: run.id, left: left + inDoubt } }
      : null,
    isRefused && done + already === 0 ? await guardOf(journal, run) : null,
    isRefused ? { code: 'runRefused', details: { runId: run.id, refused, refundable } } : null,
  ];
  const all = failures.filter((failure) => failure !== null);
  const worst = worstExitCode(all.map(({ code }) => exitCodeOf(code)));
  return all.find(({ code }) => exitCodeOf(code) === worst) ?? null;
};

/** What the summary line of a run says. */
export const runCounts = (run: Run, { lines, outcomes }: RunTally): RunCounts & { readonly runId: string } => {
  const rest = outcomes['not-tried'];
  const isFinished = run.finishedAt !== null;
  return {
    runId: run.id,
    cancelled: outcomes.cancelled,
    ordered: outcomes.ordered,
    alreadyOrdered: outcomes['already-ordered'],
    repeated: outcomes.repeated,
    already: outcomes['already-cancelled'],
    refused: outcomes.refused,
    unknown: outcomes.unknown,
    left: isFinished ? 0 : rest,
    failed: outcomes.failed,
    takenOff: isFinished ? rest : 0,
    total: lines,
  };
};
