/** T4, T5: whatever dies and whatever is lost on the way, every line of a list is bought once. */
import { type Bench, createDice, inBench, isNightly, note } from './bench.ts';
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
