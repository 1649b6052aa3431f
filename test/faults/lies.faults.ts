/**
 * The lying service: whatever it answers to a checkout or a cancellation, carried out or not, the same command again and
 * again does it once, and no word that is printed says otherwise than the ledger.
 */
import { type Bench, type Ended, note } from './bench.ts';
import { type Row, readReport } from './cancel-run.ts';
import { changed, type Mood } from './front.ts';
import { isEffect } from './ledger.ts';
import { createLiar, type Liar, lies } from './lies.ts';
import { inMood } from './mood.ts';
import { orderFile, type PlacedOrder } from './world.ts';

interface Case {
  readonly act: 'buy' | 'cancel';
  readonly form: 'single' | 'list';
  readonly isExecuted: boolean;
}

const cases: readonly Case[] = (['buy', 'cancel'] as const).flatMap((act) =>
  (['single', 'list'] as const).flatMap((form) => [true, false].map((isExecuted) => ({ act, form, isExecuted }))),
);
const linesOf = ({ form }: Case): number => (form === 'list' ? 2 : 1);
const customers = cases.reduce((sum, one) => sum + linesOf(one), 0);
const nameOf = ({ act, form, isExecuted }: Case): string =>
  `${act} ${form}, ${isExecuted ? 'executed' : 'not executed'}`;

const buying = ['--accept-unknown-price', '--yes'];
const cancelling = ['--reason', 'bought by mistake', '--acknowledge', '--yes'];

const wordsOf = (bench: Bench, one: Case, orders: readonly PlacedOrder[]): readonly string[] => {
  const file = `${nameOf(one).replaceAll(/\W+/g, '-')}.csv`;
  const list = ['--file', file, '--expect-count', String(orders.length), '-o', 'jsonl'];
  const [first] = orders;
  if (one.act === 'buy') {
    const item = ['DG7GMGF0DVT7', '000C', '2'];
    if (one.form === 'list') {
      const rows = orders.map(({ domain }) => [domain, ...item].join(','));
      bench.write(file, ['customer,product,sku,quantity', ...rows, ''].join('\n'));
      return ['buy', ...list, ...buying];
    }
    const what = ['--product', item[0] ?? '', '--sku', item[1] ?? '', '--quantity', item[2] ?? ''];
    return ['buy', '--customer', first?.domain ?? '', ...what, '-o', 'json', ...buying];
  }
  if (one.form === 'list') {
    bench.write(file, orderFile(orders));
    return ['cancel', ...list, ...cancelling];
  }
  return ['cancel', first?.id ?? '', '--customer', first?.domain ?? '', '-o', 'json', ...cancelling];
};

/** What the ledger has of one line: how often it was bought, or cancelled. */
type Count = (order: PlacedOrder) => number;

const countIn =
  (bench: Bench, { act }: Case): Count =>
  ({ id, customerId }) =>
    bench
      .ledger()
      .filter(isEffect)
      .filter((effect) => (act === 'buy' ? effect.operation === 'checkout' : effect.operation !== 'checkout'))
      .filter((effect) => (act === 'buy' ? effect.customer === customerId : effect.order === id)).length;

interface Told extends Row {
  readonly customerId: string;
}

const rowsOf = ({ form }: Case, stdout: string): readonly Told[] => {
  if (form === 'list') return readReport(stdout) as readonly Told[];
  const whole: unknown = stdout.trim() === '' ? [] : JSON.parse(stdout);
  return [whole].flat().filter((row): row is Told => typeof row === 'object' && row !== null && 'outcome' in row);
};

/** The guard, which stops one because the ledger has another. */
const repeated = 'repeatPurchase';
const happened: ReadonlySet<string> = new Set(['ordered', 'already-ordered', 'cancelled', 'already-cancelled']);
const didNot: ReadonlySet<string> = new Set(['refused', 'failed', 'not-tried']);

interface ErrorTold {
  readonly code: string;
  readonly message: string;
  readonly details: { readonly [name: string]: unknown };
}

const errorOf = (stderr: string): ErrorTold | undefined => {
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? (JSON.parse(last) as { readonly error?: ErrorTold }).error : undefined;
};

/** What a person needs who must look for a purchase. */
const lacksIn = (one: Case, row: Told | undefined, error: ErrorTold | undefined): readonly string[] => {
  if (one.act === 'cancel') return [];
  const message = row?.message ?? error?.message ?? '';
  return ['Cart id: ', 'Request id: ', 'Correlation id: ', 'Price: '].filter((fact) => !message.includes(fact));
};

/** Every word that the ledger contradicts. */
const untrue = (one: Case, { exitCode, stdout, stderr }: Ended, orders: readonly PlacedOrder[], count: Count) => {
  const rows = rowsOf(one, stdout);
  const error = errorOf(stderr);
  const done = orders.map(count);
  const problems = done.flatMap((times, n) => (times > 1 ? [`line ${n + 1} was done ${times} times`] : []));
  for (const row of rows) {
    const order = orders.find(({ customerId }) => customerId === row.customerId);
    const times = order === undefined ? 0 : count(order);
    if (happened.has(row.outcome) && times === 0) problems.push(`${row.outcome}, and the ledger has nothing`);
    if (didNot.has(row.outcome) && row.code !== repeated && times > 0)
      problems.push(`${row.outcome}, and the ledger has it`);
    if (row.outcome === 'unknown') problems.push(...lacksIn(one, row, error).map((fact) => `no ${fact}in the row`));
  }
  if (exitCode === 0 && done.includes(0)) problems.push('exit 0, and the ledger has nothing');
  const isDoubtTold = exitCode === 5 || rows.some(({ outcome }) => outcome === 'unknown');
  const isSettled = one.form === 'list' || exitCode === 0 || isDoubtTold || error?.code === repeated;
  if (!isSettled && done.some((times) => times > 0)) problems.push(`exit ${exitCode}, and the ledger has it`);
  const isGuard = error?.code === repeated || rows.some(({ code }) => code === repeated);
  if (!isGuard && /nothing was (?:ordered|changed|cancelled)/i.test(stdout + stderr) && done.some((times) => times > 0))
    problems.push('“Nothing was …”, and the ledger has it');
  if (one.form === 'single' && exitCode === 5)
    problems.push(...lacksIn(one, undefined, error).map((fact) => `no ${fact}in the error`));
  return problems;
};

const repeats = 3;
/** On a machine with much else to do a read may time out on the fast clock, and the command says so: it is given again. */
const mostMore = 3;
const outOfReach = 7;

/** One line of the table, and what was wrong. */
const tryCase = async (bench: Bench, liar: Liar, one: Case, orders: readonly PlacedOrder[]) => {
  const words = wordsOf(bench, one, orders);
  const count = countIn(bench, one);
  const problems: string[] = [];
  const exits: number[] = [];
  const counts: string[] = [];
  const mayGoOn = (nth: number): boolean =>
    nth <= repeats || (exits.at(-1) === outOfReach && nth <= repeats + mostMore);
  for (let nth = 0; mayGoOn(nth); nth += 1) {
    for (const { customerId } of orders) {
      if (nth === 0) liar.lieTo(customerId, one.isExecuted);
      else liar.beHonest(customerId);
    }
    const ended = await bench.csp(words);
    exits.push(ended.exitCode);
    counts.push(orders.map(count).join('+'));
    problems.push(
      ...untrue(one, ended, orders, count).map((problem) => `${nameOf(one)}, command ${nth + 1}: ${problem}`),
    );
  }
  if (orders.some((order) => count(order) !== 1)) problems.push(`${nameOf(one)}: not done in the end`);
  if (![0, 8].includes(exits.at(-1) ?? -1)) problems.push(`${nameOf(one)}: it ends with ${exits.at(-1)}`);
  return {
    row: `${nameOf(one).padEnd(28)} exit ${exits.join(' ')} · ledger ${counts.join(' ')}`,
    problems,
  };
};

/** They share a machine of two cores and mostly wait. */
const sideBySide = 4;

test.each(lies)('T2: the answer to a write is a lie, %s: done once, and told as it is', async (name, lie) => {
  const liar = createLiar(lie);
  const plan = { orders: customers * 2, customers, speed: 30, serviceSpeed: 1, remembers: 'none' } as const;
  await inMood(plan, liar.mood, async (bench) => {
    let next = 0;
    const work = cases.map((one) => {
      const orders = bench.orders.slice(next, next + linesOf(one));
      next += linesOf(one);
      return { one, orders };
    });
    const rows = new Map<Case, string>();
    const problems: string[] = [];
    const queue = [...work];
    const worker = async (): Promise<void> => {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        const result = await tryCase(bench, liar, task.one, task.orders);
        rows.set(task.one, result.row);
        problems.push(...result.problems);
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, worker));
    note([`${name}:`, ...cases.map((one) => `  ${rows.get(one)}`)].join('\n'));
    expect(problems).toEqual([]);
  });
});

test('what a cart holds beside what was asked for is never checked out, and both are told', async () => {
  const more: Mood = async ({ method, path }, ask) => {
    const answer = await ask();
    if (method !== 'POST' || !path.endsWith('/carts')) return answer;
    return changed(answer, (cart) => {
      const [line] = cart['lineItems'] as readonly object[];
      return { ...cart, lineItems: [line, { ...line, id: 1, quantity: 77 }] };
    });
  };
  await inMood({ orders: 1, customers: 1, speed: 30, serviceSpeed: 1, remembers: 'none' }, more, async (bench) => {
    for (const form of ['single', 'list'] as const) {
      const { exitCode, stderr } = await bench.csp(
        wordsOf(bench, { act: 'buy', form, isExecuted: false }, bench.orders),
      );
      expect([exitCode, errorOf(stderr)]).toMatchObject([
        5,
        { code: 'wrongAnswer', details: { nothingOrdered: true } },
      ]);
      expect(errorOf(stderr)?.message).toMatch(/asked for 2 × .* answered 2 × .* \+ 77 × .* Nothing was ordered\./);
    }
    expect(bench.ledger().filter((entry) => 'path' in entry && entry.path.endsWith('/checkout'))).toEqual([]);
  });
});
