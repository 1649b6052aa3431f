import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { WorldOrder } from '../../src/backends/sandbox/world.ts';
import { readCustomers, readEverything, readOrders } from './empty-world.ts';
import { counted, importFiles, importRows } from './reconciliation-import.ts';
import { credit, row } from './reconciliation-text.ts';

const fixtures = resolve(__dirname, '../../fixtures/reconciliation');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-import-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const cancelDates = (orders: readonly WorldOrder[]) =>
  orders.map(({ lines }) =>
    lines.map(({ cancelledAt }) => (cancelledAt === null ? null : new Date(cancelledAt).toISOString())),
  );

test.each([
  [
    '2020-10-eur.csv',
    { rows: 30, customers: 5, orders: 24, lines: 26, cancelled: 2, changed: 3, skipped: { 'not-software': 1 } },
  ],
  [
    '2022-11-usd.csv',
    {
      rows: 46,
      customers: 6,
      orders: 35,
      lines: 38,
      cancelled: 2,
      changed: 2,
      skipped: { 'not-software': 5, 'no-change': 1 },
    },
  ],
  ['2021-05-jpy.csv', { rows: 24, customers: 4, orders: 21, lines: 22, cancelled: 2, changed: 2, skipped: {} }],
  ['2021-03-twd-utf16.txt', { rows: 22, customers: 3, orders: 21, lines: 21, cancelled: 1, changed: 1, skipped: {} }],
])('%s is imported as a whole', async (name, expected) => {
  const { report, database } = await importFiles(join(fixtures, name));
  expect(counted(report)).toEqual(expected);
  expect([readCustomers(database).length, readOrders(database).length]).toEqual([expected.customers, expected.orders]);
});

test('an order of several lines has them in the order of the file, priced without tax, the credited one cancelled', async () => {
  const { database } = await importFiles(join(fixtures, '2020-10-eur.csv'));
  const rest = {
    availabilityId: 'DG7GMGF0DWMS',
    title: 'SQL Server Enterprise - 2 Core License Pack - 3 year',
    term: 'P3Y',
  };
  expect(readOrders(database).find(({ id }) => id === 'qYIOoG9JSvWY6ixGqD2EXwsZJwcKqHMA1')).toEqual({
    id: 'qYIOoG9JSvWY6ixGqD2EXwsZJwcKqHMA1',
    alternateId: null,
    customerId: '8dbb5b2a-6e20-4f8e-9001-a6625a1298a1',
    purchasedAt: Date.UTC(2020, 9, 3),
    currency: 'EUR',
    lines: [
      {
        line: 0,
        productId: 'DG7GMGF0FKZV',
        skuId: '0003',
        ...rest,
        quantity: 2,
        price: '24196.48',
        cancelledAt: Date.UTC(2020, 9, 21),
        subscriptionId: 'fc40f9cc-9a80-4aed-b65c-25b140cdb2c6',
      },
      {
        line: 1,
        productId: 'DG7GMGF0DVT7',
        skuId: '000C',
        availabilityId: 'DG7GMGF0FVZM',
        title: 'Windows Server CAL - 1 Device CAL - 3 year',
        quantity: 25,
        term: 'P3Y',
        price: '902.00',
        cancelledAt: null,
        subscriptionId: '2b987e77-fb2b-4c7e-83e3-817e71a28971',
      },
      {
        line: 2,
        productId: 'DG7GMGF0DVT8',
        skuId: '0003',
        availabilityId: 'DG7GMGF0DT2F',
        title: 'Windows Server 2019 Standard - 16 Core License Pack',
        quantity: 2,
        term: null,
        price: '1841.84',
        cancelledAt: null,
        subscriptionId: null,
      },
    ],
  });
});

test('a damaged file gives what can be read, and each fault with its line', async () => {
  const file = join(fixtures, 'damaged.csv');
  const { report } = await importFiles(file);
  const faults = [
    [14, 'quantity'],
    [15, 'quantity'],
    [16, 'customer-id'],
    [17, 'order-date'],
    [18, 'order-date'],
    [20, 'amount'],
    [21, 'customer-domain'],
    [22, 'customer-country'],
    [23, 'order-id'],
    [24, 'other-charge'],
    [25, 'currency'],
    [19, 'cancel-without-purchase'],
  ];
  expect(report.leftOut.flatMap(({ lines, ...rest }) => lines.map((line) => ({ line, ...rest })))).toEqual(
    faults.map(([line, reason]) => ({ line, file, reason })),
  );
  expect(counted(report)).toEqual({
    rows: 25,
    customers: 3,
    orders: 13,
    lines: 13,
    cancelled: 0,
    changed: 0,
    skipped: {
      quantity: 2,
      'customer-id': 1,
      'order-date': 2,
      amount: 1,
      'customer-domain': 1,
      'customer-country': 1,
      'order-id': 1,
      'other-charge': 1,
      currency: 1,
      'cancel-without-purchase': 1,
    },
  });
});

test('every row that is left out is named by its file, its line and the reason', async () => {
  const bad = Array.from({ length: 30 }, () => row({ Quantity: 'many' }));
  const { report } = await importRows(folder, [row(), ...bad], [row(), row({ ChargeType: 'Transfer' })]);
  expect(report.leftOut).toEqual([
    { file: join(folder, '0.csv'), reason: 'quantity', lines: bad.map((_, index) => index + 3) },
    { file: join(folder, '1.csv'), reason: 'other-charge', lines: [3] },
    { file: join(folder, '1.csv'), reason: 'duplicate', lines: [2] },
  ]);
});

test('files given twice, in any order, change nothing', async () => {
  const files = ['2022-11-usd.csv', '2020-10-eur.csv'].map((name) => join(fixtures, name));
  const once = await importFiles(...files);
  const twice = await importFiles(...files, ...files.toReversed());
  expect(readEverything(twice.database)).toEqual(readEverything(once.database));
  expect(counted(twice.report)).toEqual({
    rows: 152,
    customers: 11,
    orders: 59,
    lines: 64,
    cancelled: 4,
    changed: 5,
    skipped: { duplicate: 69, 'not-software': 12, 'no-change': 2 },
  });
});

test('two rows that are alike in one invoice are two lines, however often the invoice is given', async () => {
  const { database, report } = await importRows(folder, [row(), row()], [row()], [row(), row()]);
  expect(readOrders(database).map(({ lines }) => lines.map(({ line }) => line))).toEqual([[0, 1]]);
  expect(counted(report).skipped).toEqual({ duplicate: 3 });
});

test('an order named by its long id in one file and by its short one in another is one order', async () => {
  const [AlternateId, later] = ['94e858b6d855', 'G000000002'];
  const { database, report } = await importRows(
    folder,
    [row({ AlternateId })],
    [
      row({ OrderId: AlternateId, AlternateId }),
      row({ OrderId: AlternateId, AlternateId, SkuId: '0004', InvoiceNumber: later }),
    ],
    [credit({ OrderId: AlternateId, AlternateId, InvoiceNumber: later })],
  );
  const orders = readOrders(database);
  expect(
    orders.map(({ id, alternateId, lines }) => ({ id, alternateId, skus: lines.map(({ skuId }) => skuId) })),
  ).toEqual([{ id: '0ET2qaZvJGfF9wgSKnWzR5JLmhp10lOc1', alternateId: '94e858b6d855', skus: ['0005', '0004'] }]);
  expect(cancelDates(orders)).toEqual([['2020-10-09T00:00:00.000Z', null]]);
  expect(counted(report).skipped).toEqual({ duplicate: 1 });
});

test('a credit may come before its purchase', async () => {
  const { database } = await importRows(folder, [credit()], [row()]);
  expect(cancelDates(readOrders(database))).toEqual([['2020-10-09T00:00:00.000Z']]);
});

test('a credit cancels the line of its own quantity, and one line only', async () => {
  const four = { Quantity: '4', Subtotal: '4704.00' };
  const { database } = await importRows(folder, [row(four), row(), credit()]);
  expect(cancelDates(readOrders(database))).toEqual([[null, '2020-10-09T00:00:00.000Z']]);
});

test('a credit of another customer, another product, or once too often cancels nothing', async () => {
  const other = '1e195b37-4574-4539-bc42-0e539b9684c0';
  const { database, report } = await importRows(folder, [
    row(),
    credit({ CustomerId: other }),
    credit({ SkuId: '0004' }),
  ]);
  expect(cancelDates(readOrders(database))).toEqual([[null]]);
  expect(counted(report).skipped).toEqual({ 'cancel-without-purchase': 2 });
  const again = await importRows(folder, [row(), credit(), credit({ InvoiceNumber: 'G000000002' })]);
  expect(counted(again.report)).toMatchObject({ cancelled: 1, skipped: { 'cancel-without-purchase': 1 } });
});

test('an order id does not serve two customers or two currencies', async () => {
  const other = '1e195b37-4574-4539-bc42-0e539b9684c0';
  const { report } = await importRows(folder, [row(), row({ CustomerId: other }), row({ Currency: 'EUR' })]);
  expect(counted(report).skipped).toEqual({ 'order-of-another-customer': 1, 'order-in-another-currency': 1 });
});

test('without a subtotal the price is reckoned, without any price it is unknown', async () => {
  const { database } = await importRows(folder, [
    row({ Subtotal: '', UnitPrice: '0.045', Quantity: '3' }),
    row({ Subtotal: '', UnitPrice: '' }),
  ]);
  expect(readOrders(database).map(({ lines }) => lines.map(({ price }) => price))).toEqual([['0.135', null]]);
});
