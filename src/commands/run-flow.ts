/** A run from its first step to its last, or from where it stopped, whatever it is about. */
import { CspError } from '../core/errors.ts';
import { longestDoubtMs } from '../core/operations/bulk/cancel-intent.ts';
import { carryOut } from '../core/operations/bulk/carry-out.ts';
import { runState } from '../core/operations/bulk/run-report.ts';
import type { Journal, Run, RunKind, RunLine } from '../core/ports/journal.ts';
import { type EndOptions, endRun } from './run-end.ts';
import type { RunScene } from './run-scene.ts';
import { type RunPace, takeInHand } from './take-in-hand.ts';

/** Where each row is now, by what it asks for; `null` for a plan. */
export type RowPlaces = readonly { readonly line: number; readonly key: string }[] | null;

/** Tells of a run that is finished, or goes on with it. */
export const takeUpRun = async (
  scene: RunScene,
  words: EndOptions & RunPace & { readonly expectCount?: number },
  run: Run,
  lines: RowPlaces,
): Promise<void> => {
  const { deps, text, journal } = scene;
  const { kind } = run;
  const { done, already, left, inDoubt } = runState(await journal.countStates(run.id));
  if (lines !== null) await journal.replaceLines(run.id, await movedLines(journal, run, lines));
  if (run.finishedAt !== null) {
    deps.output.warn(text.finishedBefore, { runId: run.id, kind, at: run.finishedAt, done: done + already });
    return endRun(scene, run, words, null);
  }
  guardExpected(words.expectCount, run, left + inDoubt, left);
  deps.output.warn(text.continues, { runId: run.id, kind, left, inDoubt });
  if (inDoubt > 0) deps.output.say(text.looksFirst, { kind, count: inDoubt, minutes: doubtMinutes[kind] });
  if (!deps.flags.yes) {
    if (!deps.prompter.canAsk) throw new CspError('confirmationNeeded', { flag: '--yes' });
    const count = left + inDoubt;
    if (!(await deps.prompter.typeToConfirm(text.typeToGoOn({ runId: run.id, kind, count }), String(count))))
      throw new CspError('declined', {});
  }
  await finishRun(scene, words, run);
};

/** The same command names the number that the run began with; a person may name what is left. */
const guardExpected = (expected: number | undefined, { facts }: Run, found: number, left: number): void => {
  if (expected === undefined || [found, left, Number(facts[countFact])].includes(expected)) return;
  throw new CspError('countMismatch', { expected, found });
};

/** The fact of a run that tells how many it began with. */
export const countFact = 'count';

/** A purchase is looked up at once. */
const doubtMinutes: { readonly [K in RunKind]: number | null } = {
  cancel: Math.ceil(longestDoubtMs / 60_000),
  buy: null,
};

/** The same rows, perhaps in another order: where each of them is now. */
const movedLines = async (journal: Journal, run: Run, rows: NonNullable<RowPlaces>): Promise<readonly RunLine[]> => {
  const known = new Map<string, Omit<RunLine, 'line'>>();
  for await (const { key, orderLine, intent } of journal.listLines(run.id)) {
    known.set(key, { key, orderLine, number: intent.number });
  }
  return rows.flatMap(({ line, key }) => {
    const found = known.get(key);
    return found === undefined ? [] : [{ ...found, line }];
  });
};

/** The first step of a run, which is written down already. */
export const beginRun = async (scene: RunScene, words: EndOptions & RunPace, run: Run): Promise<void> => {
  const { deps, text, journal } = scene;
  const { left } = runState(await journal.countStates(run.id));
  if (left > 0 && scene.isNamed !== true) deps.output.say(text.begins, { runId: run.id, kind: run.kind, count: left });
  await finishRun(scene, words, run);
};

const finishRun = async (scene: RunScene, words: EndOptions & RunPace, run: Run): Promise<void> => {
  const { deps, text, journal } = scene;
  const work = await takeInHand(scene, run, words);
  let { inDoubt } = runState(await journal.countStates(run.id));
  const message = run.kind === 'buy' ? text.buying : text.cancelling;
  const progress = await deps.progress((far) => {
    // How long the service takes to show what is in doubt cannot be told from what went before.
    const isRestInDoubt = far.total !== null && far.total - far.done <= inDoubt;
    return message({ ...far, inDoubt, minutesLeft: isRestInDoubt ? null : far.minutesLeft });
  });
  let isTold = false;
  const onDoubt = (count: number): void => {
    // At a prompt somebody waits for it.
    if (scene.isNamed === true && count > 0 && !isTold)
      deps.output.say(text.looks, { kind: run.kind, count, minutes: doubtMinutes[run.kind] });
    isTold ||= count > 0;
    inDoubt = count;
  };
  // A signal ends the work, but not before it is told and written what came of it.
  await deps.finish(async (givenUp) =>
    endRun(scene, run, words, await carryOut({ ...work, givenUp, progress, onDoubt })),
  );
};
