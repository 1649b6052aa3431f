/** A bulk run in the journal, planned over the sandbox's own orders and carried as far as a test needs it. */
import { createRun } from '../../src/core/operations/bulk/open-run.ts';
import { planCancel } from '../../src/core/operations/bulk/plan-cancel.ts';
import type { Intent, IntentChange, Run } from '../../src/core/ports/journal.ts';
import {
  cancelledOrder,
  closed,
  collect,
  contoso,
  minuteMs,
  type OperationsBench,
  today,
  twoLines,
  windowsServer,
} from '../operations/operations-bench.ts';

export const runId = 'ab12cd34';
const requestId = '00000000-0000-4000-8000-00000000000a';

/** Line by line: done, in doubt, cancelled before, refused, the first once more, no such order. */
export const rows = [
  { orderId: twoLines, orderLine: 1 },
  { orderId: windowsServer, orderLine: null },
  { orderId: cancelledOrder, orderLine: null },
  { orderId: closed, orderLine: null },
  { orderId: twoLines, orderLine: 1 },
  { orderId: 'no-such-order', orderLine: null },
];

/** Planned, and nothing of it done. */
export const planRun = async (bench: OperationsBench, id = runId, of: typeof rows = rows): Promise<Run> => {
  const request = { kind: 'cancel', manifest: `manifest-${id}`, source: '/data/orders.csv' } as const;
  const planned = of.map((row, at) => ({
    ...{ line: at + 1, customer: contoso.id, productId: null, skuId: null },
    ...{ reason: null, ticket: null, key: `key-${at}` },
    ...row,
  }));
  const plan = await planCancel(bench.partner, planned, { triesAnyway: false });
  const facts = { reason: 'Ordered twice', ticket: 'INC-7' };
  return createRun(bench.partner, await bench.journal(), request, plan, { id, at: today, facts });
};

/** The first order done, the second sent and its answer lost. */
export const halfDone = async (bench: OperationsBench): Promise<Run> => {
  const run = await planRun(bench);
  const journal = await bench.journal();
  const numberOf = async (orderId: string): Promise<number> => {
    const intents: readonly Intent[] = await collect(journal.listIntents(run.id));
    return intents.find((intent) => intent.orderId === orderId)?.number ?? 0;
  };
  const advance = async (orderId: string, change: Omit<IntentChange, 'number' | 'at'>): Promise<void> =>
    journal.advance(run.id, { number: await numberOf(orderId), at: today + minuteMs, ...change });
  await advance(twoLines, { state: 'sent', requestId });
  await advance(twoLines, { state: 'done', evidence: 'answer' });
  await advance(windowsServer, { state: 'sent', requestId: requestId.replace(/a$/, 'b') });
  await advance(windowsServer, { state: 'unknown' });
  return run;
};
