/** Lines of a list that are one and the same purchase, whatever they call it: made once, and told as it is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { CspError } from '../../src/core/errors.ts';
import { contoso } from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';
import { pathOf, ran } from './list-bench.ts';

const ordersOf = async ({ backend }: CommandBench): Promise<number> => (await backend.listOrders(contoso.id)).length;

describe('when lines of a list are one and the same purchase', () => {
  const threeNames = [contoso.domain, contoso.id, `"${contoso.name.toUpperCase()}"`];
  const write = (bench: CommandBench, lines: readonly string[], header = 'customer,product,sku,quantity'): string => {
    const path = pathOf(bench, 'same.csv');
    writeFileSync(path, [header, ...lines, ''].join('\n'));
    return path;
  };
  const byName = (bench: CommandBench): string =>
    write(
      bench,
      threeNames.map((name) => `${name},DG7GMGF0DVT7,000C,5`),
    );
  const moneyOf = (stdout: string): readonly unknown[] =>
    stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text))
      .map((row) => [row.inputLine, row.outcome, row.sameAsLine, row.orderId === null, row.total?.amount ?? null]);
  const once = [
    [2, 'ordered', null, false, '205.00'],
    [3, 'repeated', 2, true, null],
    [4, 'repeated', 2, true, null],
  ];

  describe.each(['', ' --again', ' --again skip'])('and the command has%s', (again) => {
    command('then one is ordered, and nothing else says so or counts money', async (bench) => {
      const before = await ordersOf(bench);
      const { stdout, stderr, failure } = await bench.csp(`buy --file ${byName(bench)} --yes -o jsonl${again}`);
      expect([failure, moneyOf(stdout), (await ordersOf(bench)) - before]).toEqual([null, once, 1]);
      expect(stderr.split('\n').slice(1)).toEqual([
        'Quote: 1 line to order, 2 repeated. Total: USD\u00a0205.00.',
        '  Line 3: the same purchase as line 2',
        '  Line 4: the same purchase as line 2',
        'What is repeated is ordered once. For more of it write a larger quantity, or give the lines PO numbers of their own.',
        'Run 00000001 begins: 1 purchase.',
        'Run 00000001: 1 ordered, 2 repeated, of 3 lines.',
        '',
      ]);
    });

    command('then a dry run says the same of them', async (bench) => {
      const { stdout, failure } = await bench.csp(`buy --file ${byName(bench)} -n -o jsonl${again}`);
      expect([failure, moneyOf(stdout)]).toEqual([null, [[2, 'would-order', null, true, '205.00'], ...once.slice(1)]]);
    });
  });

  command(
    'then a term that is stated and one that is taken anyway, and small letters, differ in nothing',
    async (bench) => {
      const before = await ordersOf(bench);
      const path = write(
        bench,
        [
          `${contoso.id},DG7GMGF0DVT7,000C,5,P3Y`,
          `${contoso.id},dg7gmgf0dvt7,000c,5,`,
          `${contoso.id},DG7GMGF0DVT7,000C,6,`,
        ],
        'customer,product,sku,quantity,term',
      );
      const { rows, failure } = await ran(bench, `buy --file ${path} --yes --again`);
      expect([failure, rows, (await ordersOf(bench)) - before]).toEqual([
        null,
        ['2 ordered', '3 repeated', '4 ordered'],
        2,
      ]);
    },
  );

  command('then the number that is expected, typed and limited is that of the purchases', async (bench) => {
    const path = byName(bench);
    expect((await bench.csp(`buy --file ${path} --yes --expect-count 3`)).failure).toEqual({
      code: 'countMismatch',
      details: { expected: 3, found: 1 },
    });
    const { failure, questions } = await bench.csp(`buy --file ${path} --max-total 205 --currency USD`, {
      columns: 100,
      answers: ['1'],
    });
    expect([failure, questions]).toEqual([null, [expect.stringContaining('This orders 1 line for 1 customer')]]);
  });

  command('then a run that was cut off goes on with one, in whatever order the lines come', async (bench) => {
    const before = await ordersOf(bench);
    const path = byName(bench);
    const cut = await ran(bench, `buy --file ${path} --yes`, { stepsLeft: 0 });
    expect(cut.rows).toEqual(['2 not-tried', '3 repeated', '4 repeated']);
    write(
      bench,
      threeNames.toReversed().map((name) => `${name},DG7GMGF0DVT7,000C,5`),
    );
    const { rows, failure } = await ran(bench, `buy --file ${path} --yes`);
    expect([failure, rows, (await ordersOf(bench)) - before]).toEqual([
      null,
      ['2 ordered', '3 repeated', '4 repeated'],
      1,
    ]);
    const told = await ran(bench, `buy --file ${path} --yes`);
    expect([told.failure, told.rows, (await ordersOf(bench)) - before]).toEqual([null, rows, 1]);
  });

  command('then what cannot be ordered is refused once', async (bench) => {
    const path = write(
      bench,
      threeNames.map((name) => `${name},DG7GMGF0DVT7,9999,5`),
    );
    const { rows, failure } = await ran(bench, `buy --file ${path} --yes`);
    expect([rows, failure]).toEqual([
      ['2 refused skuNotFound', '3 repeated', '4 repeated'],
      { code: 'runRefused', details: { runId: '00000001', refused: 1, refundable: 0 } },
    ]);
  });

  command('then a terminal, the summary and JUnit show them', async (bench) => {
    const [summary = '', xml = ''] = ['summary.md', 'rows.xml'].map((name) => pathOf(bench, name));
    const line = `buy --file ${byName(bench)} --yes --summary ${summary} --results ${xml}`;
    const { stdout } = await bench.csp(line, { columns: 120 });
    expect(cellsOf(stdout).map(([input, , , outcome, message]) => [input, outcome, message])).toEqual([
      ['Input', 'Outcome', 'Message'],
      ['3', 'repeated', 'same as line 2'],
      ['4', 'repeated', 'same as line 2'],
    ]);
    const page = readFileSync(summary, 'utf8');
    expect(page).toContain('| Total, as quoted | USD\u00a0205.00 |');
    expect(page).toContain('| ordered | 1 |\n| repeated | 2 |');
    const junit = readFileSync(xml, 'utf8');
    expect(junit).toContain('tests="3" failures="0" errors="0" skipped="2"');
    expect(junit.match(/<skipped message="sameAsLine: 2"\/>/g)).toHaveLength(2);
  });

  command('then a person records what came of the first, and of no other', async (bench) => {
    const lost = (real: typeof bench.partner) => ({
      ...real,
      backend: {
        ...real.backend,
        checkoutCart: () =>
          Promise.reject(
            new CspError('outcomeUnsettled', {
              ...{ operation: 'POST', requestId: 'R', correlationId: 'C', reason: 'answerLost' as const },
            }),
          ),
      },
    });
    const doubtful = await ran(bench, `buy --file ${byName(bench)} --yes`, { partner: lost });
    expect(doubtful.rows).toEqual(['2 unknown purchaseUnknown', '3 repeated', '4 repeated']);
    const resolve = (line: number) => bench.csp(`runs resolve last --line ${line} --as not-done --reason Seen`);
    expect((await resolve(3)).failure).toMatchObject({ code: 'argumentInvalid', details: { expected: '2' } });
    expect((await resolve(2)).failure).toBe(null);
    expect((await ran(bench, 'runs show last')).rows).toEqual(['2 failed', '3 repeated', '4 repeated']);
  });
});
