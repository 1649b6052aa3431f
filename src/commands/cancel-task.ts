/** What a cancellation is to do, from orders that are named, from a list, or from a plan that was made of either. */
import { CspError } from '../core/errors.ts';
import { knowCancelledHere } from '../core/operations/bulk/cancelled-here.ts';
import { hasRefused, type RunRequest } from '../core/operations/bulk/open-run.ts';
import type { Plan } from '../core/operations/bulk/plan.ts';
import { planCancel } from '../core/operations/bulk/plan-cancel.ts';
import { recheckPlan } from '../core/operations/bulk/recheck-plan.ts';
import { type CancelTarget, isOpen } from '../core/operations/cancel-target.ts';
import type { InputFiles, OrderFile } from '../core/ports/input.ts';
import type { NewIntent, Run } from '../core/ports/journal.ts';
import { toIso } from '../core/rules/iso.ts';
import type { OrderWord } from '../core/rules/order-reference.ts';
import type { CancelOptions } from './cancel-run.ts';
import { pickCustomer, pickOrderId } from './choices.ts';
import type { Dependencies } from './context.ts';
import type { RowPlaces } from './run-flow.ts';
import type { RunScene } from './run-scene.ts';
import { toOrderWord } from './shared-options.ts';

export interface CancelTask {
  readonly request: RunRequest;
  readonly plan: () => Promise<Plan>;
  /** Of a finished run of the same rows: they mean something new. */
  readonly isStale: (run: Run) => boolean | Promise<boolean>;
  /** `null` for a plan. */
  readonly rows: RowPlaces;
  /** How many a written plan was to cancel; `null` for what is planned now. */
  readonly planned: number | null;
  readonly reason: string | undefined;
  readonly ticket: string | undefined;
}

/** An order that was named, with what becomes of it. */
export interface NamedTarget {
  readonly target: CancelTarget;
  readonly intent: NewIntent;
}

export interface CancelScene extends RunScene {
  readonly options: CancelOptions;
  readonly inputs: InputFiles;
  readonly task: CancelTask;
  /** Orders that were named, once they are planned; none of a list. */
  readonly named: readonly NamedTarget[];
}

type Opening = Omit<CancelScene, 'task' | 'named'>;

const longestPlanAgeMs = 24 * 3_600_000;

/** Reads the source, and turns to the service only after that. */
export const openCancelScene = async (deps: Dependencies, options: CancelOptions): Promise<CancelScene> => {
  const { source } = options;
  if ('orders' in source && source.orders.length === 0 && !deps.prompter.canAsk)
    throw new CspError('argumentMissing', { flag: 'ORDER', command: 'csp cancel' });
  const inputs = await deps.inputs();
  const text = await deps.runTexts();
  const list = 'file' in source ? await readList(deps, inputs, options, source.file) : null;
  const partner = await deps.partner();
  const opening: Opening = { deps, options, inputs, text, partner, journal: await deps.journal() };
  if (list !== null && 'file' in source) {
    const input = { path: source.file, isAsRead: list.isAsRead };
    return { ...opening, input, named: [], task: listTask(opening, list, source.file) };
  }
  if ('plan' in source) return { ...opening, named: [], task: await planTask(opening, source.plan) };
  const named: NamedTarget[] = [];
  const task = await namedTask(opening, 'orders' in source ? source.orders : [], named);
  return { ...opening, isNamed: true, named, task };
};

/** How many lines are named. */
const namedLines = 5;

const readList = async (
  deps: Dependencies,
  inputs: InputFiles,
  { customer }: CancelOptions,
  file: string,
): Promise<OrderFile> => {
  const list = await inputs.readOrders(file, customer);
  const repeats = list.rows.filter(({ sameAsLine }) => sameAsLine !== null).length;
  const { read, nothing, mended } = await deps.runTexts();
  if (list.rows.length === 0) deps.output.warn(() => nothing, {});
  else deps.output.say(read, { file, lines: list.rows.length, skipped: list.skipped.length, repeats });
  if (list.mended.length > 0)
    deps.output.say(mended, { count: list.mended.length, lines: list.mended.slice(0, namedLines) });
  return list;
};

/** What was cancelled since the last time is told as that; so each time it is planned anew. */
const namedTask = async (
  { deps, options, inputs, partner }: Opening,
  given: readonly string[],
  named: NamedTarget[],
): Promise<CancelTask> => {
  const customer = await pickCustomer(deps, partner, options.customer);
  const orders = given.length > 0 ? given : [await pickOrderId(deps, partner, customer, undefined, isOpen)];
  const asked = withLines(
    orders.map((text) => toOrderWord('ORDER', text)),
    options.line,
  );
  const { rows, manifest } = inputs.nameOrders(asked, customer.id);
  const onTarget = (target: CancelTarget, intent: NewIntent): void => void named.push({ target, intent });
  return {
    request: { kind: 'cancel', manifest, source: null },
    plan: async () => {
      const how = { triesAnyway: options.tryAnyway === true, customer, onTarget };
      return knowCancelledHere(partner, await planCancel(partner, [...rows], how));
    },
    isStale: () => true,
    rows,
    planned: null,
    reason: options.reason,
    ticket: options.ticket,
  };
};

/** `--line` names lines of the order; where the order names one itself, it must be the same. */
const withLines = (orders: readonly OrderWord[], lines: readonly number[] | undefined): readonly OrderWord[] => {
  if (lines === undefined) return orders;
  const [only, another] = orders;
  const flags = lines.map((line) => `--line ${line}`);
  if (only === undefined || another !== undefined)
    throw new CspError('argumentsConflict', { flags: ['--line', ...orders.map(({ orderId }) => orderId)] });
  if (only.line !== undefined && lines.some((line) => line !== only.line))
    throw new CspError('argumentsConflict', { flags: [`${only.orderId}/${only.line}`, ...flags] });
  return lines.map((line) => ({ orderId: only.orderId, line }));
};

const listTask = ({ deps, options, inputs, text, partner, journal }: Opening, list: OrderFile, file: string) => {
  const { rows, manifest } = list;
  const triesAnyway = options.tryAnyway === true;
  return {
    request: { kind: 'cancel', manifest, source: inputs.placeOf(file) },
    plan: async () => {
      const progress = await deps.progress(text.planning);
      return knowCancelledHere(partner, await planCancel(partner, rows, { triesAnyway, file, progress }));
    },
    isStale: (run: Run) => hasRefused(journal, run, () => triesAnyway),
    rows,
    planned: null,
    // Where each row has its own, there is none to ask for.
    reason: options.reason ?? (rows.every(({ reason }) => reason !== null) ? '' : undefined),
    ticket: options.ticket,
  } as const satisfies CancelTask;
};

const planTask = async ({ options, inputs, partner, journal }: Opening, path: string): Promise<CancelTask> => {
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
    isStale: (run) => hasRefused(journal, run, ({ target }) => toSend.has(target)),
    rows: null,
    planned: toSend.size,
    reason: options.reason ?? plan.reason ?? undefined,
    ticket: options.ticket ?? plan.ticket ?? undefined,
  };
};
