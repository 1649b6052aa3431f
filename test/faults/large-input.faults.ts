/** T17, T51, T53, T61: large inputs, guards, hostile names, readers that go away. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inBench, isNightly, note } from './bench.ts';
import { cancelAll, outcomesOf, readReport } from './cancel-run.ts';
import { tally, wronglyReported } from './invariants.ts';
import { isSend } from './ledger.ts';
import { orderIdOf } from './world.ts';

/** The P tier takes a tenth of the ten thousand rows. */
const scale = isNightly ? 10 : 1;
const rows = 1_000 * scale;
const repeats = 12 * scale;
const already = 4 * scale;
const tooOld = 3 * scale;
const missing = 5;
const orders = rows - repeats - missing;

test(`T17: ${rows} rows with repeats, orders cancelled before, too old, or not there: each line is accounted for`, async () => {
  const isAlready = (n: number): boolean => n < already;
  const isTooOld = (n: number): boolean => n >= already && n < already + tooOld;
  const world = {
    orders,
    customers: 40,
    speed: 60,
    age: (n: number) => (isTooOld(n) ? '90d' : '2d5h'),
    cancelledAge: (n: number) => (isAlready(n) ? '1d' : undefined),
  };
  await inBench(world, async (bench) => {
    const first = bench.orders[0];
    const gone = Array.from({ length: missing }, (_, n) => ({
      id: orderIdOf(50_000 + n),
      domain: first?.domain ?? '',
      customerId: first?.customerId ?? '',
    }));
    const repeated = bench.orders.slice(-repeats);
    const all = [...bench.orders, ...gone, ...repeated];
    const eligible = orders - already - tooOld;
    const words = cancelAll(bench, { orders: all, count: eligible, concurrency: 8, more: ['--only-eligible'] });
    const { exitCode, stdout, stderr, ms } = await bench.csp(words);
    note(`${rows} rows in ${(ms / 1000).toFixed(1)} s: ${JSON.stringify(outcomesOf(stdout))}, exit ${exitCode}`);
    expect(outcomesOf(stdout)).toEqual({
      cancelled: eligible + repeats,
      'already-cancelled': already,
      refused: tooOld + missing,
    });
    expect(tally(bench.ledger()).executed).toBe(eligible);
    expect(stderr).toContain(`${(eligible + repeats).toLocaleString('en')} cancelled`);
    await bench.check(
      wronglyReported(
        readReport(stdout),
        all.map((_, n) => n + 2),
      ),
    );
  });
});

test('T51: what nobody expected is not sent, and the message says which number was seen', async () => {
  await inBench({ orders: 101, customers: 4, speed: 20 }, async (bench) => {
    const all = cancelAll(bench);
    const without = (...names: readonly string[]): readonly string[] =>
      all.filter((word, n) => !names.includes(word) && !names.includes(`${all[n - 1]}…`));
    const refusals = [
      [[...all, '--max-cancel', '100'], 8],
      [[...all, '--expect-count', '100'], 8],
      [without('--expect-count', '--expect-count…'), 8],
    ] as const;
    for (const [words, exitCode] of refusals) {
      const ended = await bench.csp(words);
      expect({ exitCode: ended.exitCode, hasNumber: ended.stderr.includes('101') }).toEqual({
        exitCode,
        hasNumber: true,
      });
    }
    // Nobody can be asked.
    expect((await bench.csp(without('--yes'))).exitCode).toBe(2);
    expect(bench.ledger().filter(isSend)).toEqual([]);
  });
});

test('T61: a reader that goes away after the first row: the work goes on, and the exit code is the work’s', async () => {
  await inBench({ orders: 200, customers: 5, speed: 20 }, async (bench) => {
    const { child, ended } = bench.start(cancelAll(bench));
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { exitCode, stderr } = await ended;
    expect({ exitCode, executed: tally(bench.ledger()).executed }).toEqual({ exitCode: 0, executed: 200 });
    expect(stderr).not.toMatch(/EPIPE|\n\s+at /);
    await bench.check();
  });
});

test('T61: a slow reader gets every byte', async () => {
  await inBench({ orders: 2_000, customers: 20, speed: 60 }, async (bench) => {
    const words = cancelAll(bench, { concurrency: 8 });
    const whole = await bench.csp(words);
    const out = join(bench.home, 'slow');
    const slow = spawn('sh', ['-c', `sleep 1; cat > '${out}'`], { stdio: ['pipe', 'ignore', 'ignore'] });
    const { child, ended } = bench.start(words);
    child.stdout?.pipe(slow.stdin);
    await Promise.all([ended, new Promise((resolve) => slow.on('close', resolve))]);
    expect(readReport(readFileSync(out, 'utf8')).length).toBe(2_000);
    expect(readReport(whole.stdout).length).toBe(2_000);
    await bench.check();
  });
});
