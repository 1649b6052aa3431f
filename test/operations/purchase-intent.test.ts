/** What is on disk before the checkout leaves, and what it is good for when the answer does not come. */
import { CspError } from '../../src/core/errors.ts';
import { resolveLine } from '../../src/core/operations/bulk/settle-by-hand.ts';
import { guardRepeat, type Quote, quotePurchase } from '../../src/core/operations/buy.ts';
import { getProduct, getSku } from '../../src/core/operations/catalog.ts';
import { toEvent } from '../../src/core/operations/partner.ts';
import type { Backend, Checkout } from '../../src/core/ports/backend.ts';
import type { Journal, Run } from '../../src/core/ports/journal.ts';
import { contoso, failureOf, type OperationsBench, operate, orderNow, secondMs, today } from './operations-bench.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const quoteOf = async ({ backend, partner }: OperationsBench): Promise<Quote> => {
  const { product } = await getProduct(backend, 'DG7GMGF0DWM3', 'US');
  const sku = await getSku(backend, product, undefined, 'US');
  return quotePurchase(partner, contoso, { product, sku, quantity: 7, term: undefined, billingCycle: undefined });
};

/** What the guard reads, but for the request ids. */
const eventsOf = async ({ state, partner }: OperationsBench): Promise<readonly string[]> =>
  (await state.listEvents(partner.identity.environment, { since: 0 })).map(({ type }) => type);

const runsOf = async ({ journal, partner }: OperationsBench): Promise<readonly Run[]> =>
  (await journal()).listRuns(partner.identity.environment);

const intentOf = async ({ journal }: OperationsBench, run: Run | undefined) =>
  (await journal()).getIntent(run?.id ?? '', 1);

const orderCount = async ({ backend }: OperationsBench): Promise<number> =>
  (await backend.listOrders(contoso.id)).length;

const failing = (error: Error): Partial<Backend> => ({
  checkoutCart: async (): Promise<Checkout> => Promise.reject(error),
});

/** Orders, and loses the answer. */
const losing = ({ backend }: OperationsBench): Partial<Backend> => ({
  checkoutCart: async (...words) => {
    await backend.checkoutCart(...words);
    throw new TypeError('socket hang up');
  },
});

const unsettled = new CspError('outcomeUnsettled', {
  ...{ operation: 'POST', requestId: 'R', correlationId: 'C' },
  reason: 'inProgress',
});

const lost: readonly (readonly [Error, string])[] = [
  [new CspError('timeout', { seconds: 5 }), 'timeout'],
  [new CspError('terminated', {}), 'terminated'],
  [unsettled, 'inProgress'],
  [new CspError('storageFailed', { path: '/tmp/x', reason: 'disk I/O error' }), '/tmp/x: disk I/O error'],
  [new TypeError('fetch failed'), 'TypeError: fetch failed'],
];

for (const [error, reason] of lost) {
  operate(
    `when the answer to the checkout is lost (${reason}), then that is known, and explains itself`,
    async (bench) => {
      const quote = await quoteOf(bench);
      const failure = await failureOf(() => orderNow(bench, quote, { backend: failing(error) }));
      const [run] = await runsOf(bench);
      const intent = await intentOf(bench, run);
      const requestId = '1d000000-0000-4000-8000-000000000003';
      expect(failure).toEqual({
        code: 'purchaseUnknown',
        details: {
          ...{ customer: contoso.domain, cartId: intent?.cartId, requestId, runId: run?.id, total: usd('19950.00') },
          reason,
        },
      });
      expect([intent?.requestId, run?.finishedAt, await eventsOf(bench)]).toEqual([
        requestId,
        null,
        ['purchase-intent'],
      ]);
      expect(await failureOf(() => guardRepeat(bench.partner, quote, today + 90 * secondMs))).toEqual({
        code: 'repeatPurchase',
        details: { customer: contoso.domain, orderId: null, requestId, secondsAgo: 90 },
      });
    },
  );
}

operate('when it was ordered although the answer was lost, then the same once more finds the order', async (bench) => {
  const quote = await quoteOf(bench);
  const before = await orderCount(bench);
  expect(await failureOf(() => orderNow(bench, quote, { backend: losing(bench) }))).toMatchObject({
    code: 'purchaseUnknown',
  });
  const [order] = await bench.backend.listOrders(contoso.id);
  expect(await failureOf(() => guardRepeat(bench.partner, quote, today))).toMatchObject({
    code: 'repeatPurchase',
    details: { orderId: order?.alternateId },
  });
  const found = await orderNow(bench, quote);
  expect([found.orders, found.unrecorded]).toEqual([[order], null]);
  expect([await orderCount(bench), (await runsOf(bench)).length]).toEqual([before + 1, 1]);
});

operate('when nothing was ordered, then the same once more orders by the same cart', async (bench) => {
  const quote = await quoteOf(bench);
  const before = await orderCount(bench);
  await failureOf(() => orderNow(bench, quote, { backend: failing(unsettled) }));
  const [run] = await runsOf(bench);
  const { cartId, requestId } = (await intentOf(bench, run)) ?? {};
  const bought = await orderNow(bench, quote);
  expect([bought.orders.length, await orderCount(bench), await intentOf(bench, run)]).toEqual([
    1,
    before + 1,
    expect.objectContaining({ state: 'done', cartId, requestId, attempts: 2 }),
  ]);
});

operate('when a person finds what became of it, then the guard goes by that', async (bench) => {
  const quote = await quoteOf(bench);
  const guard = () => failureOf(() => guardRepeat(bench.partner, quote, today));
  const resolve = async (isDone: boolean): Promise<void> => {
    const [run] = await runsOf(bench);
    if (run === undefined) throw new Error('no run');
    const journal = await bench.journal();
    await resolveLine(bench.partner, journal, run, {
      line: 1,
      isDone,
      at: today,
      actor: 'aiko',
      reason: 'Seen in Partner Center',
    });
  };
  await failureOf(() => orderNow(bench, quote, { backend: failing(unsettled) }));
  expect(await guard()).toMatchObject({ code: 'repeatPurchase' });
  await resolve(false);
  expect(await guard()).toBe('did not fail');
  await failureOf(() => orderNow(bench, quote, { backend: failing(unsettled) }));
  await resolve(true);
  expect(await guard()).toMatchObject({ code: 'repeatPurchase', details: { orderId: null } });
});

operate('when the checkout is refused, then nothing stands in the way of another try', async (bench) => {
  const quote = await quoteOf(bench);
  const refusal = new CspError('cartLineRefused', { line: 0, serviceCode: '800023', text: 'No credit.' });
  const empty = { checkoutCart: async () => ({ orders: [], errors: [{ code: '800023', text: 'No credit.' }] }) };
  for (const backend of [failing(refusal), empty]) {
    expect(await failureOf(() => orderNow(bench, quote, { backend }))).toEqual({
      code: 'cartLineRefused',
      details: { line: 0, serviceCode: '800023', text: 'No credit.' },
    });
  }
  expect(await eventsOf(bench)).toEqual([1, 2].flatMap(() => ['purchase-intent', 'purchase-failed']));
  const busy = failing(new CspError('busy', { path: '/tmp/x' }));
  expect(await failureOf(() => orderNow(bench, quote, { backend: busy }))).toMatchObject({ code: 'busy' });
  // What was turned away may have gone through: the same command goes on with it, and another one is asked about it.
  expect(await failureOf(() => guardRepeat(bench.partner, quote, today))).toMatchObject({ code: 'repeatPurchase' });
  expect((await orderNow(bench, quote)).orders).toHaveLength(1);
  expect(await runsOf(bench)).toHaveLength(3);
});

operate('when what was done cannot be written down, then the orders are there all the same', async (bench) => {
  const quote = await quoteOf(bench);
  const full =
    (state: string) =>
    (real: Journal): Journal => ({
      ...real,
      advance: async (runId, change) => {
        if (change.state !== state) return real.advance(runId, change);
        throw new CspError('storageFailed', { path: '/tmp/activity.db', reason: 'database or disk is full' });
      },
    });
  const before = await orderCount(bench);
  const failure = { code: 'storageFailed', details: { path: '/tmp/activity.db', reason: 'database or disk is full' } };
  expect(await failureOf(() => orderNow(bench, quote, { journal: full('sent') }))).toEqual(failure);
  expect([await orderCount(bench), await eventsOf(bench)]).toEqual([before, []]);
  const { orders, unrecorded } = await orderNow(bench, quote, { journal: full('done') });
  expect([orders.length, unrecorded, await eventsOf(bench)]).toEqual([1, failure, ['purchase-intent']]);
  expect((await orderNow(bench, quote)).orders).toEqual(orders);
  expect(await orderCount(bench)).toBe(before + 1);
});

operate(
  'when the order stands and cannot be read, then it is named, and is no reason to order again',
  async (bench) => {
    const quote = await quoteOf(bench);
    await failureOf(() => orderNow(bench, quote, { backend: losing(bench) }));
    const [order] = await bench.backend.listOrders(contoso.id);
    const id = order?.id ?? '';
    // By then the cart has ended, and only the list of orders tells.
    const ended = new CspError('cartExpired', { cartId: 'C' });
    const getOrder = async (): Promise<never> => Promise.reject(new CspError('busy', { path: '/tmp/x' }));
    const requestId = '1d000000-0000-4000-8000-000000000003';
    expect(await failureOf(() => orderNow(bench, quote, { backend: { ...failing(ended), getOrder } }))).toEqual({
      code: 'orderPending',
      details: { customer: contoso.domain, orderId: id, placed: { customer: contoso.domain, orders: [id], requestId } },
    });
    expect((await runsOf(bench)).map(({ finishedAt }) => finishedAt)).toEqual([today]);
  },
);

operate(
  'when another purchase of the same became the only order there is, then it is not taken for this one',
  async (bench) => {
    const quote = await quoteOf(bench);
    await failureOf(() => orderNow(bench, quote, { poNumber: 'PO-1', backend: failing(unsettled) }));
    await orderNow(bench, quote, { poNumber: 'PO-2' });
    // By then the first cart has ended, and the customer has one such order: that of the second.
    const ended = failing(new CspError('cartExpired', { cartId: 'C' }));
    expect(await failureOf(() => orderNow(bench, quote, { poNumber: 'PO-1', backend: ended }))).toMatchObject({
      code: 'purchaseUnknown',
      details: { reason: 'inProgress' },
    });
  },
);

operate('when an earlier version began it and never learned what came of it, then its guard stands', async (bench) => {
  const quote = await quoteOf(bench);
  const about = { customerId: contoso.id, orderId: null, line: null, requestId: 'old' };
  const facts = { item: 'DG7GMGF0DWM3:0002', quantity: '7' };
  await bench.state.record(toEvent(bench.partner, today, 'purchase-intent', about, facts));
  expect(await failureOf(() => guardRepeat(bench.partner, quote, today))).toMatchObject({
    code: 'repeatPurchase',
    details: { requestId: 'old' },
  });
});

operate('when there is a limit and the cart states no price, then nothing is ordered', async (bench) => {
  const quote = await quoteOf(bench);
  const before = await orderCount(bench);
  const createCart: Backend['createCart'] = async (...words) => ({
    ...(await bench.backend.createCart(...words)),
    total: null,
  });
  expect(await failureOf(() => orderNow(bench, quote, { backend: { createCart }, needsPrice: true }))).toEqual({
    code: 'priceUnknown',
    details: { title: '7 × DG7GMGF0DWM3:0002' },
  });
  expect([await orderCount(bench), await eventsOf(bench)]).toEqual([before, []]);
  expect((await orderNow(bench, quote, { backend: { createCart } })).orders).toHaveLength(1);
});
