/** Runs that share orders: each order is cancelled once, and every run hears of it. */
import type { Failure } from '../../src/core/errors.ts';
import { carryOut, lockName } from '../../src/core/operations/bulk/carry-out.ts';
import type { IntentChange, IntentState, NewIntent, Run } from '../../src/core/ports/journal.ts';
import { collect, createOperationsBench } from '../operations/operations-bench.ts';
import { intentOf, orderOf, runOf } from '../state/journal-bench.ts';
import { type BulkBench, withBench } from './bulk-bench.ts';
import { type Answer, type CancelService, createCancelService } from './cancel-service.ts';
import { startedAt } from './virtual-clock.ts';

interface Shared extends BulkBench {
  readonly service: CancelService;
  readonly told: string[];
  readonly create: (id: string, orders: readonly number[], changes?: Partial<NewIntent>) => Promise<Run>;
  readonly carry: (run: Run, hours?: number) => Promise<Failure | null>;
  readonly statesOf: (id: string) => Promise<readonly IntentState[]>;
  readonly step: (id: string, change: Omit<IntentChange, 'at'>) => Promise<void>;
}

const shared = (title: string, answer: (order: string, nth: number) => Answer, act: (bench: Shared) => Promise<void>) =>
  test(title, async () => {
    const { partner, backend, close } = await createOperationsBench();
    await withBench(async (bench) => {
      const { clock, journal, newId } = bench;
      const service = createCancelService(bench, answer);
      const told: string[] = [];
      const own = { ...partner, backend: { ...backend, ...service.backend } };
      await act({
        ...bench,
        service,
        told,
        create: async (id, orders, changes = {}) => {
          const facts = { offers: [[0, 'offer']] };
          await journal.createRun(
            runOf(id, { createdAt: startedAt }),
            orders.map((n) => intentOf(n, { facts, ...changes })),
            [],
          );
          const run = await journal.getRun(id);
          if (run === undefined) throw new Error(`no run ${id}`);
          return run;
        },
        carry: (run, hours = 1) =>
          carryOut({
            ...{ partner: own, journal, run, clock, newId, concurrency: 4, failsFast: false },
            endsAt: clock.now() + hours * 3_600_000,
            timeIsUp: { code: 'timeout', details: { seconds: hours * 3600 } },
            givenUp: async () => null,
            onLost: () => undefined,
            onElsewhere: (runId, count) => told.push(`${runId} ${count}`),
            onTakenUp: (runId, count) => told.push(`${runId} ${count} taken up`),
            onDoubt: (count) => told.push(`${count} in doubt`),
          }),
        statesOf: async (id) => (await collect(journal.listIntents(id))).map(({ state }) => state),
        step: (id, change) => journal.advance(id, { at: clock.now(), ...change }),
      });
    });
    await close();
  });

const fine = (): Answer => 'ok';

shared('what a run finds in doubt is told until it is settled', fine, async (bench) => {
  const run = await bench.create('aaaaaaaa', [1, 2, 3]);
  await bench.step('aaaaaaaa', { number: 1, state: 'sent', requestId: 'x' });
  await bench.step('aaaaaaaa', { number: 3, state: 'unknown', requestId: 'y' });
  expect([await bench.carry(run), bench.told]).toEqual([null, ['1 in doubt', '0 in doubt']]);
});

shared(
  'what waits to be looked at again is in doubt as well',
  () => 'taken',
  async (bench) => {
    const run = await bench.create('aaaaaaaa', [1]);
    expect([await bench.carry(run), bench.told]).toEqual([null, ['1 in doubt', '0 in doubt']]);
  },
);

describe('when the other run’s process is gone', () => {
  shared('then its orders that stand in the way are carried on here, and no others', fine, async (bench) => {
    const [a, b] = [await bench.create('aaaaaaaa', [1, 2, 3]), await bench.create('bbbbbbbb', [2, 3, 4])];
    await bench.step('aaaaaaaa', { number: 3, state: 'sent', requestId: 'x' });
    expect([await bench.carry(b), bench.told]).toEqual([null, ['aaaaaaaa 2 taken up']]);
    expect([await bench.statesOf('aaaaaaaa'), await bench.statesOf('bbbbbbbb')]).toEqual([
      ['ready', 'done', 'done'],
      ['noop', 'noop', 'done'],
    ]);
    expect((await bench.journal.getRun('bbbbbbbb'))?.finishedAt).not.toBeNull();
    expect([await bench.carry(a), await bench.statesOf('aaaaaaaa')]).toEqual([null, ['done', 'done', 'done']]);
    expect([...bench.service.executed.values()]).toEqual([1, 1, 1, 1]);
    expect(await bench.state.verify()).toMatchObject({ sound: true });
  });

  shared('then one that nothing more is left of is finished too', fine, async (bench) => {
    await bench.create('aaaaaaaa', [1]);
    expect(await bench.carry(await bench.create('bbbbbbbb', [1]))).toBeNull();
    expect((await bench.journal.getRun('aaaaaaaa'))?.finishedAt).not.toBeNull();
  });

  shared(
    'then what stays in doubt there stays elsewhere, and ends the waiting',
    () => 'lost',
    async (bench) => {
      await bench.create('aaaaaaaa', [1]);
      const b = await bench.create('bbbbbbbb', [1]);
      expect([await bench.carry(b), await bench.statesOf('aaaaaaaa'), await bench.statesOf('bbbbbbbb')]).toEqual([
        null,
        ['unknown'],
        ['elsewhere'],
      ]);
      const sent = bench.service.sent.length;
      // A person finds that nothing came of it: then it is this run's.
      await bench.step('aaaaaaaa', { number: 1, state: 'dropped', evidence: 'person' });
      expect([await bench.carry(b), await bench.statesOf('bbbbbbbb'), bench.service.sent.length > sent]).toEqual([
        null,
        ['unknown'],
        true,
      ]);
    },
  );
});

describe('when the other run asked for other lines of the order, and its process is gone', () => {
  const line = (n: number): Partial<NewIntent> => ({ lines: [n], isWhole: false });
  const unsent = (title: string, state: IntentState, other: Partial<NewIntent>) =>
    shared(title, fine, async (bench) => {
      const facts = {
        facts: {
          offers: [
            [0, 'offer'],
            [1, 'another'],
          ],
        },
      };
      await bench.create('aaaaaaaa', [1], { ...other, ...facts });
      if (state !== 'ready') await bench.step('aaaaaaaa', { number: 1, state, requestId: 'x' });
      const b = await bench.create('bbbbbbbb', [1], { ...line(0), ...facts });
      expect([await bench.carry(b), await bench.statesOf('aaaaaaaa'), await bench.statesOf('bbbbbbbb')]).toEqual([
        null,
        [state],
        ['elsewhere'],
      ]);
      expect(bench.service.sent).toEqual([]);
    });

  const whole = { lines: [0, 1], isWhole: true };
  unsent('naming one line never cancels the whole order that is in doubt there', 'unknown', whole);
  unsent('naming one line never sends the whole order that was never sent there', 'ready', whole);
  unsent('naming one line never cancels another line that is in doubt there', 'sent', line(1));
});

describe('when the other run has settled it', () => {
  const settled = (
    title: string,
    states: readonly IntentState[],
    [then, sends]: readonly [IntentState, number],
    [own, other]: readonly [Partial<NewIntent>, Partial<NewIntent>] = [{}, {}],
  ) =>
    shared(title, fine, async (bench) => {
      await bench.create('aaaaaaaa', [1], other);
      const b = await bench.create('bbbbbbbb', [1], own);
      const failure: Failure = { code: 'orderNotFound', details: { customer: 'c', orderId: 'o' } };
      for (const state of states)
        await bench.step('aaaaaaaa', { number: 1, state, requestId: 'x', ...(state === 'refused' && { failure }) });
      expect([await bench.carry(b), await bench.statesOf('bbbbbbbb'), bench.service.sent.length]).toEqual([
        null,
        [then],
        sends,
      ]);
      const [intent] = await collect(bench.journal.listIntents('bbbbbbbb'));
      expect(intent?.failure).toEqual(then === 'refused' ? failure : null);
    });
  const [line0, line1] = [
    { lines: [0], isWhole: false },
    { lines: [1], isWhole: false },
  ];
  const whole = { lines: [0, 1], isWhole: true };

  settled('done there, then it was so already here', ['sent', 'done'], ['noop', 0]);
  settled('so already there, then here too', ['noop'], ['noop', 0]);
  settled('refused there, then here too', ['sent', 'refused'], ['refused', 0]);
  settled('taken off there, then it is sent here', ['dropped'], ['done', 1]);
  settled('the whole order done there, then a line of it is done', ['sent', 'done'], ['noop', 0], [line0, whole]);
  settled('another line done there, then this one is sent', ['sent', 'done'], ['done', 1], [line0, line1]);
  settled('one line done there, then the whole order is sent', ['sent', 'done'], ['done', 1], [{}, line0]);
  settled('the whole order refused there, then a line of it is sent', ['refused'], ['done', 1], [line0, whole]);
});

describe('when the other run’s process is at work', () => {
  shared('then this one waits for its word, and tells so once', fine, async (bench) => {
    const { clock, journal } = bench;
    const a = await bench.create('aaaaaaaa', [1, 2]);
    const b = await bench.create('bbbbbbbb', [2, 3]);
    const lock = await journal.tryLock(lockName(a));
    const other = (async () => {
      await clock.sleep(60_000);
      await bench.step('aaaaaaaa', { number: 2, state: 'sent', requestId: 'x' });
      await bench.step('aaaaaaaa', { number: 2, state: 'done' });
    })();
    expect([await bench.carry(b), await bench.statesOf('bbbbbbbb'), bench.told]).toEqual([
      null,
      ['noop', 'done'],
      ['aaaaaaaa 1'],
    ]);
    await other;
    lock?.release();
    expect(bench.service.sent.map(({ order }) => order)).toEqual([orderOf(3)]);
  });

  shared('then this one ends when its time is up, and what it waits for stays', fine, async (bench) => {
    const a = await bench.create('aaaaaaaa', [1]);
    const b = await bench.create('bbbbbbbb', [1]);
    const lock = await bench.journal.tryLock(lockName(a));
    expect([(await bench.carry(b, 0.01))?.code, await bench.statesOf('bbbbbbbb')]).toEqual(['timeout', ['elsewhere']]);
    lock?.release();
  });
});

shared(
  'three runs want one order: however the first lets go of it, one sends it and none fails',
  fine,
  async (bench) => {
    await bench.create('aaaaaaaa', [1]);
    const [b, c] = [await bench.create('bbbbbbbb', [1, 2]), await bench.create('cccccccc', [1, 3])];
    await bench.step('aaaaaaaa', { number: 1, state: 'dropped' });
    // Both would have it now: the first one gets it, and the other stands behind that one.
    await Promise.all([
      bench.step('bbbbbbbb', { number: 1, state: 'ready' }),
      bench.step('cccccccc', { number: 1, state: 'ready' }),
      bench.step('cccccccc', { number: 2, state: 'sent', requestId: 'y' }),
    ]);
    expect([await bench.statesOf('bbbbbbbb'), await bench.statesOf('cccccccc')]).toEqual([
      ['ready', 'ready'],
      ['elsewhere', 'sent'],
    ]);
    expect((await bench.journal.getIntent('cccccccc', 1))?.standing).toEqual({ runId: 'bbbbbbbb', number: 1 });
    expect([await bench.carry(c), await bench.carry(b)]).toEqual([null, null]);
    expect([await bench.statesOf('bbbbbbbb'), await bench.statesOf('cccccccc')]).toEqual([
      ['done', 'done'],
      ['noop', 'done'],
    ]);
    expect([...bench.service.executed.values()]).toEqual([1, 1, 1]);
    expect(await bench.state.verify()).toMatchObject({ sound: true });
  },
);
