/** What is on disk before the checkout leaves, and what it is good for when the answer does not come. */
import { CspError } from '../../src/core/errors.ts';
import { guardRepeat, type Quote, quotePurchase } from '../../src/core/operations/buy.ts';
import { getProduct, getSku } from '../../src/core/operations/catalog.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import type { Backend, Checkout } from '../../src/core/ports/backend.ts';
import type { State } from '../../src/core/ports/state.ts';
import { contoso, failureOf, type OperationsBench, operate, orderNow, secondMs, today } from './operations-bench.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const quoteOf = async ({ backend, partner }: OperationsBench): Promise<Quote> => {
  const { product } = await getProduct(backend, 'DG7GMGF0DWM3', 'US');
  const sku = await getSku(backend, product, undefined, 'US');
  return quotePurchase(partner, contoso, { product, sku, quantity: 7, term: undefined, billingCycle: undefined });
};

const termsOf = (name: string) => ({
  requestIds: { cart: `cart-${name}`, checkout: `checkout-${name}` },
  shown: new Set<string>(),
});

const withParts = ({ partner }: OperationsBench, backend: Partial<Backend>, state: Partial<State> = {}): Partner => ({
  ...partner,
  backend: { ...partner.backend, ...backend },
  state: { ...partner.state, ...state },
});

const journal = async ({ state, partner }: OperationsBench): Promise<readonly string[]> => {
  const events = await state.listEvents(partner.identity.environment, { since: 0 });
  return events.map(({ type, requestId }) => `${type} ${requestId}`);
};

const orderCount = async ({ backend }: OperationsBench): Promise<number> =>
  (await backend.listOrders(contoso.id)).length;

operate('when two purchases of the same passed the guard, then one is ordered', async (bench) => {
  const quote = await quoteOf(bench);
  const before = await orderCount(bench);
  const { orders } = await orderNow(bench.partner, quote, termsOf('1'));
  expect(await failureOf(() => orderNow(bench.partner, quote, termsOf('2')))).toEqual({
    code: 'repeatPurchase',
    details: { customer: contoso.domain, orderId: orders[0]?.id, requestId: null, secondsAgo: 0 },
  });
  expect(await orderCount(bench)).toBe(before + 1);
  await orderNow(bench.partner, quote, { ...termsOf('3'), shown: null });
  expect(await journal(bench)).toEqual([
    'purchase-intent checkout-1',
    'purchase checkout-1',
    'purchase-intent checkout-3',
    'purchase checkout-3',
  ]);
});

const lost = [
  new CspError('timeout', { seconds: 5 }),
  new CspError('terminated', {}),
  new CspError('outcomeUnknown', {
    customer: contoso.domain,
    orderId: '',
    requestId: 'checkout-1',
    reason: 'inProgress',
  }),
  new CspError('storageFailed', { path: '/tmp/x', reason: 'disk I/O error' }),
  new TypeError('fetch failed'),
];

operate('when the answer to the checkout is lost, then the intent stands and explains itself', async (bench) => {
  const quote = await quoteOf(bench);
  for (const [index, error] of lost.entries()) {
    const fail = { checkoutCart: async (): Promise<Checkout> => Promise.reject(error) };
    const terms = { ...termsOf(String(index)), shown: index === 0 ? new Set<string>() : null };
    expect(await failureOf(() => orderNow(withParts(bench, fail), quote, terms))).toEqual({
      code: 'purchaseUnknown',
      details: {
        customer: contoso.domain,
        cartId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        requestId: `checkout-${index}`,
        total: quote.total,
        reason: ['timeout', 'terminated', 'inProgress', '/tmp/x: disk I/O error', 'TypeError: fetch failed'][index],
      },
    });
  }
  expect(await journal(bench)).toEqual(lost.map((_, index) => `purchase-intent checkout-${index}`));
  expect(await failureOf(() => guardRepeat(bench.partner, quote, today + 90 * secondMs))).toEqual({
    code: 'repeatPurchase',
    details: { customer: contoso.domain, orderId: null, requestId: 'checkout-0', secondsAgo: 90 },
  });
  expect(await failureOf(() => orderNow(bench.partner, quote, termsOf('next')))).toMatchObject({
    code: 'repeatPurchase',
    details: { orderId: null, requestId: 'checkout-0' },
  });
});

operate('when the order was placed although the answer was lost, then the history names it', async (bench) => {
  const quote = await quoteOf(bench);
  const checkoutCart: Backend['checkoutCart'] = async (...words) => {
    await bench.backend.checkoutCart(...words);
    throw new TypeError('socket hang up');
  };
  expect(await failureOf(() => orderNow(withParts(bench, { checkoutCart }), quote, termsOf('1')))).toMatchObject({
    code: 'purchaseUnknown',
  });
  const [order] = await bench.backend.listOrders(contoso.id);
  expect(await failureOf(() => guardRepeat(bench.partner, quote, today))).toMatchObject({
    code: 'repeatPurchase',
    details: { orderId: order?.alternateId },
  });
});

operate('when the checkout is refused, then that is written down and it can be tried again at once', async (bench) => {
  const quote = await quoteOf(bench);
  const refusals = [
    new CspError('cartLineRefused', { line: 0, serviceCode: '800023', text: 'No credit.' }),
    new CspError('busy', { path: '/tmp/x' }),
    new CspError('cartExpired', { cartId: 'cart-1' }),
  ];
  for (const [index, error] of refusals.entries()) {
    const fail = { checkoutCart: async (): Promise<Checkout> => Promise.reject(error) };
    await expect(orderNow(withParts(bench, fail), quote, termsOf(String(index)))).rejects.toBe(error);
  }
  const empty = { checkoutCart: async () => ({ orders: [], errors: [{ code: '800023', text: 'No credit.' }] }) };
  expect((await orderNow(withParts(bench, empty), quote, termsOf('3'))).orders).toEqual([]);
  expect(await journal(bench)).toEqual(
    [0, 1, 2, 3].flatMap((index) => [`purchase-intent checkout-${index}`, `purchase-failed checkout-${index}`]),
  );
  expect((await orderNow(bench.partner, quote, termsOf('4'))).orders).toHaveLength(1);
});

operate('when what was done cannot be written down, then the orders are there all the same', async (bench) => {
  const quote = await quoteOf(bench);
  const record = async (): Promise<number> => {
    throw new CspError('storageFailed', { path: '/tmp/activity.db', reason: 'database or disk is full' });
  };
  const { orders, unrecorded } = await orderNow(withParts(bench, {}, { record }), quote, termsOf('1'));
  expect([orders.length, unrecorded]).toEqual([
    1,
    { code: 'storageFailed', details: { path: '/tmp/activity.db', reason: 'database or disk is full' } },
  ]);
  expect(await journal(bench)).toEqual(['purchase-intent checkout-1']);
});

operate('when the intent cannot be written down, then nothing is ordered', async (bench) => {
  const quote = await quoteOf(bench);
  const before = await orderCount(bench);
  const recordUnless = async (): Promise<undefined> => {
    throw new CspError('busy', { path: '/tmp/activity.db' });
  };
  const partner = withParts(bench, {}, { recordUnless });
  expect(await failureOf(() => orderNow(partner, quote, termsOf('1')))).toMatchObject({ code: 'busy' });
  expect(await orderCount(bench)).toBe(before);
});

operate('when there is a limit and the cart states no price, then nothing is ordered', async (bench) => {
  const quote = await quoteOf(bench);
  const before = await orderCount(bench);
  const createCart: Backend['createCart'] = async (...words) => ({
    ...(await bench.backend.createCart(...words)),
    total: null,
  });
  const silent = withParts(bench, { createCart });
  const limited = { ...termsOf('1'), limit: usd('20000.00') };
  expect(await failureOf(() => orderNow(silent, quote, limited))).toEqual({
    code: 'priceUnknown',
    details: { title: 'BizTalk Server 2016 Branch' },
  });
  expect([await orderCount(bench), await journal(bench)]).toEqual([before, []]);
  expect((await orderNow(silent, quote, termsOf('2'))).orders).toHaveLength(1);
});
