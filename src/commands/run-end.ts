/** The end of a bulk command: rows and files first, then the last line and the exit code. */
import { CspError, exitCodeOf, exitCodes, type Failure, toError, worstExitCode } from '../core/errors.ts';
import { cancelledBeforeOf } from '../core/operations/bulk/cancel-facts.ts';
import { wasRefusedByService } from '../core/operations/bulk/open-run.ts';
import { isFinished, listRunRows, type RunRow, type RunState, runState } from '../core/operations/bulk/run-report.ts';
import { isAsAsked, needsSupport, type RunTally, tallyRun } from '../core/operations/bulk/tally-run.ts';
import { worstFailure } from '../core/operations/cancel-failure.ts';
import { failureOf, toFailure } from '../core/operations/partner.ts';
import type { Journal, NewIntent, Run } from '../core/ports/journal.ts';
import type { CommandLine } from '../core/rules/suggestion.ts';
import type { RunCounts } from '../locales/en/runs.ts';
import { type ReportWords, showRows, writeReports } from './run-reports.ts';
import type { RunScene } from './run-scene.ts';
import { waitUntilFulfilled, waitUntilShown } from './run-wait.ts';

export interface EndOptions extends ReportWords {
  readonly onlyEligible?: boolean;
  readonly wait?: boolean;
  readonly failFast?: boolean;
  /** Also once it has begun: nothing more after a refusal. */
  readonly allOrNothing?: boolean;
  /** Milliseconds. */
  readonly maxDuration: number;
}

/** `ended` is why the run ended early. Fails with the most serious of what ended it and what it left. */
export const endRun = async (scene: RunScene, run: Run, words: EndOptions, ended: Failure | null): Promise<void> => {
  const { deps, text, journal, input } = scene;
  const isWaiting = words.wait === true && ended === null;
  // Only what is bought is told as ordered, so rows come after the wait; a cancellation is one whatever the lists show.
  const unfulfilled =
    isWaiting && run.kind === 'buy' ? await failureOf(() => waitUntilFulfilled(scene, run, words.maxDuration)) : null;
  const state = runState(await journal.countStates(run.id));
  // What the plan refused was said before.
  const rows = await showRows(scene, run.kind, listRunRows(journal, run), {
    isUntold: ({ attempts }) => attempts > 0,
    onlyEligible: words.onlyEligible === true,
  });
  const tally = await tallyRun(listRunRows(journal, run));
  const unwritten = asStorage(await failureOf(() => writeReports(scene, run, words)));
  const unseen =
    isWaiting && run.kind === 'cancel' ? await failureOf(() => waitUntilShown(scene, run, words.maxDuration)) : null;
  if ((await input?.isAsRead()) === false) deps.output.warn(text.edited, { file: input?.path ?? '' });
  const { done, already, refused, left, inDoubt } = state;
  if (ended !== null && !isFinished(state)) {
    const facts = { runId: run.id, done: done + already, refused, left, inDoubt };
    const flag = endsAtRefusal(words);
    const command = deps.suggest(['runs', 'resolve', run.id, '--drop']);
    if (flag !== null && isRefusal(ended))
      deps.output.warn(text.stoppedAtRefusal, { ...facts, kind: run.kind, flag, command });
    else deps.output.warn(text.stopped, facts);
  } else if (scene.isNamed === true) {
    sayNamed(scene, await countLines(journal, run), await countBefore(journal, run), state);
  } else {
    const now = (await journal.getRun(run.id)) ?? run;
    const tell = isFinished(state) ? deps.output.say : deps.output.warn;
    tell(text.summary, runCounts(now, tally));
  }
  if (unwritten !== null) deps.output.warn(text.unwritten, { command: deps.suggest(exportCommand(run, words)) });
  const failure = await worstOf(scene, run, words, { ...state, refundable: tally.refundable, rows }, ended, [
    unwritten,
    unseen,
    unfulfilled,
  ]);
  if (failure !== null) throw toError(failure);
};

/** What was done, in lines; nothing where an error says it all. */
const sayNamed = ({ deps }: RunScene, lines: number, before: number, { refused }: RunState): void => {
  const { cancel } = deps.messages.text;
  if (lines > 0) deps.output.say(cancel.done, { lines });
  else if (before > 0 && refused === 0) deps.output.say(() => cancel.already, {});
};

/** The orders that were cancelled before this run began; those that another run had in hand meanwhile are none. */
const countBefore = async (journal: Journal, { id }: Run): Promise<number> => {
  let before = 0;
  for await (const { standing } of journal.listIntents(id, ['noop'])) if (standing === null) before += 1;
  return before;
};

/** The lines that the run cancelled, without those that were cancelled before. */
const countLines = async (journal: Journal, { id }: Run): Promise<number> => {
  let lines = 0;
  for await (const intent of journal.listIntents(id, ['done']))
    lines += intent.lines.length - cancelledBeforeOf(intent).length;
  return lines;
};

/** The flag that makes the first refusal the last thing that is done. */
const endsAtRefusal = ({ allOrNothing, failFast }: EndOptions): string | null =>
  allOrNothing === true ? '--all-or-nothing' : failFast === true ? '--fail-fast' : null;

const isRefusal = ({ code }: Failure): boolean =>
  [exitCodes.refused, exitCodes.notFound].some((exit) => exit === exitCodeOf(code));

const exportCommand = ({ id }: Run, { results, summary, refundRequests }: ReportWords): CommandLine => {
  const flags = { '--results': results, '--summary': summary, '--refund-requests': refundRequests };
  const given = Object.entries(flags).flatMap(([flag, path]) => (path === undefined ? [] : [flag, path]));
  return ['runs', 'export', id, ...given];
};

/** By now something was done: a file in the way is no guard any more. */
export const asStorage = (failure: Failure | null): Failure | null =>
  failure?.code === 'fileExists'
    ? { code: 'storageFailed', details: { path: failure.details.path, reason: 'EEXIST' } }
    : failure;

/** What a dry run ends with that would refuse some; `null` where nothing would be wrong. */
export const planFailure = (
  { isNamed }: Pick<RunScene, 'isNamed'>,
  { onlyEligible }: Pick<EndOptions, 'onlyEligible'>,
  refused: readonly NewIntent[],
  rows: readonly RunRow[],
): CspError | null => {
  if (refused.length === 0 || onlyEligible === true) return null;
  const refundable = refused.filter(needsSupport).length;
  const all = new CspError('runRefused', { runId: null, refused: refused.length, refundable });
  return isNamed === true ? (worstFailure(rows) ?? all) : all;
};

/** Nothing was done, for nothing but a guard of this side: its reason. */
const guardOf = async (journal: Journal, run: Run): Promise<Failure | null> => {
  let first: Failure | null = null;
  for await (const { failure } of journal.listIntents(run.id, ['refused'])) {
    if (failure === null || exitCodeOf(failure.code) !== exitCodes.guard) return null;
    first ??= failure;
  }
  return first;
};

/** The other run that has an order of this one in hand. */
const heldBy = async (journal: Journal, { id }: Run): Promise<string | null> => {
  for await (const { standing } of journal.listIntents(id, ['elsewhere'])) if (standing !== null) return standing.runId;
  return null;
};

/** The most serious of what ended the run, what went wrong afterwards, and what it left. */
const worstOf = async (
  { journal, isNamed }: RunScene,
  run: Run,
  words: EndOptions,
  {
    done,
    already,
    unknown,
    refused,
    refundable,
    left,
    inDoubt,
    rows,
  }: RunState & Pick<RunTally, 'refundable'> & { readonly rows: readonly RunRow[] },
  ended: Failure | null,
  afterwards: readonly (Failure | null)[],
): Promise<Failure | null> => {
  /** Of orders that were named the failure is their own, not a number of them. */
  const instead = (outcome: RunRow['outcome'], all: Failure): Failure => {
    const own =
      isNamed === true ? worstFailure(rows.filter((row) => isAsAsked(row) || row.outcome === outcome)) : undefined;
    return own === undefined ? all : toFailure(own);
  };
  const isRefused = refused > 0 && (words.onlyEligible !== true || (await wasRefusedByService(journal, run)));
  const failures: readonly (Failure | null)[] = [
    ended,
    ...afterwards,
    unknown > 0 ? instead('unknown', { code: 'runInDoubt', details: { runId: run.id, unknown } }) : null,
    left + inDoubt > unknown && ended === null
      ? { code: 'runUnfinished', details: { runId: run.id, left: left + inDoubt, heldBy: await heldBy(journal, run) } }
      : null,
    isRefused && done + already === 0 ? await guardOf(journal, run) : null,
    isRefused ? instead('refused', { code: 'runRefused', details: { runId: run.id, refused, refundable } }) : null,
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
