/** Subscriptions are the truth of what their orders began: how they are found, and what they say of state and deadline. */
import type { JsonObject } from '../../src/core/ports/environment.ts';
import { orderStatusOf } from '../../src/core/rules/order-status.ts';
import { adatum, failureOf, now, type RestBench, refusal, restTest } from './rest-bench.ts';

const dayMs = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();
const orders = `GET /v1/customers/${adatum}/orders`;
const subscriptions = `GET /v1/customers/${adatum}/subscriptions`;
const offerId = 'DG7GTST0S001:0002:DG7GTST0SA01';
const anotherOffer = 'DG7GTST0S009:0001:DG7GTST0SA09';
const id = 'c0ffee12ab34';
const subscriptionId = '6a1d2c3b-0f4e-4d5c-8b7a-9e8f7a6b5c41';

const line = (changes: JsonObject = {}, lineItemNumber = 0): JsonObject => ({
  ...{ lineItemNumber, offerId, termDuration: 'P1Y', transactionType: 'New', quantity: 6, subscriptionId },
  friendlyName: 'Test Server - 1 year',
  ...changes,
});
const order = (changes: JsonObject = {}, ...lineItems: JsonObject[]): JsonObject => ({
  ...{ id, alternateId: id, referenceCustomerId: adatum, currencyCode: 'EUR', status: 'completed' },
  creationDate: iso(now - 367 * dayMs),
  transactionType: 'UserPurchase',
  lineItems: lineItems.length === 0 ? [line()] : lineItems,
  ...changes,
});
const until = now + 5 * dayMs;
const subscription = (changes: JsonObject = {}): JsonObject => ({
  ...{ id: subscriptionId, offerId, orderId: id, status: 'active', quantity: 6, termDuration: 'P1Y' },
  effectiveStartDate: iso(now - 367 * dayMs),
  cancellationAllowedUntilDate: iso(until),
  attributes: { objectType: 'Subscription' },
  ...changes,
});
const serve = (bench: RestBench, own: readonly JsonObject[], listed: readonly JsonObject[]): void => {
  bench.on(orders, { body: { items: [...own] } });
  for (const one of own) bench.on(`${orders}/${String(one['id'])}`, { body: one });
  bench.on(subscriptions, { body: { items: [...listed] } });
};

/** The lines as the list has them; each order by itself has the same. */
const linesOf = async ({ backend }: RestBench) => {
  const listed = await backend.listOrders(adatum);
  for (const one of listed) expect(await backend.getOrder(adatum, one.id)).toEqual(one);
  return listed.flatMap(({ lineItems }) => lineItems);
};
const saysOf = async (bench: RestBench) =>
  (await linesOf(bench)).map(({ status, cancelAllowedUntil, subscriptionId: found }) => [
    status,
    cancelAllowedUntil,
    found,
  ]);
const good = ['active', until, subscriptionId];

restTest(
  'a renewed subscription is active until the service’s instant, in the term that ends when it says',
  async (bench) => {
    const renewed = subscription({
      commitmentEndDate: '2027-11-18T00:00:00Z',
      commitmentEndDateTime: '2027-11-18T23:59:59Z',
    });
    serve(bench, [order()], [renewed]);
    expect(await linesOf(bench)).toMatchObject([
      {
        status: 'active',
        cancelAllowedUntil: until,
        termStartsAt: Date.UTC(2026, 10, 19),
        termEndsAt: Date.UTC(2027, 10, 19),
        subscribedQuantity: 6,
      },
    ]);
  },
);

restTest('the first term begins when it took effect; one without an end has none', async (bench) => {
  const begun = Date.UTC(2026, 10, 18, 9, 14, 5);
  const first = { effectiveStartDate: iso(begun), commitmentEndDate: '2027-11-17T00:00:00Z' };
  serve(bench, [order()], [subscription(first)]);
  expect(await linesOf(bench)).toMatchObject([{ termStartsAt: begun, termEndsAt: Date.UTC(2027, 10, 18) }]);
  serve(bench, [order()], [subscription({ commitmentEndDate: '9999-12-14T00:00:00Z' })]);
  expect((await linesOf(bench))[0]).not.toHaveProperty('termStartsAt');
});

restTest('active past its end date is no error: it waits to be renewed', async (bench) => {
  serve(bench, [order()], [subscription({ commitmentEndDate: iso(now - 2 * dayMs) })]);
  expect((await saysOf(bench))[0]?.[0]).toBe('active');
});

describe('a subscription is found', () => {
  const long = '_kT4vQm8Zs2LxRb7Yn5WcJd3HfPgAoE1u';
  const unnamed = line({ subscriptionId: null });

  restTest('by the line’s own word, whatever order it names', async (bench) => {
    serve(
      bench,
      [order()],
      [subscription({ id: subscriptionId.toUpperCase(), orderId: 'elsewhere', offerId: anotherOffer })],
    );
    expect(await saysOf(bench)).toEqual([good]);
  });

  restTest('by the order’s alternate id, though the service filters by its id alone', async (bench) => {
    serve(bench, [order({ id: long }, unnamed)], [subscription()]);
    bench.on(`${subscriptions}?order_id=${long}`, { body: { items: [] } });
    expect(await saysOf(bench)).toEqual([good]);
  });

  restTest('by the order’s id and the offer, where the line names none', async (bench) => {
    serve(bench, [order({}, unnamed)], [subscription({ id: 'other', offerId: anotherOffer }), subscription()]);
    expect(await saysOf(bench)).toEqual([good]);
  });

  restTest('by product and SKU, where a renewal has changed the availability', async (bench) => {
    serve(bench, [order({}, unnamed)], [subscription({ offerId: 'DG7GTST0S001:0002:DG7GTST0SA77' })]);
    expect(await saysOf(bench)).toEqual([good]);
  });

  restTest('but never by its offer in another order', async (bench) => {
    serve(bench, [order({ creationDate: iso(now - dayMs) }, unnamed)], [subscription({ orderId: 'ffffffffff01' })]);
    expect(await saysOf(bench)).toEqual([['active', null, null]]);
  });

  restTest('and where it may be one of several, the state is unknown and no deadline is believed', async (bench) => {
    const unknown = ['unknown', null, null];
    const second = subscription({ id: 'second', status: 'deleted' });
    serve(bench, [order({}, unnamed, line({ subscriptionId: null }, 1))], [subscription(), second]);
    expect(await saysOf(bench)).toEqual([unknown, unknown]);
    serve(bench, [order({}, unnamed)], [subscription(), second]);
    expect(await saysOf(bench)).toEqual([unknown]);
    // The other one is the other line's.
    serve(bench, [order({}, unnamed, line({ subscriptionId: 'second' }, 1))], [subscription(), second]);
    expect(await saysOf(bench)).toEqual([good, ['cancelled', until, 'second']]);
  });

  restTest('and one that its line names and the service does not have is unknown', async (bench) => {
    serve(bench, [order({ creationDate: iso(now - dayMs) })], []);
    expect(await saysOf(bench)).toEqual([['unknown', null, subscriptionId]]);
  });
});

describe('whatever the age of the order', () => {
  const states = [
    ['deleted', 'cancelled'],
    ['Suspended', 'suspended'],
    ['expired', 'expired'],
    ['disabled', 'disabled'],
    ['none', 'unknown'],
    ['Frozen', 'frozen'],
  ] as const;

  restTest('a subscription’s state is its line’s, and the customer costs one list', async (bench) => {
    const own = states.map((_, at) =>
      order(
        { id: `00000000000${at}`, alternateId: `00000000000${at}`, creationDate: iso(now - (61 + at * 400) * dayMs) },
        line({ subscriptionId: null }),
      ),
    );
    const listed = states.map(([status], at) => subscription({ id: `s${at}`, orderId: `00000000000${at}`, status }));
    serve(bench, own, listed);
    expect((await bench.backend.listOrders(adatum)).map(({ lineItems }) => lineItems[0]?.status)).toEqual(
      states.map(([, status]) => status),
    );
    expect(bench.requests.map(({ line: asked }) => asked)).toEqual([orders, subscriptions]);
    expect((await saysOf(bench)).map(([, deadline]) => deadline)).toEqual(states.map(() => until));
  });
});

describe('the service’s deadline', () => {
  const stated = async (bench: RestBench, changes: JsonObject) => {
    serve(bench, [order()], [subscription(changes)]);
    return (await saysOf(bench))[0]?.[1];
  };

  restTest('is that none is allowed where it is null, and unknown where it is left out', async (bench) => {
    expect(await stated(bench, { cancellationAllowedUntilDate: null })).toBe('not-allowed');
    const refundOptions = [{ type: 'Full', expiresAt: iso(until) }];
    expect(await stated(bench, { cancellationAllowedUntilDate: null, refundOptions })).toBe('not-allowed');
    const { cancellationAllowedUntilDate: _, ...silent } = subscription();
    serve(bench, [order()], [silent]);
    expect((await saysOf(bench))[0]?.[1]).toBe(null);
    expect(await stated(bench, { cancellationAllowedUntilDate: 'soon' })).toBe(null);
    expect(await stated(bench, { cancellationAllowedUntilDate: '9999-12-31T00:00:00Z' })).toBe(null);
    expect(await stated(bench, { cancellationAllowedUntilDate: iso(now - dayMs) })).toBe(now - dayMs);
  });
});

describe('an order by twelve digits', () => {
  const one = `${orders}/${id}`;

  restTest('is asked for by itself, since the list lags behind', async (bench) => {
    serve(bench, [order()], [subscription()]);
    bench.on(orders, { body: { items: [] } });
    expect((await bench.backend.getOrder(adatum, id.toUpperCase())).id).toBe(id);
    expect(bench.requests.map(({ line: asked }) => asked)).toEqual([one, subscriptions]);
  });

  restTest('is looked for in the list only where it has another id', async (bench) => {
    const long = '_kT4vQm8Zs2LxRb7Yn5WcJd3HfPgAoE1u';
    serve(bench, [order({ id: long })], [subscription()]);
    expect((await bench.backend.getOrder(adatum, id)).id).toBe(long);
    expect(bench.requests.map(({ line: asked }) => asked)).toEqual([one, orders, `${orders}/${long}`, subscriptions]);
    expect(await failureOf(bench.backend.getOrder(adatum, 'abcdef012345'))).toEqual([
      'orderNotFound',
      { customer: adatum, orderId: 'abcdef012345' },
    ]);
    bench.on(one, refusal(403, '900308', 'No.'));
    expect((await failureOf(bench.backend.getOrder(adatum, id)))[0]).toBe('serviceRefused');
  });
});

restTest('what a line did is told where it bought nothing; what nobody knows promises nothing', async (bench) => {
  const recent = { creationDate: iso(now - dayMs) };
  const types = ['New', 'convert', 'Renew', 'addQuantity', 'RemoveQuantity', 'CANCEL', 'customercredit', 'Migrate'];
  serve(bench, [order(recent, ...types.map((transactionType, at) => line({ transactionType }, at)))], [subscription()]);
  expect((await linesOf(bench)).map(({ transactionType = null, status }) => [transactionType, status])).toEqual([
    [null, 'active'],
    [null, 'active'],
    ['renew', 'active'],
    ['addQuantity', 'active'],
    ['removeQuantity', 'removeQuantity'],
    ['cancel', 'cancel'],
    ['customerCredit', 'customerCredit'],
    ['Migrate', 'unknown'],
  ]);
  // A renewal of nobody knows what.
  serve(bench, [order(recent, line({ transactionType: 'renew', subscriptionId: null }))], []);
  expect(await saysOf(bench)).toEqual([['unknown', null, null]]);
});

const words = [
  ['Pending PO upload', 'pending_po_upload'],
  ['poReviewRejected', 'po_review_rejected'],
  ['partial-success', 'partial_success'],
  ['Canceled', 'cancelled'],
  ['Held Back', 'held back'],
] as const;

test.each(words)('the order status %s is told as %s, however it is spelled', (status, told) => {
  expect(orderStatusOf(status)).toBe(told);
});

describe('cancelling by the subscription', () => {
  const patchOrder = `PATCH /v1/customers/${adatum}/orders/${id}`;
  const path = `/v1/customers/${adatum}/subscriptions/${subscriptionId}`;
  const cancel = async ({ backend }: RestBench) =>
    backend.requestCancel({ customerId: adatum, orderId: id, lines: 'all', requestId: 'request-1' });

  restTest(
    'finds it by the order’s alternate id and the offer after 800063, and sends no empty If-Match',
    async (bench) => {
      serve(bench, [order({}, line({ subscriptionId: null }))], [subscription()]);
      bench.on(`${subscriptions}?order_id=${id}`, { body: { items: [] } });
      bench.on(`GET ${path}`, { body: subscription() });
      bench.on(`PATCH ${path}`, { body: subscription({ status: 'deleted' }) });
      bench.on(patchOrder, refusal(400, '800063', 'Subscriptions are cancelled by themselves.'));
      expect(await cancel(bench)).toBeUndefined();
      expect(bench.writes()).toEqual([patchOrder, `PATCH ${path}`]);
      expect(bench.requests.at(-1)?.headers).not.toHaveProperty('if-match');
    },
  );

  restTest('is not tried where it may be another’s', async (bench) => {
    serve(bench, [order({}, line({ subscriptionId: null }))], [subscription(), subscription({ id: 'second' })]);
    bench.on(patchOrder, refusal(400, '800063', 'Subscriptions are cancelled by themselves.'));
    expect((await failureOf(cancel(bench)))[0]).toBe('cancelRefusedByService');
    expect(bench.writes()).toEqual([patchOrder]);
  });
});
