/** T15, T26, T28, T29, T31: one order or a few, and what the answer may look like. */
import { type Bench, inBench } from './bench.ts';
import { cancelAll, outcomesOf, readReport } from './cancel-run.ts';
import { type Answered, changed, type Mood, openFront, pendingBody, saying } from './front.ts';
import { isEffect, isSend } from './ledger.ts';
import { countsOf } from './memory-file.ts';
import { inMood } from './mood.ts';

const one = { orders: 1, customers: 1, speed: 20 };

const effects = (bench: Bench): number => bench.ledger().filter(isEffect).length;

/** The service shows the first line as gone by its quantity alone, once it has taken the cancellation. */
const goneByQuantity = (): Mood => {
  let isTaken = false;
  return async ({ order, isCancel, path }, ask) => {
    const answer = await ask();
    if (order === '' || answer.status !== 200) return answer;
    isTaken ||= isCancel;
    if (path.includes('provisioningstatus')) {
      return { ...answer, body: String(answer.body).replaceAll('Unfulfilled', 'Fulfilled') };
    }
    return changed(answer, (body) => {
      const [first, ...rest] = body['lineItems'] as readonly object[];
      return {
        ...body,
        status: 'completed',
        lineItems: isTaken ? [{ ...first, quantity: 0 }, ...rest] : [first, ...rest],
      };
    });
  };
};

test('T15: cancelling a line names that line and no other, and is seen by its quantity while the order stays completed', async () => {
  await inMood({ ...one, lines: 3 }, goneByQuantity(), async (bench, front) => {
    const [order] = bench.orders;
    bench.write('lines.csv', `customer,order,line\n${order?.domain},${order?.id},1\n`);
    const words = cancelAll(bench).map((word) => (word === 'orders.csv' ? 'lines.csv' : word));
    const { exitCode, stdout } = await bench.csp(words);
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({ exitCode: 0, outcomes: { cancelled: 1 } });
    const bodies = front.asked.filter(({ isCancel }) => isCancel).map(({ body }) => JSON.parse(body) as object);
    expect(bodies).toEqual([
      { id: order?.id, status: 'cancelled', lineItems: [{ lineItemNumber: 1, offerId: expect.any(String) }] },
    ]);
    expect(
      bench
        .ledger()
        .filter(isEffect)
        .map(({ lines }) => lines),
    ).toEqual([[1]]);
    await bench.check();
  });
});

test('T26: 500 after each of 100 was carried out: each once, and all of them known by reading back', async () => {
  await inMood(
    { orders: 100, customers: 5, speed: 20 },
    async ({ isCancel }, ask) => {
      const answer = await ask();
      return isCancel ? saying(500, '800003', 'carried out all the same') : answer;
    },
    async (bench) => {
      const { exitCode, stdout } = await bench.csp(cancelAll(bench));
      expect({
        exitCode,
        outcomes: outcomesOf(stdout),
        effects: effects(bench),
        sends: bench.ledger().filter(isSend).length,
      }).toEqual({ exitCode: 0, outcomes: { cancelled: 100 }, effects: 100, sends: 100 });
      const { runs } = await bench.check();
      expect(new Set(runs[0]?.intents.map(({ state, evidence }) => `${state} by ${evidence}`))).toEqual(
        new Set(['done by read-back']),
      );
    },
  );
});

const asJson = { 'Content-Type': 'application/json' };

const odd: readonly (readonly [string, (answer: Answered) => Answered])[] = [
  ['JSON that is cut', (answer) => ({ ...answer, body: String(answer.body).slice(0, 60) })],
  ['HTML with 200', () => ({ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<h1>hello</h1>' })],
  ['nothing with 200', () => ({ status: 200, headers: asJson, body: '' })],
  ['204', () => ({ status: 204, headers: {}, body: '' })],
  ['another content type', (answer) => ({ ...answer, headers: { 'Content-Type': 'text/plain' } })],
  ['Cancelled for cancelled', (answer) => changed(answer, (body) => ({ ...body, status: 'Cancelled' }))],
  ['fields that nobody knows', (answer) => changed(answer, (body) => ({ ...body, colour: { of: ['the', 'sky'] } }))],
  ['a byte order mark', (answer) => ({ ...answer, body: `\ufeff${String(answer.body)}` })],
];

test.each(odd)('T28: %s: the order is cancelled once and said to be', async (_, make) => {
  await inMood(
    one,
    async ({ isCancel }, ask) => (isCancel ? make(await ask()) : ask()),
    async (bench) => {
      const { exitCode, stdout } = await bench.csp(cancelAll(bench));
      expect({ exitCode, outcomes: outcomesOf(stdout), effects: effects(bench) }).toEqual({
        exitCode: 0,
        outcomes: { cancelled: 1 },
        effects: 1,
      });
      await bench.check();
    },
  );
});

/** Says that it is cancelled, though of no order that there is. */
const notDone = JSON.stringify({ id: 'x', status: 'cancelled', lineItems: [] });

test.each(odd.slice(0, 5))('T28: %s, and nothing was done: never said to be cancelled', async (_, make) => {
  await inMood(
    { ...one, speed: 60 },
    async ({ isCancel }, ask) => (isCancel ? make({ status: 200, headers: asJson, body: notDone }) : ask()),
    async (bench) => {
      const { exitCode, stdout } = await bench.csp(cancelAll(bench));
      expect({ exitCode, outcomes: outcomesOf(stdout), effects: effects(bench) }).toEqual({
        exitCode: 5,
        outcomes: { unknown: 1 },
        effects: 0,
      });
      await bench.check();
    },
  );
});

const pendingFor = (forMs: number, speed: number): Mood => {
  let since = 0;
  return async ({ order, isCancel }, ask) => {
    const answer = await ask();
    if (order === '' || answer.status !== 200) return answer;
    if (isCancel) since ||= Date.now();
    return since > 0 && (Date.now() - since) * speed < forMs ? pendingBody(answer) : answer;
  };
};

test('T29: pending for three minutes, then cancelled: looked at with growing gaps, and done', async () => {
  await inMood({ ...one, speed: 60 }, pendingFor(180_000, 60), async (bench, front) => {
    const { exitCode, stdout } = await bench.csp(cancelAll(bench));
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({ exitCode: 0, outcomes: { cancelled: 1 } });
    const cancelled = front.asked.findIndex(({ isCancel }) => isCancel);
    const looks = front.asked.slice(cancelled).filter(({ path }) => /orders\/\w+(?:\?|$)/.test(path));
    const gaps = looks.slice(1).map(({ at }, n) => (at - (looks[n]?.at ?? 0)) * 60);
    expect(looks.length - 1).toBeLessThanOrEqual(12);
    expect(gaps.every((gap, n) => n === 0 || gap > (gaps[n - 1] ?? 0) * 0.9)).toBe(true);
    await bench.check();
  });
});

test('T29: pending for longer than a quarter of an hour: unknown, and said so', async () => {
  await inMood({ ...one, speed: 120 }, pendingFor(3_600_000, 120), async (bench) => {
    const { exitCode, stdout } = await bench.csp(cancelAll(bench));
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({ exitCode: 5, outcomes: { unknown: 1 } });
    await bench.check();
  });
});

test('T29: when the time of a run is up, then what it may still look at is left (7)', async () => {
  await inMood({ orders: 2, customers: 1, speed: 60 }, pendingFor(3_600_000, 60), async (bench, front) => {
    const words = cancelAll(bench);
    const { exitCode, stderr } = await bench.csp([...words, '--max-duration', '5m']);
    expect({ exitCode, error: errorOf(stderr) }).toEqual({ exitCode: 7, error: 'timeout' });
    expect(stderr).toContain('0 done, 0 left, 2 in doubt: run the same command again');
    const { runs } = await bench.check();
    expect(runs.map(({ counts }) => countsOf(counts))).toEqual([{ accepted: 2 }]);
    front.mood = async (_, ask) => ask();
    const last = await bench.csp(words);
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual({
      exitCode: 0,
      outcomes: { cancelled: 2 },
    });
    await bench.check();
  });
});

test('T29: when the time of a run is up, then what a person must look at is worse than what is left (5)', async () => {
  const speed = 120;
  const pending = pendingFor(3_600_000, speed);
  const turnedAway = { status: 429, headers: { 'Retry-After': '1000' }, body: '' };
  await inMood({ orders: 2, customers: 2, speed }, pending, async (bench, front) => {
    const [, other] = bench.orders;
    let isFirst = true;
    // The first is given up after a quarter of an hour; the second one is taken later, and not done by the end.
    front.mood = async (asked, ask) => {
      if (!asked.isCancel || asked.order !== other?.id || !isFirst) return pending(asked, ask);
      isFirst = false;
      return turnedAway;
    };
    const { exitCode, stdout, stderr } = await bench.csp([...cancelAll(bench), '--max-duration', '20m']);
    expect({ exitCode, error: errorOf(stderr), outcomes: outcomesOf(stdout) }).toEqual({
      exitCode: 5,
      error: 'runInDoubt',
      outcomes: { unknown: 2 },
    });
    const { runs } = await bench.check();
    expect(runs.map(({ counts }) => countsOf(counts))).toEqual([{ accepted: 1, unknown: 1 }]);
  });
});

/** The code of the error, which comes last. */
const errorOf = (stderr: string): string => JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error.code;

test('T31: an answer about another order: neither is believed, and the run stops', async () => {
  const front = openFront();
  try {
    await inBench({ orders: 40, customers: 2, speed: 20, front: front.open }, async (bench) => {
      const [, other] = bench.orders;
      let isOnce = true;
      front.mood = async ({ isCancel }, ask) => {
        const answer = await ask();
        if (!isCancel || !isOnce) return answer;
        isOnce = false;
        return changed(answer, (body) => ({ ...body, id: other?.id, referenceCustomerId: other?.customerId }));
      };
      const { exitCode, stdout, stderr } = await bench.csp(cancelAll(bench));
      expect(exitCode).toBe(5);
      expect(stderr).toMatch(/something else/);
      expect(bench.ledger().filter(isSend).length).toBeLessThanOrEqual(8);
      const { runs } = await bench.check();
      const done = runs[0]?.counts.done ?? 0;
      expect(readReport(stdout).filter(({ outcome }) => outcome === 'cancelled').length).toBe(done);
      front.mood = async (_, ask) => ask();
      const last = await bench.csp(cancelAll(bench));
      expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout), effects: effects(bench) }).toEqual({
        exitCode: 0,
        outcomes: { cancelled: 40 },
        effects: 40,
      });
      await bench.check();
    });
  } finally {
    await front.close();
  }
});
