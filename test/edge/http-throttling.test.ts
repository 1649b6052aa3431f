/** Waiting as long as the service asks: T20 to T23, T25, T26. */
import { forRun } from '../../src/backends/partner-center/call.ts';
import { parseRetryAfter } from '../../src/backends/partner-center/retry-after.ts';
import { cancel, failureOf, json, read, withBench } from './edge-bench.ts';
import { startedAt } from './patient-clock.ts';

const answeredAt = Date.UTC(1994, 10, 6, 8, 49, 0);

test.each([
  ['120', 120_000],
  ['0', 0],
  [' 57 ', 57_000],
  ['1000000000', 86_400_000],
  ['9'.repeat(400), 86_400_000],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
  ['Sun Nov  6 08:49:37 1994', 37_000],
  ['Sun, 06 Nov 1994 08:48:37 GMT', 0],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
  ['Saturday, 06-Nov-04 08:49:00 GMT', 86_400_000],
  ['Sunday, 06-Nov-44 08:49:00 GMT', 86_400_000],
  ['Sunday, 06-Nov-44 08:49:01 GMT', 0],
  ['Sunday, 06-Nov-45 08:49:37 GMT', 0],
  ['Wed, 30 Feb 1994 08:49:37 GMT', undefined],
  ['Wed, 00 Nov 1994 08:49:37 GMT', undefined],
  ['Wednesday, 31-Nov-94 08:49:37 GMT', undefined],
  ['Sun, 06 Nov 1994 08:49:60 GMT', 60_000],
  [undefined, undefined],
  ['', undefined],
  ['   ', undefined],
  ['-5', undefined],
  ['1e9', undefined],
  ['0x10', undefined],
  ['Infinity', undefined],
  ['57.5', undefined],
  ['1994-11-06T08:49:37Z', undefined],
  ['Sun, 06 Nov 1994 08:49:37 PST', undefined],
  ['120, 120', undefined],
  ['soon', undefined],
  ['١٢٠', undefined],
])('T21 Retry-After: %s', (text, expected) => {
  expect(parseRetryAfter(text, answeredAt)).toBe(expected);
});

test.each([
  [{ 'retry-after': '57' }, {}, 57_000],
  [{ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT', date: 'Sun, 06 Nov 1994 08:49:00 GMT' }, {}, 37_000],
  [{}, { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' }, 57_000],
  [{ 'retry-after': '0' }, {}, 1000],
  [{ 'retry-after': 'soon' }, {}, 1000],
] as const)('after a 429 with %j %j nothing is sent before its time', (headers, body, waitMs) =>
  withBench(
    (response, _, index) => (index === 0 ? json(response, 429, body, headers) : json(response, 200, {})),
    async ({ http, asked }) => {
      await http.send(cancel);
      expect(asked.map(({ afterMs, headers: sent }) => [afterMs, sent['ms-requestid']])).toEqual([
        [0, 'cancel-1'],
        [waitMs, 'cancel-1'],
      ]);
    },
  ),
);

const of = (customerId: string) => ({ method: 'GET', path: `/v1/customers/${customerId}/orders`, customerId }) as const;

test('T20 a customer who is turned away waits, and the others do not', () => {
  let refusals = 0;
  return withBench(
    (response, { url }) => {
      const isRefused = url.includes('/busy/') && refusals < 3;
      refusals += isRefused ? 1 : 0;
      json(response, isRefused ? 429 : 200, {}, isRefused ? { 'retry-after': '57' } : {});
    },
    async ({ http, asked }) => {
      const busy = Promise.all([http.send(of('busy')), http.send(of('busy'))]);
      for (let round = 0; round < 30; round += 1) await Promise.all(['a', 'b', 'c'].map((id) => http.send(of(id))));
      await busy;
      const times = asked.filter(({ url }) => url.includes('/busy/')).map(({ afterMs }) => afterMs);
      expect(times).toEqual([0, 0, 57_000, 114_000, 114_000]);
      expect(asked.filter(({ afterMs }) => afterMs === 0).length).toBe(92);
    },
  );
});

describe('for a run, which has others to turn to', () => {
  const endsAt = startedAt + 60_000;
  const turnedAway = (seconds: number) => ({ code: 'throttled', retryAt: startedAt + seconds * 1000 });

  test('T20 a read about a customer who is turned away fails at once, and so does the next', () =>
    withBench(
      (response, { url }) =>
        json(response, url.includes('/busy/') ? 429 : 200, {}, url.includes('/busy/') ? { 'retry-after': '300' } : {}),
      async ({ http, asked, clock }) => {
        const hasty = forRun(http, endsAt);
        expect(await failureOf(hasty.send(of('busy')))).toEqual(turnedAway(300));
        expect(await failureOf(hasty.pages(of('busy'))[Symbol.asyncIterator]().next())).toEqual(turnedAway(300));
        await hasty.send(of('a'));
        expect([asked.length, clock.slept]).toEqual([2, []]);
      },
    ));

  test('T20 who waits to see how another fares goes when that one is turned away again', () =>
    withBench(
      (response) => json(response, 429, {}, { 'retry-after': '30' }),
      async ({ http, asked, clock }) => {
        const hasty = forRun(http, endsAt);
        expect(await failureOf(hasty.send(of('busy')))).toEqual(turnedAway(30));
        await clock.sleep(30_000);
        const both = [failureOf(hasty.send(of('busy'))), failureOf(hasty.send(of('busy')))];
        expect(await Promise.all(both)).toEqual([turnedAway(60), turnedAway(60)]);
        expect([asked.length, clock.slept]).toEqual([2, [30_000]]);
      },
    ));

  test.each([
    ['a 429 for the partner', 429, 50, 300, 'throttled'],
    ['trouble', 503, 50, 300, 'serviceFailed'],
  ])('%s is waited for until the run ends, and no longer', (_, status, short, long, code) =>
    withBench(
      (response, __, index) =>
        json(response, index === 1 ? 200 : status, {}, { 'retry-after': String(index === 0 ? short : long) }),
      async ({ http, asked, clock }) => {
        const hasty = forRun(http, endsAt);
        await hasty.send(read);
        expect(clock.now()).toBe(startedAt + short * 1000);
        expect(await failureOf(hasty.send(read))).toMatchObject({ code, retryAt: clock.now() + long * 1000 });
        expect([asked.length, clock.slept]).toEqual([3, [short * 1000]]);
      },
    ),
  );
});

test.each(['2592000', '99999999999999999999'])('T22 a wait of %s s is not begun, and nothing more is sent', (wait) =>
  withBench(
    (response) => json(response, 429, {}, { 'retry-after': wait }),
    async ({ http, asked, clock }) => {
      const expected = { code: 'throttled', retryAt: clock.now() + 86_400_000 };
      expect(await failureOf(http.send(read))).toEqual(expected);
      expect(await failureOf(http.send(cancel))).toEqual(expected);
      expect(asked.length).toBe(1);
    },
  ),
);

test('a wait past the end of the run is not begun', () => {
  const deadlineAt = Date.UTC(2026, 10, 21, 12) + 30_000;
  return withBench(
    (response) => json(response, 429, {}, { 'retry-after': '57' }),
    async ({ http, asked }) => {
      expect(await failureOf(http.send(read))).toEqual({ code: 'throttled', retryAt: deadlineAt + 27_000 });
      expect(asked.length).toBe(1);
    },
    { deadlineAt },
  );
});

test.each([[undefined], ['c']])('T23 429 for ever, asked about customer %s', (customerId) =>
  withBench(
    (response) => json(response, 429, {}),
    async ({ http, asked }) => {
      const call = customerId === undefined ? read : of(customerId);
      const ends = await Promise.all(Array.from({ length: 8 }, () => failureOf(http.send(call))));
      expect(ends.map((end) => (end as { code: string }).code)).toEqual(Array.from({ length: 8 }, () => 'throttled'));
      expect(asked.length).toBeLessThanOrEqual(12);
    },
  ),
);

test('what only three customers meet is taken for the partner’s limit', () =>
  withBench(
    (response, _, index) => (index < 3 ? json(response, 429, {}, { 'retry-after': '20' }) : json(response, 200, {})),
    async ({ http, asked }) => {
      await Promise.all(['a', 'b', 'c'].map((id) => http.send(of(id))));
      expect(asked.slice(3).every(({ afterMs }) => afterMs >= 20_000)).toBe(true);
      await http.send(of('d'));
      expect(asked.length).toBe(7);
    },
  ));

test('T25 a service down for two minutes is left alone, and the work ends', () =>
  withBench(
    (response, { afterMs }) => (afterMs < 120_000 ? response.writeHead(503).end() : json(response, 200, {})),
    async ({ http, asked }) => {
      const calls = Array.from({ length: 200 }, () => () => http.send(read));
      const work = async (): Promise<void> => {
        for (let call = calls.pop(); call !== undefined; call = calls.pop()) await call();
      };
      await Promise.all(Array.from({ length: 8 }, work));
      const failed = asked.filter(({ afterMs }) => afterMs < 120_000).map(({ afterMs }) => afterMs);
      const opened = failed[19] ?? 0;
      const probes = failed.filter((at) => at > opened);
      const gaps = probes.map((at, index) => at - (probes[index - 1] ?? opened));
      expect([probes.length > 3, gaps.every((gap) => gap >= 15_000)]).toEqual([true, true]);
      expect([opened < 60_000, asked.length <= 240]).toEqual([true, true]);
    },
  ));

test('T26 a service that says 500 to everything that it carries out, and answers when asked, is not left alone', () =>
  withBench(
    (response, { method }) => (method === 'GET' ? json(response, 200, {}) : response.writeHead(500).end()),
    async ({ http, clock }) => {
      for (let order = 0; order < 60; order += 1) {
        expect(await failureOf(http.send({ ...cancel, leavesDoubt: true }))).toMatchObject({
          code: 'outcomeUnsettled',
        });
        await http.send(read);
      }
      expect(clock.slept).toEqual([]);
    },
  ));

test('eight calls are in flight at once', () => {
  let open = 0;
  let most = 0;
  return withBench(
    (response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        json(response, 200, {});
      }, 40);
    },
    async ({ http }) => {
      await Promise.all(Array.from({ length: 8 }, () => http.send(read)));
      expect(most).toBe(8);
    },
    { requestsPerMinute: 500 },
  );
});
