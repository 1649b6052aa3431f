/** The activity log over the REST: cut into parts that the service takes, joined without doubles. */
import { adatum, collect, failureOf, fixture, now, orderId, restTest } from './rest-bench.ts';

const records = 'GET /v1/auditrecords';
const dayMs = 86_400_000;
const at = (days: number): number => now - days * dayMs;
const offer = 'DG7GMGF0K001:0001:DG7GMGF0A021';

restTest('when records are read, then with what they are about, whatever form that has', async (bench) => {
  bench.on(records, { body: fixture('audit-records') });
  const shared = {
    userPrincipalName: 'agent@fabrikam.example',
    customerId: adatum,
    customerName: 'A. Datum Corporation',
  };
  expect(await collect(bench.backend.listAuditRecords({ from: at(2), to: now }, { customerId: adatum }))).toEqual([
    {
      ...shared,
      id: `1795125909876_create_order_${adatum}_agent@fabrikam.example_`,
      at: Date.UTC(2026, 10, 19, 22, 5, 9, 876),
      operationType: 'create_order',
      operationStatus: 'succeeded',
      orderId,
      line: null,
      correlationId: null,
      details: [
        { key: 'BillingCycle', value: 'OneTime' },
        { key: 'OfferId-0', value: offer },
        { key: 'PartnerOnRecord-0', value: null },
      ],
    },
    {
      ...shared,
      id: 'rec-2',
      // Without a zone: UTC.
      at: Date.UTC(2026, 10, 20, 6, 0, 0),
      operationType: 'get_software_key',
      operationStatus: 'succeeded',
      orderId,
      line: 0,
      correlationId: 'aa11bb22-cc33-4d44-8e55-ff6677889900',
      details: [{ key: 'ProductName', value: 'Project Server 2019' }],
    },
  ]);
  expect(bench.requests.map(({ query }) => query)).toEqual([
    {
      startDate: '2026-11-18',
      size: '500',
      filter: `{"Field":"CustomerId","Value":"${adatum}","Operator":"equals"}`,
    },
  ]);
});

const record = (id: string, days: number) => ({
  id,
  operationDate: new Date(at(days)).toISOString(),
  operationType: 'update_order',
  operationStatus: 'succeeded',
});

restTest(
  'when the range is longer than a request may be, then parts are joined, oldest first, each record once',
  async (bench) => {
    bench.on(
      records,
      // Newest first, as the service may answer; the record of the shared day comes twice.
      { body: { items: [record('b', 60), record('a', 80), record('too old', 89.5)] } },
      { body: { items: [record('c', 40)], continuationToken: 'next' } },
      { body: { items: [record('b', 60), record('d', 39)] } },
      { body: { items: [record('e', 30)] } },
      { body: { items: [record('f', 1), record('not yet', -1)] } },
    );
    const found = await collect(bench.backend.listAuditRecords({ from: 0, to: now }, {}));
    expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(bench.requests.map(({ query }) => [query['startDate'], query['endDate']])).toEqual([
      ['2026-08-23', '2026-09-21'],
      ['2026-09-21', '2026-10-20'],
      ['2026-09-21', '2026-10-20'],
      ['2026-10-20', '2026-11-18'],
      ['2026-11-18', undefined],
    ]);
  },
);

restTest('when the range ends in the past, then its last day is asked for with one more', async (bench) => {
  bench.on(records, { body: { items: [record('in', 10), record('after', 8.9)] } });
  const found = await collect(bench.backend.listAuditRecords({ from: at(12), to: at(9) }, {}));
  expect(found.map(({ id }) => id)).toEqual(['in']);
  expect(bench.requests.map(({ query }) => query['endDate'])).toEqual(['2026-11-12']);
});

restTest('what changed is told, whether the values are JSON in text or objects', async (bench) => {
  const was = { Id: 'c71f0ab94e26', Status: 'completed', LineItems: [{ LineItemNumber: 0, Quantity: 5 }] };
  const is = { ...was, Status: 'cancelled', LineItems: [{ LineItemNumber: 0, Quantity: 0 }] };
  const ended = { OrderId: '5c9d02e7f1ab', Status: 'deleted' };
  const { operationType: _, ...nameless } = record('nameless', 1);
  bench.on(records, {
    body: {
      items: [
        { ...record('texts', 1), resourceOldValue: JSON.stringify(was), resourceNewValue: JSON.stringify(is) },
        { ...record('objects', 1), resourceOldValue: was, resourceNewValue: is, customizedData: 'odd' },
        {
          ...record('subscription', 1),
          operationType: 'update_subscription',
          resourceOldValue: { ...ended, Status: 'active' },
          resourceNewValue: ended,
          customizedData: [
            { key: 'Status', value: 'Deleted' },
            { value: 'no key' },
            { key: 'ActionTaken', value: false },
          ],
        },
        { ...nameless, resourceNewValue: 'not JSON' },
      ],
    },
  });
  const found = await collect(bench.backend.listAuditRecords({ from: at(2), to: now }, {}));
  const changed = [
    { key: 'Status', value: 'cancelled' },
    { key: 'StatusBefore', value: 'completed' },
    { key: 'Quantity-0', value: '0' },
  ];
  expect(found.map(({ id, orderId: of, operationType, details }) => [id, of, operationType, details])).toEqual([
    ['texts', 'c71f0ab94e26', 'update_order', changed],
    ['objects', 'c71f0ab94e26', 'update_order', changed],
    [
      'subscription',
      '5c9d02e7f1ab',
      'update_subscription',
      [
        { key: 'Status', value: 'Deleted' },
        { key: 'ActionTaken', value: 'false' },
        { key: 'StatusBefore', value: 'active' },
      ],
    ],
    ['nameless', null, 'unknown', []],
  ]);
});

restTest('when the range ended before what the service keeps, then nothing is asked', async (bench) => {
  expect(await collect(bench.backend.listAuditRecords({ from: 0, to: at(100) }, {}))).toEqual([]);
  expect(bench.requests).toEqual([]);
});

restTest('when a record is malformed, then the others are shown', async (bench) => {
  bench.on(records, { body: { items: [{ id: 'x' }, record('a', 1)] } });
  expect(await collect(bench.backend.listAuditRecords({ from: at(2), to: now }, {}))).toHaveLength(1);
  expect(bench.oddities).toEqual([
    { operation: 'GET /v1/auditrecords', reason: 'operationDate: missing', isLeftOut: true },
  ]);
});

restTest(
  'when the cloud has no activity log, then that is said',
  async ({ backend }) => {
    expect(await failureOf(collect(backend.listAuditRecords({ from: 0, to: now }, {})))).toEqual([
      'notInApi',
      { what: 'audit-records', where: 'china' },
    ]);
  },
  { cloud: { name: 'china', lacks: ['audit-records'] } },
);
