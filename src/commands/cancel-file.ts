/** `csp cancel --file` and `--apply`: a whole list by plan and journal, exactly once whatever happens in between. */
import { CspError } from '../core/errors.ts';
import { knowCancelledHere } from '../core/operations/bulk/cancelled-here.ts';
import { createRun, hasRefused, holdRun, type RunRequest } from '../core/operations/bulk/open-run.ts';
import type { Plan } from '../core/operations/bulk/plan.ts';
import { planCancel } from '../core/operations/bulk/plan-cancel.ts';
import { recheckPlan } from '../core/operations/bulk/recheck-plan.ts';
import { runState } from '../core/operations/bulk/run-report.ts';
import type { InputFiles, OrderFile } from '../core/ports/input.ts';
import type { Intent, Run } from '../core/ports/journal.ts';
import { holes } from '../core/rules/holes.ts';
import { toIso } from '../core/rules/iso.ts';
import type { RunTexts } from '../locales/messages.ts';
import type { CancelWords } from './cancel.ts';
import { confirmPlan, guardCount, guardPlan, requireConsent, requireExpectCount, tellPlan } from './cancel-plan.ts';
import type { Dependencies } from './context.ts';
import { type EndWords, planRefused } from './run-end.ts';
import { beginRun, countFact, type RowPlaces, takeUpRun } from './run-flow.ts';
import { checkReportNames, checkReports, showPlan } from './run-reports.ts';
import type { RunScene } from './run-scene.ts';
import { runFields } from './run-view.ts';
import { mostAtOnce } from './shared-options.ts';
import { newRunId, type RunPace } from './take-in-hand.ts';

export interface CancelFileWords extends CancelWords, EndWords, RunPace {
  readonly file?: string;
  readonly planOut?: string;
  readonly apply?: string;
  readonly tryAnyway?: boolean;
}

/** What there is to do, from a file or from a plan that was made of one. */
interface Task {
  readonly request: RunRequest;
  readonly plan: () => Promise<Plan>;
  /** Of an order that a finished run of the same rows refused. */
  readonly isToBeSent: (intent: Pick<Intent, 'target'>) => boolean;
  readonly lineOf: RowPlaces;
  /** How many a written plan was to cancel. */
  readonly planned: number | null;
  readonly reason: string | undefined;
  readonly ticket: string | undefined;
}

interface CancelScene extends RunScene {
  readonly words: CancelFileWords;
}

const longestPlanAgeMs = 24 * 3_600_000;

export const runCancelFile = async (deps: Dependencies, words: CancelFileWords): Promise<void> => {
  await deps.output.check({ fields: runFields });
  checkWords(words);
  checkReportNames(words);
  const inputs = await deps.inputs();
  const text = await deps.runTexts();
  const file = words.file === undefined ? null : await readOrders(deps, inputs, text, words.file, words.customer);
  const partner = await deps.partner();
  const input = file === null ? {} : { input: { path: words.file ?? '', isAsRead: file.isAsRead } };
  const scene: CancelScene = { deps, words, text, partner, journal: await deps.journal(), ...input };
  const task =
    file === null ? await planTask(scene, inputs, words.apply ?? '') : fileTask(scene, inputs, file, words.file ?? '');
  if (words.planOut !== undefined) return writePlan(scene, inputs, task, words.planOut);
  if (deps.flags.dryRun) return preview(scene, task);
  const held = await holdRun(partner, scene.journal, task.request, (run) =>
    hasRefused(scene.journal, run, task.isToBeSent),
  );
  try {
    await checkReports(deps, words, held.run ?? held.follows);
    if (held.run?.finishedAt === null) guardCount(words, runState(await scene.journal.countStates(held.run.id)).left);
    await (held.run === undefined
      ? planRun(scene, task, held.follows)
      : takeUpRun(scene, words, held.run, task.lineOf));
  } finally {
    held.lock.release();
  }
};

const checkWords = (words: CancelFileWords): void => {
  const clash = (...flags: readonly string[]): never => {
    throw new CspError('argumentsConflict', { flags: [...flags] });
  };
  if (words.line !== undefined) clash(words.file === undefined ? '--apply' : '--file', '--line');
  if (words.file !== undefined && words.apply !== undefined) clash('--file', '--apply');
  if (words.apply !== undefined && words.planOut !== undefined) clash('--apply', '--plan-out');
  if (words.onlyEligible === true && words.allOrNothing === true) clash('--only-eligible', '--all-or-nothing');
};

const readOrders = async (
  { output }: Dependencies,
  inputs: InputFiles,
  text: RunTexts,
  source: string,
  customer: string | undefined,
): Promise<OrderFile> => {
  const file = await inputs.readOrders(source, customer);
  const repeats = file.rows.filter(({ sameAsLine }) => sameAsLine !== null).length;
  if (file.rows.length === 0) output.warn(() => text.nothing, {});
  else output.say(text.read, { file: source, lines: file.rows.length, skipped: file.skipped.length, repeats });
  return file;
};

const fileTask = (scene: CancelScene, inputs: InputFiles, { rows, manifest }: OrderFile, file: string): Task => {
  const { deps, words, text, partner } = scene;
  return {
    request: { kind: 'cancel', manifest, source: inputs.placeOf(file) },
    plan: async () => {
      const progress = await deps.progress(text.planning);
      const plan = await planCancel(partner, rows, { triesAnyway: words.tryAnyway === true, progress });
      return knowCancelledHere(partner, plan);
    },
    isToBeSent: () => words.tryAnyway === true,
    lineOf: rows,
    planned: null,
    // Where each row has its own, there is none to ask for.
    reason: words.reason ?? (rows.every(({ reason }) => reason !== null) ? '' : undefined),
    ticket: words.ticket,
  };
};

const planTask = async ({ partner, words }: CancelScene, inputs: InputFiles, path: string): Promise<Task> => {
  const plan = await inputs.readPlan(path);
  const { environment } = partner.identity;
  const refuse = (reason: 'environment' | 'age', expected: string, found: string): CspError =>
    new CspError('planUnusable', { path, reason, expected, found });
  if (plan.environment !== environment) throw refuse('environment', environment, plan.environment);
  const toSend = new Set(plan.intents.flatMap(({ state, target }) => (state === 'ready' ? [target] : [])));
  return {
    request: { kind: 'cancel', manifest: plan.manifest, source: null },
    plan: async () => {
      // A run that it began goes on whatever its age.
      const age = (await partner.backend.now()) - plan.createdAt;
      if (age > longestPlanAgeMs) throw refuse('age', '24h', toIso(plan.createdAt));
      return knowCancelledHere(partner, await recheckPlan(partner, plan, plan.createdAt));
    },
    isToBeSent: ({ target }) => words.tryAnyway === true || toSend.has(target),
    lineOf: null,
    planned: toSend.size,
    reason: words.reason ?? plan.reason ?? undefined,
    ticket: words.ticket ?? plan.ticket ?? undefined,
  };
};

const writePlan = async (scene: CancelScene, inputs: InputFiles, task: Task, path: string): Promise<void> => {
  const { deps, text, partner } = scene;
  await deps.files.checkNew(path);
  const plan = await task.plan();
  const { eligible } = await tellPlan(scene, plan);
  if (deps.flags.dryRun) return;
  const { environment, partnerName } = partner.identity;
  const document = inputs.planText({
    kind: 'cancel',
    environment,
    partner: partnerName,
    createdAt: await partner.backend.now(),
    manifest: task.request.manifest,
    reason: task.reason ?? null,
    ticket: task.ticket ?? null,
    ...plan,
  });
  const written = await deps.files.writeNew(path, document);
  deps.output.say(text.planWritten, { path: written, command: applyCommand(scene, task, written, eligible.length) });
};

/** Where nobody can be asked, with all that a script must say. */
const applyCommand = ({ deps, words }: CancelScene, { reason }: Task, path: string, count: number): string => {
  const consent = [
    ...(reason === undefined ? ['--reason', holes.reason] : []),
    ...['--acknowledge', '--yes', '--expect-count', String(count)],
  ];
  return deps.suggest([
    ...['cancel', '--apply', path],
    ...(deps.prompter.canAsk ? [] : consent),
    ...(count > mostAtOnce ? ['--max-cancel', String(count)] : []),
    ...(words.onlyEligible === true ? ['--only-eligible'] : []),
  ]);
};

const preview = async (scene: CancelScene, task: Task): Promise<void> => {
  const { deps, words } = scene;
  const plan = await task.plan();
  const found = await tellPlan(scene, plan);
  guardPlan(words, found, task.planned);
  requireExpectCount(scene.deps, words, { isPlanned: task.lineOf === null }, found.eligible.length);
  await showPlan(scene, 'cancel', plan);
  deps.output.say(() => deps.messages.text.cancel.dryRun, {});
  if (found.refused.length > 0 && words.onlyEligible !== true) throw planRefused(found.refused);
};

const planRun = async (scene: CancelScene, task: Task, follows: Run | undefined): Promise<void> => {
  const { words } = scene;
  const run = await writeRun(scene, task, follows);
  // By now the plan is in the journal, and no longer in memory.
  await beginRun(scene, words, run);
};

const writeRun = async (scene: CancelScene, task: Task, follows: Run | undefined): Promise<Run> => {
  const { deps, words, partner, journal } = scene;
  // What nobody could answer is said before the orders are read.
  if (!deps.prompter.canAsk) requireConsent(deps, words, task);
  const plan = await task.plan();
  const found = await tellPlan(scene, plan);
  guardPlan(words, found, task.planned);
  const reason =
    found.eligible.length === 0
      ? (task.reason ?? '')
      : await confirmPlan(scene, words, { reason: task.reason, isPlanned: task.lineOf === null }, found);
  const id = newRunId(deps);
  const facts = {
    reason,
    [countFact]: String(found.eligible.length),
    ...(task.ticket !== undefined && { ticket: task.ticket }),
    ...(follows !== undefined && { follows: follows.id }),
  };
  const at = await partner.backend.now();
  return createRun(partner, journal, task.request, plan, { id, at, facts });
};
