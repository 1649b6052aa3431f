/** Asking for a cancellation over the REST: one request, no look before or after, and what its answers mean. */
import type { CancelRequest, Order } from '../../src/core/ports/backend.ts';
import type { JsonObject } from '../../src/core/ports/environment.ts';
import {
  adatum,
  failureOf,
  fixture,
  lost,
  offers,
  orderId,
  type Reply,
  type RestBench,
  refusal,
  restTest,
  retryAt,
  startRestBench,
  subscriptionId,
  turnedAway,
} from './rest-bench.ts';

const path = `/v1/customers/${adatum}/orders/${orderId}`;
const patch = `PATCH ${path}`;
const subscription = `/v1/customers/${adatum}/subscriptions/${subscriptionId}`;
const unsettled = (reason: string) => [
  'outcomeUnsettled',
  { operation: expect.stringContaining('PATCH /v1/customers/'), requestId: 'request-1', correlationId: 'test', reason },
];

const ask = (
  { backend }: RestBench,
  lines: CancelRequest['lines'] = [{ line: 0, offerId: offers[0] }],
): Promise<Order | undefined> => backend.requestCancel({ customerId: adatum, orderId, lines, requestId: 'request-1' });

restTest('when lines are asked for, then they alone are sent, each with its offer where it is known', async (bench) => {
  bench.on(patch, { body: fixture('order-line-cancelled') });
  const order = await ask(bench, [
    { line: 0, offerId: offers[0] },
    { line: 1, offerId: null },
  ]);
  expect(order?.lineItems.map(({ status, offerId }) => [status, offerId])).toEqual([
    ['cancelled', offers[0]],
    ['active', offers[1]],
  ]);
  const lineItems = [{ lineItemNumber: 0, offerId: offers[0] }, { lineItemNumber: 1 }];
  expect(bench.requests.map(({ line, body }) => [line, body])).toEqual([
    [patch, { id: orderId, status: 'cancelled', lineItems }],
  ]);
  expect(bench.requests[0]?.headers['ms-requestid']).toBe('request-1');
});

restTest('when the whole order is asked for, then no lines are sent', async (bench) => {
  bench.on(patch, { body: fixture('order-cancelled') });
  expect((await ask(bench, 'all'))?.status).toBe('cancelled');
  expect(bench.requests.map(({ body }) => body)).toEqual([{ id: orderId, status: 'cancelled' }]);
});

restTest('when no line is asked for, then nothing is sent', async (bench) => {
  expect(await failureOf(ask(bench, []))).toEqual(['internal', { reason: 'no lines to cancel' }]);
  expect(bench.requests).toEqual([]);
});

restTest('when the answer shows a line that is not cancelled yet, then that is what comes out', async (bench) => {
  bench.on(patch, { body: fixture('order') });
  expect((await ask(bench))?.lineItems.map(({ status }) => status)).toEqual(['active', 'active']);
  expect(bench.requests.length).toBe(1);
});

const answers: readonly (readonly [title: string, reply: Reply | typeof lost, outcome: unknown])[] = [
  ['is 409 with 800014', refusal(409, '800014'), undefined],
  ['is 409 with 800060', refusal(409, '800060'), undefined],
  ['is 409 with 800064', refusal(409, '800064'), undefined],
  ['is lost', lost, unsettled('answerLost')],
  ['is 204', { status: 204 }, unsettled('answerUnusable')],
  ['has another shape', { body: { status: 'cancelled' } }, unsettled('answerUnusable')],
  ['is 404', refusal(404, '20000'), ['orderNotFound', { customer: adatum, orderId }]],
  [
    'is 400 with 900117',
    refusal(400, '900117', 'You have passed your 30-day cancellation window.'),
    [
      'cancelRefusedByService',
      {
        customer: adatum,
        orderId,
        line: 0,
        serviceCode: '900117',
        text: 'You have passed your 30-day cancellation window.',
        days: 30,
      },
    ],
  ],
  [
    'is 400 with 900213, in hours',
    refusal(400, '900213', 'You have passed your 168-hour cancellation window.'),
    ['cancelRefusedByService', expect.objectContaining({ serviceCode: '900213', days: 7 })],
  ],
  [
    'is 400 with 900213, in hours that are no whole days',
    refusal(400, '900213', 'You have passed your 100-hour cancellation window.'),
    ['cancelRefusedByService', expect.objectContaining({ serviceCode: '900213', days: null })],
  ],
  [
    'is 403 with 900263',
    refusal(403, '900263'),
    ['cancelRefusedByService', expect.objectContaining({ serviceCode: '900263' })],
  ],
  [
    'is 403 with a number that says nothing of orders',
    refusal(403, '403'),
    ['accessDenied', expect.objectContaining({ serviceCode: '403', missing: 'unknown' })],
  ],
  [
    'is 403 with 800019',
    refusal(403, '800019'),
    ['cancelRefusedByService', expect.objectContaining({ serviceCode: '800019' })],
  ],
];
test.each(answers)('when the answer %s, then it is told as that, without a look', async (_title, reply, outcome) => {
  const bench = await startRestBench();
  try {
    bench.on(patch, reply);
    expect(await (outcome === undefined ? ask(bench) : failureOf(ask(bench)))).toEqual(outcome);
    expect([bench.requests.map(({ line }) => line), bench.slept]).toEqual([[patch], []]);
  } finally {
    await bench.close();
  }
});

const foreign: readonly (readonly [string, JsonObject])[] = [
  ['another order', { id: 'Another-order' }],
  ['another customer', { referenceCustomerId: 'c0ffee00-0000-4000-8000-000000000000' }],
];
test.each(foreign)('when the answer is for %s, then it is not believed', async (_title, change) => {
  const bench = await startRestBench();
  try {
    bench.on(patch, { body: { ...fixture('order-cancelled'), ...change } });
    const [code, details] = await failureOf(ask(bench));
    expect([code, Object.values(details)]).toEqual(['wrongAnswer', expect.arrayContaining(Object.values(change))]);
  } finally {
    await bench.close();
  }
});

const bySubscription = (bench: RestBench, code: string): void => {
  bench.on(patch, refusal(400, code, 'Use PATCH subscriptions'));
  bench.on(`GET ${path}`, { body: fixture('order') });
  bench.on(`GET /v1/customers/${adatum}/subscriptions`, { body: fixture('subscriptions') });
  bench.on(`GET ${subscription}`, { body: fixture('subscription') });
};

describe.each(['800063', '800077'])('when the service points to the subscription with %s', (code) => {
  restTest('then it is ended, and reading tells the rest', async (bench) => {
    bySubscription(bench, code);
    bench.on(`PATCH ${subscription}`, { body: fixture('subscription-deleted') });
    expect(await ask(bench, [{ line: 1, offerId: offers[1] }])).toBeUndefined();
    expect(bench.writes()).toEqual([patch, `PATCH ${subscription}`]);
  });

  restTest('then one that is being ended already is left at that', async (bench) => {
    bySubscription(bench, code);
    bench.on(`PATCH ${subscription}`, refusal(409, '800060'));
    expect(await ask(bench, [{ line: 1, offerId: offers[1] }])).toBeUndefined();
  });

  restTest('then the same request again is the same change, and another one is another', async (bench) => {
    bySubscription(bench, code);
    bench.on(`PATCH ${subscription}`, { body: fixture('subscription-deleted') });
    const [first, second] = ['2b1c7c5e-0d1f-4f7e-9f53-5d8b8a4b7a11', '91d3c1a0-6f0e-4a57-8f4f-0c3c7d1e2f33'];
    for (const requestId of [first, first, second]) {
      await bench.backend.requestCancel({
        customerId: adatum,
        orderId,
        lines: [{ line: 1, offerId: offers[1] }],
        requestId,
      });
    }
    const ends = bench.requests.filter(({ line }) => line === `PATCH ${subscription}`);
    const [one, again, other] = ends.map(({ headers, body }) => [headers['ms-requestid'], headers['if-match'], body]);
    expect(again).toEqual(one);
    expect([other?.[0] === one?.[0], other?.slice(1)]).toEqual([false, one?.slice(1)]);
    expect([first, second]).not.toContain(one?.[0]);
  });

  restTest('then being turned away after some of them leaves doubt, before them none', async (bench) => {
    bySubscription(bench, code);
    const [known] = fixture('subscriptions')['items'] as readonly JsonObject[];
    const another = { ...known, id: anotherId, offerId: offers[0] };
    bench.on(`GET /v1/customers/${adatum}/subscriptions`, { body: { items: [another, known ?? {}] } });
    bench.on(`GET /v1/customers/${adatum}/subscriptions/${anotherId}`, { body: another }, turnedAway);
    bench.on(`PATCH /v1/customers/${adatum}/subscriptions/${anotherId}`, { body: fixture('subscription-deleted') });
    bench.on(`PATCH ${subscription}`, turnedAway);
    expect(await failureOf(ask(bench, 'all'))).toEqual(unsettled('notShown'));
    expect(await failureOf(ask(bench, 'all'))).toEqual(['throttled', { retryAt }]);
  });
});

const anotherId = '6c2d4e6f-8a0b-4c1d-9e3f-5a7b9c1d3e5f';
