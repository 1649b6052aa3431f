import { createHash } from 'node:crypto';
import { type Bench, buy, cal, contoso, openBench, tenantId, textIn } from './emulator-bench.ts';

let bench: Bench;
let order: { readonly id: string; readonly alternateId: string };
beforeEach(async () => {
  bench = await openBench({ withKeys: true });
  order = await buy(bench);
});
afterEach(() => bench.close());

const entitlement = async ({ call }: Bench): Promise<object | undefined> => {
  const { body } = await call('GET', `/v1/customers/${contoso}/entitlements?entitlementType=software&showExpiry=true`);
  const { items } = body as { readonly items: readonly object[] };
  return items.find((item) => textIn(item, 'referenceOrder', 'id') === order.id);
};

test('an entitlement leads to its key, in the shape of 2018', async () => {
  const found = await entitlement(bench);
  const artifact = {
    link: {
      uri: expect.stringMatching(new RegExp(`^/customers/${contoso}/artifacts/productkey/groups/`)),
      method: 'GET',
      headers: [],
    },
    reason: '',
    state: 'Active',
    artifactType: 'product_key',
  };
  expect(found).toEqual({
    includedEntitlements: [],
    referenceOrder: { id: order.id, lineItemId: '0', alternateId: order.alternateId },
    productId: 'DG7GMGF0DVT7',
    skuId: '000C',
    quantity: 3,
    quantityDetails: [{ quantity: 3, status: 'Fulfilled' }],
    entitledArtifacts: [artifact],
    entitlementType: 'software',
    expiryDate: '2029-06-15T12:00:00.0000000Z',
  });
  const key = await bench.call('GET', `/v1${textIn(found, 'entitledArtifacts', 0, 'link', 'uri')}`);
  expect(key.body).toEqual({
    type: 'product_key',
    productKey: expect.stringMatching(/^([A-Z0-9]{5}-){4}[A-Z0-9]{5}$/),
  });
});

test('without the contract of 2018 there is neither a key nor a download', async () => {
  const path = textIn(await entitlement(bench), 'entitledArtifacts', 0, 'link', 'uri');
  const today = await openBench();
  const { id } = await buy(today);
  const { body } = await today.call('GET', `/v1/customers/${contoso}/entitlements`);
  const items = (body as { items: readonly object[] }).items.filter(
    (item) => textIn(item, 'referenceOrder', 'id') === id,
  );
  expect(items).toMatchObject([{ entitledArtifacts: [] }]);
  expect((await today.call('GET', `/v1${path}`)).status).toBe(404);
  expect((await today.call('GET', options)).status).toBe(404);
  await today.close();
});

const [product, sku] = cal.split(':');
const options = `/v1/customers/${contoso}/products/${product}/skus/${sku}/downloadoptions?country=US`;

const getLink = async (): Promise<string> => {
  const { body } = await bench.call('GET', options);
  expect((body as { items: readonly object[] }).items[0]).toEqual({
    optionKey: expect.any(String),
    optionTitle: 'Windows Server CAL 2022',
    displayRank: 0,
    cpUandFileType: '64 Bit, ISO',
    languageCode: 'en-US',
    languageName: 'English (United States)',
    fileSize: 307_200,
    downloadLink: { uri: expect.stringContaining('/downloadlink?country=US'), method: 'GET', headers: [] },
  });
  const link = await bench.call('GET', `/v1${textIn(body, 'items', 0, 'downloadLink', 'uri')}`);
  return textIn(link.body, 'uri');
};

test('a link gives the file that it states, whole or from where a cut one ended', async () => {
  const url = await getLink();
  const whole = await fetch(url);
  const bytes = Buffer.from(await whole.arrayBuffer());
  const digest = createHash('sha256').update(bytes).digest('base64');
  expect([whole.status, bytes.length, whole.headers.get('repr-digest')]).toEqual([200, 307_200, `sha-256=:${digest}:`]);
  const etag = whole.headers.get('etag') ?? '';
  const rest = await fetch(url, { headers: { range: 'bytes=300000-', 'if-range': etag } });
  expect([rest.status, rest.headers.get('content-range')]).toEqual([206, 'bytes 300000-307199/307200']);
  expect(Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(300_000))).toBe(true);
  const changed = await fetch(url, { headers: { range: 'bytes=300000-', 'if-range': '"other"' } });
  expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, 307_200]);
  expect((await fetch(url, { headers: { range: 'bytes=400000-' } })).status).toBe(416);
  expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe('307200');
});

test('as the contract was published, options and links are asked for without a customer too', async () => {
  const path = `/v1/products/${product}/skus/${sku}/downloadoptions`;
  const own = await bench.call('GET', options);
  const found = await bench.call('GET', `${path}?country=US`);
  const withoutCustomer = JSON.parse(JSON.stringify(own.body).replaceAll(`/customers/${contoso}/`, '/'));
  expect([found.status, found.body]).toEqual([200, withoutCustomer]);
  const link = await bench.call('GET', `/v1${textIn(found.body, 'items', 0, 'downloadLink', 'uri')}`);
  expect((await fetch(textIn(link.body, 'uri'))).status).toBe(200);
  expect((await bench.call('GET', `${path}?country=AD`)).status).toBe(404);
  expect((await bench.call('GET', `${path}?country=US`, { token: await bench.token('app') })).status).toBe(403);
});

test('a link ends by the rule of the day: five days after the first download', async () => {
  const url = await getLink();
  bench.machine.now += 30 * 86_400_000;
  expect((await fetch(url)).status).toBe(200);
  bench.machine.now += 5 * 86_400_000;
  expect((await fetch(url)).status).toBe(200);
  bench.machine.now += 1;
  expect((await fetch(url)).status).toBe(410);
  expect((await fetch(url.replace(/h=./, 'h=!'))).status).toBe(404);
});

test('fifty downloads use a link of 2020 up, parts of one count once, and the last one may still be resumed', async () => {
  await bench.close();
  bench = await openBench({ withKeys: true });
  await (await bench.sandbox.controls()).setClock(Date.UTC(2020, 1, 1));
  order = await buy(bench);
  const url = await getLink();
  for (let count = 0; count < 50; count += 1) {
    expect((await fetch(url, { headers: { range: 'bytes=0-9' } })).status).toBe(206);
    expect((await fetch(url, { headers: { range: 'bytes=10-19' } })).status).toBe(206);
  }
  expect((await fetch(url)).status).toBe(410);
});

test('keys and links are on record, by filter and page by page', async () => {
  await bench.call('GET', `/v1${textIn(await entitlement(bench), 'entitledArtifacts', 0, 'link', 'uri')}`);
  await getLink();
  const day = '2026-06-15';
  const records = async (query: string): Promise<readonly string[]> => {
    const { body } = await bench.call('GET', `/v1/auditrecords?startDate=${day}&endDate=${day}${query}`);
    return (body as { items: readonly { operationType: string }[] }).items.map(({ operationType }) => operationType);
  };
  expect(await records('')).toEqual(['create_order', 'get_software_key', 'get_software_download_link']);
  const filter = (Field: string, Value: string, Operator: string): string =>
    `&filter=${encodeURIComponent(JSON.stringify({ Field, Value, Operator }))}`;
  expect(await records(filter('ResourceType', 'SoftwareKey', 'equals'))).toEqual(['get_software_key']);
  expect(await records(filter('CustomerId', tenantId, 'equals'))).toEqual([]);
  expect((await records(filter('CompanyName', 'ntoso', 'substring'))).length).toBe(3);
  const path = `/v1/auditrecords?startDate=${day}&endDate=${day}&size=2`;
  const first = await bench.call('GET', path);
  const headers = { 'MS-ContinuationToken': textIn(first.body, 'continuationToken') };
  const second = await bench.call('GET', path, { headers });
  expect((second.body as { items: readonly object[] }).items).toEqual([
    {
      id: expect.any(String),
      partnerId: tenantId,
      customerId: contoso,
      customerName: 'Contoso, Ltd.',
      userPrincipalName: 'admin@firstupconsultants.onmicrosoft.com',
      resourceType: 'software_download_link',
      operationType: 'get_software_download_link',
      originalCorrelationId: expect.any(String),
      operationDate: '2026-06-15T12:00:10.0000000Z',
      operationStatus: 'succeeded',
      customizedData: [
        { key: 'OrderId', value: order.id },
        { key: 'LineItemNumber', value: '0' },
        { key: 'Product', value: 'Windows Server CAL - 1 Device CAL - 3 year' },
        { key: 'Version', value: '2022' },
        { key: 'Language', value: 'en-US' },
        { key: 'FileType', value: '64 Bit, ISO' },
      ],
      attributes: { objectType: 'AuditRecord' },
    },
  ]);
});
