import type { Plan } from '../core/operations/bulk/plan.ts';
import type { RunRow } from '../core/operations/bulk/run-report.ts';
import type { Run } from '../core/ports/journal.ts';
import type { Dependencies } from './context.ts';
import type { RunScene } from './run-scene.ts';
import { runRowView } from './run-view.ts';
export interface ReportWords {
  readonly results?: string;
  readonly summary?: string;
  readonly refundRequests?: string;
}
export const checkReports = async (_deps: Dependencies, _words: ReportWords): Promise<void> => {};
export const showRun = async ({ deps }: RunScene, rows: AsyncIterable<RunRow>): Promise<void> => {
  await deps.output.list(runRowView(), rows);
};
export const showPlan = async (_s: RunScene, _plan: Plan): Promise<void> => {};
export const writeReports = async (_s: RunScene, _run: Run, _words: ReportWords): Promise<void> => {};
