/** The engine alone: who goes when, and who is left alone. */
import fc from 'fast-check';
import type { Rest, Task, Trouble } from '../../src/core/operations/bulk/run-intents.ts';
import { engine, intents, laterTask, rests, second } from './engine-bench.ts';
import { createVirtualClock, startedAt } from './virtual-clock.ts';

describe('when all goes well', () => {
  test('then each has its step once, in order, and no more are under way than may be', async () => {
    const clock = createVirtualClock();
    const seen: number[] = [];
    let [active, most, rested] = [0, 0, 0];
    const ended = await engine(
      intents(100, 3),
      async ({ intent }) => {
        seen.push(intent.number);
        active += 1;
        most = Math.max(most, active);
        await clock.sleep(10 + (intent.number % 7));
        active -= 1;
        return rests;
      },
      { clock, concurrency: 5, onRest: () => (rested += 1) },
    );
    expect([ended, most, rested, seen]).toEqual([null, 5, 100, Array.from({ length: 100 }, (_, at) => at + 1)]);
  });

  test('then one that is to be looked at later comes again then, with what it remembers, and holds up nobody', async () => {
    const clock = createVirtualClock();
    const looks: (readonly [number: number, memory: number, at: number])[] = [];
    const ended = await engine(
      intents(20),
      async (task) => {
        const { intent, memory } = task;
        looks.push([intent.number, memory, clock.now() - startedAt]);
        return intent.number === 3 && memory < 3 ? { kind: 'later', task: laterTask(task), ms: 4 * second } : rests;
      },
      { clock, concurrency: 2 },
    );
    expect([ended, looks.length]).toEqual([null, 23]);
    expect(looks.slice(-3)).toEqual([
      [3, 1, 4 * second],
      [3, 2, 8 * second],
      [3, 3, 12 * second],
    ]);
  });
});

describe('when one customer of ten is turned away three times for 57 seconds', () => {
  test('then nothing is sent there meanwhile, all the others go on at their pace, and nothing is lost', async () => {
    const clock = createVirtualClock();
    const sent: (readonly [customer: string, at: number])[] = [];
    const done = new Set<number>();
    let shutUntil = 0;
    let closings = 0;
    const ended = await engine(
      intents(1_000, 10),
      async (task) => {
        const { customerId, number } = task.intent;
        sent.push([customerId, clock.now()]);
        await clock.sleep(100);
        if (customerId === 'customer-4' && (clock.now() < shutUntil || closings < 3)) {
          if (clock.now() >= shutUntil) {
            closings += 1;
            shutUntil = clock.now() + 57 * second;
          }
          return { kind: 'customer-later', task, until: shutUntil };
        }
        done.add(number);
        return rests;
      },
      { clock },
    );
    const own = sent.filter(([customer]) => customer === 'customer-4').map(([, at]) => at - startedAt);
    const others = sent.filter(([customer]) => customer !== 'customer-4').map(([, at]) => at - startedAt);
    expect([ended, done.size, closings]).toEqual([null, 1_000, 3]);
    // 900 at eight a tenth of a second.
    expect(others.at(-1)).toBeLessThan(12.5 * second);
    const gaps = own.map((at, index) => at - (own[index - 1] ?? at)).filter((gap) => gap > 50 * second);
    expect([gaps.length, Math.min(...gaps) >= 57 * second]).toEqual([3, true]);
    // One goes ahead to see whether it goes well again.
    expect(own.filter((at) => at > 50 * second && at < 130 * second)).toHaveLength(2);
  });

  test('then those of one moment that are turned away one by one are one strike', async () => {
    const clock = createVirtualClock();
    let sends = 0;
    const ended = await engine(
      intents(50),
      async (task) => {
        sends += 1;
        const isTurnedAway = sends <= 8;
        const ms = sends * 10;
        await clock.sleep(ms);
        return isTurnedAway ? { kind: 'customer-later', task, until: clock.now() + 5 * second } : rests;
      },
      { clock },
    );
    expect([ended, sends]).toEqual([null, 58]);
  });

  test.each([0, -5 * second])('then a hint of %i ms is no leave to ask at once', async (hint) => {
    const clock = createVirtualClock();
    const at: number[] = [];
    const ended = await engine(
      intents(1),
      async (task) => {
        at.push(clock.now() - startedAt);
        return at.length < 4 ? { kind: 'customer-later', task, until: clock.now() + hint } : rests;
      },
      { clock },
    );
    expect([ended, at]).toEqual([null, [0, second, 2 * second, 3 * second]]);
  });

  test('then being turned away now and then, with successes between, never ends the run', async () => {
    const clock = createVirtualClock();
    let sends = 0;
    const ended = await engine(
      intents(40),
      async (task) => {
        sends += 1;
        if (sends % 3 === 0) return { kind: 'customer-later', task, until: clock.now() + 2 * second };
        return task.memory === 0 ? { kind: 'later', task: laterTask(task), ms: second } : rests;
      },
      { clock, concurrency: 1 },
    );
    expect(ended).toBeNull();
  });
});

test('when the clock is set back while a customer is turned away, then the pause is as long as it was', async () => {
  const virtual = createVirtualClock();
  let back = 0;
  const clock = { ...virtual, now: () => virtual.now() - back };
  let sends = 0;
  const ended = await engine(
    intents(1),
    async (task) => {
      sends += 1;
      if (sends > 1) return rests;
      const until = clock.now() + 30 * second;
      back = 3600 * second;
      return { kind: 'customer-later', task, until };
    },
    { clock },
  );
  expect([ended, sends, virtual.now() - startedAt]).toEqual([null, 2, 30 * second]);
});

describe('when a customer is turned away for too long', () => {
  test('then a hint beyond the end ends the run at once, and nothing more is sent', async () => {
    const clock = createVirtualClock();
    let sends = 0;
    const retryAt = startedAt + 2_592_000 * second;
    const ended = await engine(
      intents(100),
      async (task) => {
        sends += 1;
        return { kind: 'customer-later', task, until: retryAt };
      },
      { clock, concurrency: 4 },
    );
    expect([ended, clock.now(), sends <= 4]).toEqual([{ code: 'throttled', details: { retryAt } }, startedAt, true]);
  });

  test('then one who is turned away for ever ends it after twelve tries', async () => {
    const clock = createVirtualClock();
    let sends = 0;
    const ended = await engine(
      intents(1_000),
      async (task) => {
        sends += 1;
        await clock.sleep(50);
        return { kind: 'customer-later', task, until: clock.now() + 20 * second };
      },
      { clock },
    );
    expect([ended?.code, sends]).toEqual(['throttled', 12]);
  });
});

const trouble: Trouble = { code: 'unavailable', details: { host: 'h', reason: 'HTTP 503', retryAt: null } };

describe('when the service is in trouble', () => {
  test('then all are left alone, one task tries it every 15 seconds, and when it is answered all go on', async () => {
    const clock = createVirtualClock();
    const begun: (readonly [number: number, at: number])[] = [];
    const ended = await engine(
      intents(40, 4),
      async (task) => {
        const at = clock.now() - startedAt;
        begun.push([task.intent.number, at]);
        await clock.sleep(100);
        const isDown = at >= second && at < 60 * second;
        if (!isDown) await clock.sleep(400);
        return isDown ? { kind: 'all-later', task, trouble } : rests;
      },
      { clock, concurrency: 4 },
    );
    const late = begun.filter(([, at]) => at > 2 * second);
    expect([ended, begun.length]).toEqual([null, 40 + 4 + 3]);
    expect(late.slice(0, 6)).toEqual([
      [9, 16_100],
      [9, 31_200],
      [9, 46_300],
      [9, 61_400],
      [10, 61_900],
      [11, 61_900],
    ]);
  });

  test('then a customer who was turned away before is tried again after it', async () => {
    const clock = createVirtualClock();
    const script: readonly ((task: Task<number>) => Rest<number>)[] = [
      (task) => ({ kind: 'customer-later', task, until: clock.now() + second }),
      (task) => ({ kind: 'all-later', task, trouble }),
      (task) => ({ kind: 'customer-later', task, until: clock.now() + second }),
    ];
    const at: number[] = [];
    const ended = await engine(
      intents(2),
      async (task) => {
        at.push(clock.now() - startedAt);
        return script[at.length - 1]?.(task) ?? rests;
      },
      { clock, concurrency: 1 },
    );
    expect([ended, at]).toEqual([null, [0, second, 16 * second, 17 * second, 17 * second]]);
  });

  test('then it is waited for ten minutes, or until its own hint where that is before the end', async () => {
    const clock = createVirtualClock();
    let tries = 0;
    const isDown = async (task: Task<number>): Promise<Rest<number>> => {
      tries += 1;
      return { kind: 'all-later', task, trouble };
    };
    expect([await engine(intents(9), isDown, { clock, concurrency: 1 }), clock.now() - startedAt, tries]).toEqual([
      trouble,
      600 * second,
      41,
    ]);
    const retryAt = startedAt + 86_400 * second;
    const hinted: Trouble = { code: 'unavailable', details: { host: 'h', reason: 'HTTP 503', retryAt } };
    const other = createVirtualClock();
    const step = async (task: Task<number>): Promise<Rest<number>> => ({ kind: 'all-later', task, trouble: hinted });
    expect([await engine(intents(9), step, { clock: other }), other.now()]).toEqual([hinted, startedAt]);
  });
});

test('whatever the steps say, each task comes to its end once and none is lost', async () => {
  const word = fc.constantFrom('later', 'away', 'trouble', 'rest');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(word, { maxLength: 3 }), { maxLength: 30 }), async (scripts) => {
      const clock = createVirtualClock();
      const rested: number[] = [];
      const ended = await engine(
        intents(scripts.length, 3),
        async (task) => {
          await clock.sleep(task.intent.number % 3);
          const word = scripts[task.intent.number - 1]?.[task.memory];
          if (word === 'later') return { kind: 'later', task: laterTask(task), ms: second };
          if (word === 'away') return { kind: 'customer-later', task: laterTask(task), until: clock.now() + second };
          if (word === 'trouble') return { kind: 'all-later', task: laterTask(task), trouble };
          rested.push(task.intent.number);
          return rests;
        },
        { clock, concurrency: 3 },
      );
      const all = scripts.map((_, at) => at + 1);
      const isEnded = ended !== null;
      expect(new Set(rested).size).toBe(rested.length);
      expect(isEnded || rested.toSorted((a, b) => a - b)).toEqual(isEnded || all);
    }),
    { numRuns: 60 },
  );
});
