/** The pace that keeps within the service's limits (T24, T37), alone and together with others, and after a 429. */
import { createLimitStore, type LimitStore } from '../../src/backends/partner-center/limit-store.ts';
import { createLimiter, type Fared, type Limiter } from '../../src/backends/partner-center/limiter.ts';
import { createGate } from '../../src/backends/partner-center/limiter-gate.ts';
import type { Clock } from '../../src/core/ports/environment.ts';
import { createLimits } from '../../src/emulator/limits.ts';
import { failureOf } from './edge-bench.ts';
import { createHastyClock } from './patient-clock.ts';

const minuteMs = 60_000;
const answered: Fared = { kind: 'answered' };

const limiterOn = (clock: Clock, store: LimitStore = createLimitStore(), requestsPerMinute = 500): Limiter =>
  createLimiter({ clock, random: () => 0.5, requestsPerMinute, store, latest: () => clock.now() + 900_000 });

/** When each of so many requests left, one after the other. */
const departures = async (limiter: Limiter, clock: Clock, requests: number): Promise<readonly number[]> => {
  const left: number[] = [];
  for (let request = 0; request < requests; request += 1) {
    await limiter.run(undefined, async () => {
      left.push(clock.now());
      return answered;
    });
  }
  return left;
};

const lengthOf = (times: readonly number[]): number => (times.at(-1) ?? 0) - (times[0] ?? 0);

test.each([1, 2, 10, 60, 500, 600, 1200])(
  'T24: at %i a minute: never beyond it, and at 95 % of it where that is more than a request',
  async (limit) => {
    const clock = createHastyClock();
    const requests = limit * 4 + 2;
    const left = await departures(limiterOn(clock, undefined, limit), clock, requests);
    const ends = left.map((from) => left.findIndex((at) => at >= from + minuteMs));
    const most = Math.max(...ends.map((end, index) => (end === -1 ? 0 : end - index)));
    expect(most).toBeLessThanOrEqual(limit);
    if (limit >= 60) expect(((requests - 1) * minuteMs) / lengthOf(left)).toBeGreaterThan(limit * 0.95);
  },
);

test.each([
  [0, 0, 475],
  [300, 40, 260],
])(
  'T24: a bulk read meets the limit of a service that counts minutes, %i of them used before',
  async (used, mostRefused, leastPerMinute) => {
    const clock = createHastyClock();
    const limits = createLimits({ perMinute: 500 }, clock);
    for (let request = 0; request < used; request += 1) limits.count('partner', '');
    const limiter = limiterOn(clock);
    const began = clock.now();
    let [left, refused] = [2000, 0];
    const attempt = async (): Promise<Fared> => {
      clock.advance(50);
      const seconds = limits.count('partner', '')?.seconds;
      if (seconds === undefined) return answered;
      refused += 1;
      return { kind: 'throttled', waitMs: seconds * 1000 };
    };
    const work = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const customerId = `customer-${left}`;
        for (let fared: Fared | undefined; fared?.kind !== 'answered'; ) fared = await limiter.run(customerId, attempt);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(refused).toBeLessThanOrEqual(mostRefused);
    expect(((2000 + used) * minuteMs) / (clock.now() - began)).toBeGreaterThanOrEqual(leastPerMinute);
  },
);

test('T37 no burst follows ten minutes of suspension, nor a clock that is set back', async () => {
  const clock = createHastyClock();
  const limiter = limiterOn(clock);
  await departures(limiter, clock, 50);
  for (const ms of [600_000, -3_600_000, -40 * 365 * 86_400_000]) {
    clock.advance(ms);
    const tookMs = lengthOf(await departures(limiter, clock, 100));
    expect([tookMs > 11_000, tookMs < 13_000]).toEqual([true, true]);
  }
});

test('T72: a way that was closed by a clock which is set back afterwards opens as soon as ever', async () => {
  const clock = createHastyClock();
  const gate = createGate({ clock, giveUp: () => undefined });
  gate.close(30_000);
  clock.advance(-3_600_000);
  const setAt = clock.now();
  (await gate.enter())(true);
  expect(clock.now() - setAt).toBe(30_000);
});

test('T24: after a 429 of the partner’s the rate is half, and a quarter of a request a second more every 30 s', async () => {
  const clock = createHastyClock();
  const limiter = limiterOn(clock);
  await limiter.run(undefined, async () => ({ kind: 'throttled', waitMs: 20_000 }));
  const began = clock.now();
  const left = (await departures(limiter, clock, 6000)).map((at) => at - began);
  expect(left[0]).toBe(20_000);
  const inMinute = (minute: number): number =>
    left.filter((at) => at >= 20_000 + minute * minuteMs && at < 20_000 + (minute + 1) * minuteMs).length;
  // From 250 a minute on, 30 more each minute, until it is 500 again.
  const shares = Array.from({ length: 9 }, (_, minute) => inMinute(minute) / Math.min(500, 265 + 30 * minute));
  expect(shares.map((share) => share > 0.94 && share <= 1)).toEqual(shares.map(() => true));
});

test('several 429s that come together halve the rate once', async () => {
  const clock = createHastyClock();
  const limiter = limiterOn(clock);
  const waiting: (() => void)[] = [];
  const turned = async (): Promise<Fared> => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 4) for (const each of waiting) each();
    });
    return { kind: 'throttled', waitMs: 20_000 };
  };
  await Promise.all(Array.from({ length: 4 }, () => limiter.run(undefined, turned)));
  expect(lengthOf(await departures(limiter, clock, 200))).toBeLessThan(50_000);
});

test('what waits for its slot when the way is closed goes only after it', async () => {
  const clock = createHastyClock();
  const limiter = limiterOn(clock);
  const began = clock.now();
  const left: number[] = [];
  const attempt = (fared: Fared) => async (): Promise<Fared> => {
    left.push(clock.now() - began);
    return fared;
  };
  const first = limiter.run(undefined, attempt({ kind: 'throttled', waitMs: 57_000 }));
  await Promise.all([first, ...Array.from({ length: 12 }, () => limiter.run('c', attempt(answered)))]);
  expect(left.filter((at) => at > 1_000).every((at) => at >= 57_000)).toBe(true);
  expect(left.filter((at) => at >= 57_000).length).toBeGreaterThanOrEqual(4);
});

test('customers are served in turn', async () => {
  const hasty = createHastyClock();
  // Whoever sleeps lets the others come first.
  const clock: Clock = { now: hasty.now, sleep: (ms) => new Promise(setImmediate).then(() => hasty.sleep(ms)) };
  const limiter = limiterOn(clock, undefined, 60);
  const served: string[] = [];
  const ask = (customer: string): Promise<Fared> =>
    limiter.run(customer, async () => {
      served.push(customer);
      return answered;
    });
  await Promise.all([
    ...Array.from({ length: 6 }, () => ask('a')),
    ...Array.from({ length: 3 }, () => ask('b')),
    ask('c'),
  ]);
  expect(served.join('')).toBe('aaabcababa');
});

describe('two that share what they know', () => {
  test('go at one pace together', async () => {
    const clock = createHastyClock();
    const store = createLimitStore();
    const [one, other] = [limiterOn(clock, store), limiterOn(clock, store)];
    const began = clock.now();
    await Promise.all([departures(one, clock, 1000), departures(other, clock, 1000)]);
    const perMinute = (2000 * minuteMs) / (clock.now() - began);
    expect([perMinute >= 475, perMinute <= 500]).toEqual([true, true]);
  });

  test('wait together after a 429: for the partner, or for that customer alone', async () => {
    const clock = createHastyClock();
    const store = createLimitStore();
    const [one, other] = [limiterOn(clock, store), limiterOn(clock, store)];
    const began = clock.now();
    const leaves = async (customerId: string | undefined): Promise<number> => {
      let left = 0;
      await other.run(customerId, async () => {
        left = clock.now() - began;
        return answered;
      });
      return left;
    };
    await one.run('busy', async () => ({ kind: 'throttled', waitMs: 30_000 }));
    expect([await leaves('idle'), await leaves('busy')]).toEqual([0, 30_000]);
    await one.run(undefined, async () => ({ kind: 'throttled', waitMs: 57_000 }));
    expect(await leaves('idle')).toBe(87_000);
  });

  test('when the service asks for too long, both give up, and one asks again after a quarter of an hour', async () => {
    const clock = createHastyClock();
    const store = createLimitStore();
    const [one, other] = [limiterOn(clock, store), limiterOn(clock, store)];
    const began = clock.now();
    await one.run(undefined, async () => ({ kind: 'throttled', waitMs: 2_592_000_000 }));
    const retryAt = began + 2_592_000_000;
    expect(await failureOf(one.run('c', async () => answered))).toEqual({ code: 'throttled', retryAt });
    const aDay = { code: 'throttled', retryAt: began + 86_400_000 };
    expect([await failureOf(other.run('c', async () => answered)), clock.now()]).toEqual([aDay, began]);
    await clock.sleep(15 * 60_000);
    expect(await other.run('c', async () => answered)).toBe(answered);
  });
});
