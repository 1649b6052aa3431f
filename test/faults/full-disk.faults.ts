/** T78: no room for the journal: no send without it, and the rest is done when there is room. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, createDice, inBench, isNightly, note } from './bench.ts';
import { cancelAll, outcomesOf } from './cancel-run.ts';
import { tally } from './invariants.ts';
import { isSend } from './ledger.ts';

const finishes = async (bench: Bench, words: readonly string[], orders: number): Promise<void> => {
  const last = await bench.csp(words);
  expect({
    exitCode: last.exitCode,
    outcomes: outcomesOf(last.stdout),
    executed: tally(bench.ledger()).executed,
  }).toEqual({
    exitCode: 0,
    outcomes: { cancelled: orders },
    executed: orders,
  });
  await bench.check();
};

test('T78: the journal may not grow: exit 10, and no send after the first commit that failed', async () => {
  await inBench({ orders: 300, customers: 5, speed: 20 }, async (bench) => {
    const words = cancelAll(bench);
    // In blocks of 512 bytes: room for the plan and some hundred steps.
    const before = ['sh', '-c', 'trap "" XFSZ; ulimit -f 560; exec "$@"', 'sh'];
    const { exitCode, stderr } = await bench.csp(words, { before });
    expect(exitCode).toBe(10);
    expect(stderr).not.toMatch(/\n\s+at /);
    const memory = await bench.check();
    const steps = memory.steps.filter(({ state }) => state === 'sent').length;
    const sends = bench.ledger().filter(isSend).length;
    note(`${sends} sends, ${steps} of them in the journal, before there was no room`);
    expect(sends).toBeGreaterThan(0);
    expect(sends).toBeLessThanOrEqual(steps);
    for (const name of ['activity.db']) expect(statSync(join(bench.stateFolder, name)).mode & 0o777).toBe(0o600);
    await finishes(bench, words, 300);
  });
});

const dice = createDice(78);
const chosen = isNightly
  ? Array.from({ length: 200 }, (_, n) => n + 1)
  : Array.from({ length: 10 }, () => 1 + Math.floor(dice() * 200)).sort((a, b) => a - b);

test.each(chosen)('T78: the disk is full from the journal’s write %i on', async (nth) => {
  await inBench({ orders: 40, customers: 4, speed: 20 }, async (bench) => {
    const words = cancelAll(bench);
    const path = join(bench.stateFolder, 'activity.db');
    const before = ['strace', '-f', '-qq', '-o', '/dev/null', '-P', path, '-e', 'trace=pwrite64'];
    const { exitCode } = await bench.csp(words, {
      before: [...before, '-e', `inject=pwrite64:error=ENOSPC:when=${nth}+`],
    });
    const sends = bench.ledger().filter(isSend).length;
    if (exitCode !== 10) expect({ nth, exitCode, sends }).toEqual({ nth, exitCode: 0, sends: 40 });
    await bench.check();
    await finishes(bench, words, 40);
  });
});
