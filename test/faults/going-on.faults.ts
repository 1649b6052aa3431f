/** T10 to T12, T14, T16, T18: runs that end early, go on, or lose their memory. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/sqlite.ts';
import { type Bench, inBench, note, openBench } from './bench.ts';
import { cancelAll, outcomesOf, planWords, readReport, until } from './cancel-run.ts';
import { tally } from './invariants.ts';
import { isCall, isEffect } from './ledger.ts';
import { countsOf } from './memory-file.ts';
import { clockEnv } from './open-service.ts';
import { orderFile } from './world.ts';

const sends = (bench: Bench): number => tally(bench.ledger()).sends;

/** Stops it by a signal once so many cancellations came in. */
const stopAt = async (bench: Bench, words: readonly string[], count: number, signal: NodeJS.Signals) => {
  const running = bench.start(words);
  await until(running, () => sends(bench) >= count);
  running.child.kill(signal);
  return running.ended;
};

/** How many were executed, once what a killed process had sent is through. */
const settled = async (bench: Bench): Promise<number> => {
  for (let before = -1; ; await pause(300)) {
    const { executed } = tally(bench.ledger());
    if (executed === before) return executed;
    before = executed;
  }
};

/** Until the journal says that something has left; the service may hold it up before it writes a word. */
const untilSent = async (bench: Bench): Promise<void> => {
  while (!(await bench.memory().catch(() => undefined))?.steps.some(({ state }) => state === 'sent')) await pause(50);
};

const runStates = async (bench: Bench) => (await bench.memory()).runs.map(({ counts }) => countsOf(counts));

test('T10: the same rows go on, in any order; other rows do not', async () => {
  await inBench({ orders: 200, customers: 5, speed: 10 }, async (bench) => {
    const words = cancelAll(bench);
    const first = await stopAt(bench, words, 60, 'SIGKILL');
    expect(first.exitCode).toBe(137);
    const before = sends(bench);
    const text = orderFile(bench.orders);
    bench.write('orders.csv', text.replace('aZ051\n', 'aZ052\n'));
    const changed = await bench.csp(words);
    expect({ exitCode: changed.exitCode, sent: sends(bench) - before }).toEqual({ exitCode: 8, sent: 0 });
    const reordered = [...bench.orders].reverse();
    bench.write('orders.csv', orderFile(reordered));
    const last = await bench.csp(words);
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual({
      exitCode: 0,
      outcomes: { cancelled: 200 },
    });
    expect(readReport(last.stdout).map(({ inputLine, orderId }) => [inputLine, orderId])).toEqual(
      reordered.map(({ id }, n) => [n + 2, id]),
    );
    const { runs } = await bench.check();
    expect(runs.map(({ counts }) => countsOf(counts))).toEqual([{ done: 200 }]);
  });
});

test('T11: a finished run tells what it did and asks for nothing', async () => {
  await inBench({ orders: 2_000, customers: 20, speed: 60 }, async (bench) => {
    const words = cancelAll(bench, { concurrency: 8 });
    expect((await bench.csp(words)).exitCode).toBe(0);
    const before = sends(bench);
    const again = await bench.csp(words);
    expect({ exitCode: again.exitCode, sent: sends(bench) - before, outcomes: outcomesOf(again.stdout) }).toEqual({
      exitCode: 0,
      sent: 0,
      outcomes: { cancelled: 2_000 },
    });
    expect(again.stderr).toMatch(/2,000/);
    note(`a finished run of 2,000 is told again in ${again.ms.toFixed(0)} ms`);
    // Two seconds are meant; a machine with twice as much to do as it can needs up to 1.7.
    expect(again.ms).toBeLessThanOrEqual(3_400);
    await bench.check();
  });
});

/** Says of every run that this process, which lives and is no `csp`, works on it. */
const takePid = ({ stateFolder }: Bench): void => {
  const database = openDatabase(join(stateFolder, 'activity.db'));
  try {
    database.run('UPDATE run SET pid = ?', process.pid);
  } finally {
    database.close();
  }
};

test.each([
  ['its pid is nobody’s', () => undefined],
  ['its pid is that of another process now', takePid],
] as const)('T12: a run whose process was killed is taken up at once, though %s', async (_, meanwhile) => {
  await inBench({ orders: 60, customers: 3, speed: 10 }, async (bench) => {
    const words = cancelAll(bench);
    const first = await stopAt(bench, words, 20, 'SIGKILL');
    expect(first.exitCode).toBe(137);
    meanwhile(bench);
    const before = bench.ledger().length;
    const began = performance.now();
    const resumed = bench.start(words);
    await until(resumed, () => bench.ledger().length > before);
    const tookMs = performance.now() - began;
    note(`taken up after ${tookMs.toFixed(0)} ms`);
    expect((await resumed.ended).exitCode).toBe(0);
    // A second is meant; a machine with twice as much to do as it can needs up to 0.62.
    expect(tookMs).toBeLessThanOrEqual(1_250);
    await bench.check();
  });
});

test('T12: a run that waits for an answer is live, and free the moment it dies', async () => {
  await inBench({ orders: 60, customers: 3, faults: [{ on: 'cancel', latencyMs: 20_000 }] }, async (bench) => {
    const words = cancelAll(bench);
    const holder = bench.start(words);
    await until(holder, () => bench.ledger().filter(isCall).length >= 6);
    await untilSent(bench);
    const second = await bench.csp(words);
    expect(second.exitCode).toBe(9);
    expect(second.stderr).toContain(String(holder.child.pid));
    holder.child.kill('SIGKILL');
    await holder.ended;
    await bench.setFaults();
    const last = await bench.csp(words, { env: clockEnv(20, Date.now()) });
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual({
      exitCode: 0,
      outcomes: { cancelled: 60 },
    });
    await bench.check();
  });
});

test('T14: what was done in one environment counts in no other', async () => {
  await inBench({ orders: 40, customers: 4, speed: 10 }, async (bench) => {
    const words = cancelAll(bench);
    expect((await bench.csp(words)).exitCode).toBe(0);
    // The same order ids behind another service, and the same journal.
    const other = await openBench({ orders: 40, customers: 4, speed: 10 });
    try {
      const env = { CSP_STATE_DIR: bench.stateFolder, CSP_CLOUD: other.service.url };
      const { exitCode, stdout } = await other.csp(cancelAll(other), { env });
      expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({ exitCode: 0, outcomes: { cancelled: 40 } });
      expect(tally(other.ledger())).toEqual({ executed: 40, sends: 40 });
    } finally {
      await other.close();
    }
    expect(await runStates(bench)).toEqual([{ done: 40 }, { done: 40 }]);
  });
});

test('T16: what somebody else cancels between plan and apply is no work and no fault', async () => {
  await inBench({ orders: 100, customers: 10, speed: 10 }, async (bench) => {
    const words = cancelAll(bench);
    expect((await bench.csp(planWords(words))).exitCode).toBe(0);
    const [first] = bench.orders;
    const foreign = bench.orders.filter(({ customerId }) => customerId === first?.customerId);
    await bench.service.tell({ kind: 'cancel', orders: foreign });
    const apply = words.map((word) => (word === '--file' ? '--apply' : word === 'orders.csv' ? 'plan.json' : word));
    const applied = await bench.csp(apply);
    expect({ exitCode: applied.exitCode, outcomes: outcomesOf(applied.stdout) }).toEqual({
      exitCode: 0,
      outcomes: { cancelled: 90, 'already-cancelled': 10 },
    });
    expect(bench.ledger().filter(isEffect).length).toBe(90);
    await bench.check();
  });
});

test('T18: a journal that is lost half-way is made up for by looking first', async () => {
  await inBench({ orders: 400, customers: 8, speed: 20 }, async (bench) => {
    await stopAt(bench, cancelAll(bench), 200, 'SIGKILL');
    const before = await settled(bench);
    rmSync(bench.stateFolder, { recursive: true });
    // The service's lists lag for a quarter of an hour.
    await bench.service.tell({ kind: 'advance', ms: 16 * 60_000 });
    // What is left is another number: nobody may be surprised by it.
    const last = await bench.csp(cancelAll(bench, { count: 400 - before }));
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual({
      exitCode: 0,
      outcomes: { cancelled: 400 - before, 'already-cancelled': before },
    });
    expect(last.stderr).toContain('This machine remembers no earlier run for this account.');
    expect(tally(bench.ledger()).executed).toBe(400);
  });
});

test('T18: while the lists still lag, all of it is sent again, and each order is executed once', async () => {
  await inBench({ orders: 100, customers: 4, speed: 20 }, async (bench) => {
    const words = cancelAll(bench);
    await stopAt(bench, words, 50, 'SIGKILL');
    rmSync(bench.stateFolder, { recursive: true });
    const last = await bench.csp(words);
    expect(last.exitCode).toBe(0);
    expect(readReport(last.stdout).length).toBe(100);
    expect({ executed: tally(bench.ledger()).executed, effects: bench.ledger().filter(isEffect).length }).toEqual({
      executed: 100,
      effects: 100,
    });
  });
});
