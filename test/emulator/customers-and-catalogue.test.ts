import { type Bench, cal, contoso, openBench, textIn } from './emulator-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const get = (uri: string) => ({ uri, method: 'GET', headers: [] });
const brief = (id: string, domain: string, companyName: string) => ({
  id,
  companyProfile: {
    tenantId: id,
    domain,
    companyName,
    links: { self: get(`/customers/${id}/profiles/company`) },
    attributes: { objectType: 'CustomerCompanyProfile' },
  },
  relationshipToPartner: 'reseller',
  links: { self: get(`/customers/${id}`) },
  attributes: { objectType: 'Customer' },
});

test('one customer has a billing profile with the country', async () => {
  const { status, body } = await bench.call('GET', `/v1/customers/${contoso}`);
  expect([status, body]).toEqual([
    200,
    {
      ...brief(contoso, 'contoso.onmicrosoft.com', 'Contoso, Ltd.'),
      commerceId: contoso,
      billingProfile: {
        id: contoso,
        companyName: 'Contoso, Ltd.',
        culture: 'en-US',
        language: 'en',
        defaultAddress: { country: 'US', city: '', state: '', addressLine1: '', postalCode: '' },
        links: { self: get(`/customers/${contoso}/profiles/billing`) },
        attributes: { objectType: 'CustomerBillingProfile' },
      },
      allowDelegatedAccess: true,
      customDomains: ['contoso.onmicrosoft.com'],
    },
  ]);
});

test('pages of customers follow each other by token, whatever the size, without one twice', async () => {
  const whole = await bench.call('GET', '/v1/customers');
  const all = (whole.body as { items: readonly { id: string }[] }).items.map(({ id }) => id);
  const found: string[] = [];
  let page = await bench.call('GET', '/v1/customers?size=3');
  for (;;) {
    const { items, continuationToken, links } = page.body as {
      readonly items: readonly { readonly id: string }[];
      readonly continuationToken?: string;
      readonly links: object;
    };
    found.push(...items.map(({ id }) => id));
    if (continuationToken === undefined) break;
    const headers = [{ key: 'MS-ContinuationToken', value: continuationToken }];
    expect(links).toMatchObject({ next: { uri: '/customers?seekOperation=Next', method: 'GET', headers } });
    const next = { headers: { 'MS-ContinuationToken': continuationToken } };
    page = await bench.call('GET', '/v1/customers?seekOperation=Next', next);
  }
  expect(found).toEqual(all);
  expect(all.length).toBeGreaterThan(6);
});

const search = (filter: object): string => `/v1/customers?size=0&filter=${encodeURIComponent(JSON.stringify(filter))}`;

test('a search matches the beginning, letter case aside, and nothing inside', async () => {
  const byName = await bench.call('GET', search({ Field: 'CompanyName', Value: 'CONTOSO, ', Operator: 'starts_with' }));
  expect((byName.body as { items: unknown }).items).toEqual([
    brief(contoso, 'contoso.onmicrosoft.com', 'Contoso, Ltd.'),
  ]);
  const inside = await bench.call('GET', search({ Field: 'Domain', Value: 'ntoso', Operator: 'starts_with' }));
  expect((inside.body as { items: unknown }).items).toEqual([]);
  const refused = await bench.call('GET', search({ Field: 'Domain', Value: 'x', Operator: 'substring' }));
  expect([refused.status, refused.body]).toEqual([
    400,
    {
      code: '2000',
      description: 'Customer search only allows starts with and equals operation.',
      data: ['{"Field":"Domain","Value":"x","Operator":"substring"}'],
      source: 'PartnerApiServiceControllers',
    },
  ]);
});

test('a taken domain and a free one', async () => {
  expect((await bench.call('HEAD', '/v1/domains/contoso.onmicrosoft.com')).status).toBe(200);
  expect((await bench.call('HEAD', '/v1/domains/nobody.onmicrosoft.com')).status).toBe(404);
});

const [product = '', sku = '', availability = ''] = cal.split(':');
const skuUri = `/products/${product}/skus/${sku}`;

test('a product, its SKU and its availability', async () => {
  expect((await bench.call('GET', `/v1/products/${product}?country=us`)).body).toEqual({
    id: product,
    title: 'Windows Server CAL',
    description: 'Windows Server CAL',
    productType: {
      id: 'Software',
      displayName: 'Software',
      subType: { id: 'SoftwareSubscriptions', displayName: 'SoftwareSubscriptions' },
    },
    isMicrosoftProduct: true,
    publisherName: 'Microsoft Corporation',
    links: { skus: get(`/products/${product}/skus?country=US`), self: get(`/products/${product}?country=US`) },
  });
  const title = 'Windows Server CAL - 1 Device CAL - 3 year';
  expect((await bench.call('GET', `/v1${skuUri}?country=US`)).body).toEqual({
    id: sku,
    productId: product,
    title,
    description: title,
    minimumQuantity: 1,
    maximumQuantity: 10000,
    isTrial: false,
    supportedBillingCycles: ['one_time'],
    purchasePrerequisites: [],
    inventoryVariables: [],
    provisioningVariables: [],
    dynamicAttributes: {},
    links: { availabilities: get(`${skuUri}/availabilities?country=US`), self: get(`${skuUri}?country=US`) },
  });
  const wire = {
    id: availability,
    productId: product,
    skuId: sku,
    catalogItemId: cal,
    defaultCurrency: { code: 'USD', symbol: '$' },
    segment: 'commercial',
    country: 'US',
    isPurchasable: true,
    isRenewable: false,
    terms: [{ id: availability, duration: 'P3Y', description: 'P3Y', billingCycle: 'one_time' }],
    links: { self: get(`${skuUri}/availabilities/${availability}?country=US`) },
  };
  expect((await bench.call('GET', `/v1${skuUri}/availabilities/${availability}?country=US`)).body).toEqual(wire);
  const own = `/customers/${contoso}${skuUri}/availabilities`;
  expect((await bench.call('GET', `/v1${own}`)).body).toEqual({
    totalCount: 1,
    items: [wire],
    links: { self: get(own) },
    attributes: { objectType: 'Collection' },
  });
});

test('views of the catalogue do not overlap, and one that is not offered is refused', async () => {
  const idsOf = async (view: string): Promise<readonly string[]> => {
    const { body } = await bench.call('GET', `/v1/products?country=US&targetView=${view}`);
    return (body as { items: readonly { id: string }[] }).items.map(({ id }) => id);
  };
  const parts = [
    ...(await idsOf('SoftwarePerpetual')),
    ...(await idsOf('SoftwareSubscriptions')),
    ...(await idsOf('SoftwareSUSELinux')),
  ];
  expect(parts.sort()).toEqual([...(await idsOf('Software'))].sort());
  expect((await idsOf('AzureReservations')).some((id) => parts.includes(id))).toBe(false);
  const refused = await bench.call('GET', '/v1/products?country=US&targetView=SoftwareRedHat');
  expect([refused.status, textIn(refused.body, 'code')]).toEqual([403, '400036']);
});

test('the inventory check leaves out what it does not know', async () => {
  const body = { TargetItems: [{ ProductId: product, SkuId: sku }, { ProductId: 'NONE' }], InventoryContext: {} };
  const answer = await bench.call('POST', '/v1/extensions/product/checkinventory?country=US', { body });
  expect(answer.body).toEqual([{ productId: product, skuId: sku, isRestricted: false, restrictions: [] }]);
});

test.each([
  ['GET', '/v1/customers/00000000-0000-0000-0000-000000000000', 404, '60003'],
  ['GET', '/v1/products/NONE?country=US', 404, '400013'],
  ['GET', `/v1/products/${product}/skus/NONE?country=US`, 404, '400018'],
  ['GET', `/v1${skuUri}/availabilities/NONE?country=US`, 404, '400019'],
  ['GET', `/v1${skuUri}/availabilities`, 400, '800002'],
  ['GET', `/v1/customers/${contoso}/orders/NONE`, 404, '20000'],
  ['GET', `/v1/customers/${contoso}/carts/NONE`, 404, '800008'],
  ['POST', `/v1/customers/${contoso}/carts/NONE/checkout`, 404, '800008'],
  ['GET', `/v1/customers/${contoso}/subscriptions/NONE`, 404, '20003'],
  ['GET', '/v1/auditrecords?startDate=2025-01-01', 400, '2000'],
  ['GET', '/v1/auditrecords?startDate=2026-04-01&endDate=2026-06-01', 400, '2000'],
  ['GET', '/v1/nothing', 404, '1000'],
  ['DELETE', `/v1/customers/${contoso}`, 405, '800042'],
])('%s %s is refused with %i and code %s', async (method, path, status, code) => {
  const { status: found, body } = await bench.call(method, path);
  expect({ status: found, code: textIn(body, 'code'), source: textIn(body, 'source') }).toEqual({
    status,
    code,
    source: 'PartnerApiServiceControllers',
  });
});
