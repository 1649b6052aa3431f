/** Service requests: numbers and words of the wire, pages, and where there are none. */
import type { JsonObject } from '../../src/core/ports/environment.ts';
import { adatum, failureOf, fixture, refusal, restTest } from './rest-bench.ts';

const own = `GET /v1/customers/${adatum}/servicerequests`;
const all = 'GET /v1/servicerequests';

const refund = {
  id: '719041588206431',
  title: 'Refund for Project Server 2019',
  severity: 'moderate',
  status: 'open',
  organizationId: adatum,
  organizationName: null,
  createdAt: Date.UTC(2026, 10, 12, 9, 41, 27, 117),
  lastModifiedAt: Date.UTC(2026, 10, 13, 6, 2, 58, 400),
  lastClosedAt: null,
};

const activation = {
  id: '719041601774920',
  title: 'Activation of two servers fails',
  severity: 'critical',
  status: 'attention_needed',
  organizationId: adatum,
  organizationName: 'Adatum Oy',
  createdAt: Date.UTC(2026, 10, 17, 13, 20, 5, 880),
  lastModifiedAt: Date.UTC(2026, 10, 19, 8, 15, 44, 903),
  lastClosedAt: null,
};

const invoice = {
  id: '719040277351968',
  title: 'Invoice shows another address',
  severity: 'minimal',
  status: 'closed',
  organizationId: adatum,
  organizationName: null,
  createdAt: Date.UTC(2026, 8, 30, 10),
  lastModifiedAt: Date.UTC(2026, 9, 6, 10),
  lastClosedAt: Date.UTC(2026, 9, 6, 10),
};

restTest('when they are numbers, words, or left out, then each is read, the newest first', async ({ backend, on }) => {
  on(own, { body: fixture('service-requests') });
  expect(await backend.listServiceRequests(adatum)).toEqual([activation, refund, invoice]);
  on(all, { body: fixture('service-requests') });
  expect(await backend.listServiceRequests(undefined)).toEqual([
    activation,
    { ...refund, organizationId: null },
    { ...invoice, organizationId: null },
  ]);
  on(all, { body: { items: [{ id: '719049999999999', severity: 7 }] } });
  expect(await backend.listServiceRequests(undefined)).toEqual([
    {
      id: '719049999999999',
      title: '',
      severity: '7',
      status: 'none',
      organizationId: null,
      organizationName: null,
      createdAt: null,
      lastModifiedAt: null,
      lastClosedAt: null,
    },
  ]);
});

restTest('when there are several pages, then all are read; what cannot be used is told', async (bench) => {
  const { items, ...page } = fixture('service-requests');
  const [first, second, third] = items as readonly [JsonObject, JsonObject, JsonObject];
  bench.on(
    all,
    { body: { ...page, items: [first, { title: 'without an id' }], continuationToken: 'next' } },
    { body: { ...page, items: [second, third] } },
  );
  const ids = (await bench.backend.listServiceRequests(undefined)).map(({ id }) => id);
  expect(ids).toEqual([activation.id, refund.id, invoice.id]);
  expect(bench.requests.map(({ headers }) => headers['ms-continuationtoken'])).toEqual([undefined, 'next']);
  expect(bench.oddities).toEqual([{ operation: all, reason: 'id: missing', isLeftOut: true }]);
});

restTest('when the customer is unknown, or the credential may not, then that is said', async ({ backend, on }) => {
  expect(await failureOf(backend.listServiceRequests(adatum))).toEqual(['customerNotFound', { query: adatum }]);
  on(own, refusal(403, '900329', 'not for an app alone'));
  expect(await failureOf(backend.listServiceRequests(adatum))).toMatchObject([
    'serviceRefused',
    { serviceCode: '900329' },
  ]);
});

restTest(
  'when the cloud has none, then nothing is asked',
  async ({ backend, requests }) => {
    expect(await failureOf(backend.listServiceRequests(undefined))).toEqual([
      'notInApi',
      { what: 'service-requests', where: 'china' },
    ]);
    expect(requests).toEqual([]);
  },
  { cloud: { name: 'china', lacks: ['service-requests'] } },
);
