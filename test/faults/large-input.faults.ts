/** T17, T51, T53, T61: large inputs, guards, hostile names, readers that go away. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inBench, isNightly, note } from './bench.ts';
import { cancelAll, readReport } from './cancel-run.ts';
import { openFront, pendingBody } from './front.ts';
import { tally, wronglyReported } from './invariants.ts';
import { isEffect, isSend } from './ledger.ts';
import { countsOf } from './memory-file.ts';
import { orderIdOf } from './world.ts';

/** Ten thousand in the night; on every commit as many fewer as are only cancelled. */
const rows = isNightly ? 10_000 : 2_000;
const repeats = 120;
const already = 40;
const tooOld = 25;
const missing = 5;
const pending = 3;
const orders = rows - repeats - missing;
const eligible = orders - already - tooOld;

test(`T17: ${rows} rows with repeats, orders cancelled before, too old, not there, or pending: each line is accounted for`, async () => {
  const isAlready = (n: number): boolean => n < already;
  const isTooOld = (n: number): boolean => n >= already && n < already + tooOld;
  const front = openFront();
  const world = {
    orders,
    customers: 40,
    speed: 60,
    age: (n: number) => (isTooOld(n) ? '90d' : '2d5h'),
    cancelledAge: (n: number) => (isAlready(n) ? '1d' : undefined),
    front: front.open,
  };
  try {
    await inBench(world, async (bench) => {
      const first = bench.orders[0];
      const gone = Array.from({ length: missing }, (_, n) => ({
        id: orderIdOf(50_000 + n),
        domain: first?.domain ?? '',
        customerId: first?.customerId ?? '',
      }));
      const repeated = bench.orders.slice(-repeats);
      const slow = new Set(bench.orders.slice(already + tooOld, already + tooOld + pending).map(({ id }) => id));
      front.mood = async ({ order }, ask) => {
        const answer = await ask();
        return slow.has(order) && answer.status === 200 ? pendingBody(answer) : answer;
      };
      const all = [...bench.orders, ...gone, ...repeated];
      const words = cancelAll(bench, { orders: all, count: eligible, concurrency: 8, more: ['--only-eligible'] });
      const { exitCode, stdout, stderr, ms } = await bench.csp(words);
      const report = readReport(stdout);
      const counts: { [kind: string]: number } = {};
      for (const { outcome, sameAsLine } of report) {
        const kind = sameAsLine === null ? outcome : 'repeat';
        counts[kind] = (counts[kind] ?? 0) + 1;
      }
      note(`${rows} rows in ${(ms / 1000).toFixed(1)} s: ${JSON.stringify(counts)}, exit ${exitCode}`);
      const done = eligible - pending;
      const refused = tooOld + missing;
      expect({ exitCode, counts }).toEqual({
        exitCode: 5,
        counts: { cancelled: done, 'already-cancelled': already, refused, unknown: pending, repeat: repeats },
      });
      // The repeated ones are orders that are cancelled.
      expect(stderr).toContain(
        `${(done + repeats).toLocaleString('en')} cancelled, ${already} cancelled already, ${refused} refused, ${pending} unknown`,
      );
      const executed = new Set(
        bench
          .ledger()
          .filter(isEffect)
          .map(({ order }) => order),
      );
      const told = report.filter(({ outcome }) => outcome === 'cancelled').map(({ orderId }) => orderId);
      expect(new Set([...told, ...slow])).toEqual(executed);
      const { runs } = await bench.check(
        wronglyReported(
          report,
          all.map((_, n) => n + 2),
        ),
      );
      expect(runs.map((run) => countsOf(run.counts))).toEqual([{ done, noop: already, refused, unknown: pending }]);
    });
  } finally {
    await front.close();
  }
});

test('T51: what nobody expected is not sent, and the message says which number was seen', async () => {
  await inBench({ orders: 101, customers: 4, speed: 20 }, async (bench) => {
    const all = cancelAll(bench);
    const without = (...names: readonly string[]): readonly string[] =>
      all.filter((word, n) => !names.includes(word) && !names.includes(`${all[n - 1]}…`));
    const having = (name: string, value: string): readonly string[] =>
      all.map((word, n) => (all[n - 1] === name ? value : word));
    const refusals = [
      [having('--max-cancel', '100'), 8],
      [having('--expect-count', '100'), 8],
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
