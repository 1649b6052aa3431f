/** T41, T42, T44 to T47, T49: files of orders, as far as the service sees them. */
import { type Bench, inBench } from './bench.ts';
import { cancelAll, cancelWords, outcomesOf, planWords, until } from './cancel-run.ts';
import { type Mood, saying } from './front.ts';
import { tally } from './invariants.ts';
import { isCall, isSend } from './ledger.ts';
import { inMood } from './mood.ts';
import { orderFile, type PlacedOrder } from './world.ts';

const orders = 4;
const customers = 2;

/** What cannot be used, by the line and the sign of it that are told. */
const refusedFiles: readonly (readonly [string, (placed: readonly PlacedOrder[]) => string, RegExp])[] = [
  ['T41: one bad row among 20,000', () => lines(20_000, (n) => (n === 12_344 ? 'x,..' : `x,a${n}`)), /12,?346/],
  ['T42: cut in the last line', (placed) => `${orderFile(placed)}x,"y`, /6/],
  ['T44: an order under two customers', ([first, other]) => conflict(first, other), /3/],
  ['T47: a column called __proto__', () => 'order,__proto__\na,b\n', /__proto__/],
  ['T47: a key called __proto__', () => '{"order":"a","__proto__":{"yes":true}}\n', /__proto__/],
  ['T47: a key given twice', () => '{"order":"a","order":"b"}\n', /order/],
  ...['', '.', '..', '../x', '%2e%2e', 'a/b', 'a?b', 'a#b', 'a\0b', 'x'.repeat(10_240)].map(
    (id) => [`T46: the id ${JSON.stringify(id.slice(0, 9))}`, () => `customer,order\nx,${id}\n`, /2/] as const,
  ),
];

const lines = (count: number, lineOf: (n: number) => string): string =>
  ['customer,order', ...Array.from({ length: count }, (_, n) => lineOf(n)), ''].join('\n');
const conflict = (first: PlacedOrder | undefined, other: PlacedOrder | undefined): string =>
  `customer,order\n${first?.domain},${first?.id}\n${other?.domain},${first?.id}\n`;

const callsOf = (bench: Bench): number => bench.ledger().filter(isCall).length;

describe('a file that is refused: exit 3, and the service sees no request', () => {
  test.each(refusedFiles)('%s', async (_, textOf, told) => {
    await inBench({ orders, customers }, async (bench) => {
      bench.write('orders.csv', textOf(bench.orders));
      const before = callsOf(bench);
      const { exitCode, stderr } = await bench.csp(cancelWords({ count: orders }));
      expect({ exitCode, calls: callsOf(bench) - before }).toEqual({ exitCode: 3, calls: 0 });
      expect(stderr).toMatch(told);
    });
  });
});

test('T42: a last line without an end is a line', async () => {
  await inBench({ orders, customers, speed: 20 }, async (bench) => {
    const words = cancelAll(bench);
    bench.write('orders.csv', orderFile(bench.orders).trimEnd());
    const { exitCode, stdout } = await bench.csp(words);
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({ exitCode: 0, outcomes: { cancelled: orders } });
    await bench.check();
  });
});

test('T45: an order of another customer refuses the file, and nothing is sent', async () => {
  await inBench({ orders, customers }, async (bench) => {
    const [first, other] = bench.orders;
    const wrong = bench.orders.map((order) => (order === first ? { ...order, domain: other?.domain ?? '' } : order));
    const { exitCode, stderr } = await bench.csp(cancelAll(bench, { orders: wrong }));
    expect({ exitCode, sends: bench.ledger().filter(isSend).length }).toEqual({ exitCode: 3, sends: 0 });
    expect(stderr).toContain(other?.domain);
  });
});

test('T45: an order that moved to another customer after the plan is refused, and never sent for the other one', async () => {
  const plain: Mood = async (_, ask) => ask();
  await inMood({ orders, customers, speed: 20 }, plain, async (bench, front) => {
    const moved = bench.orders[0]?.id ?? '';
    const words = cancelAll(bench);
    expect((await bench.csp(planWords(words))).exitCode).toBe(0);
    front.mood = async ({ order }, ask) =>
      order === moved ? saying(404, '20000', 'The order does not belong to the customer.') : ask();
    const apply = words.map((word) => (word === '--file' ? '--apply' : word === 'orders.csv' ? 'plan.json' : word));
    const { exitCode, stdout } = await bench.csp(apply);
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({
      exitCode: 6,
      outcomes: { cancelled: orders - 1, refused: 1 },
    });
    const asked = front.asked.filter(({ order }) => order === moved).map(({ path }) => path);
    expect(asked.filter((path) => !path.includes(bench.orders[0]?.customerId ?? ''))).toEqual([]);
    await bench.check();
  });
});

test('T49: a file that is edited while its run goes on: what was planned is done, and said', async () => {
  await inBench({ orders: 100, customers: 5, speed: 10 }, async (bench) => {
    const running = bench.start(cancelAll(bench, { orders: bench.orders.slice(0, 60) }));
    await until(running, () => tally(bench.ledger()).sends >= 10);
    bench.write('orders.csv', orderFile(bench.orders.slice(60)));
    const { exitCode, stdout, stderr } = await running.ended;
    expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({ exitCode: 0, outcomes: { cancelled: 60 } });
    expect(stderr).toContain('was edited while this ran');
    expect(tally(bench.ledger()).executed).toBe(60);
    await bench.check();
  });
});
