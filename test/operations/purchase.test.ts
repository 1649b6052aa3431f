/** Ordering once: the guard against doing it again, the cart, and the wait for its fulfilment. */
import { CspError } from '../../src/core/errors.ts';
import type { PlacedPurchase } from '../../src/core/operations/bulk/buy-one.ts';
import { guardRepeat, type Quote, quotePurchase } from '../../src/core/operations/buy.ts';
import { getProduct, getSku } from '../../src/core/operations/catalog.ts';
import { waitForOrder } from '../../src/core/operations/order-end.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import type { Backend, Customer } from '../../src/core/ports/backend.ts';
import {
  cancelNow,
  contoso,
  failureOf,
  hourMs,
  type OperationsBench,
  type OrderTerms,
  operate,
  orderNow,
  secondMs,
  today,
} from './operations-bench.ts';

const quoteOf = async (bench: OperationsBench, quantity = 7, customer: Customer = contoso): Promise<Quote> => {
  const { product } = await getProduct(bench.backend, 'DG7GMGF0DWM3', customer.country);
  const sku = await getSku(bench.backend, product, undefined, customer.country);
  return quotePurchase(bench.partner, customer, { product, sku, quantity, term: undefined, billingCycle: undefined });
};

const place = async (bench: OperationsBench, terms: OrderTerms = {}): Promise<PlacedPurchase> =>
  orderNow(bench, await quoteOf(bench), terms);

/** The first id of the bench is the run's, the second the cart's. */
const requestId = '1d000000-0000-4000-8000-000000000003';

operate('when a quote is ordered, then the order stands at the service and in this machine’s memory', async (bench) => {
  const checkout = await place(bench, { poNumber: 'PO-4711' });
  const [order] = checkout.orders;
  expect(order).toEqual({
    id: expect.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{31}1$/),
    alternateId: expect.stringMatching(/^[0-9a-f]{12}$/),
    customerId: contoso.id,
    purchasedAt: today,
    status: 'pending',
    total: { amount: '19950.00', currency: 'USD' },
    lineItems: [
      {
        line: 0,
        productId: 'DG7GMGF0DWM3',
        skuId: '0002',
        offerId: 'DG7GMGF0DWM3:0002:DG7GMGF0DT1M',
        title: 'BizTalk Server 2016 Branch',
        quantity: 7,
        term: null,
        price: { amount: '19950.00', currency: 'USD' },
        status: 'pending',
        cancelAllowedUntil: null,
        subscriptionId: null,
      },
    ],
  });
  expect([checkout.errors, checkout.requestId, checkout.unrecorded]).toEqual([[], requestId, null]);
  expect(await bench.backend.getOrder(contoso.id, order?.id ?? '')).toEqual(order);
  const event = {
    environment: bench.partner.identity.environment,
    at: today,
    actor: 'admin@firstupconsultants.onmicrosoft.com',
    customerId: contoso.id,
    line: null,
    requestId,
    // That of the intent's last step.
    sequence: 4,
    facts: {
      ...{ item: 'DG7GMGF0DWM3:0002', quantity: '7', poNumber: 'PO-4711' },
      ...{ cartId: expect.any(String), run: '00000001' },
    },
  };
  expect(await eventsOf(bench)).toEqual([
    { ...event, type: 'purchase-intent', orderId: null },
    { ...event, type: 'purchase', orderId: order?.id },
  ]);
});

operate('when the cart costs something else than the quote, then nothing is ordered', async (bench) => {
  const quote = await quoteOf(bench);
  const before = await bench.backend.listOrders(contoso.id);
  const cheaper = { ...quote, total: { amount: '19949.99', currency: 'USD' } };
  expect(await failureOf(() => orderNow(bench, cheaper))).toEqual({
    code: 'priceChanged',
    details: { quoted: { amount: '19949.99', currency: 'USD' }, cart: { amount: '19950.00', currency: 'USD' } },
  });
  const elsewhere = { ...quote, total: { amount: '19950.00', currency: 'EUR' } };
  expect(await failureOf(() => orderNow(bench, elsewhere))).toMatchObject({
    code: 'priceChanged',
  });
  expect(await bench.backend.listOrders(contoso.id)).toEqual(before);
  expect(await eventsOf(bench)).toEqual([]);
});

operate('when the cart writes the same price in other digits, or none was known, then it is ordered', async (bench) => {
  const quote = await quoteOf(bench);
  const sameInOtherDigits = { ...quote, total: { amount: '19950', currency: 'USD' } };
  expect((await orderNow(bench, sameInOtherDigits)).orders).toHaveLength(1);
  const unknown = { ...quote, total: null };
  expect((await orderNow(bench, unknown)).orders).toHaveLength(1);
});

const repeatGuard = async (bench: OperationsBench, now: number, quote?: Quote): Promise<unknown> =>
  failureOf(async () => guardRepeat(bench.partner, quote ?? (await quoteOf(bench)), now));

const repeatOf = (orderId: string | null | undefined, secondsAgo: number, requestId: string | null = null) => ({
  code: 'repeatPurchase',
  details: { customer: contoso.domain, orderId, requestId, secondsAgo },
});

const eventsOf = ({ state, partner }: OperationsBench) => state.listEvents(partner.identity.environment, { since: 0 });

/** The same service, but for a part of it. */
const withBackend = (bench: OperationsBench, part: Partial<Backend>): OperationsBench => {
  const backend = { ...bench.backend, ...part };
  return { ...bench, backend, partner: { ...bench.partner, backend } };
};

/** Where this machine remembers nothing. */
const inAnotherEnvironment = (partner: Partner): Partner => ({
  ...partner,
  identity: { ...partner.identity, environment: 'another' },
});

operate('when the order history holds the same purchase, then it stops another one for 24 hours', async (bench) => {
  const { orders } = await place(bench);
  const order = orders[0]?.alternateId;
  // Without this machine's memory: the history alone.
  const forgetful = { ...bench, partner: inAnotherEnvironment(bench.partner) };
  const day = 24 * hourMs;
  await bench.controls.advanceClock(day + secondMs);
  expect(await repeatGuard(forgetful, today + 90 * secondMs)).toEqual(repeatOf(order, 90));
  expect(await repeatGuard(forgetful, today + day)).toEqual(repeatOf(order, 86_400));
  expect(await repeatGuard(forgetful, today + day + 1)).toBe('did not fail');
});

operate('when only this machine remembers the purchase, then it stops another one for 24 hours', async (bench) => {
  const { orders } = await place(bench);
  const lagging = withBackend(bench, { listOrders: async () => [] });
  const id = orders[0]?.id;
  const day = 24 * hourMs;
  expect(await repeatGuard(lagging, today)).toEqual(repeatOf(id, 0));
  expect(await repeatGuard(lagging, today + day)).toEqual(repeatOf(id, 86_400));
  expect(await repeatGuard(lagging, today + day + 1)).toBe('did not fail');
  // The clock was set back, or another process wrote a moment later.
  expect(await repeatGuard(lagging, today - 1)).toEqual(repeatOf(id, 0));
  expect(await repeatGuard(lagging, today - day - 1)).toBe('did not fail');
});

operate(
  'when the history lacks a remembered purchase whose order is cancelled, then it stops no other',
  async (bench) => {
    const quote = await quoteOf(bench);
    const { orders } = await orderNow(bench, quote);
    await cancelNow(bench, contoso, [{ orderId: orders[0]?.id ?? '' }], 'Ordered by mistake');
    expect(await repeatGuard(withBackend(bench, { listOrders: async () => [] }), today, quote)).toBe('did not fail');
  },
);

operate(
  'when a remembered order is not there at all, then it stops another one while it may not show yet',
  async (bench) => {
    const quote = await quoteOf(bench);
    const { orders } = await orderNow(bench, quote);
    const getOrder = async (): Promise<never> => {
      throw new CspError('orderNotFound', { customer: contoso.domain, orderId: orders[0]?.id ?? '' });
    };
    const without = withBackend(bench, { listOrders: async () => [], getOrder });
    const quarter = 900 * secondMs;
    expect(await repeatGuard(without, today + quarter, quote)).toEqual(repeatOf(orders[0]?.id, 900));
    expect(await repeatGuard(without, today + quarter + 1, quote)).toBe('did not fail');
  },
);

operate('when customer, SKU or quantity differ, then it is another purchase', async (bench) => {
  await place(bench);
  const fabrikam = await bench.getCustomer('fabrikam');
  expect(await repeatGuard(bench, today, await quoteOf(bench, 8))).toBe('did not fail');
  expect(await repeatGuard(bench, today, await quoteOf(bench, 7, fabrikam))).toBe('did not fail');
  const quote = await quoteOf(bench, 7);
  expect(await repeatGuard(bench, today, { ...quote, sku: { ...quote.sku, id: '0009' } })).toBe('did not fail');
  expect(await repeatGuard(bench, today, quote)).toMatchObject({ code: 'repeatPurchase' });
});

operate('when the earlier order was cancelled, then the history alone does not stop a new one', async (bench) => {
  const quote = await quoteOf(bench);
  const { orders } = await orderNow(bench, quote);
  const forgetful = { ...bench, partner: inAnotherEnvironment(bench.partner) };
  await cancelNow(bench, contoso, [{ orderId: orders[0]?.id ?? '' }], 'Ordered by mistake');
  // By then its list has heard of the cancellation.
  await bench.controls.advanceClock(hourMs);
  expect(await repeatGuard(forgetful, today + hourMs)).toBe('did not fail');
});

operate(
  'when an order is pending, then it is read again, less and less often, until it is fulfilled',
  async (bench) => {
    const { orders } = await place(bench);
    const [order] = orders;
    if (order === undefined) throw new Error('nothing was ordered');
    const pauses: number[] = [];
    const sleep = async (ms: number): Promise<void> => {
      pauses.push(ms);
      await bench.controls.advanceClock(ms);
    };
    const { order: done, failure } = await waitForOrder(bench.partner, order, sleep);
    expect(failure).toBeNull();
    expect([done.id, done.status, done.lineItems[0]?.status]).toEqual([order.id, 'completed', 'active']);
    expect(pauses).toEqual([500, 1000, 2000, 4000]);
    expect(await waitForOrder(bench.partner, done, sleep)).toEqual({ order: done, failure: null });
    expect(pauses).toHaveLength(4);
  },
);

operate('when an order stays pending, then the pauses grow to fifteen seconds and no further', async (bench) => {
  const { orders } = await place(bench);
  const [order] = orders;
  if (order === undefined) throw new Error('nothing was ordered');
  const pauses: number[] = [];
  const giveUp = new CspError('timeout', { seconds: 5 });
  const sleep = async (ms: number): Promise<void> => {
    pauses.push(ms);
    if (pauses.length === 8) throw giveUp;
  };
  expect(await waitForOrder(bench.partner, order, sleep)).toEqual({
    order,
    failure: { code: 'timeout', details: { seconds: 5 } },
  });
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

operate('when the order history lacks orders, then nothing is bought on the strength of it', async (bench) => {
  const partner: Partner = { ...bench.partner, backend: { ...bench.backend, countLeftOut: () => 1 } };
  const quote = await quoteOf(bench);
  expect(await failureOf(() => guardRepeat(partner, quote, today))).toMatchObject({ code: 'listIncomplete' });
});

operate('when the history does not tell how many were bought, then it may have been as many', async (bench) => {
  await place(bench);
  const quote = await quoteOf(bench, 8);
  const listOrders: Backend['listOrders'] = async (id) =>
    (await bench.backend.listOrders(id)).map((order) => ({
      ...order,
      lineItems: order.lineItems.map((line) => ({ ...line, quantity: null })),
    }));
  const partner: Partner = { ...bench.partner, backend: { ...bench.backend, listOrders } };
  expect(await failureOf(() => guardRepeat(bench.partner, quote, today))).toBe('did not fail');
  expect(await failureOf(() => guardRepeat(partner, quote, today))).toMatchObject({ code: 'repeatPurchase' });
});
