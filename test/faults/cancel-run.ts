/** `csp cancel --file` of a test: its words, its report, its deaths. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Ended, Running } from './bench.ts';
import type { ReportRow } from './invariants.ts';
import { orderFile, type PlacedOrder } from './world.ts';

export interface CancelPlan {
  /** In the working folder. */
  readonly file?: string;
  readonly count: number;
  readonly concurrency?: number;
  readonly more?: readonly string[];
}

export const cancelWords = ({
  file = 'orders.csv',
  count,
  concurrency = 4,
  more = [],
}: CancelPlan): readonly string[] => [
  ...['cancel', '--file', file, '--reason', 'bought by mistake', '--acknowledge', '--yes'],
  ...['--expect-count', String(count), '--max-cancel', String(count), '--concurrency', String(concurrency)],
  ...['-o', 'jsonl', ...more],
];

/** The words that only write the plan of a cancellation down: a plan has no rows to show and sends nothing. */
export const planWords = (words: readonly string[]): readonly string[] => {
  const useless = new Set(['-o', '--concurrency']);
  const kept = words.filter((word, n) => !useless.has(word) && !useless.has(words[n - 1] ?? ''));
  return [...kept, '--plan-out', 'plan.json'];
};

/** Writes the orders down and answers the words that cancel them all. */
export const cancelAll = (
  bench: Pick<Bench, 'write' | 'orders'>,
  plan: Partial<CancelPlan> & { readonly orders?: readonly PlacedOrder[] } = {},
): readonly string[] => {
  const { orders = bench.orders, ...rest } = plan;
  bench.write(rest.file ?? 'orders.csv', orderFile(orders));
  return cancelWords({ count: orders.length, ...rest });
};

export interface Row extends ReportRow {
  readonly code: string | null;
  readonly requestId: string | null;
  readonly run?: string;
  readonly message?: string | null;
  /** The first line that named the same. */
  readonly sameAsLine?: number | null;
  /** The run that did it instead. */
  readonly byRun?: string | null;
}

export const readReport = (stdout: string): readonly Row[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

export const outcomesOf = (stdout: string): { readonly [outcome: string]: number } => {
  const counts: { [outcome: string]: number } = {};
  for (const { outcome } of readReport(stdout)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

/** Waits until `holds`; whoever ends before that is let be. */
export const until = async (running: Running, holds: () => boolean): Promise<void> => {
  let isOver = false;
  running.ended.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  while (!isOver && !holds()) await pause(2);
};

/** Kills it so many milliseconds from now, or lets it end before. */
export const killAfter = async ({ child, ended }: Running, ms: number): Promise<Ended> => {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const result = await ended;
  clearTimeout(timer);
  return result;
};
