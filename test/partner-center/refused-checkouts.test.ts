/** A checkout that is refused: no answer proves that nothing was ordered, and the cart and the customer's orders are read. */
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
  proven,
  showOrders,
  unknown,
} from './cart-bench.ts';
import { adatum, failureOf, fixture, type Reply, refusal, restTest, startRestBench } from './rest-bench.ts';

const cartPath = `GET /v1/customers/${adatum}/carts/${cartId}`;
const cartAs = (status: string | null): JsonObject => ({ ...fixture('cart'), ...stillOpen, status });
const stillOpen = { expirationTimestamp: '2026-11-27T08:30:42Z' };
const noOrders = { body: { items: [] } };

/** Every way to say no to a checkout, and what is said where the cart is open. */
const noes: readonly (readonly [what: string, reply: Reply, told: readonly [string, object]])[] = [
  ['400', refusal(400, '800023', 'Credit'), ['cartLineRefused', { ...proven, serviceCode: '800023', text: 'Credit' }]],
  ['403', refusal(403, '20002'), ['accessDenied', expect.objectContaining({ missing: 'relationship' })]],
  ['404', refusal(404, '800008', 'No'), ['cartLineRefused', { ...proven, serviceCode: '800008', text: 'No' }]],
  ['410', refusal(410, '1000', 'Gone'), ['cartLineRefused', { ...proven, serviceCode: '1000', text: 'Gone' }]],
];
describe.each(noes)('when a checkout is answered with %s', (_what, reply, told) => {
  restTest(
    'and the cart is open and no order shows, then nothing was ordered, which is seen at once',
    async (bench) => {
      await create(bench);
      bench.on(checkout, reply);
      bench.on(cartPath, { body: cartAs('Active') });
      bench.on(orders, noOrders);
      expect(await failureOf(checkOut(bench))).toEqual(told);
      expect([bench.requests.slice(-3).map(({ line }) => line), bench.slept]).toEqual([
        [checkout, cartPath, orders],
        [],
      ]);
    },
  );

  restTest('and the cart is ordered, then its orders are found once they show', async (bench) => {
    await create(bench);
    bench.on(checkout, reply);
    bench.on(cartPath, { body: cartAs('Ordered') });
    bench.on(orders, noOrders, { body: { items: placed.orders ?? [] } });
    expect((await checkOut(bench)).orders.map(({ id }) => id)).toEqual(ids);
    expect([bench.writes(), bench.slept]).toEqual([[carts, checkout], [1_000]]);
  });

  test.each([
    ['is ordered and no order shows', { body: cartAs('Ordered') }, noOrders],
    ['says nothing of its state', { body: cartAs(null) }, noOrders],
    ['cannot be read', refusal(403, '20002'), noOrders],
    ['is open, and orders cannot be read', { body: cartAs('Active') }, refusal(403, '20002')],
    ['is open, and an order of its lines shows', { body: cartAs('Active') }, { body: { items: placed.orders ?? [] } }],
  ])('and the cart %s, then nobody knows', async (_, cart, list) => {
    const bench = await startRestBench();
    try {
      await create(bench);
      bench.on(checkout, reply);
      bench.on(cartPath, cart);
      bench.on(orders, list);
      expect(await failureOf(checkOut(bench))).toEqual(unknown('refused'));
      expect(bench.writes()).toEqual([carts, checkout]);
    } finally {
      await bench.close();
    }
  });
});

restTest('when the checkout says 404 and so does the cart, then it has ended, and no order is of it', async (bench) => {
  await create(bench);
  bench.on(checkout, refusal(404, '800008'));
  bench.on(cartPath, refusal(404, '800008'));
  bench.on(orders, noOrders);
  expect(await failureOf(checkOut(bench))).toEqual(['cartExpired', { cartId }]);
  bench.on(orders, { body: { items: placed.orders ?? [] } });
  expect((await checkOut(bench)).orders.map(({ id }) => id)).toEqual(ids);
});

restTest('when all of the cart fails under 201, then the cart is read too', async (bench) => {
  await create(bench);
  bench.on(checkout, {
    status: 201,
    body: { orderErrors: [{ orderGroupId: '0', code: 800069, description: 'Risk' }] },
  });
  bench.on(cartPath, { body: cartAs('Active') });
  bench.on(orders, noOrders);
  expect(await checkOut(bench)).toEqual({ orders: [], errors: [{ code: '800069', text: 'Risk' }] });
  bench.on(cartPath, { body: cartAs('Ordered') });
  bench.on(orders, { body: { items: placed.orders ?? [] } });
  expect((await checkOut(bench)).orders.map(({ id }) => id)).toEqual(ids);
});

restTest(
  'when another cart of the same became the order that shows, then it is not taken for this one',
  async (bench) => {
    await create(bench);
    bench.on(checkout, { status: 201, body: fixture('checkout') });
    showOrders(bench);
    await checkOut(bench);
    const other = 'c8e1d4b3-02f5-4069-9b7c-3e4f5a6b7c66';
    bench.on(carts, { status: 201, body: { ...fixture('cart'), id: other } });
    await bench.backend.createCart(adatum, lines, 'cart-2');
    bench.on(`${carts}/${other}/checkout`, refusal(400, '800023'));
    bench.on(`GET /v1/customers/${adatum}/carts/${other}`, { body: { ...cartAs('Active'), id: other } });
    bench.on(orders, { body: { items: placed.orders ?? [] } });
    expect((await failureOf(bench.backend.checkoutCart(adatum, other, 'checkout-2')))[0]).toBe('cartLineRefused');
  },
);
