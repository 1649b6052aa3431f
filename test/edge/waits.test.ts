/** Which waits are told: the long ones, once each, by whichever gate or backoff they are. */
import { tellOnce, type Wait } from '../../src/backends/partner-center/waits.ts';
import { failureOf, json, read, withBench } from './edge-bench.ts';
import { createHastyClock, startedAt } from './patient-clock.ts';

const told = (clock: { now(): number }) => {
  const lines: unknown[] = [];
  const tell = tellOnce(clock, ({ why, ms, until }) => lines.push([why, ms, until - startedAt]));
  return { lines, tell: (why: Wait['why'], ms: number) => tell({ why, reason: '', ms }) };
};

test('when a wait is over within another that was told, then it is not told', () => {
  const clock = createHastyClock();
  const { lines, tell } = told(clock);
  tell('retry', 4_999);
  tell('throttled', 57_000);
  tell('throttled', 57_000);
  clock.advance(1_000);
  tell('throttled', 57_000);
  tell('retry', 20_000);
  clock.advance(56_000);
  tell('throttled', 57_000);
  expect(lines).toEqual([
    ['throttled', 57_000, 57_000],
    ['throttled', 57_000, 114_000],
  ]);
});

test('when the run ends before the wait, then its end is told', () => {
  const clock = createHastyClock();
  const lines: unknown[] = [];
  const tell = tellOnce(clock, ({ ms, until }) => lines.push([ms, until - startedAt]), startedAt + 20_000);
  clock.advance(2_000);
  tell({ why: 'inProgress', reason: '', ms: 200_000 });
  expect(lines).toEqual([[18_000, 20_000]]);
});

test('when eight calls meet Retry-After, then the one wait is told once', async () => {
  const lines: unknown[] = [];
  let tell = (_: Wait): void => undefined;
  await withBench(
    (response, _, index) =>
      index === 0 ? json(response, 429, {}, { 'retry-after': '57' }) : json(response, 200, { items: [] }),
    async ({ http, clock }) => {
      tell = tellOnce(clock, ({ why, ms }) => lines.push([why, ms]));
      await Promise.all(Array.from({ length: 8 }, () => http.send(read)));
      expect(lines).toEqual([['throttled', 57_000]]);
    },
    { onWait: (wait) => tell(wait) },
  );
});

test('when the service fails so often that it is left alone, then that is told', async () => {
  const waits: Wait[] = [];
  await withBench(
    (response) => json(response, 503, {}),
    async ({ http }) => {
      for (let call = 0; call < 4; call += 1) await failureOf(http.send(read));
      expect(waits.find(({ why }) => why === 'failing')).toMatchObject({ why: 'failing', reason: '' });
    },
    { onWait: (wait) => waits.push(wait) },
  );
});
