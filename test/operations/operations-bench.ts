/** What operations work with, all of it real: a sandbox in memory whose machine's clock stands still, and this machine's memory in a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox } from '../../src/backends/sandbox/sandbox.ts';
import { isCspError } from '../../src/core/errors.ts';
import {
  type PlacedPurchase,
  placePurchase,
  planPurchase,
  purchaseRequest,
} from '../../src/core/operations/bulk/buy-one.ts';
import { carryOut } from '../../src/core/operations/bulk/carry-out.ts';
import { createRun, holdRun } from '../../src/core/operations/bulk/open-run.ts';
import type { Plan } from '../../src/core/operations/bulk/plan.ts';
import { planCancel } from '../../src/core/operations/bulk/plan-cancel.ts';
import { listRunRows, type RunRow } from '../../src/core/operations/bulk/run-report.ts';
import type { Quote } from '../../src/core/operations/buy.ts';
import type { CancelTarget } from '../../src/core/operations/cancel-target.ts';
import { connectPartner, type Partner } from '../../src/core/operations/partner.ts';
import type { Backend, Customer } from '../../src/core/ports/backend.ts';
import type { Instant, NewId } from '../../src/core/ports/environment.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { SandboxControls } from '../../src/core/ports/sandbox-controls.ts';
import type { State } from '../../src/core/ports/state.ts';
import type { OrderWord } from '../../src/core/rules/order-reference.ts';
import type { Role } from '../../src/core/rules/roles.ts';
import { nameOrders } from '../../src/input/named-orders.ts';
import { openMemory } from '../../src/state/memory.ts';

export const today: Instant = Date.UTC(2026, 10, 21, 10, 0, 0);
export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

export const fixtures = join(__dirname, '../../fixtures/sandbox');
export const portal = { keysUrl: 'https://portal.example/keys', helpUrl: 'https://portal.example/help' };

export const contoso: Customer = {
  id: '45411344-b09d-47e7-9653-542006bf9766',
  domain: 'contoso.onmicrosoft.com',
  name: 'Contoso, Ltd.',
  country: 'US',
};

/** Orders of Contoso. */
export const twoLines = '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1';
export const windowsServer = 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1';
export const closed = 'KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1';
export const cancelledOrder = 'lWlpar1ijrWCZA1tn0XHsC0lsYjrGV3g1';
export const partlyCancelled = '6XSguSm1hqdaYM9mzt5cA0UJRqt0gcCZ1';
export const pending = 'BqLKnYREDjQ6kYcHP12qSziXcHc3oeYa1';
export const reservation = 'FRWNHhXnjKc10c4Guc0ktiCjrzoFjHMQ1';

export interface OperationsBench {
  readonly partner: Partner;
  readonly backend: Backend;
  readonly state: State;
  readonly journal: () => Promise<Journal>;
  readonly controls: SandboxControls;
  /** Counts: `…001`, `…002`. */
  readonly newId: NewId;
  readonly getCustomer: (domain: string) => Promise<Customer>;
  /** The same partner, signed in with other roles. */
  readonly signInAs: (...roles: readonly Role[]) => Promise<Partner>;
  readonly close: () => Promise<void>;
}

/** A world made at `now`, where its clock stands until it is moved. */
export const createOperationsBench = async (now: Instant = today): Promise<OperationsBench> => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-operations-'));
  const clock = { now: () => now, sleep: async () => {} };
  const sandbox = openSandbox({ path: ':memory:', fixtures, clock, newId: countingIds('5a'), portal });
  const { backend } = sandbox;
  const controls = await sandbox.controls();
  const { state, journal } = openMemory(join(folder, 'activity.db'));
  return {
    partner: await connectPartner(backend, state),
    backend,
    state,
    journal,
    controls,
    newId: countingIds('1d'),
    getCustomer: async (domain) => {
      const found = await backend.findCustomers({ domain: `${domain}.onmicrosoft.com` });
      const [customer] = found;
      if (customer === undefined || found.length > 1) throw new Error(`${found.length} customers at ${domain}`);
      return customer;
    },
    signInAs: async (...roles) => {
      await controls.signInAs(roles);
      return connectPartner(backend, state);
    },
    close: async () => {
      await backend.close();
      await state.close();
      rmSync(folder, { recursive: true });
    },
  };
};

export interface OrderTerms {
  readonly poNumber?: string;
  readonly needsPrice?: boolean;
  /** Something that fails in place of a part. */
  readonly backend?: Partial<Backend>;
  readonly journal?: (journal: Journal) => Journal;
}

/** Orders what was quoted as a process of its own: it goes on with the run that the same purchase began before, if any. */
export const orderNow = async (
  bench: OperationsBench,
  quote: Quote,
  { poNumber, needsPrice = false, backend = {}, journal: change = (real) => real }: OrderTerms = {},
): Promise<PlacedPurchase> => {
  const partner = { ...bench.partner, backend: { ...bench.partner.backend, ...backend } };
  const journal = change(await bench.journal());
  const request = purchaseRequest(quote, poNumber ?? null);
  const { run: begun, lock } = await holdRun(partner, journal, request, () => true);
  try {
    const plan = planPurchase(quote, { poNumber: poNumber ?? null, needsPrice });
    const about = { id: bench.newId().slice(-8), at: await partner.backend.now(), facts: {} };
    const run = begun ?? (await createRun(partner, journal, request, plan, about));
    return await placePurchase({
      ...{ partner, journal, run, newId: bench.newId, concurrency: 1, failsFast: false },
      clock: { now: () => today, sleep: async (ms) => (ms < minuteMs ? undefined : new Promise(() => {})) },
      endsAt: today + hourMs,
      timeIsUp: { code: 'timeout', details: { seconds: 3600 } },
      givenUp: async () => null,
      onElsewhere: () => {},
      onLost: () => {},
      patienceMs: 0,
    });
  } finally {
    lock.release();
  }
};

/** One test with a bench of its own, closed whatever happens. */
export const operate = (title: string, act: (bench: OperationsBench) => Promise<void>, now = today): void => {
  test(title, async () => {
    const bench = await createOperationsBench(now);
    try {
      await act(bench);
    } finally {
      await bench.close();
    }
  });
};

export const countingIds = (prefix: string): NewId => {
  let count = 0;
  return () => `${prefix}000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
};

/** What `act` fails with, as plain data. Any other error ends the test. */
export const failureOf = async (act: () => unknown): Promise<unknown> => {
  try {
    await act();
  } catch (error) {
    if (isCspError(error)) return { code: error.code, details: error.details };
    throw error;
  }
  return 'did not fail';
};

export const collect = async <T>(items: AsyncIterable<T> | Iterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** What cancelling these orders of a customer would do, and how each of them stands. */
export const planNamed = async (
  partner: Partner,
  customer: Customer,
  orders: readonly OrderWord[],
): Promise<{ readonly plan: Plan; readonly targets: readonly CancelTarget[]; readonly manifest: string }> => {
  const targets: CancelTarget[] = [];
  const { rows, manifest } = nameOrders(orders, customer.id);
  const onTarget = (target: CancelTarget): void => void targets.push(target);
  const plan = await planCancel(partner, [...rows], { triesAnyway: false, customer, onTarget });
  return { plan, targets, manifest };
};

/** Cancels them as a run of its own; its rows. */
export const cancelNow = async (
  { partner, journal: openJournal, newId }: Pick<OperationsBench, 'partner' | 'journal' | 'newId'>,
  customer: Customer,
  orders: readonly OrderWord[],
  reason = 'Ordered twice',
): Promise<readonly RunRow[]> => {
  const journal = await openJournal();
  const { plan, manifest } = await planNamed(partner, customer, orders);
  const at = await partner.backend.now();
  const clock = { now: () => at, sleep: () => new Promise<void>(() => {}) };
  const request = { kind: 'cancel', manifest, source: null } as const;
  const run = await createRun(partner, journal, request, plan, { id: newId().slice(-8), at, facts: { reason } });
  await journal.begin(run.id, { pid: 4711, correlationId: null, at });
  await carryOut({
    ...{ partner, journal, run, clock, newId, concurrency: 1, failsFast: false },
    endsAt: at + hourMs,
    timeIsUp: { code: 'timeout', details: { seconds: 3600 } },
    givenUp: async () => null,
    onElsewhere: () => {},
    onLost: () => {},
  });
  return collect(listRunRows(journal, run));
};
