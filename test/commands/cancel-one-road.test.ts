/** `csp cancel ORDER…` is a run of what was named: the flags, guards, rows and reports of a list hold for it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CancelRequest } from '../../src/core/ports/backend.ts';
import { cancelledOrder, closed, contoso, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, command, type Outcome, type Scene } from './command-bench.ts';
import { agreed, codeOf, pathOf, ran, statesOf, writeOrders } from './list-bench.ts';

const customer = `--customer ${contoso.domain}`;

interface Row {
  readonly outcome: string;
  readonly credit: { readonly amount: string } | null;
  readonly line: number | null;
}
const rowsOf = ({ stdout }: Outcome): readonly Row[] => JSON.parse(stdout);

/** Notes what is asked of the service, and holds an answer back until `release` is called. */
const holding = () => {
  const asked: CancelRequest[] = [];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const partner: NonNullable<Scene['partner']> = (own) => ({
    ...own,
    backend: {
      ...own.backend,
      requestCancel: async (request) => {
        asked.push(request);
        await released;
        return own.backend.requestCancel(request);
      },
    },
  });
  return { asked, release: () => release(), partner };
};

command('when --plan-out is said of a named order, then a plan is written and nothing is cancelled', async (bench) => {
  const plan = pathOf(bench, 'plan.json');
  const { failure, stderr } = await bench.csp(`cancel ${twoLines} ${customer} --plan-out ${plan} ${agreed}`);
  expect([failure, await statesOf(bench, [twoLines])]).toEqual([null, ['active active']]);
  expect(stderr).toContain(`csp cancel --apply ${plan} --acknowledge --yes`);
  const applied = await ran(bench, `cancel --apply ${plan} ${agreed.replace('--reason "Ordered twice" ', '')}`);
  expect([applied.failure, applied.rows]).toEqual([null, ['1 cancelled']]);
});

command('when reports are asked for of named orders, then they are written', async (bench) => {
  const [results, summary, requests] = ['r.jsonl', 's.md', 'requests'].map((name) => pathOf(bench, name));
  const flags = `--results ${results} --summary ${summary} --refund-requests ${requests}`;
  const { failure } = await bench.csp(`cancel ${windowsServer} ${closed} ${customer} ${agreed} ${flags}`);
  expect(codeOf({ failure })).toBe('cancelWindowClosed');
  expect(
    readFileSync(results ?? '', 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(2);
  expect(readFileSync(summary ?? '', 'utf8')).toContain('| cancelled | 1 |');
  expect(existsSync(`${requests}/${closed}.txt`)).toBe(true);
});

command('when --all-or-nothing is said of named orders and one cannot go, then none is cancelled', async (bench) => {
  const line = `${windowsServer} ${closed} ${customer} ${agreed}`;
  expect(codeOf(await bench.csp(`cancel ${line} --all-or-nothing`))).toBe('notAllEligible');
  expect(await statesOf(bench, [windowsServer])).toEqual(['active']);
  expect(codeOf(await bench.csp(`cancel ${line} --only-eligible`))).toBeNull();
  expect(await statesOf(bench, [windowsServer])).toEqual(['cancelled']);
});

command('when a list has an order in hand, then naming it sends nothing, and waits for the list', async (bench) => {
  const { asked, release, partner } = holding();
  const path = writeOrders(bench, [windowsServer]);
  const list = bench.csp(`cancel --file ${path} ${agreed} -o json`, { partner });
  while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  // While the list is at work the named run looks again and again whether it may have the order.
  let looks = 0;
  const journal: Scene['journal'] = (own) => ({
    ...own,
    tryLock: async (name) => {
      looks += 1;
      if (looks === 20) release();
      // The list's own work is no microtask.
      await new Promise((resolve) => setImmediate(resolve));
      return own.tryLock(name);
    },
  });
  const named = bench.csp(`cancel ${windowsServer} ${customer} ${agreed} -o json`, { partner, journal });
  const [first, second] = [rowsOf(await list), rowsOf(await named)];
  expect([first, second].map(([row]) => [row?.outcome, row?.credit?.amount ?? null])).toEqual([
    ['cancelled', '4704.00'],
    ['already-cancelled', null],
  ]);
  expect([asked.length, looks >= 20]).toEqual([1, true]);
});

command(
  'when another machine was faster, then the order is cancelled already, and its credit is in no sum',
  async (bench) => {
    // Its cancellation does not show in lists yet.
    await bench.backend.requestCancel({ customerId: contoso.id, orderId: twoLines, lines: 'all', requestId: 'other' });
    const rows = rowsOf(await bench.csp(`cancel ${twoLines} ${windowsServer} ${customer} ${agreed} -o json`));
    expect(rows.map(({ outcome, credit }) => [outcome, credit?.amount ?? null])).toEqual([
      ['already-cancelled', null],
      ['cancelled', '4704.00'],
    ]);
    const again = await bench.csp(`cancel ${windowsServer} ${customer} ${agreed} --expect-count 1 -o json`);
    expect([again.failure, rowsOf(again)]).toMatchObject([null, [{ outcome: 'already-cancelled', credit: null }]]);
  },
);

const sameRow = async ({ csp }: CommandBench, line: string) =>
  Object.keys(rowsOf(await csp(`${line} -n -o json`))[0] ?? {});

command('when an order is named or listed, then its row is the same, with no line for the whole', async (bench) => {
  const path = writeOrders(bench, [twoLines]);
  const [named, listed] = [`cancel ${twoLines} ${customer}`, `cancel --file ${path}`];
  expect(await sameRow(bench, named)).toEqual(await sameRow(bench, listed));
  for (const line of [named, listed])
    expect(rowsOf(await bench.csp(`${line} -n -o json`)).map((row) => row.line)).toEqual([null]);
});

command(
  'when more are looked at than may be sent, then the plan is shown, with the command that would do it',
  async (bench) => {
    const path = writeOrders(bench, [twoLines, windowsServer]);
    const { failure, rows, said } = await ran(bench, `cancel --file ${path} --max-cancel 1 -n`);
    expect([failure, rows]).toEqual([null, ['2 would-cancel', '3 would-cancel']]);
    const doing = said.at(-1)?.trim() ?? '';
    expect(doing).toBe(`csp cancel --file ${path} --reason TEXT --acknowledge --yes --max-cancel 2`);
    expect(codeOf(await bench.csp(doing.slice('csp '.length).replace('TEXT', 'Twice')))).toBeNull();
    expect(await statesOf(bench, [twoLines, windowsServer])).toEqual(['cancelled cancelled', 'cancelled']);
  },
);

command('when nothing is left to cancel, then no command is suggested', async (bench) => {
  const plan = pathOf(bench, 'plan.json');
  const written = await bench.csp(`cancel ${cancelledOrder} ${customer} --plan-out ${plan}`);
  expect([written.failure, written.stderr]).toEqual([
    null,
    `Order 83aa69bba1d8 was cancelled already.\nThe plan is in ${plan}. It has nothing left to cancel.\n`,
  ]);
  expect((await bench.csp(`cancel ${cancelledOrder} ${customer} -n`)).stderr).not.toContain('csp cancel');
});

command('when more than 25 are named, then a bare --yes is not enough, and a plan needs no number', async (bench) => {
  await bench.csp('sandbox seed --orders 400 --yes');
  const listed = await bench.csp('list-software --all-customers --cancellable -o tsv --fields customerId,orderId');
  const orders = [...new Set(listed.stdout.trim().split('\n'))].slice(0, 30);
  const path = pathOf(bench, 'many.csv');
  writeFileSync(path, `customer,order\n${orders.join('\n').replaceAll('\t', ',')}\n`);
  const plan = pathOf(bench, 'plan.json');
  expect(codeOf(await bench.csp(`cancel --file ${path} ${agreed}`))).toBe('expectCountNeeded');
  expect(codeOf(await bench.csp(`cancel --file ${path} --plan-out ${plan}`))).toBeNull();
  expect(codeOf(await bench.csp(`cancel --apply ${plan} ${agreed} --only-eligible`))).toBeNull();
});
