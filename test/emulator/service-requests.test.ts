import { type Bench, contoso, openBench, start, textIn } from './emulator-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const itemsOf = (body: unknown): readonly object[] => (body as { readonly items: readonly object[] }).items;
const wire = (at: number): string => new Date(at).toISOString().replace('Z', '0000Z');

test('a customer’s service requests come in the service’s shape, to a user only', async () => {
  const path = `/v1/customers/${contoso}/servicerequests`;
  const { status, body } = await bench.call('GET', path);
  expect([status, itemsOf(body)[0]]).toEqual([
    200,
    {
      title: 'Refund request: Windows Server 2022 Datacenter - 16 Core License Pack',
      severity: 'moderate',
      id: '726112058340117',
      status: 'open',
      organization: { id: contoso, name: 'Contoso, Ltd.' },
      createdDate: wire(start - 5 * 3_600_000),
      lastModifiedDate: wire(start - 5 * 3_600_000),
      lastClosedDate: '0001-01-01T00:00:00',
      attributes: { objectType: 'ServiceRequest' },
    },
  ]);
  const refused = await bench.call('GET', path, { token: await bench.token('app') });
  expect([refused.status, textIn(refused.body, 'code')]).toEqual([403, '900329']);
  expect((await bench.call('POST', path, { body: {} })).status).toBe(405);
});

test('all customers’ come a page at a time', async () => {
  const ids: string[] = [];
  let path = '/v1/servicerequests?size=2';
  let headers: { readonly [name: string]: string } = {};
  for (let page = 0; page < 3; page += 1) {
    const { body } = await bench.call('GET', path, { headers });
    ids.push(...itemsOf(body).map((item) => textIn(item, 'id')));
    path = `/v1${textIn(body, 'links', 'next', 'uri')}`;
    headers = { 'MS-ContinuationToken': textIn(body, 'continuationToken') };
  }
  expect(path).toBe('/v1');
  expect(ids).toEqual(['726112058340117', '726112009471935', '726111917726043', '726110833910286', '726109722648150']);
});
