/** Keys and downloads: only where an answer carries them; otherwise the way to the web pages that do. */
import { findDownloadOptions } from '../../src/core/operations/links.ts';
import type { Instant } from '../../src/core/ports/environment.ts';
import { adatum, failureOf, fixture, now, orderId, type RestBench, refusal, restTest } from './rest-bench.ts';

const target = { customerId: adatum, orderId, line: 0 };
const reference = { customer: adatum, orderId, line: 0 };
const option = { version: 'Project Server 2019', language: 'fi-FI', fileType: '64 Bit, ISO' };
const downloads = `/v1/customers/${adatum}/products/DG7GMGF0K001/skus/0001/downloadoptions`;
const key = `/v1/customers/${adatum}/artifacts/productkey/groups/0f1e2d3c4b5a69788796a5b4c3d2e1f0/lineitems/6a7b8c9d-0e1f-4a2b-8c3d-4e5f6a7b8c00/items/DG7GMGF0K001:0001:6a7b8c9d-0e1f-4a2b-8c3d-4e5f6a7b8c00`;

const onTheWeb = [
  'keysNotInApi',
  {
    ...reference,
    portalUrl: 'https://partner.example',
    customerUrl: 'https://admin.example',
    helpUrl: 'https://help.example',
  },
];

const serve = ({ on }: RestBench, entitlements: string, order = 'order'): void => {
  on(`GET /v1/customers/${adatum}/orders/${orderId}`, { body: fixture(order) });
  on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
  on(`GET /v1/customers/${adatum}/entitlements`, { body: fixture(entitlements) });
  on('GET /v1/products/DG7GMGF0K001', { body: fixture('product') });
  on(`GET ${key}`, { body: fixture('product-key-2018') });
  on(`GET ${downloads}`, { body: fixture('download-options-2018') });
  on(`GET ${downloads}/RklOLTY0LUlTTw==/downloadlink`, { body: fixture('download-link-2018') });
};

restTest('when entitlements carry no key, as today, then the pages that have it are named', async (bench) => {
  serve(bench, 'entitlements');
  const { backend } = bench;
  expect(await failureOf(backend.getProductKey(target, option, 'key-1'))).toEqual(onTheWeb);
  expect(await failureOf(backend.listKeyOptions(target))).toEqual(onTheWeb);
  expect(await failureOf(backend.listDownloadOptions(target))).toEqual(onTheWeb);
  expect(await failureOf(backend.getDownloadLink(target, option, false, 'link-1'))).toEqual(onTheWeb);
  expect(await findDownloadOptions(backend, target)).toBe(null);
  expect(await failureOf(findDownloadOptions(backend, { ...target, line: 9 }))).toEqual([
    'lineNotFound',
    { ...reference, line: 9 },
  ]);
  expect(await failureOf(backend.listDownloadLinks(undefined))).toEqual([
    'notInApi',
    { what: 'link-list', where: expect.any(String) },
  ]);
  expect(bench.requests.filter(({ line }) => line.includes('downloadoptions'))).toEqual([]);
});

restTest('when an entitlement carries a key, then it is taken under the request id', async (bench) => {
  serve(bench, 'entitlements-2018');
  const taken = await bench.backend.getProductKey(target, option, 'key-1');
  expect(taken.key.reveal()).toBe('BCDFG-HJKMN-PQRTV-WXY23-46789');
  expect(bench.requests.at(-1)).toMatchObject({ line: `GET ${key}`, headers: { 'ms-requestid': 'key-1' } });
  expect(await bench.backend.listKeyOptions(target)).toEqual([]);
  expect(await findDownloadOptions(bench.backend, target)).toBe(null);
});

const forUsersOnly = refusal(403, '900329', "This resource doesn't support application-only authentication");

restTest('when an app is alone, then it gets the pages that have keys and downloads, not a refusal', async (bench) => {
  serve(bench, 'entitlements-2018');
  bench.on(`GET /v1/customers/${adatum}/entitlements`, forUsersOnly);
  const { backend } = bench;
  expect(await failureOf(backend.listKeyOptions(target))).toEqual(onTheWeb);
  expect(await failureOf(backend.getProductKey(target, null, 'key-1'))).toEqual(onTheWeb);
  const before = bench.requests.length;
  expect(await findDownloadOptions(backend, target)).toBe(null);
  expect(bench.requests.slice(before).filter(({ line }) => line.endsWith('/entitlements'))).toEqual([]);
});

restTest(
  'when an app is alone and the contract of 2018 was asked for, then it is refused, for that takes a user',
  async (bench) => {
    serve(bench, 'entitlements-2018');
    bench.on(`GET /v1/customers/${adatum}/entitlements`, forUsersOnly);
    expect(await failureOf(bench.backend.listKeyOptions(target))).toMatchObject([
      'serviceRefused',
      { serviceCode: '900329' },
    ]);
  },
  { downloadContract: '2018' },
);

restTest('when a key’s link leads elsewhere, then it is not followed', async (bench) => {
  for (const uri of [
    'https://evil.example/customers/x',
    '//evil.example/x',
    `/customers/${adatum}/artifacts/productkey/../../orders`,
  ]) {
    serve(bench, 'entitlements-2018');
    const body = JSON.parse(
      JSON.stringify(fixture('entitlements-2018')).replaceAll(
        /"\/customers[^"]*productkey[^"]*"/g,
        JSON.stringify(uri),
      ),
    );
    bench.on(`GET /v1/customers/${adatum}/entitlements`, { body });
    expect((await failureOf(bench.backend.getProductKey(target, option, 'key-1')))[0]).toBe('wrongAnswer');
  }
  expect(bench.requests.filter(({ line }) => /productkey|x$/.test(line))).toEqual([]);
});

restTest(
  'when the line is cancelled, pending, unknown, or of a kind without keys, then that is said',
  async (bench) => {
    const take = (line = 0) => failureOf(bench.backend.getProductKey({ ...target, line }, option, 'key-1'));
    serve(bench, 'entitlements', 'order-line-cancelled');
    expect(await take()).toEqual(['keyRevoked', reference]);
    expect(await failureOf(bench.backend.getDownloadLink(target, option, false, 'link-1'))).toEqual([
      'linkEnded',
      { ...reference, cause: 'revoked' },
    ]);
    serve(bench, 'entitlements', 'order-pending');
    expect(await take()).toEqual(['orderPending', reference]);
    serve(bench, 'entitlements');
    expect(await take(9)).toEqual(['lineNotFound', { ...reference, line: 9 }]);
    bench.on('GET /v1/products/DG7GMGF0K001', {
      body: { id: 'DG7GMGF0K001', title: 'Ev4', productType: { id: 'Azure', subType: { id: 'VirtualMachines' } } },
    });
    expect(await take()).toEqual(['noKeyForKind', { ...reference, title: 'Project Server 2019' }]);
  },
);

const contract2018 = { downloadContract: '2018' } as const;

restTest(
  'when the contract of 2018 was asked for, then its options and links are used',
  async (bench) => {
    serve(bench, 'entitlements');
    expect(await bench.backend.listDownloadOptions(target)).toEqual([option, { ...option, language: 'en-US' }]);
    expect(bench.requests.at(-1)?.query).toEqual({ orderId, lineItemNumber: '0' });
    const { url, ...link } = await bench.backend.getDownloadLink(target, option, false, 'link-1');
    expect(url.reveal()).toBe(fixture('download-link-2018')['uri']);
    expect(link).toEqual({ issuedAt: now satisfies Instant, expiresAt: null, downloadsLeft: null });
    expect(bench.requests.at(-1)).toMatchObject({ query: { country: 'FI' }, headers: { 'ms-requestid': 'link-1' } });
    expect(await failureOf(bench.backend.getDownloadLink(target, { ...option, language: 'tlh' }, false, 'l'))).toEqual([
      'downloadNotFound',
      {
        ...reference,
        options: ['Project Server 2019 · fi-FI · 64 Bit, ISO', 'Project Server 2019 · en-US · 64 Bit, ISO'],
      },
    ]);
  },
  contract2018,
);

restTest(
  'when the service has no downloads for the SKU, or an unsafe link, then there is none',
  async (bench) => {
    serve(bench, 'entitlements');
    bench.on(`GET ${downloads}/RklOLTY0LUlTTw==/downloadlink`, { body: { uri: 'http://download.example/x?t=1' } });
    expect(await failureOf(bench.backend.getDownloadLink(target, option, false, 'link-1'))).toEqual([
      'answerUnusable',
      { operation: 'GET …/downloadlink', reason: 'uri: https expected' },
    ]);
    bench.on(`GET ${downloads}`, { status: 404, body: { code: '1000', description: 'Not found' } });
    expect(await failureOf(bench.backend.getDownloadLink(target, option, false, 'link-2'))).toEqual(onTheWeb);
  },
  contract2018,
);
