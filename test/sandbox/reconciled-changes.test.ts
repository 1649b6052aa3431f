/** Rows that change what was bought: pieces added, removed and upgraded, told by pairs of refund and charge. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { changePieces, type Half } from '../../src/backends/sandbox/reconciliation-changes.ts';
import { readOrders } from './empty-world.ts';
import { counted, importRows } from './reconciliation-import.ts';
import { type Cells, yearly } from './reconciliation-text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-changes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const half = (ChargeType: string, OrderDate: string, Quantity: string, Subtotal: string, more: Cells = {}): Cells =>
  yearly({ ChargeType, OrderDate, Quantity, Subtotal, InvoiceNumber: 'G000000002', ...more });

const linesAfter = async (...rows: readonly Cells[]) => {
  const { database, report } = await importRows(folder, [yearly(), ...rows]);
  const lines = readOrders(database).flatMap((order) =>
    order.lines.map(({ productId, quantity, price, cancelledAt }) => ({
      productId,
      quantity,
      price,
      isCancelled: cancelledAt !== null,
      purchasedAt: new Date(order.purchasedAt).toISOString().slice(0, 10),
    })),
  );
  return { ...counted(report), lines };
};

const sql = { productId: 'DG7GMGF0FKXB', isCancelled: false, purchasedAt: '2024-11-27' };

test('pieces that were removed are gone, with the refund told by its quantity or by its amount alone', async () => {
  for (const refunded of ['-2', '2']) {
    const { lines, changed, skipped } = await linesAfter(
      half('removeQuantity', '2024-11-29', refunded, '-2820.00'),
      half('RemoveQuantity', '2024-11-29', '1', '1410.00'),
    );
    expect(lines).toEqual([{ ...sql, quantity: 1, price: '1418.00' }]);
    expect({ changed, skipped }).toEqual({ changed: 2, skipped: {} });
  }
});

test('several changes count in the order of their days, whatever the order of the rows', async () => {
  const changes = [
    half('addQuantity', '2024-11-29', '-2', '-2820.00'),
    half('addQuantity', '2024-11-29', '5', '7050.00'),
    half('removeQuantity', '2024-12-01', '-5', '-7000.00'),
    half('removeQuantity', '2024-12-01', '3', '4200.00'),
    // Twice on one day: what is charged and refunded again was in between.
    half('addQuantity', '2024-12-02', '-3', '-4180.00'),
    half('addQuantity', '2024-12-02', '4', '5570.00'),
    half('addQuantity', '2024-12-02', '-4', '-5570.00'),
    half('addQuantity', '2024-12-02', '9', '12530.00'),
  ];
  for (const rows of [changes, changes.toReversed()])
    expect((await linesAfter(...rows)).lines).toEqual([{ ...sql, quantity: 9, price: '12762.00' }]);
});

test('half a change, and one without its purchase, change nothing and are told', async () => {
  const { lines, skipped } = await linesAfter(
    half('removeQuantity', '2024-11-29', '-2', '-2820.00'),
    half('addQuantity', '2024-12-03', '7', '9000.00'),
    half('addQuantity', '2024-12-03', '7', '9000.00', { SubscriptionId: '', OrderId: 'b4f19c07be52' }),
  );
  expect(lines).toEqual([{ ...sql, quantity: 2, price: '2836.00' }]);
  expect(skipped).toEqual({ 'change-incomplete': 2, 'change-without-purchase': 1 });
});

test('a change that an invoice tells twice counts once', async () => {
  const pair = [half('addQuantity', '2024-11-29', '-2', '-2820'), half('addQuantity', '2024-11-29', '3', '4230')];
  const again = pair.map((cells) => ({ ...cells, Subtotal: `${cells['Subtotal']}.00` }));
  const { database, report } = await importRows(folder, [yearly(), ...pair], again);
  expect(readOrders(database).flatMap(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual([3]);
  expect(counted(report)).toMatchObject({ changed: 2, skipped: { duplicate: 2 } });
});

const enterprise = { ProductId: 'DG7GMGF0FKZV', SkuId: '0003', ReferenceId: '12d33e18-061e-4040-ad77-fcd77c1a9943' };
const reference = { ReferenceId: enterprise.ReferenceId };

test('an upgrade of all pieces ends the line and makes another, of which the window began with the purchase', async () => {
  const { lines, cancelled } = await linesAfter(
    half('convert', '2024-12-01', '2', '-2700.00', reference),
    half('convert', '2024-12-01', '2', '9000.00', enterprise),
  );
  expect(lines).toEqual([
    { ...sql, quantity: 2, price: '2836.00', isCancelled: true },
    { ...sql, productId: 'DG7GMGF0FKZV', quantity: 2, price: '9000.00' },
  ]);
  expect(cancelled).toBe(1);
});

test('an upgrade of some pieces, under another subscription, leaves the others', async () => {
  const other = { SubscriptionId: '6759acd5-a8a9-4402-94b7-803baa64a78e', OrderId: 'c4f19c07be52' };
  const { lines } = await linesAfter(
    half('convert', '2024-12-01', '-1', '-1350.00', reference),
    half('convert', '2024-12-01', '1', '4500.00', { ...enterprise, ...other }),
  );
  expect(lines).toEqual([
    { ...sql, quantity: 1, price: '1418.00' },
    { ...sql, productId: 'DG7GMGF0FKZV', quantity: 1, price: '4500.00' },
  ]);
});

test('a cancellation of fewer pieces than there are leaves the others, and the charge for the used days cancels nothing', async () => {
  const some = await linesAfter(half('cancelImmediate', '2024-11-29', '-1', '-1400.00'));
  expect(some.lines).toEqual([{ ...sql, quantity: 1, price: '1418.00' }]);
  const used = await linesAfter(half('cancelImmediate', '2024-11-29', '2', '18.00'));
  expect([used.lines, used.skipped]).toEqual([[{ ...sql, quantity: 2, price: '2836.00' }], { 'no-change': 1 }]);
  const all = await linesAfter(
    half('addQuantity', '2024-11-28', '-2', '-2830.00'),
    half('addQuantity', '2024-11-28', '5', '7080.00'),
    half('cancelImmediate', '2024-11-29', '5', '-7000.00'),
  );
  expect(all.lines).toMatchObject([{ quantity: 5, isCancelled: true }]);
});

test('what was changed before a renewal is in the renewal', async () => {
  const { lines } = await linesAfter(
    half('addQuantity', '2025-03-01', '-2', '-2000.00'),
    half('addQuantity', '2025-03-01', '8', '8000.00'),
    half('renew', '2025-11-27', '3', '4254.00', {
      SubscriptionStartDate: '2025-11-27',
      SubscriptionEndDate: '2026-11-26',
    }),
  );
  expect(lines).toMatchObject([{ quantity: 3, price: '4254.00' }]);
});

test('any chain of complete changes ends with the pieces of its last charge', () => {
  const chain = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 6 })), { maxLength: 8 });
  const shuffled = chain.chain((steps) => fc.tuple(fc.constant(steps), fc.array(fc.nat(), { maxLength: 16 })));
  fc.assert(
    fc.property(shuffled, ([steps, keys]) => {
      let [pieces, date] = [2, 0];
      const halves: Half[] = [];
      for (const [days, quantity] of steps) {
        date += days;
        halves.push({ charge: 'quantity', date, quantity: pieces, isRefund: true });
        halves.push({ charge: 'quantity', date, quantity, isRefund: false });
        pieces = quantity;
      }
      const mixed = halves.map((each, at) => [keys[at] ?? 0, each] as const).sort(([a], [b]) => a - b);
      expect(
        changePieces(
          2,
          mixed.map(([, each]) => each),
        ),
      ).toEqual({ quantity: pieces, incomplete: [] });
    }),
    { numRuns: 500 },
  );
});
