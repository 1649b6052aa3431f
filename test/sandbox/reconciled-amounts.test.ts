/** Amounts, quantities and prices of reconciliation files, as Microsoft and as spreadsheets write them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readPieces, readSubtotal, sameValueText } from '../../src/backends/sandbox/reconciliation-amounts.ts';
import { pricePerPiece } from '../../src/backends/sandbox/reconciliation-prices.ts';
import { readOrders } from './empty-world.ts';
import { counted, importFiles, importRows } from './reconciliation-import.ts';
import { row, writeRows } from './reconciliation-text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-amounts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['4704.00', '4704.00'],
  ['4704', '4704'],
  ['4704,00', '4704.00'],
  ['4.704,00', '4704.00'],
  ['4,704.00', '4704.00'],
  ['1,234,567', '1234567'],
  ['4\u00a0704,5', '4704.5'],
  ['4’704.00', '4704.00'],
  ['-4704,00', '-4704.00'],
  ['\u22124704', '-4704'],
  ['4704-', '-4704'],
  ['(4704.00)', '-4704.00'],
  ['4704.0000', '4704.0000'],
])('“%s” is one amount', (text, expected) => {
  const { amount, isNegative } = readSubtotal(text, 'EUR') ?? {};
  expect(`${isNegative ? '-' : ''}${amount}`).toBe(expected);
});

test.each(['4,704', '4.704', '4.704.00', '1.23E+05', '4704.005', '€ 4704', '--1', '(1', '', '.', ',5', '1,2,3'])(
  '“%s” could be two amounts, or is none',
  (text) => expect(readSubtotal(text, 'EUR')).toBeUndefined(),
);

test('no text of a spreadsheet in any language is read as another amount', () => {
  const amounts = fc.tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 99 }));
  fc.assert(
    fc.property(amounts, fc.constantFrom('', ',', '.', ' ', '\u00a0', '’'), ([whole, cents], group) => {
      const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
      const decimals = String(cents).padStart(2, '0');
      for (const point of [',', '.'].filter((sign) => sign !== group))
        expect(readSubtotal(`${grouped}${point}${decimals}`, 'EUR')?.amount).toBe(`${whole}.${decimals}`);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['2', 2],
  ['2.0', 2],
  ['2,00', 2],
  ['-2', -2],
  ['2.0000', 2],
  ['2.000', undefined],
  ['2.5', undefined],
  ['0', undefined],
  ['1e3', undefined],
  ['2147483648', undefined],
])('the quantity “%s” is %s', (text, pieces) => expect(readPieces(text)).toBe(pieces));

test.each([
  ['4704.00', '4704'],
  ['4704.10', '4704.1'],
  ['100', '100'],
  ['0.00', '0'],
])('%s has the value of %s', (text, same) => expect(sameValueText(text)).toBe(sameValueText(same)));

test('an invoice that a spreadsheet saved again is the same invoice', async () => {
  const downloaded = row({ OrderDate: '2026-11-28T00:00:00Z', ReferenceId: '' });
  const saved = { ...downloaded, OrderDate: '11/28/2026', UnitPrice: '1176', Subtotal: '2352', SkuId: '5' };
  const german = { ...downloaded, OrderDate: '28.11.2026', UnitPrice: '1176,00', Subtotal: '2352,00' };
  const { database, report } = await importFiles(
    writeRows(folder, 'a.csv', [downloaded]),
    writeRows(folder, 'b.csv', [saved], { delimiter: ';' }),
    writeRows(folder, 'c.csv', [german], { delimiter: ';' }),
  );
  expect(readOrders(database).map(({ lines }) => lines.map(({ price }) => price))).toEqual([['2352.00']]);
  expect([counted(report).skipped, report.notes.map(({ reason }) => reason)]).toEqual([
    { duplicate: 2 },
    ['lost-zeros', 'decimal-comma'],
  ]);
});

test('a refund and a charge of the same amount are not the same row', async () => {
  const { report } = await importRows(folder, [
    row(),
    row({ ChargeType: 'addQuantity', Subtotal: '-2352.00' }),
    row({ ChargeType: 'addQuantity', Subtotal: '2352.00' }),
  ]);
  expect(counted(report)).toMatchObject({ changed: 2, skipped: {} });
});

const price = { unitPrice: '1000', subtotal: '42000.00', quantity: 4, currency: 'NOK', pricing: 'USD' };
test.each([
  ['in another currency', price, '10500.00'],
  ['in the same currency, but not what was charged', { ...price, pricing: 'NOK' }, '10500.00'],
  ['what was charged', { ...price, pricing: 'NOK', subtotal: '4000.00' }, '1000'],
  ['not to be divided', { ...price, subtotal: '100.00', quantity: 3 }, '33.333333'],
  ['in another currency, without a subtotal', { ...price, subtotal: null }, null],
  ['with many decimals', { ...price, pricing: 'NOK', unitPrice: '0.045', subtotal: null }, '0.045'],
  ['in yen', { ...price, currency: 'JPY', subtotal: '520000' }, '130000'],
])('the price of a piece is in the currency that is billed: %s', (_, facts, expected) => {
  expect(pricePerPiece(facts)).toBe(expected);
});

test('nothing is sold at the price of another currency', async () => {
  const { database } = await importRows(folder, [
    row({ UnitPrice: '100', Subtotal: '21000.00', Currency: 'CZK', PricingCurrency: 'USD', Quantity: '10' }),
  ]);
  const prices = database.all<{ unitPrice: string }>(
    "SELECT unit_price AS unitPrice FROM availability WHERE currency = 'CZK'",
  );
  expect(prices.map(({ unitPrice }) => unitPrice)).toEqual(['2100.00']);
});
