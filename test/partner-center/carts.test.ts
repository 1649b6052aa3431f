/** Buying over the REST: errors under 201, several orders from one cart, and a checkout whose answer is lost. */
import type { CartLineRequest } from '../../src/core/ports/backend.ts';
import type { JsonObject } from '../../src/core/ports/environment.ts';
import {
  cartId,
  carts,
  checkOut,
  checkout,
  create,
  ids,
  lines,
  orders,
  placed,
  showOrders,
  unknown,
} from './cart-bench.ts';
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

type Lines = readonly JsonObject[];
/** The cart's own second line, changed, or other lines than were asked for. */
const otherCarts: readonly (readonly [what: string, change: (given: Lines) => Lines])[] = [
  ['more lines', (given) => [...given, { ...given[0], id: 2, quantity: 77 }]],
  ['a second line under the same number', (given) => [...given, { ...given[0], quantity: 77 }]],
  ['fewer lines', (given) => given.slice(0, 1)],
  ['another item', ([one, two]) => [one ?? {}, { ...two, catalogItemId: 'DG7GMGF0K002:0004:DG7GMGF0A022' }]],
  ['another availability', ([one, two]) => [one ?? {}, { ...two, catalogItemId: 'DG7GMGF0K002:0003:DG7GMGF0A099' }]],
  ['another quantity', ([one, two]) => [one ?? {}, { ...two, quantity: 100 }]],
  ['another term', ([one, two]) => [one ?? {}, { ...two, termDuration: 'P3Y' }]],
  ['a term that nobody asked for', ([one, two]) => [{ ...one, termDuration: 'P1Y' }, two ?? {}]],
  ['another billing cycle', ([one, two]) => [one ?? {}, { ...two, billingCycle: 'Monthly' }]],
  ['another currency', ([one, two]) => [one ?? {}, { ...two, currencyCode: 'USD' }]],
];
test.each(otherCarts)('when the cart holds %s, then it is left, and both are told', async (_, change) => {
  const bench = await startRestBench();
  try {
    const body = fixture('cart');
    bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
    bench.on(carts, { status: 201, body: { ...body, lineItems: change(body['lineItems'] as Lines) } });
    expect(await failureOf(bench.backend.createCart(adatum, lines, 'cart-1'))).toEqual([
      'wrongAnswer',
      {
        operation: 'POST /v1/customers/{id}/carts',
        expected: `3 × ${offers[0]}, one_time, EUR + 10 × ${offers[1]}, P1Y, one_time, EUR`,
        found: expect.not.stringMatching(/^$/),
        nothingOrdered: true,
      },
    ]);
    expect(bench.writes()).toEqual([carts]);
  } finally {
    await bench.close();
  }
});

/** Ways of the service to say the same, or nothing. */
const sameCarts: readonly (readonly [what: string, change: (line: JsonObject) => JsonObject])[] = [
  ['says OneTime', (line) => ({ ...line, billingCycle: 'OneTime' })],
  ['says an empty term', (line) => ({ ...line, termDuration: line['termDuration'] ?? '' })],
  [
    'says neither term, cycle nor currency',
    ({ id, catalogItemId, quantity }) => ({ ...{ id, catalogItemId, quantity } }) as JsonObject,
  ],
];
test.each(sameCarts)('when the cart %s, then that is no difference', async (_, change) => {
  const bench = await startRestBench();
  try {
    const body = fixture('cart');
    bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
    bench.on(carts, { status: 201, body: { ...body, lineItems: (body['lineItems'] as Lines).map(change) } });
    expect((await bench.backend.createCart(adatum, lines, 'cart-1')).id).toBe(cartId);
  } finally {
    await bench.close();
  }
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

/** What an answer does not say: whose order it names. */
const lies: readonly (readonly [title: string, change: JsonObject])[] = [
  ['an order of another customer', { referenceCustomerId: 'c0ffee00-0000-4000-8000-000000000000' }],
  ['an order of another time', { creationDate: '2026-11-19T08:16:44Z' }],
  ['an order of other lines', { lineItems: [] }],
  ['another billing cycle', { billingCycle: 'monthly' }],
  ['another currency', { currencyCode: 'USD' }],
  ['another quantity', { lineItems: [{ lineItemNumber: 0, offerId: offers[0], quantity: 77 }] }],
  ['another item', { lineItems: [{ lineItemNumber: 0, offerId: 'DG7GMGF0K001:0002:DG7GMGF0A021', quantity: 3 }] }],
  ['a term', { lineItems: [{ lineItemNumber: 0, offerId: offers[0], quantity: 3, termDuration: 'P1Y' }] }],
  ['a line more', { lineItems: [0, 1].map((lineItemNumber) => ({ lineItemNumber, offerId: offers[0], quantity: 3 })) }],
];
test.each(lies)(
  'when the id in the answer to a checkout is that of %s, then it is not believed, and both are told (T31)',
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
