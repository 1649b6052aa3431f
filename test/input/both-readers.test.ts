/** What spreadsheets and shells put around a table and into its cells: lists of orders and imports take the same files. */
import { rmSync } from 'node:fs';
import { type ReconciliationRow, readReconciliation } from '../../src/backends/sandbox/reconciliation-rows.ts';
import { row, toText } from '../sandbox/reconciliation-text.ts';
import { type Desk, openDesk, problemsOf, readOrders } from './reading.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.remove());

const importRows = async (content: string | Buffer): Promise<readonly ReconciliationRow[]> => {
  const rows: ReconciliationRow[] = [];
  for await (const each of readReconciliation(desk.write(content))) rows.push(each);
  return rows;
};

const id = row()['OrderId'];
const text = toText([row(), row({ SkuId: '0006' })], { lineEnd: '\n' });
const [header = '', first = '', second = ''] = text.split('\n');
const withSemicolons = toText([row(), row({ SkuId: '0006' })], { delimiter: ';', lineEnd: '\n' });
const quoted = (line: string): string =>
  line.replace(/(^|;)(?!")([^;]*)/g, (_, sign: string, cell: string) => `${sign}"${cell}"`);

test.each([
  ['as it was downloaded', text],
  ['a line that says what parts the cells', `sep=;\n${withSemicolons}`],
  ['a line of types by PowerShell', `#TYPE Selected.System.Management.Automation.PSCustomObject\r\n${text}`],
  [
    'the same over quoted cells',
    `\uFEFF#TYPE System.Object\r\n${withSemicolons.split('\n').slice(0, 3).map(quoted).join('\r\n')}`,
  ],
  ['a line of types and one of separators', `#TYPE X\nsep=;\n${withSemicolons}`],
  [
    'names of columns in words',
    text.replace('OrderId', 'Order ID').replace('CustomerId', 'customer_id').replace('SkuId', 'sku-id'),
  ],
  ['blank columns behind the last', text.replace(/\n/g, ',,\n')],
  ['blank cells behind the last column', `${header}\n${first},\n${second}, ,\n`],
  ['blank lines', `\n${header}\n\n${first}\n${','.repeat(26)}\n${second}\n\n`],
])('both read a file with %s', async (_, content) => {
  expect((await readOrders(content)).rows.map(({ orderId, skuId }) => [orderId, skuId])).toEqual([
    [id, '0005'],
    [id, '0006'],
  ]);
  expect((await importRows(content)).map((each) => [each.cell('OrderId'), each.cell('SkuId')])).toEqual([
    [id, '0005'],
    [id, '0006'],
  ]);
});

test('what a spreadsheet did to ids is undone by both, and told with its line', async () => {
  const content = toText([
    row(),
    row({ SkuId: '6', OrderId: `'${id}`, OrderDate: "'2020-10-03", CustomerName: "'t Hoen" }),
  ]);
  const list = await readOrders(content);
  expect([list.rows.map(({ orderId, skuId }) => [orderId, skuId]), list.mended]).toEqual([
    [
      [id, '0005'],
      [id, '0006'],
    ],
    [3],
  ]);
  const rows = await importRows(content);
  expect(rows.map((each) => [each.cell('OrderId'), each.cell('SkuId'), each.mends])).toEqual([
    [id, '0005', []],
    [id, '0006', ['apostrophe', 'lost-zeros']],
  ]);
  expect(rows[1]?.cell('CustomerName')).toBe("'t Hoen");
});

const otherFiles = [
  ['license-based', 'PartnerId,CustomerId,OrderId,SubscriptionId,OfferId,DurableOfferId,OfferName,ChargeType,Amount'],
  ['usage', 'PartnerId,CustomerId,ProductId,SkuId,UsageDate,MeterType,MeterId,ChargeType,UnitPrice,Quantity,Currency'],
  ['usage', 'PartnerId,CustomerName,SubscriptionId,OrderId,ServiceName,ResourceGuid,ConsumedQuantity,PretaxCharges'],
  [
    'price-list',
    'ChangeIndicator,ProductTitle,ProductId,SkuId,SkuTitle,UnitPrice,EffectiveStartDate,ERP Price,Segment',
  ],
  ['order-history', 'Order ID,Customer,Order date,Ordered by,Status,Total'],
  ['customers', 'Microsoft ID,Company name,Primary domain name,Relationship'],
] as const;

test.each(otherFiles)('both name %s when they meet it: %s', async (kind, columns) => {
  const content = `${columns}\n${columns.replace(/[^,]+/g, 'x')}\n`;
  for (const work of [readOrders(content), importRows(content)])
    expect(await problemsOf(work)).toEqual([[1, null, 'otherFile', kind]]);
});

test.each([
  ['archive', Buffer.from('504b030414000000080000002100', 'hex')],
  ['archive', Buffer.from('1f8b0800000000000003', 'hex')],
  ['workbook', Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000xl/workbook.xml')],
  ['workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
  ['encoding', Buffer.from(`${header}\nM\u00fcnster`, 'latin1')],
])('both name what holds no text: %s', async (reason, content) => {
  for (const work of [readOrders(content), importRows(content)])
    expect((await problemsOf(work)).map(([line, , found]) => [line !== null, found])).toEqual([[true, reason]]);
});

test('a column that is missing is told beside the columns that are there', async () => {
  const content = header.replace('OrderId,', '').replace('AlternateId,', '');
  for (const work of [readOrders(`${content}\n`), importRows(`${content}\n`)]) {
    const failure = await work.catch((error: unknown) => error);
    expect(failure).toMatchObject({ details: { line: 1, reason: 'columnMissing', found: 'OrderId' } });
    expect((failure as { details: { columns: string } }).details.columns).toMatch(/^CustomerId, CustomerName, /);
  }
});

test('a file that was read whole or not at all leaves nothing open', async () => {
  const path = desk.write(`${header}\n${first}\n${second},x\n`);
  await expect(readOrders(`${header}\n${first}\n${second},x\n`)).rejects.toMatchObject({ code: 'inputRefused' });
  const read = async (): Promise<void> => {
    for await (const _ of readReconciliation(path));
  };
  await expect(read()).rejects.toMatchObject({ details: { line: 3, reason: 'columnCount' } });
  rmSync(path);
});

test('dates of a list are those of its whole file: proven, the portal’s own, or both where nothing tells', async () => {
  const daysOf = async (delimiter: string, ...dates: readonly string[]) =>
    (
      await readOrders(
        toText(
          dates.map((OrderDate) => row({ OrderDate })),
          { delimiter },
        ),
      )
    ).rows.map(({ purchasedOn }) => purchasedOn);
  expect(await daysOf(';', '05/11/2026', '28/11/2026')).toEqual([['2026-11-05'], ['2026-11-28']]);
  expect(await daysOf(',', '5/11/2026')).toEqual([['2026-05-11']]);
  expect(await daysOf(';', '05/11/2026', '')).toEqual([['2026-05-11', '2026-11-05'], []]);
  expect(
    await problemsOf(readOrders(toText([row({ OrderDate: '28/11/2026' }), row({ OrderDate: '11/28/2026' })]))),
  ).toEqual([[3, 7, 'datesMixed', '11/28/2026']]);
});
