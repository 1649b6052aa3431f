/** Orders over the REST: by id and by alternate id, their lines' states, and whose they are. */
import type { JsonObject } from '../../src/core/ports/environment.ts';
import {
  adatum,
  alternateId,
  failureOf,
  fixture,
  now,
  offers,
  orderId,
  refusal,
  restTest,
  startRestBench,
  subscriptionId,
} from './rest-bench.ts';

const orders = `GET /v1/customers/${adatum}/orders`;
const one = `${orders}/${orderId}`;
const anotherSubscription = '5f7b9d1e-2c40-4683-a799-8bacbdcedf88';
const subscriptions = `GET /v1/customers/${adatum}/subscriptions`;
const euro = (amount: string) => ({ amount, currency: 'EUR' });

const project = {
  line: 0,
  productId: 'DG7GMGF0K001',
  skuId: '0001',
  offerId: offers[0],
  title: 'Project Server 2019',
  quantity: 3,
  term: null,
  price: euro('5721.30'),
  status: 'active',
  cancelAllowedUntil: null,
  subscriptionId: null,
};
const exchange = {
  line: 1,
  productId: 'DG7GMGF0K002',
  skuId: '0003',
  offerId: offers[1],
  title: 'Exchange Server Standard - 1 year',
  quantity: 10,
  term: 'P1Y',
  price: euro('1204.00'),
  status: 'active',
  // The service's own deadline, its digits past the millisecond cut.
  cancelAllowedUntil: Date.UTC(2026, 10, 26, 22, 5, 12, 333),
  subscriptionId,
  subscribedQuantity: 10,
};
const order = {
  id: orderId,
  alternateId,
  customerId: adatum,
  purchasedAt: Date.UTC(2026, 10, 19, 22, 5, 9, 876),
  status: 'completed',
  total: euro('6925.30'),
  lineItems: [project, exchange],
};
const legacy = {
  id: 'd2c4b6a8-3e5f-4a71-8b92-0c1d2e3f4a88',
  alternateId: null,
  customerId: adatum,
  purchasedAt: Date.UTC(2019, 2, 7, 1, 37, 5, 253),
  status: 'completed',
  total: null,
  lineItems: [
    {
      line: 0,
      productId: '1F2E3D4C-5B6A-4978-8695-A4B3C2D1E0F9',
      skuId: '',
      offerId: '1F2E3D4C-5B6A-4978-8695-A4B3C2D1E0F9',
      title: 'Office 365 E1',
      quantity: 40,
      term: null,
      price: null,
      status: 'active',
      cancelAllowedUntil: null,
      subscriptionId: '9A8B7C6D-5E4F-4132-A0B1-C2D3E4F5A699',
    },
  ],
};

restTest(
  'when orders are listed, then newest first, legacy ones as far as known, a malformed one left out',
  async (bench) => {
    bench.on(orders, { body: fixture('orders') });
    bench.on(subscriptions, { body: fixture('subscriptions') });
    expect(await bench.backend.listOrders(adatum)).toEqual([order, legacy]);
    expect(bench.oddities).toEqual([
      { operation: 'GET /v1/customers/{id}/orders', reason: 'creationDate: missing', isLeftOut: true },
    ]);
    expect(bench.requests.map(({ line, query }) => [line, query])).toEqual([
      [orders, { include_price: 'true' }],
      [subscriptions, {}],
    ]);
  },
);

restTest(
  'when several orders hold subscriptions, of whatever age, then one list of them all, page by page, is enough',
  async (bench) => {
    const item = (name: string): JsonObject => (fixture(name)['items'] as readonly JsonObject[])[0] ?? {};
    const own = { ...fixture('order'), referenceCustomerId: adatum };
    const another = {
      ...withLines(own, { subscriptionId: anotherSubscription }),
      id: 'another-order',
      alternateId: 'a1b2c3d4e5f6',
    };
    const old = { ...withLines(own, { subscriptionId: 'old' }), id: 'old-order', creationDate: '2026-08-01T00:00:00Z' };
    bench.on(orders, { body: { items: [own, another, old] } });
    const { orderId: _, ...unnamed } = item('subscriptions');
    bench.on(
      subscriptions,
      { body: { items: [item('subscriptions')], continuationToken: 'more' } },
      {
        body: {
          items: [
            { ...unnamed, id: anotherSubscription.toUpperCase(), status: 'deleted' },
            { ...unnamed, id: 'old', status: 'deleted' },
          ],
        },
      },
    );
    const listed = await bench.backend.listOrders(adatum);
    expect(listed.map(({ id, lineItems }) => [id, lineItems.map(({ status }) => status)])).toEqual([
      [orderId, ['active', 'active']],
      ['another-order', ['cancelled', 'cancelled']],
      ['old-order', ['cancelled', 'cancelled']],
    ]);
    expect(bench.requests.map(({ line }) => line)).toEqual([orders, subscriptions, subscriptions]);
  },
);

restTest('when no order holds a subscription, then none are asked for', async (bench) => {
  const cancelled = fixture('order-cancelled');
  const { subscriptionId: _, termDuration: __, ...perpetual } = linesOf(fixture('order'))[1] ?? {};
  bench.on(orders, { body: { items: [cancelled, { ...fixture('order'), lineItems: [perpetual] }] } });
  await bench.backend.listOrders(adatum);
  expect(bench.requests.map(({ line }) => line)).toEqual([orders]);
});

restTest('when an order is asked for by id or alternate id, then it is the same', async (bench) => {
  bench.on(orders, { body: fixture('orders') });
  bench.on(one, { body: fixture('order') });
  bench.on(subscriptions, { body: fixture('subscriptions') });
  expect(await bench.backend.getOrder(adatum, orderId)).toEqual(order);
  expect(await bench.backend.getOrder(adatum, alternateId.toUpperCase())).toEqual(order);
});

restTest('when there is no such order or customer, then that is said', async (bench) => {
  const missing = { customer: adatum, orderId: 'no-such-order' };
  expect(await failureOf(bench.backend.getOrder(adatum, 'no-such-order'))).toEqual(['orderNotFound', missing]);
  expect(await failureOf(bench.backend.listOrders(adatum))).toEqual(['customerNotFound', { query: adatum }]);
  bench.on(orders, { body: fixture('orders') });
  expect(await failureOf(bench.backend.getOrder(adatum, 'abcdef012345'))).toEqual([
    'orderNotFound',
    { customer: adatum, orderId: 'abcdef012345' },
  ]);
  bench.on(one, refusal(404, '60003', 'Tenant not found'));
  expect(await failureOf(bench.backend.getOrder(adatum, orderId))).toEqual(['customerNotFound', { query: adatum }]);
});

restTest('when an answer is about another order or customer, then it is not believed', async (bench) => {
  const operation = 'GET /v1/customers/{id}/orders/{id}';
  bench.on(one, { body: { ...fixture('order'), id: orderId.toLowerCase() } });
  expect(await failureOf(bench.backend.getOrder(adatum, orderId))).toEqual([
    'wrongAnswer',
    { operation, expected: orderId, found: orderId.toLowerCase() },
  ]);
  bench.on(one, { body: { ...fixture('order'), referenceCustomerId: 'someone-else' } });
  expect(await failureOf(bench.backend.getOrder(adatum, orderId))).toEqual([
    'wrongAnswer',
    { operation, expected: adatum, found: 'someone-else' },
  ]);
  bench.on(orders, { body: { items: [{ ...fixture('order'), referenceCustomerId: 'someone-else' }] } });
  expect((await failureOf(bench.backend.listOrders(adatum)))[0]).toBe('wrongAnswer');
});

const linesOf = (body: JsonObject): readonly JsonObject[] => body['lineItems'] as readonly JsonObject[];

const withLines = (body: JsonObject, change: JsonObject): JsonObject => ({
  ...body,
  lineItems: linesOf(body).map((line) => ({ ...line, ...change })),
});

const states: readonly (readonly [title: string, body: JsonObject, status: string, lines: readonly string[]])[] = [
  ['is fulfilled', fixture('order'), 'completed', ['active', 'active']],
  ['has a line with quantity 0', fixture('order-line-cancelled'), 'completed', ['cancelled', 'active']],
  ['is cancelled as a whole', fixture('order-cancelled'), 'cancelled', ['cancelled', 'cancelled']],
  ['is “Canceled”', { ...fixture('order'), status: 'Canceled' }, 'cancelled', ['cancelled', 'cancelled']],
  ['has a state that nobody knows', { ...fixture('order'), status: 'Held' }, 'held', ['held', 'active']],
  [
    'is older than its term',
    withLines({ ...fixture('order'), creationDate: '2020-01-01T00:00:00' }, { termDuration: 'P3Y' }),
    'completed',
    ['expired', 'active'],
  ],
];

test.each(states)(
  'when an order %s, then its lines are as the order says, a subscription as it says itself',
  async (_title, body, status, lines) => {
    const bench = await startRestBench();
    try {
      bench.on(one, { body });
      const read = await bench.backend.getOrder(adatum, orderId);
      expect([read.status, read.lineItems.map((line) => line.status)]).toEqual([status, lines]);
    } finally {
      await bench.close();
    }
  },
);

restTest('when an order is pending, then each line is as its fulfilment says', async (bench) => {
  bench.on(one, { body: fixture('order-pending') });
  const pending = { body: { items: [{ ...fixture('subscription'), status: 'Pending' }] } };
  bench.on(subscriptions, pending, pending, { body: fixture('subscriptions') });
  const stateOf = async () => {
    const read = await bench.backend.getOrder(adatum, orderId);
    return [read.status, read.lineItems.map(({ status }) => status)];
  };
  expect(await stateOf()).toEqual(['pending', ['pending', 'pending']]);
  bench.on(`${one}/provisioningstatus`, { body: fixture('provisioning-status') });
  expect(await stateOf()).toEqual(['pending', ['active', 'pending']]);
  const [first] = fixture('provisioning-status')['items'] as readonly JsonObject[];
  bench.on(`${one}/provisioningstatus`, { body: { items: [first ?? null, { ...first, lineItemNumber: 1 }] } });
  expect(await stateOf()).toEqual(['completed', ['active', 'active']]);
});

restTest('when a subscription ended, then its line is cancelled, whatever the order says', async (bench) => {
  bench.on(one, { body: fixture('order') });
  bench.on(subscriptions, { body: { items: [fixture('subscription-deleted')] } });
  const { lineItems } = await bench.backend.getOrder(adatum, orderId);
  expect(lineItems.map(({ status }) => status)).toEqual(['active', 'cancelled']);
});

restTest('when only refund options state a deadline, then the last of them counts', async (bench) => {
  bench.on(one, { body: fixture('order') });
  const { cancellationAllowedUntilDate: _, ...rest } = fixture('subscription');
  bench.on(subscriptions, { body: { items: [rest] } });
  const { lineItems } = await bench.backend.getOrder(adatum, orderId);
  expect(lineItems[1]?.cancelAllowedUntil).toBe(Date.UTC(2026, 10, 26, 22, 5, 12, 333));
  expect(now).toBeLessThan(Number(lineItems[1]?.cancelAllowedUntil));
});

restTest('when entitlements are listed, then the parts of a suite with them', async (bench) => {
  bench.on(`GET /v1/customers/${adatum}/entitlements`, { body: fixture('entitlements') });
  const own = { orderId, line: 0, quantity: 3, fulfilled: true, expiresAt: null };
  expect(await bench.backend.listEntitlements(adatum)).toEqual([
    { ...own, productId: 'DG7GMGF0K001', skuId: '0001' },
    { ...own, productId: 'DG7GMGF0K011', skuId: '0001' },
    { ...own, productId: 'DG7GMGF0K012', skuId: '0002' },
    {
      orderId,
      line: 1,
      productId: 'DG7GMGF0K002',
      skuId: '0003',
      quantity: 10,
      fulfilled: false,
      expiresAt: Date.UTC(2027, 10, 20),
    },
  ]);
});
