/** Invoices that tell of renewals, of cancellations at once, and of charges that are no software. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorldOrder } from '../../src/backends/sandbox/world.ts';
import { readOrders } from './empty-world.ts';
import { openTestSandbox } from './open-test-sandbox.ts';
import { counted, importRows } from './reconciliation-import.ts';
import { type Cells, writeRows, yearly } from './reconciliation-text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-renewals-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const linesOf = (orders: readonly WorldOrder[]) =>
  orders.flatMap(({ id, purchasedAt, lines }) =>
    lines.map(({ quantity, price, renewedAt, cancelledAt }) => ({
      id,
      purchasedAt: new Date(purchasedAt).toISOString().slice(0, 10),
      quantity,
      price,
      renewedAt: renewedAt === undefined ? null : new Date(renewedAt).toISOString().slice(0, 10),
      cancelled: cancelledAt !== null,
    })),
  );

const renewal = (cells: Cells = {}): Cells =>
  yearly({
    ChargeType: 'renew',
    InvoiceNumber: 'G000000009',
    OrderDate: '2025-11-27T00:00:00Z',
    SubscriptionStartDate: '2025-11-27T00:00:00Z',
    SubscriptionEndDate: '2026-11-26T00:00:00Z',
    ...cells,
  });

test('a renewal moves the line of its subscription on, whatever order it names, before or after the purchase', async () => {
  const renewed = { id: 'a4f19c07be52', purchasedAt: '2024-11-27', renewedAt: '2025-11-27', cancelled: false };
  const other = { OrderId: '38b6f2e0d4c9', Quantity: '3', Subtotal: '4500.00' };
  for (const files of [
    [[yearly()], [renewal(other)]],
    [[renewal(other)], [yearly()]],
  ]) {
    const { database, report } = await importRows(folder, ...files);
    expect(linesOf(readOrders(database))).toEqual([{ ...renewed, quantity: 3, price: '4500.00' }]);
    expect(counted(report)).toMatchObject({ orders: 1, lines: 1, skipped: {} });
  }
});

test('of several renewals of a subscription the latest counts, in any order', async () => {
  const third = {
    OrderDate: '2026-11-27',
    SubscriptionStartDate: '2026-11-27',
    SubscriptionEndDate: '2027-11-26',
    InvoiceNumber: 'G000000010',
    Subtotal: '3000.00',
  };
  const { database } = await importRows(folder, [renewal(third), renewal(), yearly()]);
  expect(linesOf(readOrders(database))).toMatchObject([{ renewedAt: '2026-11-27', price: '3000.00' }]);
});

test('a renewal without its purchase is a line of its own, one for a subscription', async () => {
  const { database, report } = await importRows(
    folder,
    [renewal()],
    [renewal({ InvoiceNumber: 'G000000010' }), renewal()],
  );
  expect(linesOf(readOrders(database))).toEqual([
    {
      id: 'a4f19c07be52',
      purchasedAt: '2025-11-27',
      quantity: 2,
      price: '2836.00',
      renewedAt: '2025-11-27',
      cancelled: false,
    },
  ]);
  expect(counted(report)).toMatchObject({ rows: 3, orders: 1, lines: 1, skipped: { duplicate: 1 } });
});

test('a renewal that names no subscription renews the line of its order and its SKU', async () => {
  const { database } = await importRows(folder, [yearly({ SubscriptionId: '' }), renewal({ SubscriptionId: '' })]);
  expect(linesOf(readOrders(database))).toMatchObject([{ renewedAt: '2025-11-27' }]);
});

test('a renewal of another customer’s subscription renews nothing', async () => {
  const other = '1e195b37-4574-4539-bc42-0e539b9684c0';
  const { database, report } = await importRows(folder, [yearly(), renewal({ CustomerId: other })]);
  expect(linesOf(readOrders(database))).toMatchObject([{ renewedAt: null }]);
  expect(counted(report).skipped).toEqual({ 'order-of-another-customer': 1 });
});

test('a subscription that was renewed under another order is cancelled by its id', async () => {
  const at = { ChargeType: 'cancelImmediate', OrderId: '38b6f2e0d4c9', Quantity: '-2', Subtotal: '-2800.00' };
  const { database } = await importRows(folder, [
    yearly(),
    renewal({ OrderId: '38b6f2e0d4c9' }),
    renewal({ ...at, OrderDate: '2025-11-29' }),
  ]);
  expect(linesOf(readOrders(database))).toMatchObject([{ cancelled: true }]);
});

test('charges that change nothing, and those that nobody knows, make no software and are told', async () => {
  const none = ['cycleCharge', 'CustomerCredit', 'changeBillingPlan', 'EXTENDTERM'];
  const others = [...none, 'newCharge', 'Transfer', ''];
  const { database, report } = await importRows(folder, [
    yearly(),
    ...others.map((ChargeType) => yearly({ ChargeType, Quantity: '7' })),
  ]);
  expect(linesOf(readOrders(database))).toMatchObject([{ quantity: 2 }]);
  expect(counted(report)).toMatchObject({ lines: 1, skipped: { 'other-charge': 3, 'no-change': none.length } });
});

test('in the sandbox a renewal of an invoice opens a window, with the clock before it and behind it', async () => {
  const dayMs = 86_400_000;
  const renewedAt = Date.UTC(2025, 10, 27);
  const { backend, controls } = openTestSandbox(':memory:', { now: renewedAt + 3 * dayMs });
  const levers = await controls();
  await levers.importFiles([writeRows(folder, 'invoice.csv', [yearly({ OrderDate: '2021-10-01' }), renewal()])], {
    dates: undefined,
  });
  const customer = '0e195b37-4574-4539-bc42-0e539b9684c0';
  const lines = async () => (await backend.getOrder(customer, 'a4f19c07be52')).lineItems;
  const second = { status: 'active', termStartsAt: renewedAt, cancelAllowedUntil: renewedAt + 7 * dayMs };
  expect(await lines()).toMatchObject([second]);
  // Bought too early to renew by itself: before the invoice's renewal it has run out.
  await levers.setClock(renewedAt - 1);
  expect(await lines()).toMatchObject([{ status: 'expired', cancelAllowedUntil: null }]);
  // What was renewed once is renewed again.
  await levers.setClock(Date.UTC(2026, 10, 28));
  expect(await lines()).toMatchObject([{ status: 'active', termStartsAt: Date.UTC(2026, 10, 27) }]);
  await levers.setClock(renewedAt + 7 * dayMs);
  const request = { customerId: customer, orderId: 'a4f19c07be52', lines: 'all', requestId: 'request-1' } as const;
  expect((await backend.requestCancel(request))?.status).toBe('cancelled');
  await backend.close();
});
