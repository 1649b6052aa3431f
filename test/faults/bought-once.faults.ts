/** T4, T5: whatever dies and whatever is lost on the way, every line of a list is bought once. */
import { join } from 'node:path';
import { type Bench, createDice, type Ended, inBench, isNightly, note } from './bench.ts';
import { killAfter, outcomesOf, until } from './cancel-run.ts';
import { isEffect } from './ledger.ts';
import { countsOf } from './memory-file.ts';
import { clockEnv } from './open-service.ts';

/** A line for each purchase, told apart by the purchase order. */
const buyAll = (bench: Bench, lines: number): readonly string[] => {
  const domains = [...new Set(bench.orders.map(({ domain }) => domain))];
  const rows = Array.from({ length: lines }, (_, n) => `${domains[n % domains.length]},DG7GMGF0DVT7,000C,2,PO-${n}`);
  bench.write('buy.csv', ['customer,product,sku,quantity,poNumber', ...rows, ''].join('\n'));
  return [
    'buy',
    '--file',
    'buy.csv',
    '--accept-unknown-price',
    '--yes',
    '--expect-count',
    String(lines),
    '--concurrency',
    '4',
    '-o',
    'jsonl',
  ];
};

const bought = (bench: Bench): number =>
  bench
    .ledger()
    .filter(isEffect)
    .filter(({ operation }) => operation === 'checkout').length;

const [lines, kills] = isNightly ? [200, 200] : [60, 60];

test(`T4: ${kills} kills while ${lines} lines are bought of a service that forgets request ids`, async () => {
  await inBench({ orders: 10, customers: 10, remembers: 'none' }, async (bench) => {
    const words = buyAll(bench, lines);
    const dice = createDice(4);
    const began = performance.now();
    let killed = 0;
    for (let lives = 0; killed < kills && lives < kills * 2; lives += 1) {
      const running = bench.start(words);
      const delay = 45 + dice() * 130;
      const before = bought(bench);
      if (dice() >= 0.25 && before < lines) await until(running, () => bought(bench) > before);
      const { exitCode } = await killAfter(running, bought(bench) > before ? delay - 45 : delay);
      if (exitCode === 137) killed += 1;
    }
    const atLast = bought(bench);
    const last = await bench.csp(words, { env: clockEnv(20, Date.now()) });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    note(
      `${lines} lines, ${killed} kills in ${seconds} s: ${bought(bench)} bought, ${atLast} of them before the last run`,
    );
    const { runs } = await bench.check(last.exitCode === 0 ? [] : [`the last run ended with ${last.exitCode}`]);
    expect({
      bought: bought(bench),
      outcomes: outcomesOf(last.stdout),
      runs: runs.map((r) => countsOf(r.counts)),
    }).toEqual({
      bought: lines,
      outcomes: { ordered: lines },
      runs: [{ done: lines }],
    });
  });
});

test('T5: the answer of the checkout is lost: one purchase, and its order is found', async () => {
  const faults = [{ on: 'checkout', reset: 'after', times: 1 }] as const;
  await inBench({ orders: 1, customers: 1, speed: 20, remembers: 'none', faults }, async (bench) => {
    const { exitCode, stdout } = await bench.csp(buyAll(bench, 1));
    expect({ exitCode, outcomes: outcomesOf(stdout), bought: bought(bench) }).toEqual({
      exitCode: 0,
      outcomes: { ordered: 1 },
      bought: 1,
    });
    await bench.check();
  });
});

/** One purchase, as a script makes it. */
const buyOne = (bench: Bench, ...more: readonly string[]): readonly string[] => [
  ...['buy', '--customer', bench.orders[0]?.domain ?? '', '--product', 'DG7GMGF0DVT7', '--sku', '000C'],
  ...['--quantity', '2', '--accept-unknown-price', '--yes', '-o', 'json', ...more],
];

const one = { orders: 1, customers: 1, remembers: 'none' } as const;

const errorOf = ({ stderr }: Ended) => JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error;

const stateOf = async (bench: Bench): Promise<readonly unknown[]> =>
  (await bench.memory()).runs.map(({ counts }) => countsOf(counts));

test.each(['after-cart', 'before-intent', 'after-intent', 'after-send', 'after-answer', 'after-result', 'report'])(
  'a single purchase that is aborted %s is made once by the same command',
  async (point) => {
    await inBench({ ...one, speed: 20 }, async (bench) => {
      const died = await bench.csp(buyOne(bench), {
        hooks: [join(__dirname, 'hooks', 'dies-at.cjs')],
        env: { DIES_AT: point },
      });
      expect(died.exitCode).toBe(134);
      const last = await bench.csp(buyOne(bench));
      // Once all of it is written down, the purchase stands, and only its table is lost.
      expect([last.exitCode, bought(bench)]).toEqual([point === 'report' ? 8 : 0, 1]);
      await bench.check();
      expect(await stateOf(bench)).toEqual([{ done: 1 }]);
    });
  },
);

test(`T4: single purchases that are killed again and again are made once each`, async () => {
  await inBench(one, async (bench) => {
    const dice = createDice(44);
    const count = isNightly ? 40 : 10;
    let killed = 0;
    for (let n = 0; n < count; n += 1) {
      const words = buyOne(bench, '--po-number', `PO-${n}`, '--again');
      for (let lives = 0; lives < 4 && bought(bench) <= n; lives += 1) {
        const running = bench.start(words);
        const before = bought(bench);
        const carts = (): number =>
          bench.ledger().filter((e) => e.kind === 'request' && e.operation === 'create-cart').length;
        const filled = carts();
        await until(running, () => carts() > filled || bought(bench) > before);
        if ((await killAfter(running, dice() * 40)).exitCode === 137) killed += 1;
      }
      const last = await bench.csp(bought(bench) > n ? buyOne(bench, '--po-number', `PO-${n}`) : words);
      expect([n, [0, 8].includes(last.exitCode), bought(bench)]).toEqual([n, true, n + 1]);
    }
    note(`${count} purchases, ${killed} kills`);
    await bench.check();
    expect(await stateOf(bench)).toEqual(Array.from({ length: count }, () => ({ done: 1 })));
  });
});

test('T5: the answer of a single checkout is lost: one purchase, and its order is shown', async () => {
  const faults = [{ on: 'checkout', reset: 'after', times: 1 }] as const;
  await inBench({ ...one, speed: 20, faults }, async (bench) => {
    const { exitCode, stdout } = await bench.csp(buyOne(bench));
    expect([exitCode, JSON.parse(stdout).orders.length, bought(bench)]).toEqual([0, 1, 1]);
    await bench.check();
  });
});

test('T6: where the order never shows, no second cart is filled, and a person settles it', async () => {
  const faults = [
    { on: 'checkout', reset: 'after' },
    { on: 'orders', status: 500, times: 1_000 },
    { on: 'order', status: 500, times: 1_000 },
  ] as const;
  await inBench({ ...one, speed: 60 }, async (bench) => {
    // The guard reads the orders before the service fails.
    const guarded = bench.start(buyOne(bench));
    await until(guarded, () => bench.ledger().some((e) => e.kind === 'request' && e.operation === 'create-cart'));
    await bench.setFaults(...faults);
    const first = await guarded.ended;
    const [run] = (await bench.memory()).runs;
    const [intent] = run?.intents ?? [];
    const { cartId = '', requestId = '' } = intent ?? {};
    const error = errorOf(first);
    expect([first.exitCode, error.code, error.details]).toEqual([
      5,
      'purchaseUnknown',
      {
        ...{ customer: bench.orders[0]?.domain, cartId, requestId, runId: run?.run.id, total: null },
        ...{ correlationId: error.correlationId, reason: expect.any(String) },
      },
    ]);
    for (const named of [
      cartId,
      requestId,
      error.correlationId,
      'Price: unknown',
      `csp runs resolve ${run?.run.id} --line 1`,
    ])
      expect(error.message).toContain(named);
    const again = await bench.csp(buyOne(bench));
    expect([again.exitCode, errorOf(again).details.cartId]).toEqual([5, cartId]);
    const carts = bench.ledger().filter((entry) => entry.kind === 'request' && entry.operation === 'create-cart');
    expect([carts.length, bought(bench)]).toEqual([1, 1]);
    await bench.setFaults();
    const resolve = ['runs', 'resolve', 'last', '--line', '1', '--reason', 'looked', '--as'];
    expect((await bench.csp([...resolve, 'done'])).exitCode).toBe(0);
    expect((await bench.csp(buyOne(bench))).exitCode).toBe(8);
    expect([await stateOf(bench), bought(bench)]).toEqual([[{ done: 1 }], 1]);
    await bench.check();
  });
});
