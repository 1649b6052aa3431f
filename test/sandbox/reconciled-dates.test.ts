/** The order of day and month in a reconciliation file: proven, said, or asked for; never guessed and never mixed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importReconciliation } from '../../src/backends/sandbox/reconciliation.ts';
import type { ImportOptions } from '../../src/core/ports/sandbox-controls.ts';
import { problemsOf } from '../input/reading.ts';
import { createEmptyWorld, readOrders } from './empty-world.ts';
import { type Cells, row, type Writing, writeRows } from './reconciliation-text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-dates-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = Date.UTC(2026, 11, 1, 8);
const semicolons: Writing = { delimiter: ';' };

const read = (dates: readonly string[], writing: Writing = {}, stated?: ImportOptions['dates'], more: Cells = {}) => {
  const rows = dates.map((OrderDate, index) => row({ OrderDate, OrderId: `order-${index}`, ...more }));
  return importReconciliation([writeRows(folder, 'file.csv', rows, writing)], { now, dates: stated });
};

const daysOf = async (...given: Parameters<typeof read>): Promise<readonly string[]> => {
  const { writeTo } = await read(...given);
  const { database, writer } = createEmptyWorld();
  database.transaction(() => writeTo(writer));
  return readOrders(database).map(({ purchasedAt }) => new Date(purchasedAt).toISOString().slice(0, 10));
};

test('a day over twelve in any row, before or behind, makes the whole file day first', async () => {
  for (const dates of [
    ['28/11/2026', '05/11/2026'],
    ['05/11/2026', '28/11/2026'],
  ])
    expect((await daysOf(dates, semicolons)).toSorted()).toEqual(['2026-11-05', '2026-11-28']);
  expect((await read(['05/11/2026', '28/11/2026'])).report.notes).toEqual([
    { file: join(folder, 'file.csv'), reason: 'day-first', lines: [3] },
  ]);
});

test('any date of a row is a proof, also of a row that is of no use', async () => {
  expect(await daysOf(['05/11/2026'], semicolons, undefined, { ChargeStartDate: '28/11/2026' })).toEqual([
    '2026-11-05',
  ]);
  const other = writeRows(folder, 'a.csv', [
    row({ OrderDate: '05/11/2026' }),
    row({ OrderDate: '28/11/2026', ChargeType: 'cycleCharge' }),
  ]);
  const { report } = await importReconciliation([other], { now, dates: undefined });
  expect(report.notes.map(({ reason, lines }) => [reason, lines])).toEqual([['day-first', [3]]]);
});

test('a file in which dates contradict each other, or what was said, is refused with the line', async () => {
  expect(await problemsOf(read(['28/11/2026', '05/11/2026', '11/28/2026']))).toEqual([
    [4, 7, 'datesMixed', '11/28/2026'],
  ]);
  expect(await problemsOf(read(['05/11/2026', '28/11/2026'], {}, 'mdy'))).toEqual([[3, 7, 'datesMixed', '28/11/2026']]);
});

test('a file that looks like the download has the month first, where nothing says otherwise', async () => {
  expect(await daysOf(['5/11/2026', '2/1/2019 0:00'])).toEqual(['2026-05-11', '2019-02-01']);
  expect((await read(['5/11/2026'])).report.notes).toEqual([]);
});

test.each<readonly [string, Writing, Cells]>([
  ['semicolons', semicolons, {}],
  ['tabs', { delimiter: '\t' }, {}],
  ['decimal commas', {}, { Subtotal: '2352,00' }],
])('a file with %s, in which nothing settles the order, is refused with the question', async (_, writing, cells) => {
  expect(await problemsOf(read(['05/11/2026'], writing, undefined, cells))).toEqual([
    [2, 7, 'datesOpen', '05/11/2026'],
  ]);
  expect(await daysOf(['05/11/2026'], writing, 'dmy', cells)).toEqual(['2026-11-05']);
  expect(await daysOf(['05/11/2026'], writing, 'mdy', cells)).toEqual(['2026-05-11']);
  // What can be read one way only needs no answer.
  expect(await daysOf(['2026/11/05', '5.11.2026', '11/11/2026'], writing, undefined, cells)).toHaveLength(3);
});

test('a file with commas of which the month first leads to the future is asked about too; none of it is read', async () => {
  expect(await problemsOf(read(['05/11/2026', '12/11/2026']))).toEqual([[2, 7, 'datesOpen', '05/11/2026']]);
  expect(await daysOf(['05/11/2026', '12/11/2026'], {}, 'dmy')).toEqual(['2026-11-05', '2026-11-12']);
});

test('an order in the future is a fault of its row, and is not counted', async () => {
  const { report } = await read(['2026-11-28', '2026-12-01', '2026-12-02', '12/25/2026']);
  expect([report.orders, report.leftOut]).toEqual([
    2,
    [{ file: join(folder, 'file.csv'), reason: 'order-in-future', lines: [4, 5] }],
  ]);
});

test('lines of an order stay in the order of the file while the order of its dates is not known yet', async () => {
  const rows = [
    row({ OrderDate: '05/11/2026', SkuId: '0001' }),
    row({ OrderDate: '2026-11-05', SkuId: '0002' }),
    row({ OrderDate: '05/11/2026', SkuId: '0003' }),
    row({ OrderDate: '28/11/2026', SkuId: '0004', OrderId: 'other' }),
  ];
  const { writeTo } = await importReconciliation([writeRows(folder, 'a.csv', rows)], { now, dates: undefined });
  const { database, writer } = createEmptyWorld();
  database.transaction(() => writeTo(writer));
  const [first] = readOrders(database);
  expect(first?.lines.map(({ skuId }) => skuId)).toEqual(['0001', '0002', '0003']);
});

test('files of which no row is of use say which line and why', async () => {
  expect(await problemsOf(read(['yesterday', '2026-12-24']))).toEqual([
    [null, null, 'nothingUsable'],
    [2, null, 'rowsLeftOut', 'order-date'],
    [3, null, 'rowsLeftOut', 'order-in-future'],
  ]);
});
