/** Buying over the REST: errors under 201, several orders from one cart, and a checkout whose answer is lost. */

import type { UnknownReason } from '../../src/core/errors.ts';
import type { CartLineRequest } from '../../src/core/ports/backend.ts';
import type { JsonObject } from '../../src/core/ports/environment.ts';
import {
  adatum,
  failureOf,
  fixture,
  lost,
  offers,
  type RestBench,
  refusal,
  restTest,
  retryAt,
  startRestBench,
  turnedAway,
} from './rest-bench.ts';

const cartId = 'b7d0c3a2-91e4-4f58-8a6b-2d3e4f5a6b55';
const carts = `POST /v1/customers/${adatum}/carts`;
const checkout = `${carts}/${cartId}/checkout`;
const orders = `GET /v1/customers/${adatum}/orders`;
const lines: readonly CartLineRequest[] = [
  { catalogItemId: offers[0], quantity: 3, term: null, billingCycle: 'one_time' },
  { catalogItemId: offers[1], quantity: 10, term: 'P1Y', billingCycle: 'one_time', poNumber: 'PO-7' },
];
const ids = ['Hc8-2nQbV5xKd0RjW7tYzL3mFs9pEaG61', 'Xk4_7pLwT1sMf6DgU9hRqB2vNz8cYjE01'];

const create = (bench: RestBench, name = 'cart') => {
  bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
  bench.on(carts, { status: 201, body: fixture(name) });
  return bench.backend.createCart(adatum, lines, 'cart-1');
};
const checkOut = ({ backend }: RestBench) => backend.checkoutCart(adatum, cartId, 'checkout-1');
const placed = { orders: fixture('checkout')['orders'] };
const unknown = (reason: UnknownReason) => [
  'outcomeUnknown',
  { customer: adatum, orderId: cartId, requestId: 'checkout-1', reason },
];
/** Each order under its own id, as the checkout’s answer has it. */
const showOrders = (bench: RestBench): void => {
  for (const order of fixture('checkout')['orders'] as readonly JsonObject[])
    bench.on(`${orders}/${String(order['id'])}`, { body: order });
};

restTest('when a cart is made, then the lines are sent as they are named, and no price is made up', async (bench) => {
  expect(await create(bench)).toEqual({ id: cartId, expiresAt: Date.UTC(2026, 10, 20, 8, 30, 42, 765), total: null });
  const sent = bench.requests.find(({ line }) => line === carts);
  expect(sent?.headers['ms-requestid']).toBe('cart-1');
  expect(sent?.body).toEqual({
    lineItems: [
      { id: 0, catalogItemId: offers[0], quantity: 3, billingCycle: 'one_time' },
      { id: 1, catalogItemId: offers[1], quantity: 10, billingCycle: 'one_time', termDuration: 'P1Y' },
    ],
  });
});

restTest('when a line is refused under 201, then the cart is', async (bench) => {
  expect(await failureOf(create(bench, 'cart-with-line-error'))).toEqual([
    'cartLineRefused',
    { line: 1, serviceCode: '10003', text: 'Inventory is not available for the line item.' },
  ]);
});

restTest('when the cart holds something else than was asked for, then it is not believed', async (bench) => {
  const body = JSON.parse(JSON.stringify(fixture('cart')).replace('"quantity":3', '"quantity":30'));
  bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
  bench.on(carts, { status: 201, body });
  expect(await failureOf(bench.backend.createCart(adatum, lines, 'cart-1'))).toEqual([
    'wrongAnswer',
    { operation: 'POST /v1/customers/{id}/carts', expected: `3 × ${offers[0]}`, found: `30 × ${offers[0]}` },
  ]);
});

restTest('when the cart’s answer is lost, then nothing is in doubt: it may be made again', async (bench) => {
  bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
  bench.on(carts, lost);
  expect((await failureOf(bench.backend.createCart(adatum, lines, 'cart-1')))[0]).toBe('answerUnusable');
});

restTest('when the SKU wants its stock asked and there is none, then no cart is made', async (bench) => {
  bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
  bench.on('GET /v1/products/DG7GMGF0K001/skus/0002', { body: fixture('sku') });
  bench.on('POST /v1/extensions/product/checkInventory', { body: fixture('inventory') as never });
  const line = { ...lines[0], catalogItemId: 'DG7GMGF0K001:0002:DG7GMGF0A012', quantity: 1 } as CartLineRequest;
  expect(await failureOf(bench.backend.createCart(adatum, [line], 'cart-1'))).toEqual([
    'cartLineRefused',
    { line: 0, serviceCode: 'NotAvailableForCustomer', text: 'The item is out of stock for this customer.' },
  ]);
  expect(bench.requests.at(-1)?.body).toEqual({
    TargetItems: [{ ProductId: 'DG7GMGF0K001', SkuId: '0002' }],
    InventoryContext: { customerId: adatum },
  });
  expect(await failureOf(bench.backend.createCart(adatum, [{ ...line, quantity: 501 }], 'cart-2'))).toEqual([
    'quantityOutOfRange',
    { given: 501, minimum: 1, maximum: 500 },
  ]);
});

restTest('when a cart becomes several orders, then all are there', async (bench) => {
  await create(bench);
  bench.on(checkout, { status: 201, body: fixture('checkout') });
  showOrders(bench);
  const done = await checkOut(bench);
  expect(done.orders.map(({ id, status, lineItems }) => [id, status, lineItems.map((item) => item.status)])).toEqual([
    [ids[0], 'pending', ['pending']],
    [ids[1], 'completed', ['active']],
  ]);
  expect(done.errors).toEqual([]);
  expect(bench.requests.slice(-3).map(({ line, body }) => [line, body])).toEqual([
    [checkout, undefined],
    ...ids.map((id) => [`${orders}/${id}`, undefined]),
  ]);
  expect(bench.slept).toEqual([]);
});

restTest('when a part of the cart fails under 201, then the error stands beside the orders', async (bench) => {
  await create(bench);
  bench.on(checkout, { status: 201, body: fixture('checkout-with-error') });
  showOrders(bench);
  const done = await checkOut(bench);
  expect(done.orders.map(({ id }) => id)).toEqual([ids[0]]);
  expect(done.errors).toEqual([{ code: '800069', text: 'Order failed Risk Management check' }]);
});

restTest('when the cart is gone or refused, then that is said', async (bench) => {
  bench.on(checkout, refusal(404, '800008', 'Unable to retrieve cart Id'));
  expect(await failureOf(checkOut(bench))).toEqual(['cartExpired', { cartId }]);
  bench.on(checkout, refusal(400, '800023', 'Credit'));
  expect(await failureOf(checkOut(bench))).toEqual([
    'cartLineRefused',
    { line: 0, serviceCode: '800023', text: 'Credit' },
  ]);
});

/** What an answer does not say: whose order it names. */
const lies: readonly (readonly [title: string, change: JsonObject])[] = [
  ['an order of another customer', { referenceCustomerId: 'c0ffee00-0000-4000-8000-000000000000' }],
  ['an order of another time', { creationDate: '2026-11-19T08:16:44Z' }],
  ['an order of other lines', { lineItems: [] }],
];
test.each(lies)(
  'when the id in the answer to a checkout is that of %s, then it is not believed (T31)',
  async (...row) => {
    const bench = await startRestBench();
    try {
      await create(bench);
      bench.on(checkout, { status: 201, body: fixture('checkout') });
      showOrders(bench);
      const [first] = fixture('checkout')['orders'] as readonly JsonObject[];
      bench.on(`${orders}/${ids[0]}`, { body: { ...first, ...row[1] } });
      expect((await failureOf(checkOut(bench)))[0]).toBe('wrongAnswer');
      expect([bench.slept, bench.writes()]).toEqual([[], [carts, checkout]]);
    } finally {
      await bench.close();
    }
  },
);

restTest(
  'when there is no order of the id in the answer, then nobody knows; one that shows late does',
  async (bench) => {
    await create(bench);
    bench.on(checkout, { status: 201, body: fixture('checkout') });
    expect(await failureOf(checkOut(bench))).toEqual(unknown('notConfirmed'));
    showOrders(bench);
    const [first] = fixture('checkout')['orders'] as readonly JsonObject[];
    bench.on(`${orders}/${ids[0]}`, refusal(404, '20000'), { body: first ?? {} });
    expect((await checkOut(bench)).orders.map(({ id }) => id)).toEqual(ids);
  },
);

const unsettled = [
  ['is lost', lost, 'answerLost'],
  ['is not usable', { status: 201, body: {} }, 'answerUnusable'],
  ['is 800065, submitted before', refusal(400, '800065'), 'notShown'],
  ['is 800060, in progress', refusal(409, '800060'), 'inProgress'],
  ['is 800064, at work', refusal(409, '800064'), 'inProgress'],
] as const;
describe.each(unsettled)('when the answer to a checkout %s', (_title, reply, reason) => {
  restTest('then the orders are found in the history, once they show', async (bench) => {
    await create(bench);
    bench.on(checkout, reply);
    bench.on(orders, { body: fixture('orders') }, { body: { items: placed.orders ?? [] } });
    expect((await checkOut(bench)).orders.map(({ id }) => id)).toEqual(ids);
    expect(bench.writes()).toEqual([carts, checkout]);
    expect(bench.slept).toEqual([1_000]);
  });

  restTest('and the history does not show them, then nobody knows and no second checkout is sent', async (bench) => {
    await create(bench);
    bench.on(checkout, reply);
    bench.on(orders, { body: fixture('orders') });
    const [code, details] = await failureOf(checkOut(bench));
    expect(reply === lost ? code : [code, details]).toEqual(reply === lost ? 'outcomeUnsettled' : unknown(reason));
    expect(bench.writes()).toEqual([carts, checkout]);
  });
});

describe('when the look for the orders of a cart is turned away', () => {
  const ofRun = (bench: RestBench): RestBench => ({
    ...bench,
    backend: bench.backend.forRun?.(retryAt) ?? bench.backend,
  });
  const later = ([code, details]: readonly unknown[]) => [code, { ...(details as object), retryAt }];

  restTest('then a run is told when to look, and nothing is said of the checkout', async (own) => {
    const bench = ofRun(own);
    await create(bench);
    bench.on(checkout, lost, refusal(400, '800065'), { status: 201, body: fixture('checkout') });
    bench.on(orders, turnedAway);
    bench.on(`${orders}/${ids[0]}`, turnedAway);
    expect(await failureOf(checkOut(bench))).toEqual(later(unknown('answerLost')));
    expect(await failureOf(checkOut(bench))).toEqual(later(unknown('notShown')));
    expect(await failureOf(checkOut(bench))).toEqual(later(unknown('notConfirmed')));
    expect(bench.slept).toEqual([]);
  });

  restTest('then whoever bought this alone looks again', async (bench) => {
    await create(bench);
    bench.on(checkout, lost);
    bench.on(orders, turnedAway, { body: { items: placed.orders ?? [] } });
    expect((await checkOut(bench)).orders.map(({ id }) => id)).toEqual(ids);
  });
});

restTest('when the cart was made by an earlier run, then the cart itself says what to look for', async (bench) => {
  bench.on(checkout, refusal(400, '800065'));
  bench.on(`GET /v1/customers/${adatum}/carts/${cartId}`, { body: { ...fixture('cart'), status: 'Ordered' } });
  bench.on(orders, { body: { items: placed.orders ?? [] } });
  expect((await checkOut(bench)).orders.map(({ id }) => id)).toEqual(ids);
});

restTest('when two orders could be the cart’s, then neither is taken for it', async (bench) => {
  await create(bench);
  bench.on(checkout, lost);
  const twice = JSON.parse(JSON.stringify(placed.orders));
  bench.on(orders, { body: { items: [...twice, { ...twice[0], id: 'Another-order' }] } });
  expect((await failureOf(checkOut(bench)))[0]).toBe('outcomeUnsettled');
});

restTest('when a cart that was answered is checked out again, then it is refused', async (bench) => {
  await create(bench);
  bench.on(checkout, { status: 201, body: fixture('checkout') }, refusal(400, '800065', 'already submitted'));
  showOrders(bench);
  await checkOut(bench);
  expect(await failureOf(bench.backend.checkoutCart(adatum, cartId, 'checkout-2'))).toEqual([
    'cartLineRefused',
    { line: 0, serviceCode: '800065', text: 'already submitted' },
  ]);
});
