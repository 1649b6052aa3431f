/** The engine alone: when it ends, and how much it holds. */
import { CspError, type Failure } from '../../src/core/errors.ts';
import { engine, intents, laterTask, rests, type Step, second, timeIsUp } from './engine-bench.ts';
import { createVirtualClock, startedAt, type VirtualClock } from './virtual-clock.ts';

describe('when the run is to end', () => {
  const stopAt = (number: number, failure: Failure, clock: VirtualClock, begun: number[]): Step => {
    return async ({ intent }) => {
      begun.push(intent.number);
      await clock.sleep(10);
      return intent.number === number ? { kind: 'stop', failure } : rests;
    };
  };
  const lost: Failure = { code: 'signInNeeded', details: { profile: 'work' } } as never;

  test('then a reason to stop lets what is under way end, and begins nothing more', async () => {
    const clock = createVirtualClock();
    const begun: number[] = [];
    expect([await engine(intents(100), stopAt(5, lost, clock, begun), { clock, concurrency: 4 }), begun]).toEqual([
      lost,
      [1, 2, 3, 4, 5, 6, 7, 8],
    ]);
  });

  test('then what a step throws ends it too', async () => {
    const thrown = new CspError('storageFailed', { path: '/x', reason: 'full' });
    expect(await engine(intents(3), async () => Promise.reject(thrown))).toEqual({
      code: 'storageFailed',
      details: { path: '/x', reason: 'full' },
    });
  });

  test('then the time is up though tasks wait', async () => {
    const clock = createVirtualClock();
    const ended = await engine(
      intents(3),
      async (task) => ({ kind: 'later', task: laterTask(task), ms: 100 * second }),
      { clock, endsAt: startedAt + 250 * second },
    );
    expect([ended, clock.now() - startedAt]).toEqual([timeIsUp, 250 * second]);
  });

  const interrupted: Failure = { code: 'interrupted', details: {} };

  test('then one that is given up waits for what is under way, and begins nothing more', async () => {
    const clock = createVirtualClock();
    let reason: Failure | null = null;
    let [begun, rested] = [0, 0];
    const ended = await engine(
      intents(3),
      async () => {
        begun += 1;
        reason = interrupted;
        clock.giveUp(new CspError('interrupted', {}));
        await new Promise((resolve) => setImmediate(resolve));
        return rests;
      },
      { clock, concurrency: 1, givenUp: async () => reason, onRest: () => (rested += 1) },
    );
    expect([ended, begun, rested]).toEqual([interrupted, 1, 1]);
  });

  test('then one that is given up waits five seconds for a step that never ends, and no longer', async () => {
    const clock = createVirtualClock();
    const endsAt = startedAt + 600 * second;
    const givenUp = async () => (clock.now() >= endsAt ? interrupted : null);
    const ended = await engine(intents(3), () => new Promise(() => undefined), { clock, givenUp, endsAt });
    expect([ended, clock.now() - endsAt]).toEqual([interrupted, 5 * second]);
  });

  test('then one whose time is up waits five seconds for a step that never ends, and no longer', async () => {
    const clock = createVirtualClock();
    const endsAt = startedAt + 3 * second;
    const ended = await engine(intents(3), () => new Promise(() => undefined), { clock, endsAt });
    expect([ended, clock.now() - endsAt]).toEqual([timeIsUp, 5 * second]);
  });
});

describe('when there are very many', () => {
  test('then no more than 2,000 are held, though all wait to be looked at again', async () => {
    const clock = createVirtualClock();
    let [read, rested, most] = [0, 0, 0];
    const all = (function* () {
      for (const intent of intents(20_000, 50)) {
        read += 1;
        most = Math.max(most, read - rested);
        yield intent;
      }
    })();
    const ended = await engine(
      all,
      async (task) => (task.memory === 0 ? { kind: 'later', task: laterTask(task), ms: 60 * second } : rests),
      { clock, onRest: () => (rested += 1), endsAt: startedAt + 36_000 * second },
    );
    expect([ended, rested, most <= 2_010]).toEqual([null, 20_000, true]);
  });

  test('then a customer who is turned away does not make it hold all of theirs', async () => {
    const clock = createVirtualClock();
    let [read, rested, most] = [0, 0, 0];
    const all = (function* () {
      for (const intent of intents(50_000, 2)) {
        read += 1;
        most = Math.max(most, read - rested);
        yield intent;
      }
    })();
    let isOpen = false;
    const ended = await engine(
      all,
      async (task) => {
        if (task.intent.customerId === 'customer-0' && !isOpen) {
          isOpen = true;
          return { kind: 'customer-later', task, until: startedAt + 60 * second };
        }
        return rests;
      },
      { clock, onRest: () => (rested += 1) },
    );
    expect([ended, rested, most <= 2_010]).toEqual([null, 50_000, true]);
  });
});
