/** A run in a real journal, and a service whose answers a test makes up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../src/core/errors.ts';
import { beginCancel, stepCancel } from '../../src/core/operations/bulk/cancel-intent.ts';
import type { IntentWork } from '../../src/core/operations/bulk/intent-work.ts';
import { runIntents } from '../../src/core/operations/bulk/run-intents.ts';
import type { Intent, Journal, NewIntent } from '../../src/core/ports/journal.ts';
import type { State } from '../../src/core/ports/state.ts';
import { openMemory } from '../../src/state/memory.ts';
import { collect, countingIds } from '../operations/operations-bench.ts';
import { intentOf, runOf } from '../state/journal-bench.ts';
import { createVirtualClock, startedAt, type VirtualClock } from './virtual-clock.ts';

export const runId = 'aaaaaaaa';

export interface BulkBench {
  readonly clock: VirtualClock;
  /** The clock stands still while it writes. */
  readonly journal: Journal;
  readonly state: State;
  /** Another process's eyes: it sees what is on disk. */
  readonly witness: Journal;
  readonly newId: () => string;
}

/** One test with a journal of its own. */
export const bulk = (title: string, act: (bench: BulkBench) => Promise<void>): void => {
  test(title, () => withBench(act));
};

export const withBench = async (act: (bench: BulkBench) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-bulk-'));
  const clock = createVirtualClock();
  const own = openMemory(join(folder, 'activity.db'));
  const other = openMemory(join(folder, 'activity.db'));
  try {
    const kept = await own.journal();
    const journal: Journal = { ...kept, advance: (id, change) => clock.hold(kept.advance(id, change)) };
    const newId = countingIds('1d');
    await act({ clock, journal, state: own.state, witness: await other.journal(), newId });
  } finally {
    await own.state.close();
    await other.state.close();
    rmSync(folder, { recursive: true });
  }
};

export interface CancelRun {
  readonly backend: IntentWork['backend'];
  readonly failsFast?: boolean;
  readonly concurrency?: number;
  readonly hours?: number;
}

/** Carries out what of the run is not settled, in doubt first, as a process of its own. */
export const cancelAll = async (
  { clock, journal, newId }: BulkBench,
  { backend, failsFast = false, concurrency = 4, hours = 5 }: CancelRun,
): Promise<Failure | null> => {
  const work = { runId, backend, journal, newId, failsFast };
  return runIntents({
    intents: journal.listIntents(runId, ['sent', 'accepted', 'unknown', 'ready']),
    begin: beginCancel,
    step: (task) => stepCancel(work, task),
    clock,
    concurrency,
    endsAt: clock.now() + hours * 3_600_000,
    timeIsUp: { code: 'timeout', details: { seconds: hours * 3600 } },
    givenUp: async () => null,
  });
};

/** Orders 1 … n of one customer, with one line each. */
export const createOrders = async ({ journal }: BulkBench, count: number, changes: Partial<NewIntent> = {}) => {
  const all = Array.from({ length: count }, (_, at) =>
    intentOf(at + 1, { facts: { offers: [[0, 'offer']] }, ...changes }),
  );
  await journal.createRun(runOf(runId, { createdAt: startedAt }), all, []);
};

export const listAll = async ({ journal }: BulkBench): Promise<readonly Intent[]> =>
  collect(journal.listIntents(runId));

/** State, evidence, attempts and epochs of every intent. */
export const statesOf = async (bench: BulkBench): Promise<readonly unknown[]> =>
  (await listAll(bench)).map(({ state, evidence, attempts, epoch }) => [state, evidence, attempts, epoch]);

const unused = async (): Promise<never> => {
  throw new Error('nobody should ask for this');
};

export const noBackend: IntentWork['backend'] = {
  now: async () => startedAt,
  requestCancel: unused,
  getOrder: unused,
  createCart: unused,
  checkoutCart: unused,
  listOrders: unused,
};
