/** A run of purchases: each of its own purchase order number, `1` … `n`. */
import type { Failure } from '../../src/core/errors.ts';
import { beginBuy, stepBuy } from '../../src/core/operations/bulk/buy-intent.ts';
import type { IntentWork } from '../../src/core/operations/bulk/intent-work.ts';
import { runIntents } from '../../src/core/operations/bulk/run-intents.ts';
import { intentOf, runOf } from '../state/journal-bench.ts';
import { type BulkBench, runId } from './bulk-bench.ts';
import { startedAt } from './virtual-clock.ts';

export const createPurchases = async ({ journal }: BulkBench, count: number): Promise<void> => {
  const all = Array.from({ length: count }, (_, at) => {
    const facts = {
      ...{ item: 'P:S', quantity: '3', poNumber: String(at + 1), catalogItemId: 'P:S:A', term: null },
      ...{ billingCycle: 'one_time', total: ['100.00', 'USD'] },
    };
    return intentOf(at + 1, { target: `buy|${at}`, orderId: null, lines: [], facts });
  });
  await journal.createRun(runOf(runId, { kind: 'buy', createdAt: startedAt }), all, []);
};

/** As a process of its own. */
export const buyAll = async (
  { clock, journal, newId, state }: BulkBench,
  { backend }: { readonly backend: IntentWork['backend'] },
  failsFast = false,
): Promise<Failure | null> => {
  const { environment } = runOf(runId);
  const listPurchases = (customerId: string) => state.listEvents(environment, { since: 0, customerId });
  const work = { runId, backend, journal, newId, failsFast, listPurchases };
  return runIntents({
    intents: journal.listIntents(runId, ['sent', 'unknown', 'cart', 'ready']),
    begin: beginBuy,
    step: (task) => stepBuy(work, task),
    clock,
    concurrency: 2,
    endsAt: clock.now() + 5 * 3_600_000,
    timeIsUp: { code: 'timeout', details: { seconds: 18_000 } },
    givenUp: async () => null,
  });
};
