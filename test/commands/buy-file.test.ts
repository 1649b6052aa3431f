/** `csp buy --file`: a list quoted as a whole, confirmed by its number of lines, each line bought once. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { contoso } from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';
import { codeOf, pathOf, ran, writePurchases } from './list-bench.ts';

const two = ['5 PO-1', '2 PO-2'];
const ordersOf = async ({ backend }: CommandBench): Promise<number> => (await backend.listOrders(contoso.id)).length;

command('when a person types the number of lines, then each is ordered once', async (bench) => {
  const before = await ordersOf(bench);
  const path = writePurchases(bench, two);
  const { stdout, stderr, failure, questions } = await bench.csp(`buy --file ${path}`, {
    columns: 100,
    answers: ['2'],
  });
  expect(questions).toEqual([
    'type: This orders 2 lines for 1 customer, total USD\u00a0287.00. Type the number of lines to go on:',
  ]);
  expect([failure, stdout, stderr.split('\n')]).toEqual([
    null,
    '',
    [
      `${path}: 2 lines.`,
      'Quote: 2 lines to order. Total: USD\u00a0287.00.',
      'Run 00000001 begins: 2 purchases.',
      'Run 00000001: 2 ordered, of 2 lines.',
      '',
    ],
  ]);
  expect((await ordersOf(bench)) - before).toBe(2);
});

command('when a row is read by a machine, then it says what was bought and for how much', async (bench) => {
  const { stdout } = await bench.csp(`buy --file ${writePurchases(bench, ['5 PO-1'])} --yes -o json`);
  const [row] = JSON.parse(stdout);
  expect(row).toEqual({
    inputLine: 2,
    environment: 'sandbox',
    customerId: contoso.id,
    orderId: row.orderId,
    line: null,
    outcome: 'ordered',
    code: null,
    message: null,
    credit: null,
    visibleBy: null,
    requestId: row.requestId,
    run: '00000001',
    attempts: 1,
    sameAsLine: null,
    byRun: null,
    productId: 'DG7GMGF0DVT7',
    skuId: '000C',
    quantity: 5,
    term: 'P3Y',
    billingCycle: 'one_time',
    poNumber: 'PO-1',
    total: { amount: '205.00', currency: 'USD' },
  });
  const bought = await bench.backend.getOrder(contoso.id, row.orderId);
  expect(bought.lineItems.map(({ productId, skuId, quantity }) => [productId, skuId, quantity])).toEqual([
    ['DG7GMGF0DVT7', '000C', 5],
  ]);
});

command('T10: when the same list comes again, then nothing is bought, and its orders are told again', async (bench) => {
  const first = await bench.csp(`buy --file ${writePurchases(bench, two)} --yes -o json --fields orderId`);
  const before = await ordersOf(bench);
  const moved = writePurchases(bench, two.toReversed(), 'again.csv');
  const again = await bench.csp(`buy --file ${moved} -o json --fields orderId`);
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout).toReversed());
  expect([again.failure, await ordersOf(bench)]).toEqual([null, before]);
});

command('when a run is ended half-way, then the same command buys the rest and nothing twice', async (bench) => {
  const before = await ordersOf(bench);
  const line = `buy --file ${writePurchases(bench, two)} --yes --concurrency 1`;
  const filled = await ran(bench, line, { stepsLeft: 1 });
  expect([codeOf(filled), filled.rows, await ordersOf(bench)]).toEqual([
    'timeout',
    ['2 not-tried', '3 not-tried'],
    before,
  ]);
  const stopped = await ran(bench, line, { stepsLeft: 4 });
  expect([codeOf(stopped), stopped.rows]).toEqual(['timeout', ['2 ordered', '3 not-tried']]);
  expect((await ordersOf(bench)) - before).toBe(1);
  const done = await ran(bench, line);
  expect([done.failure, done.rows]).toEqual([null, ['2 ordered', '3 ordered']]);
  expect((await ordersOf(bench)) - before).toBe(2);
});

command('when a line repeats what was bought, then somebody decides', async (bench) => {
  await bench.csp(`buy --file ${writePurchases(bench, ['5 PO-1'])} --yes`);
  const before = await ordersOf(bench);
  const path = writePurchases(bench, two, 'more.csv');
  const refused = await ran(bench, `buy --file ${path} --yes`);
  expect([codeOf(refused), refused.said.slice(1, 2)]).toEqual([
    'repeatPurchase',
    ['Quote: 2 lines to order, 1 of them bought already. Total: USD\u00a0287.00.'],
  ]);
  expect(await ordersOf(bench)).toBe(before);
  const skipped = await ran(bench, `buy --file ${path} --yes --again skip`);
  expect([skipped.failure, skipped.rows, skipped.said[1]]).toEqual([
    null,
    ['2 already-ordered', '3 ordered'],
    'Quote: 1 line to order, 1 bought already. Total: USD\u00a082.00.',
  ]);
  const all = await ran(bench, `buy --file ${writePurchases(bench, ['5 PO-3'], 'third.csv')} --yes --again`);
  expect([all.failure, all.rows, (await ordersOf(bench)) - before]).toEqual([null, ['2 ordered'], 2]);
});

command(
  'T51: when the number or the sum is not as expected, then what was seen is told and nothing is bought',
  async (bench) => {
    const before = await ordersOf(bench);
    const path = writePurchases(bench, two);
    const refused = async (flags: string) => (await bench.csp(`buy --file ${path} --yes ${flags}`)).failure;
    expect([
      await refused('--expect-count 3'),
      await refused('--max-total 286.99 --currency USD'),
      await refused('--max-total 1000 --currency EUR'),
    ]).toEqual([
      { code: 'countMismatch', details: { expected: 3, found: 2 } },
      {
        code: 'priceAboveLimit',
        details: { price: { amount: '287.00', currency: 'USD' }, limit: { amount: '286.99', currency: 'USD' } },
      },
      { code: 'currencyMismatch', details: { price: 'USD', limit: 'EUR' } },
    ]);
    const many = writePurchases(
      bench,
      Array.from({ length: 26 }, (_, at) => `${at + 1} PO-${at}`),
      'many.csv',
    );
    expect((await bench.csp(`buy --file ${many} --yes`)).failure).toEqual({
      code: 'expectCountNeeded',
      details: { found: 26, flag: '--expect-count' },
    });
    expect(await ordersOf(bench)).toBe(before);
    expect(await refused('--expect-count 2 --max-total 287 --currency USD')).toBeNull();
  },
);

command('when nobody can answer, then that is said before anything is quoted', async (bench) => {
  const partner = (own: typeof bench.partner) => ({
    ...own,
    backend: { ...own.backend, findProduct: () => Promise.reject(new Error('a product was read')) },
  });
  const { failure } = await bench.csp(`buy --file ${writePurchases(bench, two)}`, { partner });
  expect(failure).toEqual({ code: 'confirmationNeeded', details: { flag: '--yes' } });
});

command('when a flag says what a line of the list says, then they do not go together', async (bench) => {
  const path = writePurchases(bench, two);
  const flags = ['--product P', '--sku S', '--quantity 2', '--term P1Y', '--billing-cycle annual', '--po-number 4711'];
  for (const flag of flags) {
    expect((await bench.csp(`buy --file ${path} ${flag}`)).failure).toEqual({
      code: 'argumentsConflict',
      details: { flags: ['--file', flag.split(' ')[0]] },
    });
  }
});

command(
  'when a line cannot be ordered, then it says why, the others are ordered, and a terminal shows it',
  async (bench) => {
    const path = writePurchases(bench, [...two, '200000 PO-3']);
    const dry = await bench.csp(`buy --file ${path} --dry-run`, { columns: 120 });
    expect(cellsOf(dry.stdout).map((cells) => [cells[0], ...cells.slice(2, 5)])).toEqual([
      ['Input', 'Product', 'Outcome', 'Price'],
      ['2', '5 × DG7GMGF0DVT7:000C', 'would be ordered', '205.00 USD'],
      ['3', '2 × DG7GMGF0DVT7:000C', 'would be ordered', '82.00 USD'],
      ['4', '200000 × DG7GMGF0DVT7:000C', 'refused', '–'],
    ]);
    expect(dry.failure).toEqual({ code: 'runRefused', details: { runId: null, refused: 1, refundable: 0 } });
    expect(dry.stderr.split('\n').slice(1, 3)).toEqual([
      'Quote: 2 lines to order, 1 that cannot be ordered. Total: USD\u00a0287.00.',
      '  200000 is no possible quantity for this product.',
    ]);
    expect(await (await bench.journal()).listRuns(bench.partner.identity.environment)).toEqual([]);
    const { failure, rows } = await ran(bench, `buy --file ${path} --yes`);
    expect([failure, rows]).toEqual([
      { code: 'runRefused', details: { runId: '00000001', refused: 1, refundable: 0 } },
      ['2 ordered', '3 ordered', '4 refused quantityOutOfRange'],
    ]);
  },
);

command('when reports are asked for, then they tell of purchases', async (bench) => {
  const [results = '', summary = ''] = ['rows.csv', 'summary.md'].map((name) => pathOf(bench, name));
  const line = `buy --file ${writePurchases(bench, two)} --yes --results ${results} --summary ${summary}`;
  await bench.csp(`${line} --dry-run`);
  expect([existsSync(results), existsSync(summary)]).toEqual([false, false]);
  await bench.csp(line);
  expect(readFileSync(results, 'utf8').split('\n')[2]).toMatch(/,DG7GMGF0DVT7,000C,2,P3Y,one_time,PO-2,82\.00,USD$/);
  const page = readFileSync(summary, 'utf8');
  expect(page.split('\n').filter((row) => /^#|Total|ordered/.test(row))).toEqual([
    '# Bulk purchase, run 00000001',
    '| Total, as quoted | USD\u00a0287.00 |',
    '## Outcomes',
    '| ordered | 2 |',
    '## What to do next',
  ]);
});

command('when what was refused is taken out of a report, then it is a list to buy from, as it was', async (bench) => {
  const path = writePurchases(bench, [...two, '200000 =PO-3']);
  const [csv = '', json = '', left = ''] = ['rows.csv', 'rows.jsonl', 'left'].map((name) => pathOf(bench, name));
  await bench.csp(`buy --file ${path} --yes --results ${csv}`);
  await bench.csp(`runs export last --results ${json}`);
  const textOf = (file: string): readonly string[] => readFileSync(file, 'utf8').trimEnd().split('\n');
  const isRefused = (row: string): boolean => /^inputLine|[^-]refused/.test(row);
  const dryRun = async (rows: readonly string[]) => {
    writeFileSync(left, rows.join('\n'));
    const { stdout, failure } = await bench.csp(`buy --file ${left} --dry-run --again skip -o json`);
    if (stdout === '') return failure;
    return JSON.parse(stdout).map((row: Record<string, unknown>) => [row['quantity'], row['poNumber'], row['outcome']]);
  };
  const third = [[200000, '=PO-3', 'refused']];
  expect([await dryRun(textOf(csv).filter(isRefused)), await dryRun(textOf(json).filter(isRefused))]).toEqual([
    third,
    third,
  ]);
  const all = [[5, 'PO-1', 'already-ordered'], [2, 'PO-2', 'already-ordered'], ...third];
  expect([await dryRun(textOf(csv)), await dryRun(textOf(json))]).toEqual([all, all]);
});
