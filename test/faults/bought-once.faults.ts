/** T4 to T6, T96: whatever dies and whatever is lost on the way, every line of a list is bought once. */
import type { Operation } from '../../src/core/ports/emulator.ts';
import { type Bench, createDice, inBench, isNightly, note } from './bench.ts';
import { killAfter, outcomesOf, readReport, until } from './cancel-run.ts';
import { type Answered, type Asked, changed, type Mood, saying } from './front.ts';
import { isEffect, isRequest, type LedgerRequest } from './ledger.ts';
import { countsOf } from './memory-file.ts';
import { inMood } from './mood.ts';
import { clockEnv } from './open-service.ts';

/** A line for each purchase, told apart by the purchase order; two of each unless it is said. */
const buyAll = (bench: Bench, lines: number, quantityOf = (_: number) => 2): readonly string[] => {
  const domains = [...new Set(bench.orders.map(({ domain }) => domain))];
  const rows = Array.from(
    { length: lines },
    (_, n) => `${domains[n % domains.length]},DG7GMGF0DVT7,000C,${quantityOf(n)},PO-${n}`,
  );
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

/** Until the test says otherwise. */
const plain: Mood = async (_, ask) => ask();

const requestsOf = (bench: Bench, operation: Operation): readonly LedgerRequest[] =>
  bench
    .ledger()
    .filter(isRequest)
    .filter((request) => request.operation === operation);

const isCheckout = ({ path }: Asked): boolean => path.endsWith('/checkout');
const isHistory = ({ method, path }: Asked): boolean => method === 'GET' && /\/orders(?:\?.*)?$/.test(path);
/** A list without what is hidden. */
const without = (answer: Answered, isHidden: (order: WireOrder) => boolean): Answered =>
  changed(answer, (body) => ({ ...body, items: (body['items'] as WireOrder[]).filter((item) => !isHidden(item)) }));
interface WireOrder {
  readonly lineItems: readonly { readonly quantity: number }[];
}

test('T5: the answer of the checkout is lost: one purchase, and its order is found', async () => {
  const said: string[] = [];
  const keep: Mood = async (asked, ask) => {
    const answer = await ask();
    if (!isCheckout(asked)) return answer;
    said.push(`${answer.status} ${String(JSON.parse(String(answer.body)).code)}`);
    return said.length === 1 ? undefined : answer;
  };
  await inMood({ orders: 1, customers: 1, speed: 20, remembers: 'none' }, keep, async (bench) => {
    const { exitCode, stdout } = await bench.csp(buyAll(bench, 1));
    expect({ exitCode, outcomes: outcomesOf(stdout), bought: bought(bench) }).toEqual({
      exitCode: 0,
      outcomes: { ordered: 1 },
      bought: 1,
    });
    // Whose answer was lost is asked again for the same cart, and only then is its order looked for.
    const checkouts = requestsOf(bench, 'checkout');
    expect([said, checkouts.map(({ status }) => status), new Set(checkouts.map(({ path }) => path)).size]).toEqual([
      ['201 undefined', '400 800065'],
      [201, 400],
      1,
    ]);
    await bench.check();
  });
});

test('T6: the answer of the checkout is lost and no history shows the order: no second cart, and a person is told', async () => {
  await inMood({ orders: 1, customers: 1, speed: 60, remembers: 'none' }, plain, async (bench, front) => {
    const words = buyAll(bench, 1);
    let isLost = false;
    let isShown = false;
    front.mood = async (asked, ask) => {
      const answer = await ask();
      if (isCheckout(asked) && !isLost) {
        isLost = true;
        return undefined;
      }
      return isHistory(asked) && isLost && !isShown ? without(answer, () => true) : answer;
    };
    // It takes the same command more than once to find nothing.
    for (const _ of [1, 2]) {
      const { exitCode, stdout, stderr } = await bench.csp(words);
      expect({ exitCode, outcomes: outcomesOf(stdout) }).toEqual({ exitCode: 5, outcomes: { unknown: 1 } });
      const checkouts = requestsOf(bench, 'checkout');
      const cart = /carts\/([^/]+)/.exec(checkouts[0]?.path ?? '')?.[1] ?? 'none';
      const [row] = readReport(stdout);
      for (const told of [
        `Cart id: ${cart}.`,
        `Correlation id: ${checkouts.at(-1)?.correlationId}.`,
        'Price: not stated by Partner Center.',
      ])
        expect(row?.message).toContain(told);
      expect(stderr).toContain(`csp runs resolve ${row?.run} --line N --as 'done|not-done'`);
      expect([requestsOf(bench, 'create-cart').length, bought(bench)]).toEqual([1, 1]);
      await bench.check();
    }
    isShown = true;
    const last = await bench.csp(words);
    expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout), bought: bought(bench) }).toEqual({
      exitCode: 0,
      outcomes: { ordered: 1 },
      bought: 1,
    });
    expect(requestsOf(bench, 'create-cart').length).toBe(1);
    await bench.check();
  });
});

test('T96: of three lines one is ordered, one is under way, one is refused: 5 as long as it is under way, then 6', async () => {
  await inMood({ orders: 1, customers: 1, speed: 60 }, plain, async (bench, front) => {
    const [pending, refused] = [3, 4];
    const words = buyAll(bench, 3, (n) => n + 2);
    const quantities = new Map<string, number>();
    let isDone = false;
    front.mood = async (asked, ask) => {
      const cart = /carts\/([^/]+)\/checkout$/.exec(asked.path)?.[1];
      const quantity = quantities.get(cart ?? '');
      if (quantity === refused) return saying(400, '800009', 'Error in Cart item(s)');
      const answer = await ask();
      // It is taken, and not shown before it is done.
      if (quantity === pending) return saying(409, '800014');
      if (isHistory(asked) && !isDone)
        return without(answer, ({ lineItems }) => lineItems.some((line) => line.quantity === pending));
      if (asked.method === 'POST' && asked.path.endsWith('/carts')) {
        const { id } = JSON.parse(String(answer.body)) as { readonly id: string };
        const { lineItems } = JSON.parse(asked.body) as WireOrder;
        quantities.set(id, lineItems[0]?.quantity ?? 0);
      }
      return answer;
    };
    const first = await bench.csp(words);
    const outcomes = (stdout: string) => readReport(stdout).map(({ inputLine, outcome }) => [inputLine, outcome]);
    expect({ exitCode: first.exitCode, outcomes: outcomes(first.stdout) }).toEqual({
      exitCode: 5,
      outcomes: [
        [2, 'ordered'],
        [3, 'unknown'],
        [4, 'refused'],
      ],
    });
    await bench.check();
    isDone = true;
    const last = await bench.csp(words);
    expect({ exitCode: last.exitCode, outcomes: outcomes(last.stdout), bought: bought(bench) }).toEqual({
      exitCode: 6,
      outcomes: [
        [2, 'ordered'],
        [3, 'ordered'],
        [4, 'refused'],
      ],
      bought: 2,
    });
    expect(requestsOf(bench, 'create-cart').length).toBe(3);
    await bench.check();
  });
});
