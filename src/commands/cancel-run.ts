/** A cancellation from its source to its last row: planned, confirmed and carried out once, whatever happens in between. */
import { createRun, holdRun } from '../core/operations/bulk/open-run.ts';
import { runState, worldFact } from '../core/operations/bulk/run-report.ts';
import type { Run } from '../core/ports/journal.ts';
import { cancelAgain } from './cancel-again.ts';
import { confirmPlan, guardCount, guardPlan, requireConsent, tellPlan } from './cancel-plan.ts';
import { type CancelScene, openCancelScene } from './cancel-task.ts';
import type { Dependencies } from './context.ts';
import { type EndOptions, planFailure } from './run-end.ts';
import { beginRun, countFact, takeUpRun } from './run-flow.ts';
import { checkReportNames, checkReports, showPlan } from './run-reports.ts';
import { runFields } from './run-view.ts';
import { newRunId, type RunPace } from './take-in-hand.ts';

export interface CancelOptions extends EndOptions, RunPace {
  readonly source: { readonly orders: readonly string[] } | { readonly file: string } | { readonly plan: string };
  readonly customer?: string;
  readonly line?: readonly number[];
  readonly reason?: string;
  readonly ticket?: string;
  readonly acknowledge?: boolean;
  readonly expectCount?: number;
  readonly maxCancel: number;
  readonly planOut?: string;
  readonly tryAnyway?: boolean;
}

export const runCancel = async (deps: Dependencies, options: CancelOptions): Promise<void> => {
  await deps.output.check({ fields: runFields });
  checkReportNames(options);
  const scene = await openCancelScene(deps, options);
  if (options.planOut !== undefined) return writePlan(scene, options.planOut);
  if (deps.flags.dryRun) return preview(scene);
  const { partner, journal, task } = scene;
  const held = await holdRun(partner, journal, task.request, task.isStale);
  try {
    await checkReports(deps, options, held.run ?? held.follows);
    if (held.run?.finishedAt === null) guardCount(options, runState(await journal.countStates(held.run.id)).left);
    await (held.run === undefined
      ? beginRun(scene, options, await writeRun(scene, held.follows))
      : takeUpRun(scene, options, held.run, task.rows));
  } finally {
    held.lock.release();
  }
};

const writePlan = async (scene: CancelScene, path: string): Promise<void> => {
  const { deps, text, partner, inputs, task } = scene;
  await deps.files.checkNew(path);
  const plan = await task.plan();
  const found = await tellPlan(scene, plan);
  guardPlan(scene, found);
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
  const count = found.eligible.length;
  const command = count === 0 ? null : cancelAgain(scene, { plan: written }, count);
  deps.output.say(text.planWritten, { path: written, command });
};

/** Looking is not sending: `--max-cancel` and a number that a script must name stand in nobody's way here. */
const preview = async (scene: CancelScene): Promise<void> => {
  const { deps, options, text, task } = scene;
  await checkReports(deps, options, undefined);
  const plan = await task.plan();
  const found = await tellPlan(scene, plan);
  guardPlan(scene, found);
  const rows = await showPlan(scene, 'cancel', plan, options.onlyEligible === true);
  const count = found.eligible.length;
  deps.output.say(() => deps.messages.text.cancel.dryRun, {});
  if (count > 0) deps.output.say(text.toDoIt, { command: cancelAgain(scene, options.source, count) });
  const failure = planFailure(scene, options, found.refused, rows);
  if (failure !== null) throw failure;
};

/** The first step: by then the plan is in the journal, and no longer in memory. */
const writeRun = async (scene: CancelScene, follows: Run | undefined): Promise<Run> => {
  const { deps, options, partner, journal, task } = scene;
  // What nobody could answer is said before a list is read; of orders that are named, what they are comes first.
  if (!deps.prompter.canAsk && scene.isNamed !== true) requireConsent(deps, options, task);
  const plan = await task.plan();
  const found = await tellPlan(scene, plan);
  guardPlan(scene, found);
  guardCount(options, found.eligible.length);
  const reason = found.eligible.length === 0 ? (task.reason ?? '') : await confirmPlan(scene, found);
  const facts = {
    reason,
    [countFact]: String(found.eligible.length),
    [worldFact]: partner.identity.world,
    ...(task.ticket !== undefined && { ticket: task.ticket }),
    ...(follows !== undefined && { follows: follows.id }),
  };
  const at = await partner.backend.now();
  return createRun(partner, journal, task.request, plan, { id: newRunId(deps), at, facts });
};
