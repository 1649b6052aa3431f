/** Every form and writing of a list of orders that is taken in. */
import { rmSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { softwareView } from '../../src/commands/software-view.ts';
import { readOrderFile } from '../../src/input/read-order-file.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { row, toText, utf16be } from '../sandbox/reconciliation-text.ts';
import { inputOf, inShort, openDesk, readOrders } from './reading.ts';

const bom = '\uFEFF';
const contoso = 'contoso.onmicrosoft.com';
const samples = resolve(__dirname, '../../fixtures/reconciliation');

test.each([
  ['ids', 'c403d91b21d2\nf5c3b5ddb342/1\n'],
  ['T42: ids without a last line end', 'c403d91b21d2\nf5c3b5ddb342/1'],
  ['ids in quotation marks', '"c403d91b21d2"\n"f5c3b5ddb342/1"\n'],
  ['ids with spaces around', '  c403d91b21d2 \n f5c3b5ddb342/1 \n'],
  ['a table', 'order\nc403d91b21d2\nf5c3b5ddb342/1\n'],
  ['JSON ids', '["c403d91b21d2", "f5c3b5ddb342/1"]'],
  ['JSON objects', '[{"order":"c403d91b21d2"},{"order":"f5c3b5ddb342","line":1}]'],
  ['JSON lines', '{"order":"c403d91b21d2"}\n{"orderId":"f5c3b5ddb342","line":"1","customer":null}'],
])('%s', async (_, content) => {
  const { rows } = await readOrders(content);
  expect(rows.map(({ customer, orderId, orderLine }) => [customer, orderId, orderLine])).toEqual([
    [null, 'c403d91b21d2', null],
    [null, 'f5c3b5ddb342', 1],
  ]);
});

const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(bom + text)],
  ['UTF-16LE', (text) => Buffer.from(bom + text, 'utf16le')],
  ['UTF-16LE without a mark', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16BE', utf16be],
];

describe.each(encodings)('T40: %s', (_, encode) => {
  const writings = [',', ';', '\t'].flatMap((delimiter) =>
    ['\r\n', '\n', '\r'].map((lineEnd) => ({ delimiter, lineEnd })),
  );

  test.each(writings)('a table parted by $delimiter and $lineEnd', async ({ delimiter, lineEnd }) => {
    const table = [
      ['Order', 'Customer', 'Line', 'Reason', 'Ticket'],
      ['c403d91b21d2', contoso, '', `"two${lineEnd}lines, ""so""; 縮小"`, 'T-1'],
      [' f5c3b5ddb342 ', 'ООО «Литвэр»', '2', '', ''],
      ['', ' ', '', '', ''],
      ['c403d91b21d2', contoso.toUpperCase(), '', `"two${lineEnd}lines, ""so""; 縮小"`, 'T-1'],
    ];
    const content = `${table.map((cells) => cells.join(delimiter)).join(lineEnd)}${lineEnd.repeat(3)}`;
    const reason = `two${lineEnd}lines, "so"; 縮小`;
    expect(inShort((await readOrders(encode(content))).rows)).toEqual([
      [2, contoso, 'c403d91b21d2', reason, 'T-1', null],
      [4, 'ООО «Литвэр»', 'f5c3b5ddb342/2', null, null, null],
      [6, contoso.toUpperCase(), 'c403d91b21d2', reason, 'T-1', 2],
    ]);
  });

  test('pieces as small as a byte', async () => {
    const bytes = [...encode('order,customer\r\nc403d91b21d2,縮小\r\nf5c3b5ddb342,x')].map((byte) => Buffer.of(byte));
    const { rows } = await readOrderFile('-', inputOf(...bytes));
    expect(inShort(rows)).toEqual([
      [2, '縮小', 'c403d91b21d2', null, null, null],
      [3, 'x', 'f5c3b5ddb342', null, null, null],
    ]);
  });
});

test('a row that names no customer has the one of the command, in a column of customers too', async () => {
  const rows = 'order,customer\nc403d91b21d2,fabrikam\nf5c3b5ddb342,\n';
  const read = async (customer?: string) => (await readOrderFile('-', inputOf(rows), customer)).rows;
  expect((await read('contoso')).map(({ customer }) => customer)).toEqual(['fabrikam', 'contoso']);
  await expect(read()).rejects.toMatchObject({ code: 'inputRefused' });
});

test('T49: what was read is known from what the file has become', async () => {
  const desk = openDesk();
  try {
    const path = desk.write('c403d91b21d2\n');
    const { isAsRead } = await readOrderFile(path, inputOf());
    const { isAsRead: isPipeAsRead } = await readOrders('c403d91b21d2\n');
    const said = [await isAsRead(), await isPipeAsRead()];
    utimesSync(path, 0, 0);
    said.push(await isAsRead());
    desk.write('c403d91b21d3\n');
    said.push(await isAsRead());
    rmSync(path);
    said.push(await isAsRead());
    expect(said).toEqual([true, true, true, false, true]);
  } finally {
    desk.remove();
  }
});

test('JSON in pieces of any size: strings with brackets, escapes and line ends between', async () => {
  const text = `\n[ {"order": "a", "reason": "\\"]},{\\\\"},\r\n\r\n  {"order":\r\n"b"} ,"c/1"\n]\n`;
  for (const size of [1, 2, 3, 7, 1000]) {
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect(inShort((await readOrderFile('-', inputOf(...pieces))).rows)).toEqual([
      [2, null, 'a', '"]},{\\', null, null],
      [4, null, 'b', null, null, null],
      [5, null, 'c/1', null, null, null],
    ]);
  }
});

test.each([
  ['2020-10-eur.csv', 27, ['Renew', 'Cancel', 'Cancel'], '2020-10-03', 'qYIOoG9JSvWY6ixGqD2EXwsZJwcKqHMA1'],
  ['2021-03-twd-utf16.txt', 21, ['Cancel'], '2021-03-02', 'Vaasj8Vo0t3476CFXORjAL9yMi6QuAZn1'],
  ['2021-05-jpy.csv', 22, ['Cancel', 'Cancel'], '2021-05-10', 'KzjrxEUF2YwAxKpC9N6AXNv5Sak1mYU-1'],
])('the reconciliation file %s as it was downloaded', async (name, count, charges, purchasedOn, orderId) => {
  const path = join(samples, name);
  const file = await readOrderFile(path, inputOf());
  expect([file.rows.length, file.skipped.map(({ chargeType }) => chargeType).sort()]).toEqual([
    count,
    charges.toSorted(),
  ]);
  expect(file.rows[0]).toMatchObject({
    line: 2,
    orderId,
    orderLine: null,
    purchasedOn: [purchasedOn],
    reason: null,
    ticket: null,
  });
});

test('a reconciliation row names the goods, for it numbers no lines; a row that is there twice is one', async () => {
  const rows = [row({ SkuId: '0005' }), row({ SkuId: '0006' }), row({ SkuId: '0005' })];
  const { customer, ...file } = (await readOrders(toText(rows))).rows[2] ?? {};
  expect([customer, file]).toEqual([
    row()['CustomerId'],
    {
      line: 4,
      sameAsLine: 2,
      key: expect.stringMatching(/^[\w-]{16}$/),
      orderId: row()['OrderId'],
      orderLine: null,
      productId: 'DG7GMGF0D5RK',
      skuId: '0005',
      reason: null,
      ticket: null,
      purchasedOn: ['2020-10-03'],
    },
  ]);
});

test('the alternate id names an order where a reconciliation file has no other', async () => {
  const { rows } = await readOrders(toText([row({ OrderId: '', AlternateId: '94e858b6d855' })]));
  expect(rows.map(({ orderId }) => orderId)).toEqual(['94e858b6d855']);
});

test('what list-software writes may be handed back as it is', async () => {
  const { fields } = softwareView(await loadMessages('en'), null);
  const cells: { readonly [field: string]: string } = { orderId: 'c403d91b21d2', line: '3', customerId: contoso };
  const table = [fields, fields.map((field) => cells[field] ?? '')].map((each) => each.join(',')).join('\n');
  const json = { ...cells, line: 3, title: 'x', refund: { kind: 'full', amount: { amount: '1', currency: 'EUR' } } };
  for (const content of [table, JSON.stringify([json]), JSON.stringify(json)]) {
    expect(inShort((await readOrders(content)).rows).map((each) => each.slice(1))).toEqual([
      [contoso, 'c403d91b21d2/3', null, null, null],
    ]);
  }
});

test('ids are the same in either case where they are hexadecimal; lines of an order are targets of their own', async () => {
  const { rows } = await readOrders('c403d91b21d2\nC403D91B21D2\nc403d91b21d2/0\nc403d91b21d2/1\nxY\nXy\n');
  expect(rows.map(({ sameAsLine }) => sameAsLine)).toEqual([null, 1, null, null, null, null]);
});

test('an order that lists name by domain, tenant id and name of its customer is one, until the service says otherwise', async () => {
  const guid = '45411344-b09d-47e7-9653-542006bf9766';
  const names = [contoso, guid, '"Contoso, Ltd."', contoso.toUpperCase()];
  const table = ['order,customer,line', ...names.map((name) => `c403d91b21d2,${name},`), `C403D91B21D2,${guid},1`];
  const { rows } = await readOrders(table.join('\n'));
  expect(rows.map(({ sameAsLine }) => sameAsLine)).toEqual([null, 2, 2, 2, null]);
});

test('goods in small letters are the same goods, and an order is read in either case', async () => {
  const content =
    'order,customer,productId,skuId\nC403D91B21D2,x,dg7gmgf0dvt7,000c\nc403d91b21d2,x,DG7GMGF0DVT7,000C\n';
  const { rows } = await readOrders(content);
  expect(rows.map(({ orderId, productId, skuId, sameAsLine }) => [orderId, productId, skuId, sameAsLine])).toEqual([
    ['c403d91b21d2', 'DG7GMGF0DVT7', '000C', null],
    ['c403d91b21d2', 'DG7GMGF0DVT7', '000C', 2],
  ]);
});

test('a file is read from its path', async () => {
  const desk = openDesk();
  try {
    const { rows } = await readOrderFile(desk.write('c403d91b21d2'), inputOf('not', 'read'));
    expect(rows.map(({ orderId }) => orderId)).toEqual(['c403d91b21d2']);
  } finally {
    desk.remove();
  }
});
