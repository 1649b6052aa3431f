/** The catalogue: products, SKUs, availabilities, for a country or a customer, and the inventory check. No prices, as with the service. */
import type { Availability, Backend, Product, Sku } from '../core/ports/backend.ts';
import type { Operation } from '../core/ports/emulator.ts';
import type { JsonObject, JsonValue } from '../core/ports/environment.ts';
import type { ProductKind } from '../core/rules/product-kinds.ts';
import { collection } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, field, invalidInput, link, ok, type Reply, type Route, refusal } from './exchange.ts';

const route = (operation: Operation, path: string, handle: Route['handle']): readonly Route[] =>
  ['', '/customers/{customer}'].map((prefix) => ({
    operation,
    method: 'GET',
    path: prefix + path,
    token: 'any',
    handle,
  }));

export const catalogueRoutes: readonly Route[] = [
  ...route('products', '/products', async (exchange) => listProducts(exchange)),
  ...route('product', '/products/{product}', async (exchange) =>
    withProduct(exchange, async (product, country) => ok(wireProduct(product, country))),
  ),
  ...route('skus', '/products/{product}/skus', async (exchange) =>
    withProduct(exchange, async (product, country) => {
      const skus = await exchange.backend.listSkus(product.id, country);
      return collection(
        exchange,
        await Promise.all(skus.map((sku) => wireSku(exchange.backend, sku, product, country))),
      );
    }),
  ),
  ...route('sku', '/products/{product}/skus/{sku}', async (exchange) =>
    withSku(exchange, async (sku, product, country) => ok(await wireSku(exchange.backend, sku, product, country))),
  ),
  ...route('availabilities', '/products/{product}/skus/{sku}/availabilities', async (exchange) =>
    withSku(exchange, async (sku, _product, country) => {
      const all = await exchange.backend.listAvailabilities(sku.productId, sku.id, country);
      return collection(
        exchange,
        all.map((availability) => wireAvailability(availability, country)),
      );
    }),
  ),
  ...route('availability', '/products/{product}/skus/{sku}/availabilities/{availability}', async (exchange) =>
    withSku(exchange, async (sku, _product, country) => {
      const all = await exchange.backend.listAvailabilities(sku.productId, sku.id, country);
      const found = all.find(({ id }) => id === exchange.part('availability'));
      return found === undefined
        ? refusal(404, '400019', 'Availability not found.')
        : ok(wireAvailability(found, country));
    }),
  ),
  {
    operation: 'inventory',
    method: 'POST',
    path: '/extensions/product/checkInventory',
    token: 'any',
    handle: async (exchange) => checkInventory(exchange),
  },
];

/** ISO 3166-1, from the query or the customer's billing profile; `undefined` where neither says one. */
const countryOf = async ({ backend, part, query }: Exchange): Promise<string | undefined> => {
  const customer = part('customer');
  const country = customer === '' ? query.get('country') : (await getCustomer(backend, customer)).country;
  return country !== null && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : undefined;
};

const noCountry = invalidInput('The country is missing or malformed.');

const kindsOf: { readonly [view: string]: readonly ProductKind[] } = {
  Software: ['perpetual', 'subscription', 'esu', 'linux-plan'],
  SoftwarePerpetual: ['perpetual'],
  SoftwareSubscriptions: ['subscription', 'esu'],
  SoftwareSUSELinux: ['linux-plan'],
  Azure: ['reservation'],
  AzureReservations: ['reservation'],
  AzureReservationsVM: ['reservation'],
};
const emptyViews = new Set(['AzureReservationsSQL', 'AzureReservationsCosmosDb', 'MicrosoftAzure', 'OnlineServices']);

const listProducts = async (exchange: Exchange): Promise<Reply> => {
  const country = await countryOf(exchange);
  if (country === undefined) return noCountry;
  const view = exchange.query.get('targetView') ?? '';
  const kinds = Object.hasOwn(kindsOf, view) ? kindsOf[view] : emptyViews.has(view) ? [] : undefined;
  if (kinds === undefined) return refusal(403, '400036', 'Access to the requested targetView is not allowed.');
  const products = await exchange.backend.listProducts(country);
  const wanted = products.filter(({ kind }) => kinds.includes(kind));
  return collection(
    exchange,
    wanted.map((product) => wireProduct(product, country)),
  );
};

const withProduct = async (
  exchange: Exchange,
  answer: (product: Product, country: string) => Promise<Reply>,
): Promise<Reply> => {
  const country = await countryOf(exchange);
  if (country === undefined) return noCountry;
  const product = await exchange.backend.findProduct(exchange.part('product'), country);
  return product === undefined ? refusal(404, '400013', 'Product was not found.') : answer(product, country);
};

const withSku = (
  exchange: Exchange,
  answer: (sku: Sku, product: Product, country: string) => Promise<Reply>,
): Promise<Reply> =>
  withProduct(exchange, async (product, country) => {
    const skus = await exchange.backend.listSkus(product.id, country);
    const sku = skus.find(({ id }) => id === exchange.part('sku'));
    return sku === undefined ? refusal(404, '400018', 'SKU was not found.') : answer(sku, product, country);
  });

const subTypes: { readonly [K in ProductKind]: string } = {
  perpetual: 'SoftwarePerpetual',
  subscription: 'SoftwareSubscriptions',
  esu: 'SoftwareSubscriptions',
  'linux-plan': 'SoftwareSUSELinux',
  reservation: 'VirtualMachines',
};

const wireProduct = ({ id, title, kind, publisher }: Product, country: string): JsonObject => {
  const type = kind === 'reservation' ? 'Azure' : 'Software';
  const subType = subTypes[kind];
  return {
    id,
    title,
    description: title,
    productType: { id: type, displayName: type, subType: { id: subType, displayName: subType } },
    isMicrosoftProduct: publisher.startsWith('Microsoft'),
    publisherName: publisher,
    links: { skus: link(`/products/${id}/skus?country=${country}`), self: link(`/products/${id}?country=${country}`) },
  };
};

const wireSku = async (backend: Backend, sku: Sku, { kind }: Product, country: string): Promise<JsonObject> => {
  const { productId, id, title, minimumQuantity, maximumQuantity } = sku;
  const cycles = (await backend.listAvailabilities(productId, id, country)).map(({ billingCycle }) => billingCycle);
  const isReservation = kind === 'reservation';
  return {
    id,
    productId,
    title,
    description: title,
    minimumQuantity,
    maximumQuantity,
    isTrial: false,
    supportedBillingCycles: [...new Set(cycles)],
    purchasePrerequisites: isReservation ? ['AzureSubscriptionRegistration', 'InventoryCheck'] : [],
    inventoryVariables: isReservation ? ['CustomerId', 'AzureSubscriptionId'] : [],
    provisioningVariables: [],
    dynamicAttributes: {},
    links: {
      availabilities: link(`/products/${productId}/skus/${id}/availabilities?country=${country}`),
      self: link(`/products/${productId}/skus/${id}?country=${country}`),
    },
  };
};

const symbols: { readonly [currency: string]: string } = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' };

/** The sign of a currency, else its code. */
export const symbolOf = (currency: string): string => symbols[currency] ?? currency;

const wireAvailability = (availability: Availability, country: string): JsonObject => {
  const { productId, skuId, id, catalogItemId, currency, term, billingCycle } = availability;
  return {
    id,
    productId,
    skuId,
    catalogItemId,
    defaultCurrency: { code: currency, symbol: symbolOf(currency) },
    segment: 'commercial',
    country,
    isPurchasable: true,
    isRenewable: false,
    terms: term === null ? [] : [{ id, duration: term, description: term, billingCycle }],
    links: { self: link(`/products/${productId}/skus/${skuId}/availabilities/${id}?country=${country}`) },
  };
};

/** Everything that is sold is there; what is not known is left out without a word. */
const checkInventory = async ({ backend, body, query }: Exchange): Promise<Reply> => {
  const targets = field(body, 'targetItems');
  const country = query.get('country');
  if (country === null || !Array.isArray(targets)) return invalidInput('TargetItems and the country are needed.');
  const items: JsonValue[] = [];
  for (const target of targets) {
    const [productId, skuId] = [field(target, 'productId'), field(target, 'skuId')];
    if (typeof productId !== 'string') return invalidInput('A ProductId is missing.');
    const skus = await backend.listSkus(productId, country);
    const wanted = skus.filter(({ id }) => skuId === undefined || id === skuId);
    items.push(...wanted.map(({ id }) => ({ productId, skuId: id, isRestricted: false, restrictions: [] })));
  }
  return ok(items);
};
