/** Cancelling over the REST: what is sent, and how the answer is judged line by line (T15, T28, T29, T30, T31). */
import type { UnknownReason } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/ports/environment.ts';
import { namedGuid } from '../../src/digest.ts';
import {
  adatum,
  alternateId,
  failureOf,
  fixture,
  lost,
  offers,
  orderId,
  type Reply,
  type RestBench,
  refusal,
  restTest,
  startRestBench,
  subscriptionId,
} from './rest-bench.ts';

const path = `/v1/customers/${adatum}/orders/${orderId}`;
const get = `GET ${path}`;
const patch = `PATCH ${path}`;
const subscription = `/v1/customers/${adatum}/subscriptions/${subscriptionId}`;
const [open, lineCancelled, cancelled] = ['order', 'order-line-cancelled', 'order-cancelled'].map(
  (name): Reply => ({
    body: fixture(name),
  }),
) as [Reply, Reply, Reply];

const cancel = ({ backend }: RestBench, lines: readonly number[] | 'all' = [0]) =>
  backend.cancelOrder(adatum, orderId, lines, 'request-1');
const stateOf = async (bench: RestBench, lines?: readonly number[] | 'all') =>
  (await cancel(bench, lines)).lineItems.map(({ status }) => status);
const minute = [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];
const minutes = [1_000, 2_000, 4_000, 8_000, 15_000, ...Array<number>(6).fill(30_000)];
const refused = (serviceCode: string, text = '', days: number | null = null) => [
  'cancelRefusedByService',
  { customer: adatum, orderId, line: 0, serviceCode, text, days },
];

restTest('when a line is cancelled, then exactly that line is in the body', async (bench) => {
  bench.on(get, open);
  bench.on(patch, lineCancelled);
  expect(await stateOf(bench)).toEqual(['cancelled', 'active']);
  const sent = bench.requests.find(({ line }) => line === patch);
  expect(sent?.headers['ms-requestid']).toBe('request-1');
  expect(sent?.body).toEqual({
    id: orderId,
    status: 'cancelled',
    lineItems: [{ lineItemNumber: 0, offerId: offers[0] }],
  });
});

restTest('when a whole order is cancelled by its alternate id, then its id is sent and no lines', async (bench) => {
  bench.on(`GET /v1/customers/${adatum}/orders`, { body: fixture('orders') });
  bench.on(get, open);
  bench.on(patch, cancelled);
  const order = await bench.backend.cancelOrder(adatum, alternateId, 'all', 'request-1');
  expect([order.status, order.lineItems.map(({ quantity }) => quantity)]).toEqual(['cancelled', [3, 10]]);
  expect(bench.requests.find(({ line }) => line === patch)?.body).toEqual({ id: orderId, status: 'cancelled' });
});

restTest('when the list of lines is empty, then nothing is sent at all', async (bench) => {
  expect(await failureOf(cancel(bench, []))).toEqual(['internal', { reason: 'no lines to cancel' }]);
  expect(bench.requests).toEqual([]);
});

restTest('when a line does not exist or is cancelled already, then nothing is sent to change it', async (bench) => {
  bench.on(get, lineCancelled);
  expect(await failureOf(cancel(bench, [0, 7]))).toEqual(['lineNotFound', { customer: adatum, orderId, line: 7 }]);
  expect(await stateOf(bench, [0])).toEqual(['cancelled', 'active']);
  expect(bench.writes()).toEqual([]);
});

const accepted: readonly (readonly [title: string, reply: Reply])[] = [
  ['in capitals and with one l', { body: { ...fixture('order'), status: 'Canceled' } }],
  ['with fields that nobody knows', { body: { ...fixture('order-line-cancelled'), extra: { deep: [1] } } }],
];
test.each(accepted)('when the answer says it %s, then it is done', async (_title, reply) => {
  const bench = await startRestBench();
  try {
    bench.on(get, open);
    bench.on(patch, reply);
    expect((await stateOf(bench))[0]).toBe('cancelled');
  } finally {
    await bench.close();
  }
});

const unusable: readonly (readonly [title: string, reply: Reply | typeof lost, reason: UnknownReason])[] = [
  ['is lost', lost, 'answerLost'],
  ['is empty', { status: 200 }, 'answerUnusable'],
  ['is 204', { status: 204 }, 'answerUnusable'],
  ['is another shape', { body: { status: 'cancelled' } }, 'answerUnusable'],
  ['says that nothing changed', open, 'notShown'],
  ['is 409 with 800014', refusal(409, '800014'), 'inProgress'],
  ['is 409 with 800060', refusal(409, '800060'), 'inProgress'],
  ['is 409 with 800064', refusal(409, '800064'), 'inProgress'],
];
describe.each(unusable)('when the answer %s', (_title, reply, reason) => {
  restTest('then reading the order decides, as soon as it shows', async (bench) => {
    bench.on(get, open, open, open, lineCancelled);
    bench.on(patch, reply);
    expect(await stateOf(bench)).toEqual(['cancelled', 'active']);
    expect(bench.writes()).toEqual([patch]);
    expect(bench.slept).toEqual([1_000, 2_000]);
  });

  restTest('and the order never shows it, then nobody knows, and why is told; the wait as well', async (bench) => {
    bench.on(get, open);
    bench.on(patch, reply);
    const isAtWork = reason === 'inProgress' || reason === 'notShown';
    const details = { customer: adatum, orderId, requestId: 'request-1', reason };
    expect(await failureOf(cancel(bench))).toEqual(['outcomeUnknown', details]);
    expect(bench.slept).toEqual(isAtWork ? minutes : minute);
    expect(bench.waits[0]).toEqual({
      why: isAtWork ? 'inProgress' : 'lookUp',
      reason: '',
      ms: isAtWork ? 207_000 : 57_000,
    });
    expect(bench.writes()).toEqual([patch]);
  });
});

const window = 'You have passed your 30-day cancellation window. We are unable to cancel your purchase';
const refusals: readonly (readonly [status: number, code: string, text: string, days: number | null])[] = [
  [400, '800061', 'Order cannot be canceled', null],
  [400, '900117', window, 30],
  [400, '900117', 'You have passed your window.', null],
  [403, '800019', 'Only software outside of the sandbox', null],
  [400, '800071', 'Line Item number should be from 0', null],
];
describe.each(refusals)('when the service refuses with %d %s', (status, code, text, days) => {
  restTest('then its words and days are passed on', async (bench) => {
    bench.on(get, open);
    bench.on(patch, refusal(status, code, text));
    expect(await failureOf(cancel(bench))).toEqual(refused(code, text, days));
    expect(bench.slept).toEqual([]);
  });

  restTest('and the line is cancelled all the same, then it is done', async (bench) => {
    bench.on(get, open, lineCancelled);
    bench.on(patch, refusal(status, code, text));
    expect(await stateOf(bench)).toEqual(['cancelled', 'active']);
  });
});

restTest('when the order is gone, then that is said', async (bench) => {
  bench.on(get, open);
  bench.on(patch, refusal(404, '20000', 'Order ID not found'));
  expect(await failureOf(cancel(bench))).toEqual(['orderNotFound', { customer: adatum, orderId }]);
});

const foreign: readonly (readonly [string, JsonObject])[] = [
  ['another order', { id: 'Another-order' }],
  ['another customer', { referenceCustomerId: 'c0ffee00-0000-4000-8000-000000000000' }],
];
test.each(foreign)('when the answer is for %s, then it is not believed', async (_title, change) => {
  const bench = await startRestBench();
  try {
    bench.on(get, open);
    bench.on(patch, { body: { ...fixture('order-cancelled'), ...change } });
    const [code, details] = await failureOf(cancel(bench));
    expect([code, Object.values(details)]).toEqual(['wrongAnswer', expect.arrayContaining(Object.values(change))]);
    expect(bench.slept).toEqual([]);
  } finally {
    await bench.close();
  }
});

const bySubscription = (bench: RestBench): void => {
  bench.on(patch, refusal(400, '800063', 'Use PATCH subscriptions'));
  bench.on(get, open);
  bench.on(`GET /v1/customers/${adatum}/subscriptions`, { body: fixture('subscriptions') });
  bench.on(`GET ${subscription}`, { body: fixture('subscription') });
};

restTest(
  'when the service points to the subscription, then it goes back whole, as deleted, under its tag',
  async (bench) => {
    bySubscription(bench);
    bench.on(`PATCH ${subscription}`, { body: fixture('subscription-deleted') });
    bench.on(
      `GET /v1/customers/${adatum}/subscriptions`,
      { body: fixture('subscriptions') },
      { body: fixture('subscriptions') },
      { body: { items: [fixture('subscription-deleted')] } },
    );
    expect(await stateOf(bench, [1])).toEqual(['active', 'cancelled']);
    const sent = bench.requests.find(({ line }) => line === `PATCH ${subscription}`);
    expect(sent?.body).toEqual(fixture('subscription-deleted'));
    expect([sent?.headers['if-match'], sent?.headers['ms-requestid']]).toEqual([
      '"eyJpZCI6IjRlNmE4YzBkIiwidmVyc2lvbiI6MX0="',
      namedGuid('request-1', `${subscriptionId}/eyJpZCI6IjRlNmE4YzBkIiwidmVyc2lvbiI6MX0=`),
    ]);
  },
);

restTest('when the tag is stale, then it is read and sent once more, not twice', async (bench) => {
  bySubscription(bench);
  bench.on(`PATCH ${subscription}`, refusal(400, '2055', 'Etag is no longer valid'));
  expect(await failureOf(cancel(bench, [1]))).toEqual([
    'cancelRefusedByService',
    { customer: adatum, orderId, line: 1, serviceCode: '2055', text: 'Etag is no longer valid', days: null },
  ]);
  expect(bench.writes()).toEqual([patch, `PATCH ${subscription}`, `PATCH ${subscription}`]);
});

restTest('when a line has no subscription, then the first refusal stands', async (bench) => {
  bySubscription(bench);
  expect(await failureOf(cancel(bench, [0]))).toEqual(refused('800063', 'Use PATCH subscriptions'));
  expect(bench.writes()).toEqual([patch]);
});
