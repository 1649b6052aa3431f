/** What a row is, told by its ids, its dates and its billing, whatever the language of its words; never to the late side. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kindOf as kindOfService } from '../../src/backends/partner-center/translate-catalogue.ts';
import { readCustomers } from './empty-world.ts';
import { importFiles, importRows } from './reconciliation-import.ts';
import { type Cells, row, writeRows } from './reconciliation-text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-kinds-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const kindsIn = async (...rows: readonly Cells[]) => {
  const { database, report } = await importRows(folder, rows);
  const kinds = database.all<{ id: string; kind: string }>('SELECT id, kind FROM product ORDER BY id');
  const terms = database.all<{ term: string | null }>('SELECT term FROM order_line ORDER BY order_id, line');
  return { kinds: kinds.map(({ kind }) => kind), terms: terms.map(({ term }) => term), notes: report.notes };
};

/** A purchase of nothing that a name would tell. */
const nameless = (cells: Cells): Cells =>
  row({ SkuName: 'SQL Server 2022 Enterprise', OrderDate: '2026-11-28', ...cells });

test.each([
  ['a subscription id', { SubscriptionId: 'e2b3425a-b8ea-44a5-9d13-2ddbafda4635' }, null],
  ['the dates of a subscription', { SubscriptionStartDate: '2026-11-28', SubscriptionEndDate: '2029-11-27' }, 'P3Y'],
  ['the end of a subscription alone', { SubscriptionEndDate: '11/27/2027' }, null],
  ['a charge for a year', { ChargeStartDate: '2026-11-28', ChargeEndDate: '2027-11-27' }, 'P1Y'],
  ['billing by the month', { BillingFrequency: 'Monthly', TermAndBillingCycle: 'měsíčně' }, null],
  ['Polish words', { TermAndBillingCycle: 'Zobowiązanie na rok', SubscriptionStartDate: '2026-11-28' }, null],
  ['German words alone', { TermAndBillingCycle: 'Verpflichtung für ein Jahr' }, 'P1Y'],
])('%s makes a subscription', async (_, cells, term) => {
  expect(await kindsIn(nameless(cells))).toEqual({ kinds: ['subscription'], terms: [term], notes: [] });
});

test('perpetual software has no words for a term, and dates that stand for none', async () => {
  const dates = { SubscriptionStartDate: '0001-01-01T00:00:00', SubscriptionEndDate: '9999-12-31T00:00:00Z' };
  const day = { ChargeStartDate: '2026-11-28', ChargeEndDate: '2026-11-28' };
  expect(await kindsIn(nameless({ ...dates, ...day }))).toEqual({ kinds: ['perpetual'], terms: [null], notes: [] });
});

test('where nothing tells, the earlier deadline counts and the report names the lines', async () => {
  const words = nameless({ TermAndBillingCycle: 'Jednorázový závazek' });
  const { kinds, notes } = await kindsIn(words);
  expect([kinds, notes]).toEqual([
    ['subscription'],
    [{ file: join(folder, '0.csv'), reason: 'kind-unsure', lines: [2] }],
  ]);
  const columns = Object.keys(row()).filter((column) => column !== 'TermAndBillingCycle');
  const { report } = await importFiles(writeRows(folder, 'short.csv', [nameless({})], { columns }));
  expect(report.notes.map(({ reason }) => reason)).toEqual(['kind-unsure']);
});

test('a product that is perpetual in one row and a subscription in another counts by the earlier deadline, in any order', async () => {
  const rows = [nameless({}), nameless({ OrderId: 'other', SubscriptionId: 'e2b3425a-b8ea-44a5-9d13-2ddbafda4635' })];
  for (const [given, line] of [
    [rows, 2],
    [rows.toReversed(), 3],
  ] as const) {
    const { kinds, notes } = await kindsIn(...given);
    expect([kinds, notes]).toMatchObject([['subscription'], [{ reason: 'kind-unsure', lines: [line] }]]);
  }
});

test.each([
  ['esu', 'SQL Server 2012 Extended Security Updates Year 3'],
  ['esu', 'Windows Server 2012 の拡張セキュリティ更新プログラム'],
  ['linux-plan', 'SLES 15 priority plan'],
  ['perpetual', 'Windows Server 2025 Standard'],
])('a file and the service call the same product %s: %s', async (kind, title) => {
  const { kinds } = await kindsIn(nameless({ ProductName: title, SkuName: title }));
  const wire = { id: 'x', title, productType: { id: 'Software', subType: { id: 'Perpetual' } } };
  expect([kinds, kindOfService(wire as Parameters<typeof kindOfService>[0], 'SoftwarePerpetual')]).toEqual([
    [kind],
    kind,
  ]);
});

test('the newest row tells what a customer is called, wherever it stands', async () => {
  const renamed = nameless({ CustomerName: 'Contoso GmbH', OrderDate: '2026-11-29', OrderId: 'newer' });
  for (const rows of [
    [nameless({}), renamed],
    [renamed, nameless({})],
  ]) {
    const { database } = await importRows(folder, rows);
    expect(readCustomers(database).map(({ name }) => name)).toEqual(['Contoso GmbH']);
  }
});
