/** T13: two processes at the same time. */
import { type Bench, inBench, note } from './bench.ts';
import { cancelAll, outcomesOf, readReport, until } from './cancel-run.ts';
import { tally } from './invariants.ts';
import { isCall } from './ledger.ts';

const sends = (bench: Bench): number => tally(bench.ledger()).sends;

test('T13: the same file twice at once: the second one is turned away, naming process and run', async () => {
  await inBench({ orders: 200, customers: 5, speed: 5 }, async (bench) => {
    const words = cancelAll(bench);
    const first = bench.start(words);
    await until(first, () => sends(bench) >= 10);
    const second = await bench.csp(words);
    const [run] = (await bench.memory()).runs;
    note(`turned away after ${second.ms.toFixed(0)} ms`);
    // It waits for nobody: the first one is still at work.
    expect({ exitCode: second.exitCode, isAtOnce: first.child.exitCode === null }).toEqual({
      exitCode: 9,
      isAtOnce: true,
    });
    expect(second.stderr).toContain(String(first.child.pid));
    expect(second.stderr).toContain(run?.run.id);
    expect((await first.ended).exitCode).toBe(0);
    await bench.check();
  });
});

/** The most calls of the API that came in any minute. */
const mostInAMinute = (bench: Bench): number => {
  const times = bench
    .ledger()
    .filter(isCall)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
};

test('T13: two files that share orders run side by side: each order once, the limit kept by both together', async () => {
  await inBench({ orders: 2_000, customers: 10, speed: 32 }, async (bench) => {
    // Half the usual pace, so that each for itself would keep to it.
    const env = { CSP_REQUESTS_PER_MINUTE: '240' };
    const [left, right] = [bench.orders.slice(0, 1_250), bench.orders.slice(750)];
    const first = bench.start(cancelAll(bench, { orders: left, file: 'left.csv' }), { env });
    await until(first, () => sends(bench) >= 5);
    const second = bench.start(cancelAll(bench, { orders: right, file: 'right.csv' }), { env });
    const [a, b] = await Promise.all([first.ended, second.ended]);
    expect([a.exitCode, b.exitCode]).toEqual([0, 0]);
    const [ofA, ofB] = [outcomesOf(a.stdout), outcomesOf(b.stdout)];
    note(`side by side: ${JSON.stringify([ofA, ofB])}; at most ${mostInAMinute(bench)} calls in a minute of 240`);
    expect((ofA['cancelled'] ?? 0) + (ofB['cancelled'] ?? 0)).toBe(2_000);
    expect((ofA['already-cancelled'] ?? 0) + (ofB['already-cancelled'] ?? 0)).toBe(500);
    const rows = [...readReport(a.stdout), ...readReport(b.stdout)];
    const { runs } = await bench.check();
    const ids = runs.map(({ run }) => run.id);
    const elsewhere = rows.filter(({ outcome }) => outcome === 'already-cancelled').map(({ byRun }) => byRun ?? '');
    expect(elsewhere.filter((id) => !ids.includes(id))).toEqual([]);
    expect(tally(bench.ledger()).executed).toBe(2_000);
    // Each for itself they would send all of it in a minute; what a loaded machine holds up arrives in the next one.
    expect(mostInAMinute(bench)).toBeLessThanOrEqual(300);
  });
});
