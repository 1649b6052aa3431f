/** T4 to T6 for a single purchase, which is a run of one line: whatever dies and whatever is lost, it is made once. */
import { join } from 'node:path';
import { type Bench, createDice, type Ended, inBench, isNightly, note } from './bench.ts';
import { killAfter, until } from './cancel-run.ts';
import { isEffect } from './ledger.ts';
import { countsOf } from './memory-file.ts';

const bought = (bench: Bench): number =>
  bench
    .ledger()
    .filter(isEffect)
    .filter(({ operation }) => operation === 'checkout').length;

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
    // The second one of the same cart is refused.
    const checkouts = bench.ledger().filter((e) => e.kind === 'request' && e.operation === 'checkout');
    expect(checkouts.map((e) => 'status' in e && [e.path, e.status])).toEqual([
      [expect.stringContaining('/checkout'), 201],
      [checkouts[0] !== undefined && 'path' in checkouts[0] && checkouts[0].path, 400],
    ]);
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
      'Price: not stated by Partner Center',
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
