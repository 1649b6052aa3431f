/** What was asked for is what is bought: each order is held against it. */
import type { Order } from '../../src/core/ports/backend.ts';
import { bulk, listAll, withBench } from './bulk-bench.ts';
import { buyAll, createPurchases } from './buy-bench.ts';
import { createBuyService } from './buy-service.ts';

const fine = () => 'ok' as const;

const others: readonly (readonly [string, (order: Order) => Order])[] = [
  ['quantity', (made) => ({ ...made, lineItems: made.lineItems.map((line) => ({ ...line, quantity: 77 })) })],
  ['item', (made) => ({ ...made, lineItems: made.lineItems.map((line) => ({ ...line, skuId: 'T' })) })],
  ['term', (made) => ({ ...made, lineItems: made.lineItems.map((line) => ({ ...line, term: 'P3Y' })) })],
  ['currency', (made) => ({ ...made, total: { amount: '100.00', currency: 'EUR' } })],
  ['customer', (made) => ({ ...made, customerId: 'somebody-else' })],
  ['number of lines', (made) => ({ ...made, lineItems: [...made.lineItems, ...made.lineItems] })],
];
test.each(others)('when the order has another %s, then it is told with both, and the run stops', async (_, makes) => {
  await withBench(async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, fine);
    service.makes = makes;
    expect((await buyAll(bench, service))?.code).toBe('wrongAnswer');
    const [{ state, failure } = {}] = await listAll(bench);
    const details = {
      reason: 'wrongAnswer',
      cartId: 'cart-1',
      expected: '3 × P:S, USD',
      found: expect.stringContaining('order-1-0: '),
    };
    expect([state, failure]).toMatchObject(['unknown', { code: 'purchaseUnknown', details }]);
    expect([service.bought, service.carts()]).toEqual([['1'], 1]);
  });
});

bulk('when one cart becomes two orders of the same, then it is told with both', async (bench) => {
  await createPurchases(bench, 1);
  const service = createBuyService(bench, fine, () => 'split');
  expect([(await buyAll(bench, service))?.code, (await listAll(bench))[0]?.state]).toEqual(['wrongAnswer', 'unknown']);
});

bulk('when the service states no price, then that is no difference', async (bench) => {
  await createPurchases(bench, 1);
  const service = createBuyService(bench, fine, fine);
  service.makes = (made) => ({ ...made, total: null });
  expect([await buyAll(bench, service), (await listAll(bench))[0]?.state]).toEqual([null, 'done']);
});
