/** Products, SKUs and availabilities over the REST. */
import { failureOf, fixture, type RestBench, refusal, restTest } from './rest-bench.ts';

const project = 'DG7GMGF0K001';
const microsoft = 'Microsoft Corporation';

const serveViews = ({ on }: RestBench): void => {
  for (const [view, name] of [
    ['SoftwarePerpetual', 'products-perpetual'],
    ['SoftwareSubscriptions', 'products-subscriptions'],
    ['SoftwareSUSELinux', 'products-suse'],
    ['AzureReservations', 'products-reservations'],
    ['Software', 'products-software'],
  ]) {
    on(`GET /v1/products?country=FI&targetView=${view}`, { body: fixture(name ?? '') });
  }
};

restTest('when products are listed, then each view adds what the ones before left open', async (bench) => {
  serveViews(bench);
  expect(await bench.backend.listProducts('fi')).toEqual([
    { id: project, title: 'Project Server 2019', kind: 'perpetual', publisher: microsoft },
    { id: 'DG7GMGF0K002', title: 'Exchange Server Standard', kind: 'subscription', publisher: microsoft },
    { id: 'DG7GMGF0K003', title: 'Windows 7 Extended Security Updates', kind: 'esu', publisher: microsoft },
    { id: 'DG7GMGF0K004', title: 'SUSE Linux Enterprise Server', kind: 'linux-plan', publisher: 'SUSE' },
    { id: 'DZH318Z0K005', title: 'Virtual Machines Ev4 Series', kind: 'reservation', publisher: 'Microsoft' },
    { id: 'DG7GMGF0K006', title: 'Red Hat Enterprise Linux', kind: 'linux-plan', publisher: 'Red Hat' },
  ]);
  expect(bench.oddities).toEqual([
    { operation: 'GET /v1/products (Software)', reason: 'DG7GMGF0K007: of no known kind' },
  ]);
});

restTest('when a view is not allowed, then the others are listed; any other refusal counts', async (bench) => {
  serveViews(bench);
  bench.on('GET /v1/products?country=FI&targetView=AzureReservations', refusal(403, '400036'));
  expect((await bench.backend.listProducts('FI')).map(({ kind }) => kind)).not.toContain('reservation');
  bench.on('GET /v1/products', refusal(403, '2030', 'not onboarded'));
  expect((await failureOf(bench.backend.listProducts('AQ')))[0]).toBe('serviceRefused');
});

restTest('when one product is found, then its type tells the kind, or else the view that lists it', async (bench) => {
  serveViews(bench);
  bench.on(`GET /v1/products/${project}`, { body: fixture('product') });
  const untold = {
    ...fixture('product'),
    id: 'DG7GMGF0K002',
    productType: { id: 'Software', displayName: 'Software' },
  };
  bench.on('GET /v1/products/DG7GMGF0K002', { body: untold });
  bench.on('GET /v1/products/OFFICE', {
    body: { id: 'OFFICE', title: 'Office 365', productType: { id: 'OnlineServices' } },
  });
  const kindOf = async (id: string) => (await bench.backend.findProduct(id, 'FI'))?.kind;
  expect(await kindOf(project)).toBe('perpetual');
  expect(bench.requests).toHaveLength(1);
  expect(await kindOf('DG7GMGF0K002')).toBe('subscription');
  expect(await kindOf('OFFICE')).toBe(undefined);
  expect(await kindOf('DG7GMGF00000')).toBe(undefined);
});

restTest('when SKUs are listed, then with what the REST states of them', async (bench) => {
  bench.on(`GET /v1/products/${project}/skus`, { body: fixture('skus') });
  const nothing = { versions: [], languages: [], fileTypes: [] };
  expect(await bench.backend.listSkus(project, 'fi')).toEqual([
    {
      productId: project,
      id: '0001',
      title: 'Project Server 2019',
      minimumQuantity: 1,
      maximumQuantity: 10000,
      ...nothing,
    },
    {
      productId: project,
      id: '0002',
      title: 'Project Server 2019 - 1 Device CAL',
      minimumQuantity: 1,
      maximumQuantity: 500,
      ...nothing,
    },
  ]);
  expect(await bench.backend.listSkus('DG7GMGF00000', 'FI')).toEqual([]);
  expect(bench.requests[0]?.query).toEqual({ country: 'FI' });
});

restTest('when availabilities are listed, then one a term and billing cycle, without a price', async (bench) => {
  bench.on(`GET /v1/products/${project}/skus/0002/availabilities`, { body: fixture('availabilities') });
  bench.on(`GET /v1/products/${project}/skus/0002`, { body: fixture('sku') });
  const shared = { productId: project, skuId: '0002', currency: 'EUR', unitPrice: null };
  const item = (id: string) => ({ ...shared, id, catalogItemId: `${project}:0002:${id}` });
  expect(await bench.backend.listAvailabilities(project, '0002', 'FI')).toEqual([
    { ...item('DG7GMGF0A011'), term: null, billingCycle: 'one_time' },
    { ...item('DG7GMGF0A012'), term: 'P1Y', billingCycle: 'one_time' },
    { ...item('DG7GMGF0A012'), term: 'P3Y', billingCycle: 'annual' },
  ]);
});

restTest(
  'when the cloud sells no software, then that is said',
  async ({ backend }) => {
    expect(await failureOf(backend.listProducts('CN'))).toEqual([
      'notInApi',
      { what: 'one-time-purchases', where: 'china' },
    ]);
  },
  { cloud: { name: 'china', lacks: ['one-time-purchases', 'audit-records', 'service-requests'] } },
);
