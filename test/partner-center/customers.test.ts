/** Customers over the REST: the country comes from each customer's own page. */
import { adatum, collect, failureOf, fixture, refusal, restTest } from './rest-bench.ts';

const labs = '8d1e6a07-52c3-4f0b-b1a9-6e4d3c2f1a22';
const adatumRecord = { id: adatum, domain: 'adatum.onmicrosoft.com', name: 'A. Datum Corporation', country: 'FI' };
const labsRecord = { id: labs, domain: 'AdatumLabs.onmicrosoft.com', name: 'A. Datum Labs' };
const wholeLabs = {
  ...fixture('customer'),
  id: labs.toUpperCase(),
  companyProfile: { domain: 'AdatumLabs.onmicrosoft.com', companyName: 'A. Datum Labs' },
};

restTest(
  'when customers are listed, then each has its country, at one call a page and one a customer, and their number is told',
  async (bench) => {
    const { items } = fixture('customers');
    const [first, second] = items as readonly object[];
    bench.on(
      'GET /v1/customers',
      { body: { items: [first ?? null], continuationToken: 'next' } as never },
      {
        body: { items: [second ?? null] } as never,
      },
    );
    bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
    bench.on(`GET /v1/customers/${labs}`, { body: wholeLabs });
    const totals: number[] = [];
    const listed = await collect(bench.backend.listCustomers((total) => totals.push(total)));
    expect([listed, totals]).toEqual([[adatumRecord, { ...labsRecord, country: 'FI' }], [2]]);
    expect(bench.requests.map(({ line, query }) => [line, query])).toEqual([
      ['GET /v1/customers', { size: '500' }],
      ['GET /v1/customers', { size: '500' }],
      [`GET /v1/customers/${adatum}`, {}],
      [`GET /v1/customers/${labs}`, {}],
    ]);
  },
);

restTest(
  'when one customer is gone, no longer ours, or malformed, then the others are listed all the same',
  async (bench) => {
    const odd = { id: 7, companyProfile: {} };
    bench.on('GET /v1/customers', {
      body: { ...fixture('customers'), items: [...(fixture('customers')['items'] as []), odd] },
    });
    bench.on(`GET /v1/customers/${adatum}`, refusal(403, '20002'));
    expect(await collect(bench.backend.listCustomers())).toEqual([
      { ...adatumRecord, country: '' },
      { ...labsRecord, country: '' },
    ]);
    expect(bench.oddities).toEqual([
      { operation: 'GET /v1/customers', reason: 'id: string expected', isLeftOut: true },
      { operation: 'GET /v1/customers/{id}', reason: `${adatum}: the service does not tell its country` },
      { operation: 'GET /v1/customers/{id}', reason: `${labs}: the service does not tell its country` },
    ]);
  },
);

restTest('when a name or domain is searched, then the filter is the service’s own', async (bench) => {
  bench.on('GET /v1/customers', { body: fixture('customer-search') });
  bench.on(`GET /v1/customers/${labs}`, { body: wholeLabs });
  expect(await bench.backend.findCustomers({ name: 'a. datum' })).toEqual([{ ...labsRecord, country: 'FI' }]);
  await bench.backend.findCustomers({ domain: 'adatum"' });
  expect(bench.requests.filter(({ line }) => line === 'GET /v1/customers').map(({ query }) => query)).toEqual([
    { size: '0', filter: '{"Field":"CompanyName","Value":"a. datum","Operator":"starts_with"}' },
    { size: '0', filter: '{"Field":"Domain","Value":"adatum\\"","Operator":"starts_with"}' },
  ]);
});

restTest('when a customer is asked for by id, then the answer must be about that one', async (bench) => {
  bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
  bench.on(`GET /v1/customers/${labs}`, { body: fixture('customer') });
  expect(await bench.backend.findCustomers({ id: adatum.toUpperCase() })).toEqual([adatumRecord]);
  expect(await bench.backend.findCustomers({ id: 'c0ffee00-0000-4000-8000-000000000000' })).toEqual([]);
  expect(await failureOf(bench.backend.findCustomers({ id: labs }))).toEqual([
    'wrongAnswer',
    { operation: 'GET /v1/customers/{id}', expected: labs, found: adatum },
  ]);
});

restTest('when an answer is no list, then it is not an empty one', async (bench) => {
  bench.on('GET /v1/customers', { body: {} });
  expect(await failureOf(collect(bench.backend.listCustomers()))).toEqual([
    'answerUnusable',
    { operation: 'GET /v1/customers', reason: 'items: missing' },
  ]);
});
