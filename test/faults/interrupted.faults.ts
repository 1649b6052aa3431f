/** T9: runs that are asked to end, once and twice. */
import { setTimeout as pause } from 'node:timers/promises';
import { inBench, note } from './bench.ts';
import { cancelAll, outcomesOf, until } from './cancel-run.ts';
import { tally } from './invariants.ts';
import { countsOf } from './memory-file.ts';
import { inMood } from './mood.ts';
import { clockEnv } from './open-service.ts';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'T9: %s ends a run with %i: nothing new is sent, what is under way ends, the rest waits',
  async (signal, code) => {
    const world = { orders: 500, customers: 10, speed: 5 };
    // Cancellations take a while, and are counted as they arrive.
    await inMood(
      world,
      async ({ isCancel }, ask) => {
        if (isCancel) await pause(100);
        return ask();
      },
      async (bench, front) => {
        const words = cancelAll(bench);
        const running = bench.start(words);
        const arrived = () => front.asked.filter(({ isCancel }) => isCancel);
        await until(running, () => arrived().length >= 40);
        const signalled = Date.now();
        running.child.kill(signal);
        const ended = await running.ended;
        const tookMs = Date.now() - signalled;
        const late = arrived().filter(({ at }) => at > signalled);
        note(
          `${signal}: ended after ${tookMs} ms; the last of ${late.length} late ones came after ${(late.at(-1)?.at ?? signalled) - signalled} ms`,
        );
        expect({ exitCode: ended.exitCode, isQuick: tookMs < 5_000 }).toEqual({ exitCode: code, isQuick: true });
        expect(late.filter(({ at }) => at > signalled + 100)).toEqual([]);
        const { runs } = await bench.check();
        const { done = 0, ready = 0, sent = 0 } = countsOf(runs[0]?.counts ?? {});
        expect({ done, sent, total: done + ready + sent }).toEqual({
          done: tally(bench.ledger()).executed,
          sent: 0,
          total: 500,
        });
        expect(ended.stderr).toContain(
          `Run ${runs[0]?.run.id}: ${done} done, ${ready} left, 0 in doubt: run the same command again to go on.\n`,
        );
        front.mood = async (_, ask) => ask();
        const last = await bench.csp(words, { env: clockEnv(20, Date.now()) });
        expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual({
          exitCode: 0,
          outcomes: { cancelled: 500 },
        });
        await bench.check();
      },
    );
  },
);

test('T9: a second Ctrl-C ends it at once and says so, and nothing is lost', async () => {
  await inBench({ orders: 100, customers: 4, faults: [{ on: 'cancel', blackHole: true }] }, async (bench) => {
    const words = cancelAll(bench);
    const running = bench.start(words);
    // All that may be under way together, and none of it is ever answered.
    await until(running, () => tally(bench.ledger()).sends >= 4);
    running.child.kill('SIGINT');
    // One alone would wait for five seconds. A signal that comes while the one before still waits to be seen is not seen.
    await pause(500);
    const second = performance.now();
    running.child.kill('SIGINT');
    const { exitCode, stderr } = await running.ended;
    const tookMs = performance.now() - second;
    note(`the second Ctrl-C took ${tookMs.toFixed(0)} ms`);
    expect({ exitCode, isAtOnce: tookMs <= 200, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({
      exitCode: 130,
      isAtOnce: true,
      last: 'Ended at once. What was on its way is in doubt: run the same command again, which looks first.',
    });
    const { runs } = await bench.check();
    expect(runs.map(({ counts }) => countsOf(counts))).toEqual([{ ready: 96, sent: 4 }]);
    await bench.setFaults();
    const last = await bench.csp(words, { env: clockEnv(20, Date.now()) });
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual({
      exitCode: 0,
      outcomes: { cancelled: 100 },
    });
    await bench.check();
  });
});
