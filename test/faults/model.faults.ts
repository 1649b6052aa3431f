/**
 * T80: whatever happens in whatever order: each order is cancelled at most once, never before its intent is on disk, and in
 * the end all of it is told as it is. In this process, over the sandbox's world, on a clock that jumps to the next sleeper.
 */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openSandbox } from '../../src/backends/sandbox/sandbox.ts';
import { CspError } from '../../src/core/errors.ts';
import { carryOut } from '../../src/core/operations/bulk/carry-out.ts';
import { createRun, holdRun } from '../../src/core/operations/bulk/open-run.ts';
import { planCancel } from '../../src/core/operations/bulk/plan-cancel.ts';
import { connectPartner } from '../../src/core/operations/partner.ts';
import type { Backend } from '../../src/core/ports/backend.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import { openMemory } from '../../src/state/memory.ts';
import { cancelOrder } from '../exam/exam-bench.ts';
import { isNightly, seed } from './bench.ts';
import { createIdleClock, type IdleClock } from './idle-clock.ts';
import { countsOf } from './memory-file.ts';
import { type PlacedOrder, writeWorld } from './world.ts';

/** What a cancellation meets. */
const troubles = ['lost-before', 'lost-after', 'throttled', 'unavailable', 'pending'] as const;
type Trouble = (typeof troubles)[number];

interface Step {
  /** How many calls the life lasts; for ever where it is `null`. */
  readonly lives: number | null;
  readonly concurrency: number;
  /** One for each of the first cancellations of that life. */
  readonly troubles: readonly (Trouble | null)[];
  /** Orders that somebody else cancels before it. */
  readonly foreign: readonly number[];
  /** What the wall clock is set by before it. */
  readonly stepMs: number;
  /** Which write of the journal finds no room; none where it is `null`. */
  readonly fullAt: number | null;
}

const orders = 12;
const most = isNightly ? 5_000 : 200;

const stepOf: fc.Arbitrary<Step> = fc.record({
  lives: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 4 }),
  concurrency: fc.constantFrom(1, 2, 4, 8),
  troubles: fc.array(fc.option(fc.constantFrom(...troubles), { freq: 2 }), { maxLength: 12 }),
  foreign: fc.array(fc.nat(orders - 1), { maxLength: 2 }),
  stepMs: fc.constantFrom(0, 0, 600_000, -600_000, 86_400_000),
  fullAt: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 5 }),
});

interface World {
  readonly folder: string;
  readonly clock: IdleClock;
  readonly backend: Backend;
  readonly placed: readonly PlacedOrder[];
  /** By order, how often this tool ended it. */
  readonly executed: Map<string, number>;
  readonly broken: string[];
}

const dead = new Error('this life is over');

/** Everything that a life does goes through here, so that after its end nothing of it happens any more. */
const createLife = ({ clock }: World, calls: number | null) => {
  let left = calls ?? Number.POSITIVE_INFINITY;
  return async <T>(act: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0) throw dead;
    return clock.busy(act);
  };
};

type Life = ReturnType<typeof createLife>;

/** The journal of a life; reading it costs nothing. */
const inLife = (journal: Journal, life: Life, fullAt: number | null): Journal => {
  let writes = 0;
  return {
    ...journal,
    advance: (runId, change) =>
      life(async () => {
        writes += 1;
        if (writes === fullAt) throw new CspError('storageFailed', { path: 'activity.db', reason: 'full' });
        await journal.advance(runId, change);
      }),
  };
};

const troubled = (
  world: World,
  journal: Journal,
  runId: () => string,
  life: Life,
  met: readonly (Trouble | null)[],
): Backend => {
  const { backend, clock } = world;
  const coming = [...met];
  const host = 'service';
  const unsettled = (requestId: string): CspError =>
    new CspError('outcomeUnsettled', { operation: 'PATCH', requestId, correlationId: 'c', reason: 'answerLost' });
  return {
    ...backend,
    getOrder: (customerId, orderId) => life(() => backend.getOrder(customerId, orderId)),
    requestCancel: (request) =>
      life(async () => {
        const { customerId, orderId, requestId } = request;
        await expectJournaled(world, journal, runId(), orderId, requestId);
        const trouble = coming.shift() ?? null;
        const before = await backend.getOrder(customerId, orderId);
        if (trouble === 'lost-before') throw unsettled(requestId);
        if (trouble === 'throttled') throw new CspError('throttled', { retryAt: clock.now() + 57_000 });
        if (trouble === 'unavailable') throw new CspError('unavailable', { host, reason: 'down', retryAt: null });
        const after = await backend.requestCancel(request);
        if (before.status !== 'cancelled') world.executed.set(orderId, (world.executed.get(orderId) ?? 0) + 1);
        if (trouble === 'lost-after') throw unsettled(requestId);
        return trouble === 'pending' ? undefined : after;
      }),
  };
};

/** I3 to I5, at the very moment of the send. */
const expectJournaled = async (world: World, journal: Journal, runId: string, orderId: string, requestId: string) => {
  for await (const intent of journal.listIntents(runId)) {
    if (intent.orderId !== orderId) continue;
    if (intent.state !== 'sent' || intent.requestId !== requestId)
      world.broken.push(
        `I5: ${orderId} leaves under ${requestId}, the journal says ${intent.state} ${intent.requestId}`,
      );
  }
};

/** I3, between two lives: what was cancelled is known to have been sent. */
const expectKnown = async ({ executed, broken }: World, journal: Journal): Promise<void> => {
  for (const { id } of await journal.listRuns(null)) {
    for await (const { orderId, state } of journal.listIntents(id, ['ready'])) {
      if (orderId !== null && executed.has(orderId))
        broken.push(`I3: ${orderId} is cancelled, the journal says ${state}`);
    }
  }
};

/** One life of the command: plan or take up, and carry out until its end. */
const live = async (world: World, step: Step): Promise<void> => {
  const { clock, placed } = world;
  const memory = openMemory(join(world.folder, 'activity.db'));
  try {
    const opened = await memory.journal();
    const life = createLife(world, step.lives);
    let id = '';
    const backend = troubled(world, opened, () => id, life, step.troubles);
    const partner = await connectPartner(backend, memory.state);
    const journal = inLife(opened, life, step.fullAt);
    const held = await holdRun(partner, journal, { kind: 'cancel', manifest: 'the file', source: null });
    try {
      const rows = placed.map(({ id: orderId, domain }, n) => ({
        ...{ line: n + 2, customer: domain, orderId, orderLine: null, productId: null, skuId: null },
        ...{ reason: null, ticket: null, key: String(n) },
      }));
      const begin = async () => {
        const plan = await planCancel(partner, rows, { triesAnyway: false });
        const facts = { id: randomUUID().slice(0, 8), at: await backend.now(), facts: {} };
        return createRun(partner, journal, { kind: 'cancel', manifest: 'the file', source: null }, plan, facts);
      };
      const run = held.run ?? (await begin());
      id = run.id;
      await carryOut({
        ...{ partner, journal, run, clock, newId: randomUUID, concurrency: step.concurrency, failsFast: false },
        endsAt: clock.now() + 5 * 3_600_000,
        timeIsUp: { code: 'timeout', details: { seconds: 18_000 } },
        givenUp: async () => null,
        onElsewhere: () => undefined,
        onLost: () => undefined,
      });
    } finally {
      held.lock.release();
      await expectKnown(world, opened);
    }
  } finally {
    await memory.state.close();
  }
};

const calm: Step = { lives: null, concurrency: 4, troubles: [], foreign: [], stepMs: 0, fullAt: null };

const play = async (steps: readonly Step[]): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-model-'));
  const clock = createIdleClock(Date.UTC(2026, 10, 21));
  const placed = writeWorld(join(folder, 'world'), { orders, customers: 3 });
  const { backend } = openSandbox({
    path: ':memory:',
    fixtures: join(folder, 'world'),
    clock: clock.service,
    newId: randomUUID,
    portal: { keysUrl: 'https://portal.example/keys', helpUrl: 'https://portal.example/help' },
  });
  const world: World = { folder, clock, backend, placed, executed: new Map(), broken: [] };
  try {
    for (const step of steps) {
      clock.step(step.stepMs);
      for (const n of step.foreign) {
        const order = placed[n];
        if (order === undefined) continue;
        // The service refuses a second cancellation, also one of a foreign hand.
        const { status } = await backend.getOrder(order.customerId, order.id);
        if (status !== 'cancelled') await cancelOrder(backend, order.customerId, order.id, 'all', randomUUID());
      }
      await live(world, step);
    }
    // In the end nothing goes wrong any more; what a life left in doubt may take another one.
    for (let n = 0; n < 3; n += 1) await live(world, calm);
    const memory = openMemory(join(folder, 'activity.db'));
    const journal = await memory.journal();
    const [run] = await journal.listRuns(null);
    const counts = countsOf(await journal.countStates(run?.id ?? ''));
    const chain = await memory.state.verify();
    await memory.state.close();
    const { done = 0, noop = 0 } = counts;
    const states = await Promise.all(
      placed.map(async ({ customerId, id }) => (await backend.getOrder(customerId, id)).status),
    );
    expect({
      broken: world.broken,
      twice: [...world.executed].filter(([, times]) => times > 1),
      settled: done + noop,
      counts,
      sound: chain.sound,
      finished: run?.finishedAt !== null,
      cancelled: states.filter((state) => state === 'cancelled').length,
    }).toEqual({ broken: [], twice: [], settled: orders, counts, sound: true, finished: true, cancelled: orders });
  } finally {
    clock.stop();
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

test(`T80: ${most} histories of kills, losses, refusals, foreign hands, clocks and full disks`, async () => {
  const histories = fc.array(stepOf, { minLength: 1, maxLength: 40, size: 'medium' });
  await fc.assert(fc.asyncProperty(histories, play), { numRuns: most, seed, endOnFailure: false });
});
