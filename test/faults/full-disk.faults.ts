/** T78: no room for the journal: no send without it, and the rest is done when there is room. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LastWord } from '../../src/core/operations/bulk/last-words.ts';
import { type Bench, createDice, inBench, isNightly, note } from './bench.ts';
import { cancelAll, outcomesOf } from './cancel-run.ts';
import { openFront } from './front.ts';
import { tally } from './invariants.ts';
import { isEffect, isSend } from './ledger.ts';

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

/** From now on it may write to no file, whatever room there is. */
const fillDiskOf = (pid: number | undefined): void => {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=0']);
};

test('T78: what the journal could not take any more stands on stderr, and the same command ends the run', async () => {
  const front = openFront();
  try {
    await inBench({ orders: 40, customers: 4, speed: 20, front: front.open }, async (bench) => {
      const words = cancelAll(bench);
      const running = bench.start(words, { before: ['sh', '-c', 'trap "" XFSZ; exec "$@"', 'sh'] });
      let cancelled = 0;
      front.mood = async ({ isCancel }, ask) => {
        const answer = await ask();
        if (isCancel) cancelled += 1;
        if (isCancel && cancelled === 5) fillDiskOf(running.child.pid);
        return answer;
      };
      const { exitCode, stderr } = await running.ended;
      const lines = stderr.trimEnd().split('\n');
      const told = lines.filter((line) => line.startsWith('{"run"')).map((line) => JSON.parse(line) as LastWord);
      expect({ exitCode, last: JSON.parse(lines.at(-1) ?? '') }).toMatchObject({
        exitCode: 10,
        last: { error: { code: 'storageFailed', exitCode: 10 } },
      });
      const { runs } = await bench.check();
      const [run] = runs;
      const journaled = new Set(run?.intents.filter(({ state }) => state === 'done').map(({ orderId }) => orderId));
      const lost = bench
        .ledger()
        .filter(isEffect)
        .filter(({ order }) => !journaled.has(order));
      note(`${lost.length} cancellations that the journal has only as sent; ${told.length} told`);
      expect(lost.length).toBeGreaterThan(0);
      const byOrder = new Map(told.map((word) => [word.orderId, word]));
      expect(lost.map(({ order }) => byOrder.get(order))).toEqual(
        lost.map(({ order, customer, requestId }) => ({
          ...{ run: run?.run.id, number: expect.any(Number), customerId: customer, orderId: order, requestId },
          ...{ cartId: null, state: 'done', evidence: 'answer', code: null, orderIds: [], journaled: false },
        })),
      );
      front.mood = async (_, ask) => ask();
      await finishes(bench, words, 40);
    });
  } finally {
    await front.close();
  }
});

test('T78: whatever the mask says, the journal and the journal of its transactions are for nobody else', async () => {
  await inBench({ orders: 20, customers: 2, speed: 20 }, async (bench) => {
    rmSync(bench.stateFolder, { recursive: true, force: true });
    const words = cancelAll(bench);
    // Dies with a transaction open.
    const { exitCode } = await bench.csp(words, {
      before: ['sh', '-c', 'umask 000; ulimit -c 0; exec "$@"', 'sh'],
      hooks: [join(__dirname, 'hooks', 'dies-at.cjs')],
      env: { DIES_AT: 'before-intent', DIES_TIMES: '5' },
    });
    expect(exitCode).toBe(134);
    const modes = readdirSync(bench.stateFolder).map((name) => [
      name,
      statSync(join(bench.stateFolder, name)).mode & 0o077,
    ]);
    expect(modes).toContainEqual(['activity.db-journal', 0]);
    expect(modes.filter(([, forOthers]) => forOthers !== 0)).toEqual([]);
    await finishes(bench, words, 20);
  });
});

/** On every commit one of each eleven or so, which one by the dice. */
const dice = createDice(78);
const bands = 18;
const chosen = isNightly
  ? Array.from({ length: 200 }, (_, n) => n + 1)
  : Array.from({ length: bands }, (_, band) => 1 + Math.floor(((band + dice()) * 200) / bands));

/** When the first write failed, in milliseconds of the test's clock. */
const failedAt = (trace: string, { env, speed }: Bench): number => {
  const [, seconds = ''] = /^\d+ +(\d+\.\d+) .*ENOSPC/m.exec(trace) ?? [];
  const epoch = Number(env['FAULTS_EPOCH']);
  return epoch + (Number(seconds) * 1000 - epoch) * speed;
};

/** How often each request id left, or was to leave. */
const timesOf = (requestIds: readonly string[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const id of requestIds) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
};

test.each(chosen)('T78: the disk is full from the journal’s write %i on', async (nth) => {
  await inBench({ orders: 40, customers: 4, speed: 20 }, async (bench) => {
    const words = cancelAll(bench);
    const path = join(bench.stateFolder, 'activity.db');
    const trace = join(bench.home, 'trace');
    const before = ['strace', '-f', '-qq', '-ttt', '-o', trace, '-P', path, '-e', 'trace=pwrite64'];
    const { exitCode } = await bench.csp(words, {
      before: [...before, '-e', `inject=pwrite64:error=ENOSPC:when=${nth}+`],
    });
    const sends = bench.ledger().filter(isSend);
    if (exitCode !== 10) expect({ nth, exitCode, sends: sends.length }).toEqual({ nth, exitCode: 0, sends: 40 });
    const { steps } = await bench.check();
    if (exitCode === 10) {
      const failed = failedAt(readFileSync(trace, 'latin1'), bench);
      // What had left by then may still arrive.
      expect(sends.filter(({ at }) => at > failed + 100 * bench.speed)).toEqual([]);
      const committed = timesOf(steps.filter(({ state }) => state === 'sent').map(({ requestId }) => requestId ?? ''));
      const sent = timesOf(sends.map(({ requestId }) => requestId));
      expect([...sent].filter(([id, times]) => times > (committed.get(id) ?? 0))).toEqual([]);
    }
    await finishes(bench, words, 40);
  });
});
