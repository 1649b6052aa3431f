/** Records with odd or missing fields are shown with what is known; what cannot be told from others is counted. */
import type { JsonObject } from '../../src/core/ports/environment.ts';
import {
  adatum,
  collect,
  failureOf,
  fixture,
  now,
  orderId,
  type RestBench,
  restTest,
  subscriptionId,
} from './rest-bench.ts';

const list = `GET /v1/customers/${adatum}/orders`;
const subscriptions = `GET /v1/customers/${adatum}/subscriptions`;

const without = (record: JsonObject, field: string): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));

const order = (change: JsonObject = {}, line: JsonObject = {}): JsonObject => {
  const whole = fixture('order');
  const [first, ...rest] = whole['lineItems'] as readonly JsonObject[];
  return { ...whole, ...change, lineItems: [{ ...first, ...line }, ...rest] };
};

const listed = async (bench: RestBench, ...items: readonly JsonObject[]) => {
  bench.on(list, { body: { items } });
  return bench.backend.listOrders(adatum);
};

restTest('an order without a status is shown, and nothing is said of it or its lines', async (bench) => {
  const [found] = await listed(bench, without(order({}, { subscriptionId: '' }), 'status'));
  expect([found?.status, found?.lineItems[0]?.status, bench.backend.countLeftOut?.()]).toEqual([
    'unknown',
    'unknown',
    0,
  ]);
});

restTest('a status that is no text, or that nobody knows, is not taken for a good one', async (bench) => {
  const orders = await listed(bench, order({ id: 'a', status: { code: 3 } }), order({ id: 'b', status: 'half_done' }));
  expect(orders.map(({ status }) => status)).toEqual(['unknown', 'half_done']);
});

restTest('a transaction of another shape is no purchase', async (bench) => {
  const [found] = await listed(bench, order({}, { transactionType: { id: 1 } }));
  expect(found?.lineItems[0]).toMatchObject({ status: 'unknown', transactionType: 'unknown' });
});

restTest('a line without its offer has no product, and its status is not known', async (bench) => {
  const [found] = await listed(bench, order({}, { offerId: null, subscriptionId: null, friendlyName: 7 }));
  expect(found?.lineItems[0]).toMatchObject({ offerId: null, productId: '', title: '7', status: 'unknown' });
});

restTest('a line without a quantity is not cancelled by that', async (bench) => {
  const [found] = await listed(bench, order({}, { quantity: 'many' }));
  expect(found?.lineItems[0]).toMatchObject({ quantity: null, status: 'active' });
  const [taken] = await listed(bench, order({}, { quantity: -2, transactionType: 'removeQuantity' }));
  expect(taken?.lineItems[0]).toMatchObject({ quantity: -2, status: 'removeQuantity' });
});

restTest('an order that cannot be told from others is left out and counted, and the list says so', async (bench) => {
  const orders = await listed(bench, order(), without(order(), 'id'), without(order(), 'creationDate'));
  const { countLeftOut } = bench.backend;
  expect([orders.length, countLeftOut?.(orders), countLeftOut?.()]).toEqual([1, 2, 2]);
  expect(bench.oddities.map(({ reason, isLeftOut }) => [reason, isLeftOut])).toEqual([
    ['id: missing', true],
    ['creationDate: missing', true],
  ]);
});

restTest(
  'when a subscription was left out, then a line for a term without one is not known to be active',
  async (bench) => {
    bench.on(subscriptions, { body: { items: [without(fixture('subscription'), 'id')] } });
    const [found] = await listed(bench, order({}, { subscriptionId: null, termDuration: 'P1Y' }));
    expect(found?.lineItems[0]?.status).toBe('unknown');
  },
);

const subscribed = async (bench: RestBench, change: JsonObject) => {
  const { cancellationAllowedUntilDate: _, ...subscription } = fixture('subscription');
  bench.on(subscriptions, { body: { items: [{ ...subscription, ...change }] } });
  const [found] = await listed(bench, order({}, { subscriptionId }));
  return found?.lineItems.find((line) => line.subscriptionId === subscriptionId);
};

restTest('a refund that does not end is open as long as the term', async (bench) => {
  const refundOptions = [
    { type: 'Full', expiresAt: '2026-11-21T00:00:00Z' },
    { type: 'Partial', expiresAt: null },
  ];
  const end = { commitmentEndDateTime: '2027-11-19T23:59:59Z' };
  expect((await subscribed(bench, { refundOptions, ...end }))?.cancelAllowedUntil).toBe(
    Date.UTC(2027, 10, 19, 23, 59, 59),
  );
});

restTest('a refund’s end is read under both of its names, and an odd one is none', async (bench) => {
  const refundOptions = [
    { type: 'Full', expiresAt: 5 },
    'odd',
    { type: 'Partial', expiresAfter: '2026-11-22T00:00:00Z' },
  ];
  expect((await subscribed(bench, { refundOptions }))?.cancelAllowedUntil).toBe(Date.UTC(2026, 10, 22));
});

restTest('a subscription of a status that is no text is not active', async (bench) => {
  expect((await subscribed(bench, { status: 4.5, quantity: 'x' }))?.status).toBe('4.5');
  expect((await subscribed(bench, { status: null }))?.status).toBe('unknown');
});

restTest('a customer without a profile is shown by the id', async (bench) => {
  bench.on('GET /v1/customers', { body: { items: [{ id: adatum, companyProfile: 'none' }] } });
  bench.on(`GET /v1/customers/${adatum}`, { body: { id: adatum } });
  expect(await collect(bench.backend.listCustomers())).toEqual([{ id: adatum, domain: '', name: '', country: '' }]);
});

restTest(
  'when an order of the time cannot be read, then a refused checkout is not known to have ordered nothing',
  async (bench) => {
    const cartId = 'c4a10000-0000-4000-8000-000000000001';
    const cart = {
      ...fixture('cart'),
      id: cartId,
      status: 'Active',
      expirationTimestamp: new Date(now + 60_000).toISOString(),
    };
    bench.on(`POST /v1/customers/${adatum}/carts/${cartId}/checkout`, {
      status: 400,
      body: { code: '800002', description: 'No.' },
    });
    bench.on(`GET /v1/customers/${adatum}/carts/${cartId}`, { body: cart });
    bench.on(list, { body: { items: [{ id: orderId }] } });
    expect((await failureOf(bench.backend.checkoutCart(adatum, cartId, 'request')))[0]).toBe('outcomeUnknown');
  },
);
