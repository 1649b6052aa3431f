/** `csp runs`: what the journal holds, shown, and written to files. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closed } from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';
import { halfDone, planRun, rows, runId } from './run-bench.ts';

const rowsOf = async ({ csp }: CommandBench, line: string) => JSON.parse((await csp(`${line} -o json`)).stdout);

command('when nothing ran, then the list is empty and a run that is asked for is not found', async ({ csp }) => {
  expect((await csp('runs list -o json')).stdout).toBe('[]\n');
  expect((await csp('runs show last')).failure).toEqual({ code: 'runNotFound', details: { query: 'last' } });
  expect((await csp('runs show ab')).failure).toEqual({ code: 'runNotFound', details: { query: 'ab' } });
});

command('when a run stands half-way, then the list says how far', async (bench) => {
  await halfDone(bench);
  expect(await rowsOf(bench, 'runs list')).toEqual([
    {
      id: runId,
      kind: 'cancel',
      createdAt: '2026-11-21T10:00:00Z',
      finishedAt: null,
      source: '/data/orders.csv',
      actor: 'admin@firstupconsultants.onmicrosoft.com',
      lines: 6,
      orders: { done: 1, already: 1, refused: 2, inDoubt: 1, left: 0, dropped: 0 },
    },
  ]);
  const [, row] = cellsOf((await bench.csp('runs list', { columns: 120 })).stdout);
  expect(row).toEqual([
    runId,
    'cancel',
    '2026-11-21 10:00Z',
    'not finished',
    '6',
    '4 / 5',
    '2',
    '1',
    '/data/orders.csv',
  ]);
  expect(cellsOf((await bench.csp('runs list', { columns: 80 })).stdout)[1]?.slice(-3)).toEqual(['4 / 5', '2', '1']);
});

command(
  'when a run is shown, then there is a row a line, the same by its id, its beginning and “last”',
  async (bench) => {
    await halfDone(bench);
    const shown = await rowsOf(bench, 'runs show last');
    expect(shown[0]).toEqual({
      inputLine: 1,
      environment: null,
      customerId: '45411344-b09d-47e7-9653-542006bf9766',
      orderId: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1',
      line: 1,
      outcome: 'cancelled',
      code: null,
      message: null,
      credit: shown[0].credit,
      visibleBy: '2026-11-21T10:16:00Z',
      requestId: '00000000-0000-4000-8000-00000000000a',
      run: runId,
      attempts: 1,
      sameAsLine: null,
      ...{ byRun: null, productId: null, skuId: null, quantity: null, total: null },
      ...{ term: null, billingCycle: null, poNumber: null },
    });
    expect(shown.map((row: { [field: string]: unknown }) => [row['outcome'], row['code'], row['sameAsLine']])).toEqual([
      ['cancelled', null, null],
      ['unknown', 'outcomeUnknown', null],
      ['already-cancelled', null, null],
      ['refused', 'cancelWindowClosed', null],
      ['cancelled', null, 1],
      ['refused', 'orderNotFound', null],
    ]);
    expect(await rowsOf(bench, 'runs show ab1')).toEqual(shown);
    expect((await bench.csp('runs show ab12cd34 --ids')).stdout.split('\n').slice(0, 2)).toEqual([
      '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1/1',
      'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1',
    ]);
  },
);

command(
  'when a person looks at a run, then only what is not cancelled is in the table, and the sum below',
  async (bench) => {
    await halfDone(bench);
    const { stdout, stderr } = await bench.csp('runs show last', { columns: 200 });
    expect(
      cellsOf(stdout)
        .slice(1)
        .map(([line]) => line),
    ).toEqual(['2', '4', '6']);
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      '  Order oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1 may or may not have been changed: Partner Center took the request but does not show the change yet.',
      '  Order KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1, line 0, can no longer be cancelled: its window closed on 21 November 2026 04:00 UTC.',
      '  contoso.onmicrosoft.com has no order no-such-order.',
    ]);
    expect(stderr.split('\n').slice(3).join('\n')).toBe(
      'Run ab12cd34: 2 cancelled, 1 cancelled already, 2 refused, 1 unknown, of 6 lines.\n',
    );
  },
);

command('when all of a run is cancelled, then a terminal gets no empty table', async (bench) => {
  await planRun(
    bench,
    'ef56ab78',
    [rows[2]].flatMap((row) => (row === undefined ? [] : [row])),
  );
  expect(await bench.csp('runs show last', { columns: 80 })).toMatchObject({
    stdout: '',
    stderr: 'Run ef56ab78: 1 cancelled already, of 1 line.\n',
  });
});

command('when results are exported, then every format holds a row a line, for the owner only', async (bench) => {
  await halfDone(bench);
  const path = (name: string): string => join(bench.folder, 'work', name);
  const files = ['r.jsonl', 'r.csv', 'r.xml'];
  for (const name of files) {
    const { stdout, stderr } = await bench.csp(`runs export last --results ${path(name)}`);
    expect([stdout, stderr]).toEqual(['', `Results: ${path(name)}\n`]);
  }
  const [jsonl = '', csv = '', xml = ''] = files.map((name) => readFileSync(path(name), 'utf8'));
  expect(
    jsonl
      .trimEnd()
      .split('\n')
      .map((row) => JSON.parse(row)),
  ).toEqual(await rowsOf(bench, 'runs show last'));
  expect(csv).toBe((await bench.csp('runs show last -o csv')).stdout);
  expect(xml.match(/<testcase /g)).toHaveLength(6);
  expect(xml.split('\n').slice(0, 3)).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="csp run ab12cd34" tests="6" failures="2" errors="1">',
    '  <testsuite name="csp run ab12cd34" tests="6" failures="2" errors="1" skipped="0" timestamp="2026-11-21T10:00:00Z">',
  ]);
  expect(files.map((name) => statSync(path(name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  expect(readdirSync(path('.')).sort()).toEqual(['r.csv', 'r.jsonl', 'r.xml']);
});

command(
  'when a file holds an earlier report of the run, then it is replaced; anything else is left alone',
  async (bench) => {
    await halfDone(bench);
    await planRun(bench, 'ef56ab78');
    const path = (name: string): string => join(bench.folder, 'work', name);
    const files = ['r.jsonl', 'r.csv', 'r.xml'];
    for (const name of [...files, 's.md']) {
      const flag = name === 's.md' ? '--summary' : '--results';
      expect((await bench.csp(`runs export ab12 ${flag} ${path(name)}`)).failure).toBeNull();
      const before = readFileSync(path(name), 'utf8');
      expect((await bench.csp(`runs export ab12 ${flag} ${path(name)}`)).failure).toBeNull();
      expect((await bench.csp(`runs export ef56 ${flag} ${path(name)}`)).failure).toEqual({
        code: 'fileExists',
        details: { path: path(name) },
      });
      expect(readFileSync(path(name), 'utf8')).toBe(before);
      writeFileSync(path(name), 'mine\n');
      expect((await bench.csp(`runs export ab12 ${flag} ${path(name)}`)).failure).toMatchObject({ code: 'fileExists' });
      expect(readFileSync(path(name), 'utf8')).toBe('mine\n');
    }
  },
);

command('when the suffix is none of the three, then that is said before anything is written', async (bench) => {
  await halfDone(bench);
  const path = join(bench.folder, 'work', 'r.txt');
  expect((await bench.csp(`runs export last --results ${path} --summary ${path}.md`)).failure).toEqual({
    code: 'argumentInvalid',
    details: { flag: '--results', given: path, expected: '*.jsonl, *.csv, *.xml' },
  });
  expect(readdirSync(join(bench.folder, 'work'))).toEqual([]);
});

describe('refund requests', () => {
  const contact = 'config set contact.name "Aiko Tanaka"';

  command('T60: every refused order has its file, the same bytes each time, and no secret is in it', async (bench) => {
    await halfDone(bench);
    await bench.csp(contact);
    const folder = join(bench.folder, 'work', 'requests');
    const write = `runs export last --refund-requests ${folder}`;
    const first = await bench.csp(write);
    expect([first.failure, first.stderr]).toEqual([null, `1 refund request in ${folder}\n`]);
    expect([readdirSync(folder), statSync(folder).mode & 0o777]).toEqual([[`${closed}.txt`], 0o700]);
    const path = join(folder, `${closed}.txt`);
    const text = readFileSync(path, 'utf8');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(text).toContain('  Refund reason: Ordered twice\n');
    expect(text).toContain('  Name: Aiko Tanaka\n');
    expect(text).not.toMatch(/[A-Z0-9]{5}(-[A-Z0-9]{5}){4}|eyJ/);
    expect([(await bench.csp(write)).failure, readFileSync(path, 'utf8')]).toEqual([null, text]);
    expect((await bench.csp('support-request --from-run last')).stdout).toBe(text);
    writeFileSync(path, 'mine\n');
    expect((await bench.csp(write)).failure).toEqual({ code: 'fileExists', details: { path } });
    expect(readFileSync(path, 'utf8')).toBe('mine\n');
  });

  command('when they are asked for in a language, then that is theirs', async (bench) => {
    await halfDone(bench);
    const folder = join(bench.folder, 'work', 'requests');
    mkdirSync(folder);
    const { stderr } = await bench.csp(`runs export last --refund-requests ${folder}`, { lang: 'ja' });
    expect(stderr).toBe(`返金依頼 1 件を ${folder} に保存しました\n`);
    expect(readFileSync(join(folder, `${closed}.txt`), 'utf8')).toContain('Ordered twice');
  });

  command('when a run is named to support-request, then there is a list for machines', async (bench) => {
    await halfDone(bench);
    const [only, another] = await rowsOf(bench, 'support-request --from-run last --reason "Wrong tenant"');
    expect([only.description.orderId, only.description.reason, only.missing, another]).toEqual([
      closed,
      'Wrong tenant',
      ['name', 'email', 'phone'],
      undefined,
    ]);
    const json = JSON.parse((await bench.csp('support-request --from-run last --format json')).stdout);
    expect(json).toHaveLength(1);
    expect((await bench.csp('support-request --from-run last --check')).failure).toMatchObject({
      code: 'refundRequestIncomplete',
    });
    expect((await bench.csp('support-request --from-run last --order x')).failure).toEqual({
      code: 'argumentsConflict',
      details: { flags: ['--from-run', '--order'] },
    });
  });
});
