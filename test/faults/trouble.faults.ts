/** T20, T22, T23, T25, T34, T36, T37, T69, T72: a service that turns away, breaks down, or is not there. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, createDice, inBench, note } from './bench.ts';
import { cancelAll, outcomesOf, until } from './cancel-run.ts';
import { openFront } from './front.ts';
import { tally } from './invariants.ts';
import { isCall, isRequest, isSend, type LedgerRequest } from './ledger.ts';
import { countsOf } from './memory-file.ts';

const sends = (bench: Bench): readonly LedgerRequest[] => bench.ledger().filter(isSend);

const doneAll = (orders: number) => ({ exitCode: 0, outcomes: { cancelled: orders } });

test('T20: one customer is turned away for 57 seconds three times; the others go on', async () => {
  // No faster than a loaded machine can follow: what is measured is the pace.
  await inBench({ orders: 1_000, customers: 10, speed: 5 }, async (bench) => {
    const slow = bench.orders[0]?.customerId ?? '';
    await bench.setFaults({ on: 'cancel', customer: slow, status: 429, retryAfter: '57', times: 3 });
    const { exitCode, stdout } = await bench.csp(cancelAll(bench, { concurrency: 8 }));
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual(doneAll(1_000));
    const own = bench
      .ledger()
      .filter(isRequest)
      .filter(({ customer }) => customer === slow);
    const refused = own.filter(({ status }) => status === 429);
    expect(refused.length).toBe(3);
    const first = refused[0]?.at ?? 0;
    // From each of the three to whatever came next about this customer.
    const closings = refused.map(({ at }) => (own.find((later) => later.at > at)?.at ?? 0) - at);
    note(`turned away for ${closings.map((ms) => (ms / 1000).toFixed(2)).join(', ')} s`);
    expect(closings.filter((ms) => ms < 57_000)).toEqual([]);
    const others = sends(bench).filter(({ customer, at }) => customer !== slow && at > first && at < first + 40_000);
    note(`the others: ${((others.length / 40) * 60).toFixed(0)} a minute meanwhile`);
    expect(others.length).toBeGreaterThanOrEqual(0.9 * 40 * 8);
    await bench.check();
  });
});

test('T22: told to come back in thirty days, it sends no more and says when', async () => {
  const faults = [{ on: 'cancel', status: 429, retryAfter: '2592000', times: 1 }] as const;
  await inBench({ orders: 100, customers: 1, faults }, async (bench) => {
    const words = cancelAll(bench);
    const { exitCode, stderr } = await bench.csp(words);
    const endedAt = Date.now();
    const [refused] = sends(bench).filter(({ status }) => status === 429);
    const tookMs = endedAt - (refused?.at ?? 0);
    note(`ended ${tookMs} ms after the answer: ${stderr.trimEnd().split('\n').slice(-3).join(' | ')}`);
    expect({ exitCode, isSoon: tookMs <= 2_000 }).toEqual({ exitCode: 7, isSoon: true });
    const later = sends(bench).filter(({ at }) => at > (refused?.at ?? 0) + 500);
    expect(later).toEqual([]);
    await bench.check();
    // The next process knows of it too.
    const before = sends(bench).length;
    const again = await bench.csp(words);
    expect({ exitCode: again.exitCode, sent: sends(bench).length - before }).toEqual({ exitCode: 7, sent: 0 });
    await bench.check();
  });
});

test('T23: turned away for ever: few attempts, exit 7, nothing lost', async () => {
  const faults = [{ on: 'cancel', status: 429 }] as const;
  await inBench({ orders: 1_000, customers: 1, speed: 60, faults }, async (bench) => {
    const words = cancelAll(bench);
    const { exitCode } = await bench.csp([...words, '--max-duration', '10m']);
    expect(exitCode).toBe(7);
    note(`${sends(bench).length} attempts at a customer that is turned away for ever`);
    expect(sends(bench).length).toBeLessThanOrEqual(12);
    const { runs } = await bench.check();
    // Those that were turned away on their way may have been carried out all the same.
    const [{ counts } = {}] = runs;
    expect([(counts?.ready ?? 0) + (counts?.sent ?? 0), (counts?.sent ?? 0) <= 4]).toEqual([1_000, true]);
    await bench.setFaults();
    const last = await bench.csp(words);
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual(doneAll(1_000));
    await bench.check();
  });
});

test('T25: 503 for two minutes: left alone meanwhile, and the run ends it', async () => {
  await inBench({ orders: 1_000, customers: 10, speed: 30 }, async (bench) => {
    const running = bench.start(cancelAll(bench));
    await until(running, () => sends(bench).length >= 100);
    const began = Date.now();
    await bench.setFaults({ on: '*', status: 503 });
    await until(running, () => (Date.now() - began) * bench.speed > 120_000);
    await bench.setFaults();
    const { exitCode, stdout } = await running.ended;
    const failed = bench
      .ledger()
      .filter(isCall)
      .filter(({ status }) => status === 503);
    note(`${failed.length} requests met a 503; ${sends(bench).length} sends for 1,000 orders`);
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual(doneAll(1_000));
    // Twenty until it is left alone, those that were under way with them, and one every fifteen seconds.
    expect(failed.length).toBeLessThanOrEqual(20 + 4 + 120 / 15 + 2);
    expect(sends(bench).length).toBeLessThanOrEqual(1.2 * 1_000);
    await bench.check();
  });
});

test('T34: the access token ends in the middle: one new one for all, and nothing is sent twice', async () => {
  await inBench({ orders: 600, customers: 6, speed: 20, tokenSeconds: 100 }, async (bench) => {
    const before = bench.ledger().filter(({ operation }) => operation === 'token').length;
    const { exitCode, stdout } = await bench.csp(cancelAll(bench, { concurrency: 8 }));
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual(doneAll(600));
    const fetched = bench.ledger().filter(({ operation }) => operation === 'token').length - before;
    const [first, last] = [sends(bench)[0]?.at ?? 0, sends(bench).at(-1)?.at ?? 0];
    note(`${fetched} tokens in ${((last - first) / 1000).toFixed(0)} s, each good for 40 s`);
    // A token counts as ended a minute before it ends.
    expect(fetched).toBeGreaterThan(1);
    expect(fetched).toBeLessThanOrEqual(Math.ceil((last - first) / 40_000) + 2);
    expect(tally(bench.ledger())).toEqual({ executed: 600, sends: sends(bench).length });
    await bench.check();
  });
});

test('T36: the network is gone for half an hour: exit 7, nothing lost, and the same command ends it', async () => {
  const front = openFront();
  try {
    await inBench({ orders: 100, customers: 4, speed: 60, front: front.open }, async (bench) => {
      const words = cancelAll(bench);
      const running = bench.start([...words, '--max-duration', '10m']);
      await until(running, () => sends(bench).length >= 20);
      front.mood = async () => undefined;
      const first = await running.ended;
      expect(first.exitCode).toBe(7);
      await bench.check();
      front.mood = async (_, ask) => ask();
      const last = await bench.csp(words);
      expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual(doneAll(100));
      await bench.check();
    });
  } finally {
    await front.close();
  }
});

test('T37: stopped for ten minutes and let go on: no burst, and each order once', async () => {
  await inBench({ orders: 300, customers: 6, speed: 60 }, async (bench) => {
    const running = bench.start(cancelAll(bench));
    await until(running, () => sends(bench).length >= 50);
    running.child.kill('SIGSTOP');
    await pause(10_000);
    running.child.kill('SIGCONT');
    const { exitCode, stdout } = await running.ended;
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual(doneAll(300));
    const times = bench
      .ledger()
      .filter(isCall)
      .map(({ at }) => at);
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
    note(`at most ${most} requests in 60 s`);
    expect(most).toBeLessThanOrEqual(500);
    await bench.check();
  });
});

test('T69: invalid_grant in the middle of a run: exit 4 within a second, and after signing in the rest is done', async () => {
  await inBench({ orders: 600, customers: 6, speed: 20, tokenSeconds: 30 }, async (bench) => {
    const words = cancelAll(bench);
    const running = bench.start(words);
    await until(running, () => sends(bench).length >= 100);
    const before = bench.ledger().length;
    await bench.setFaults({ on: 'token', error: 'invalid_grant' });
    const refused = () =>
      bench
        .ledger()
        .slice(before)
        .filter(isRequest)
        .find(({ operation, status }) => operation === 'token' && status === 400);
    await until(running, () => refused() !== undefined);
    const began = performance.now();
    const first = await running.ended;
    const tookMs = performance.now() - began;
    note(`ended ${tookMs.toFixed(0)} ms after the answer`);
    expect({ exitCode: first.exitCode, isSoon: tookMs < 5_000 }).toEqual({ exitCode: 4, isSoon: true });
    expect(first.stderr).toMatch(/csp login/);
    const refusedAt = refused()?.at ?? 0;
    expect(sends(bench).filter(({ at }) => at > refusedAt + 1_000 * bench.speed)).toEqual([]);
    const { runs } = await bench.check();
    const { done = 0, ready = 0 } = countsOf(runs[0]?.counts ?? {});
    expect({ done, total: done + ready }).toEqual({ done: tally(bench.ledger()).executed, total: 600 });
    await bench.setFaults();
    await bench.signIn();
    const last = await bench.csp(words);
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual(doneAll(600));
    await bench.check();
  });
});

test.each([
  ['MFA is asked for', { on: 'cancel', status: 403, code: 'mfa' }],
  ['the relationship ended', { on: 'cancel', status: 403, code: '20002' }],
] as const)('T69: %s in the middle of a run: exit 4, and later the rest is done', async (_, rule) => {
  await inBench({ orders: 200, customers: 5, speed: 20 }, async (bench) => {
    const words = cancelAll(bench);
    const running = bench.start(words);
    await until(running, () => sends(bench).length >= 60);
    await bench.setFaults(rule);
    const since = bench.ledger().at(-1)?.at ?? 0;
    const first = await running.ended;
    expect(first.exitCode).toBe(4);
    const late = sends(bench).filter(({ at }) => at > since + 1_000 * bench.speed);
    expect(late).toEqual([]);
    await bench.check();
    await bench.setFaults();
    const last = await bench.csp(words);
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual(doneAll(200));
    await bench.check();
  });
});

const hour = 3_600_000;

test.each([
  ['ten minutes ahead', [[0, 600_000]]],
  ['a day behind', [[0, -24 * hour]]],
  ['set back an hour in the middle', [[20_000, -hour]]],
  ['set ahead an hour in the middle', [[20_000, hour]]],
])('T72: this machine’s clock is %s: the pace stays, and each order is done once', async (_, steps) => {
  await inBench({ orders: 300, customers: 6, speed: 20 }, async (bench) => {
    const dice = createDice(72);
    await bench.setFaults({ on: 'cancel', status: 429, times: Math.floor(dice() * 3) + 1 });
    const { exitCode, stdout } = await bench.csp(cancelAll(bench), { env: { FAULTS_STEPS: JSON.stringify(steps) } });
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual(doneAll(300));
    const times = sends(bench).map(({ at }) => at);
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    note(`300 orders in ${seconds.toFixed(0)} s`);
    expect(seconds).toBeGreaterThan(300 / 8.3 - 3);
    expect(seconds).toBeLessThan(150);
    await bench.check();
  });
});

test.each([
  ['and the run may take as long as that', [], 0],
  ['and the run must end before', ['--max-duration', '60s'], 7],
] as const)(
  'T20: one customer’s orders in doubt cannot be read for 300 seconds, %s; the others go on',
  async (_, more, exitCode) => {
    await inBench({ orders: 1_000, customers: 10, speed: 5 }, async (bench) => {
      const slow = bench.orders[0]?.customerId ?? '';
      await bench.setFaults({ on: 'cancel', customer: slow, blackHole: true });
      const words = [...cancelAll(bench, { concurrency: 8 }), ...more];
      const killed = bench.start(words);
      await until(killed, () => sends(bench).filter(({ customer }) => customer === slow).length >= 8);
      killed.child.kill('SIGKILL');
      await killed.ended;
      await bench.setFaults({ on: 'order', customer: slow, status: 429, retryAfter: '300', times: 1 });
      const before = bench.ledger().length;
      const ended = await bench.csp(words);
      expect(ended.exitCode).toBe(exitCode);
      const after = bench.ledger().slice(before).filter(isRequest);
      const refusedAt = after.find(({ status }) => status === 429)?.at ?? 0;
      const others = after.filter((sent) => isSend(sent) && sent.customer !== slow && sent.at < refusedAt + 40_000);
      const tookS = ((after.at(-1)?.at ?? 0) - refusedAt) / 1000;
      note(`the others: ${others.length} within 40 s; the last request ${tookS.toFixed(0)} s after the 429`);
      if (exitCode === 0) {
        expect(outcomesOf(ended.stdout)).toEqual({ cancelled: 1_000 });
        expect(others.length).toBeGreaterThanOrEqual(0.9 * 40 * 8);
        expect(tookS).toBeGreaterThanOrEqual(300 - 0.01 * bench.speed);
      } else expect(tookS).toBeLessThan(60);
      await bench.check();
    });
  },
);
