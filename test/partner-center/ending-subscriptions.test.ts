/** Ending the subscriptions of an order, where the service wants them ended instead of the order cancelled. */
import type { Order } from '../../src/core/ports/backend.ts';
import { namedGuid } from '../../src/digest.ts';
import {
  adatum,
  failureOf,
  fixture,
  offers,
  orderId,
  type RestBench,
  refusal,
  restTest,
  subscriptionId,
} from './rest-bench.ts';

const path = `/v1/customers/${adatum}/orders/${orderId}`;
const get = `GET ${path}`;
const patch = `PATCH ${path}`;
const subscription = `/v1/customers/${adatum}/subscriptions/${subscriptionId}`;

const cancel = ({ backend }: RestBench, line: 0 | 1): Promise<Order | undefined> => {
  const lines = [{ line, offerId: offers[line] }];
  return backend.requestCancel({ customerId: adatum, orderId, lines, requestId: 'request-1' });
};

const bySubscription = (bench: RestBench): void => {
  bench.on(patch, refusal(400, '800063', 'Use PATCH subscriptions'));
  bench.on(get, { body: fixture('order') });
  bench.on(`GET /v1/customers/${adatum}/subscriptions`, { body: fixture('subscriptions') });
  bench.on(`GET ${subscription}`, { body: fixture('subscription') });
};

restTest(
  'when the service points to the subscription, then it goes back whole, as deleted, under its tag',
  async (bench) => {
    bySubscription(bench);
    bench.on(`PATCH ${subscription}`, { body: fixture('subscription-deleted') });
    expect(await cancel(bench, 1)).toBeUndefined();
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
  expect(await failureOf(cancel(bench, 1))).toEqual([
    'cancelRefusedByService',
    { customer: adatum, orderId, line: 1, serviceCode: '2055', text: 'Etag is no longer valid', days: null },
  ]);
  expect(bench.writes()).toEqual([patch, `PATCH ${subscription}`, `PATCH ${subscription}`]);
});

restTest('when a line has no subscription, then the first refusal stands', async (bench) => {
  bySubscription(bench);
  expect(await failureOf(cancel(bench, 0))).toEqual([
    'cancelRefusedByService',
    { customer: adatum, orderId, line: 0, serviceCode: '800063', text: 'Use PATCH subscriptions', days: null },
  ]);
  expect(bench.writes()).toEqual([patch]);
});
