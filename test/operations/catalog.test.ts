/** What is sold in a country, and which product and SKU a person means. */
import { type CatalogFilter, getProduct, getSku, listOffers } from '../../src/core/operations/catalog.ts';
import type { Backend, Product, Sku } from '../../src/core/ports/backend.ts';
import { collect, failureOf, operate } from './operations-bench.ts';

const windowsServer: Product = {
  id: 'DG7GMGF0D5RK',
  title: 'Windows Server 2022 Standard',
  kind: 'perpetual',
  publisher: 'Microsoft Corporation',
};

const skuTitles = async (
  backend: Backend,
  country: string,
  filter: Partial<CatalogFilter>,
): Promise<readonly string[]> =>
  (await collect(listOffers(backend, country, { kind: undefined, search: undefined, ...filter }))).map(
    ({ sku }) => sku.title,
  );

operate(
  'when offers of a product are listed, then each comes whole, with the price of the country',
  async ({ backend }) => {
    const search = '16 core license pack';
    const [offer, ...others] = await collect(listOffers(backend, 'AU', { kind: 'perpetual', search }));
    expect(others.map(({ sku }) => sku.title)).toEqual(['Windows Server 2022 Standard - 16 Core License Pack']);
    expect(offer).toEqual({
      country: 'AU',
      product: { ...windowsServer, id: 'DG7GMGF0D65N', title: 'Windows Server 2022 Datacenter' },
      sku: {
        productId: 'DG7GMGF0D65N',
        id: '0002',
        title: 'Windows Server 2022 Datacenter - 16 Core License Pack',
        minimumQuantity: 1,
        maximumQuantity: 1000,
        versions: ['2022'],
        languages: ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'ru-RU', 'ja-JP', 'ko-KR', 'zh-CN', 'zh-TW'],
        fileTypes: ['64 Bit, ISO', '64 Bit, VHD'],
      },
      availability: {
        productId: 'DG7GMGF0D65N',
        skuId: '0002',
        id: 'DG7GMGF0DMN5',
        catalogItemId: 'DG7GMGF0D65N:0002:DG7GMGF0DMN5',
        term: null,
        billingCycle: 'one_time',
        currency: 'AUD',
        unitPrice: { amount: '11375.30', currency: 'AUD' },
      },
    });
  },
);

operate('when a filter is given, then only what fits kind and word is listed', async ({ backend }) => {
  expect(await skuTitles(backend, 'US', { kind: 'esu' })).toEqual(['Windows 7 Extended Security Updates 2020']);
  expect(await skuTitles(backend, 'US', { search: 'dg7gmgf0dwt0' })).toEqual([
    'Microsoft Identity Manager 2016 - 1 User CAL',
  ]);
  expect(await skuTitles(backend, 'US', { search: 'RED HAT' })).toEqual([
    'Red Hat Enterprise Linux - 1-4 vCPU VM - 1 year',
  ]);
  expect(await skuTitles(backend, 'US', { search: 'red hat', kind: 'perpetual' })).toEqual([]);
  expect(await skuTitles(backend, 'US', { search: 'no such thing' })).toEqual([]);
});

operate('when nothing is filtered, then every SKU of every kind is there once', async ({ backend }) => {
  const offers = await collect(listOffers(backend, 'US', { kind: undefined, search: undefined }));
  expect(new Set(offers.map(({ availability }) => availability.catalogItemId)).size).toBe(offers.length);
  expect([...new Set(offers.map(({ product }) => product.kind))].sort()).toEqual([
    'esu',
    'linux-plan',
    'perpetual',
    'reservation',
    'subscription',
  ]);
});

operate('when a product is named by id or whole title, in any letter case, then it is found', async ({ backend }) => {
  for (const word of ['DG7GMGF0D5RK', ' dg7gmgf0d5rk ', 'windows server 2022 standard']) {
    expect(await getProduct(backend, word, 'US')).toEqual({ product: windowsServer });
  }
});

operate('when the whole title of a SKU is given, then it names its product, and the SKU too', async ({ backend }) => {
  const title = 'Windows Server 2022 Standard - 16 Core License Pack';
  expect(await getProduct(backend, title.toLowerCase(), 'US')).toEqual({ product: windowsServer, skuId: '0005' });
  const skuOf = (productId: string, id: string): Sku => ({
    productId,
    id,
    title: 'Twin',
    minimumQuantity: 1,
    maximumQuantity: 1,
    versions: [],
    languages: [],
    fileTypes: [],
  });
  const products = await backend.listProducts('US');
  const [first, second] = products.map(({ id }) => id);
  const twins = async (productId: string) => ([first, second].includes(productId) ? [skuOf(productId, '0001')] : []);
  expect(await failureOf(() => getProduct({ ...backend, listSkus: twins }, 'Twin', 'US'))).toEqual({
    code: 'choiceNeeded',
    details: { flag: '--product', choices: [first, second] },
  });
  const both = async (productId: string) =>
    productId === first ? [skuOf(productId, '0001'), skuOf(productId, '0002')] : [];
  expect(await getProduct({ ...backend, listSkus: both }, 'Twin', 'US')).toEqual({ product: products[0] });
});

operate('when a product is not named exactly, then it is not found', async ({ backend }) => {
  for (const query of ['Windows Server 2022', 'DG7GMGF0D5R', '']) {
    expect(await failureOf(() => getProduct(backend, query, 'US'))).toEqual({
      code: 'productNotFound',
      details: { query, country: 'US' },
    });
  }
});

operate('when a SKU is named by id or whole title, then it is found in its product only', async ({ backend }) => {
  const title = 'Windows Server 2022 Standard - 2 Core License Pack';
  for (const word of ['0004', ' 0004 ', title.toUpperCase(), `0004 ${title}`]) {
    expect((await getSku(backend, windowsServer, word, 'US')).title).toBe(title);
  }
  expect(await failureOf(() => getSku(backend, windowsServer, '0001', 'US'))).toEqual({
    code: 'skuNotFound',
    details: { productId: 'DG7GMGF0D5RK', query: '0001', country: 'US' },
  });
});

operate(
  'when no SKU is named, then the only one is taken, and several are a choice to be made',
  async ({ backend }) => {
    const { product: access } = await getProduct(backend, 'Access 2016', 'US');
    expect((await getSku(backend, access, undefined, 'US')).id).toBe('0001');
    expect(await failureOf(() => getSku(backend, windowsServer, undefined, 'US'))).toEqual({
      code: 'choiceNeeded',
      details: {
        flag: '--sku',
        choices: [
          '0004 Windows Server 2022 Standard - 2 Core License Pack',
          '0005 Windows Server 2022 Standard - 16 Core License Pack',
        ],
      },
    });
    const unknown = { ...windowsServer, id: 'DG7GMGF0NONE' };
    expect(await failureOf(() => getSku(backend, unknown, undefined, 'US'))).toEqual({
      code: 'skuNotFound',
      details: { productId: 'DG7GMGF0NONE', query: '', country: 'US' },
    });
  },
);
