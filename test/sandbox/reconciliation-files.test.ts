import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { importReconciliation } from '../../src/backends/sandbox/reconciliation.ts';
import { type ReconciliationRow, readReconciliation } from '../../src/backends/sandbox/reconciliation-rows.ts';
import { isCspError } from '../../src/core/errors.ts';
import { bundleSandboxScript, runScript } from './bundled-sandbox-script.ts';
import { anyTime } from './reconciliation-import.ts';
import { row, toText, utf16be, type Writing, writeRows } from './reconciliation-text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const readAll = async (path: string): Promise<readonly ReconciliationRow[]> => {
  const rows: ReconciliationRow[] = [];
  for await (const each of readReconciliation(path)) rows.push(each);
  return rows;
};

const write = (content: string | Buffer): string => {
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  return path;
};

const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    if (isCspError(error)) return { code: error.code, details: error.details };
    throw error;
  }
  return 'did not fail';
};

const bom = '\uFEFF';
const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a byte order mark', (text) => Buffer.from(bom + text)],
  ['UTF-16LE', (text) => Buffer.from(bom + text, 'utf16le')],
  ['UTF-16LE without a mark', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16BE', utf16be],
];

describe.each(encodings)('%s', (_, encode) => {
  const writings: readonly Writing[] = [',', ';', '\t'].flatMap((delimiter) =>
    ['\r\n', '\n', '\r'].map((lineEnd) => ({ delimiter, lineEnd })),
  );

  test.each(writings)('rows apart by $delimiter and $lineEnd are the same rows', async (writing) => {
    const names = ['Contoso, Ltd.; "the first"', 'プロズウェア株式会社', 'ООО «Литвэр»\nМосква'];
    const path = writeRows(
      folder,
      'file.csv',
      names.map((CustomerName) => row({ CustomerName })),
      { ...writing, encode },
    );
    const rows = await readAll(path);
    expect(rows.map((each) => [each.cell('CustomerName'), each.cell('SkuId')])).toEqual(
      names.map((name) => [name, '0005']),
    );
  });
});

test('columns are found by name, whatever their order, case and spaces', async () => {
  const columns = Object.keys(row()).toReversed();
  const [header = '', ...lines] = toText([row()], { columns, lineEnd: '\n' }).split('\n');
  const [read] = await readAll(write([header.toUpperCase().replaceAll(',', ' , '), ...lines].join('\n')));
  expect([read?.cell('CustomerId'), read?.cell('Quantity'), read?.cell('AlternateId')]).toEqual([
    row()['CustomerId'],
    '2',
    '',
  ]);
});

test('empty lines and a missing last line end do no harm; lines count from the header, through quoted line ends', async () => {
  const [header, first, second] = toText([row({ CustomerName: 'two\nlines' }), row()], { lineEnd: '\n' }).split(
    /\n(?!lines)/,
  );
  const rows = await readAll(write(`${header}\n\n${first}\n ,, \n${second}`));
  expect(rows.map(({ line }) => line)).toEqual([3, 6]);
});

const header = toText([], { lineEnd: '' });
const width = header.split(',').length;
const whole = Array.from({ length: width }, () => 'x').join();

test.each([
  ['nothing', '', { line: null, reason: 'empty' }],
  ['only line ends', '\r\n\r\n', { line: null, reason: 'empty' }],
  [
    'another table',
    'Vendor,Company name\r\n1,Contoso\r\n',
    { line: 1, reason: 'notFile', columns: 'Vendor, Company name' },
  ],
  ['prose', 'Dear customer\n', { line: 1, reason: 'notFile', columns: 'Dear customer' }],
  [
    'a table without two columns',
    header.replace('OrderId,', '').replace('SkuName,', ''),
    { line: 1, reason: 'columnMissing', found: 'OrderId, SkuName' },
  ],
  ['a quotation mark that is never closed', `${header}\n"cut`, { line: 2, column: 1, reason: 'quote' }],
  ['a quotation mark inside a cell', `${header}\nx,a"b,c\n`, { line: 2, column: 2, reason: 'quote' }],
  ['text behind a quotation mark', `${header}\nx,y,"a"b\n`, { line: 2, column: 3, reason: 'quote' }],
  ['a row that is cut off', `${header}\n${whole}\nx,y`, { line: 3, column: 3, reason: 'columnCount' }],
  [
    'a row with a cell too many',
    `${header}\n${whole}\n${whole},x\n`,
    { line: 3, column: width + 1, reason: 'columnCount' },
  ],
  ['a cell of two megabytes', `${header}\n"${'x'.repeat(2_000_000)}"\n`, { line: 2, column: 1, reason: 'tooLarge' }],
  ['Latin-1', Buffer.from(`${header}\nx,"y,z",Münster`, 'latin1'), { line: 2, column: 3, reason: 'encoding' }],
  ['a ZIP file', Buffer.from('504b0304140000000800', 'hex'), { line: 1, column: 1, reason: 'archive' }],
  ['a gzip file', Buffer.from('1f8b08000000', 'hex'), { line: 1, column: 1, reason: 'archive' }],
  [
    'a workbook',
    Buffer.from('PK\u0003\u0004\u0014\u0000[Content_Types].xml'),
    { line: 1, column: 1, reason: 'workbook' },
  ],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), { line: 1, column: 1, reason: 'workbook' }],
  ['half of a UTF-16 character', Buffer.from('fffe410042', 'hex'), { line: 1, column: 1, reason: 'encoding' }],
])('%s is refused as a whole', async (_, content, details) => {
  const file = write(content);
  expect(await failureOf(readAll(file))).toMatchObject({
    code: 'inputRefused',
    details: { file, column: null, ...details, total: 1 },
  });
});

test('what is not there and what is a folder is refused', async () => {
  const [missing, directory] = [join(folder, 'missing.csv'), join(folder, 'folder.csv')];
  mkdirSync(directory);
  const refused = (file: string, details: object) => ({
    code: 'inputRefused',
    details: { file, line: null, column: null, ...details },
  });
  expect(await failureOf(readAll(missing))).toMatchObject(refused(missing, { reason: 'unreadable', found: 'ENOENT' }));
  expect(await failureOf(readAll(directory))).toMatchObject(refused(directory, { reason: 'notFile' }));
});

test('another export of Partner Center is not taken for a reconciliation file', async () => {
  const file = resolve(__dirname, '../../fixtures/reconciliation/not-reconciliation.csv');
  expect(await failureOf(importReconciliation([file], anyTime))).toMatchObject({
    code: 'inputRefused',
    details: { file, line: 1, column: null, reason: 'otherFile', found: 'customers' },
  });
});

test('files without a single purchase are refused, and so is one bad file among good ones', async () => {
  const none = writeRows(folder, 'none.csv', [row({ ChargeType: 'Renew' })]);
  const good = writeRows(folder, 'good.csv', [row()]);
  const bad = write('prose');
  const refused = (file: string, reason: string, line: number | null = null) => ({
    code: 'inputRefused',
    details: { file, line, column: null, reason },
  });
  expect(await failureOf(importReconciliation([none], anyTime))).toMatchObject(refused(none, 'nothingUsable'));
  expect(await failureOf(importReconciliation([good, bad], anyTime))).toMatchObject(refused(bad, 'notFile', 1));
});

test('no text and no bytes make the reader fail in any other way than with a refusal', async () => {
  const pieces = fc.constantFrom(
    ',',
    ';',
    '\t',
    '"',
    '\r',
    '\n',
    '\r\n',
    '\0',
    bom,
    header,
    'New',
    'Cancel',
    '10/3/2020',
    '-1',
    'constructor',
  );
  const texts = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 30 })
    .map((parts) => Buffer.from(parts.join('')));
  const withHeader = texts.map((text) => Buffer.concat([Buffer.from(`${header}\n`), text]));
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
  await fc.assert(
    fc.asyncProperty(fc.oneof(texts, withHeader, bytes), async (content) => {
      const outcome = await failureOf(importReconciliation([write(content)], anyTime));
      expect(outcome).toMatchObject({ code: 'inputRefused' });
    }),
    { numRuns: 400 },
  );
});

test('whatever is damaged in the cells, every row is a line, changes one, or is counted with a reason, unless the file is refused for its dates', async () => {
  const cells = fc.record(
    {
      ChargeType: fc.constantFrom('New', 'new', 'Cancel', 'Renew', '', 'toString'),
      OrderId: fc.constantFrom('a', 'b', '94e858b6d855', '', '-x'),
      AlternateId: fc.constantFrom('', '94e858b6d855', '6dc5c039750a'),
      Quantity: fc.constantFrom('1', '2', '-2', '0', '1e3', '2.0', ''),
      OrderDate: fc.constantFrom('10/3/2020', '2020-10-03', '13/13/2020', ''),
      UnitPrice: fc.constantFrom('1', '', '0,500', '-1.50'),
      ProductId: fc.constantFrom('DG7GMGF0D5RK', 'CFQ7TTC0LFLX', ''),
      Currency: fc.constantFrom('USD', 'EUR', 'dollars'),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { maxLength: 30 }), async (damaged) => {
      const imported = importReconciliation(
        [writeRows(folder, 'file.csv', [row(), ...damaged.map(row)])],
        anyTime,
      ).catch((error: unknown) => {
        const reason = isCspError(error) && 'reason' in error.details ? error.details.reason : undefined;
        if (reason !== 'datesOpen' && reason !== 'datesMixed') throw error;
        return undefined;
      });
      const report = (await imported)?.report;
      if (report === undefined) return;
      const left = report.leftOut.reduce((sum, { lines }) => sum + lines.length, 0);
      expect(report.lines + report.changed + left).toBe(damaged.length + 1);
    }),
    { numRuns: 200 },
  );
});

test('a file of forty megabytes is read within a heap of twenty-four', async () => {
  const file = write(
    toText([
      row(),
      ...Array.from({ length: 100_000 }, () => row({ ChargeType: 'CycleCharge', SubscriptionId: 'x'.repeat(150) })),
    ]),
  );
  const script = await bundleSandboxScript(`
    import { importReconciliation } from './reconciliation.ts';
    importReconciliation(process.argv.slice(2), ${JSON.stringify(anyTime)}).then(({ report }) => process.stdout.write(JSON.stringify([report.rows, report.orders])));
  `);
  const result = await runScript(script, [file], ['--max-old-space-size=24']);
  rmSync(dirname(script), { recursive: true });
  expect(result).toEqual({ code: 0, stdout: '[100001,1]' });
});
