/** Products, SKUs and availabilities of a country. */
import { CspError, type ErrorDetails } from '../../core/errors.ts';
import type { Availability, Product, Sku } from '../../core/ports/backend.ts';
import { wirePath } from './call.ts';
import type { Cloud } from './clouds.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { orUndefined, serviceCodeOf } from './refusals.ts';
import { availability, product, read, readItems, sku, type WireProduct, type WireSku } from './schemas.ts';
import { kindOf, needsSku, toAvailabilities, toProduct, toSku, type View, views } from './translate-catalogue.ts';

export interface Catalogue {
  listProducts(country: string): Promise<readonly Product[]>;
  /** `undefined` also for what is neither software nor a reservation. */
  findProduct(productId: string, country: string): Promise<Product | undefined>;
  listSkus(productId: string, country: string): Promise<readonly Sku[]>;
  findWireSku(productId: string, skuId: string, country: string): Promise<WireSku | undefined>;
  listAvailabilities(productId: string, skuId: string, country: string): Promise<readonly Availability[]>;
}

const viewNotAllowed = '400036';

/** Views and SKUs are read once; availabilities each time, for their ids change. */
export const createCatalogue = ({ http, warn, cloud }: PartnerCenterOptions): Catalogue => {
  const knownViews = new Map<string, Promise<readonly WireProduct[]>>();
  const knownSkus = new Map<string, WireSku>();

  const readView = async (view: View, country: string): Promise<readonly WireProduct[]> => {
    const operation = `GET /v1/products (${view})`;
    try {
      // https://learn.microsoft.com/partner-center/developer/get-a-list-of-products
      const { body } = await http.send({
        method: 'GET',
        path: wirePath`products`,
        query: { country, targetView: view },
      });
      return readItems(product, body, operation, warn);
    } catch (error) {
      if (serviceCodeOf(error) !== viewNotAllowed) throw error;
      warn({ operation, reason: 'this account may not see it' });
      return [];
    }
  };

  const listView = (view: View, country: string): Promise<readonly WireProduct[]> => {
    const key = `${view}/${country}`;
    const found = knownViews.get(key) ?? readView(view, country);
    knownViews.set(key, found);
    return found;
  };

  const skuKey = (productId: string, skuId: string, country: string): string => `${country}/${productId}:${skuId}`;

  const findWireSku = async (productId: string, skuId: string, country: string): Promise<WireSku | undefined> => {
    const key = skuKey(productId, skuId, country);
    const known = knownSkus.get(key);
    if (known !== undefined) return known;
    const path = wirePath`products/${productId}/skus/${skuId}`;
    // https://learn.microsoft.com/partner-center/developer/get-a-sku-by-id
    const answer = await orUndefined(http.send({ method: 'GET', path, query: { country } }));
    if (answer === undefined) return undefined;
    const found = read(sku, answer.body, 'GET /v1/products/{id}/skus/{id}');
    knownSkus.set(key, found);
    return found;
  };

  return {
    listProducts: async (anyCase) => {
      requirePart(cloud, 'one-time-purchases');
      const country = anyCase.toUpperCase();
      const found = new Map<string, Product>();
      for (const view of views) {
        for (const wire of await listView(view, country)) {
          if (found.has(wire.id)) continue;
          const kind = kindOf(wire, view);
          if (kind === null) warn({ operation: `GET /v1/products (${view})`, reason: `${wire.id}: of no known kind` });
          else found.set(wire.id, toProduct(wire, kind));
        }
      }
      return [...found.values()];
    },

    findProduct: async (productId, anyCase) => {
      // Of an order line that does not say what was ordered.
      if (productId === '') return undefined;
      const country = anyCase.toUpperCase();
      const path = wirePath`products/${productId}`;
      // https://learn.microsoft.com/partner-center/developer/get-a-product-by-id
      const answer = await orUndefined(http.send({ method: 'GET', path, query: { country } }));
      if (answer === undefined) return undefined;
      const wire = read(product, answer.body, 'GET /v1/products/{id}');
      const kind = kindOf(wire, null);
      if (kind !== null) return toProduct(wire, kind);
      if (!/software/i.test(wire.productType?.id ?? '')) return undefined;
      for (const view of views) {
        const isListed = (await listView(view, country)).some(({ id }) => id === wire.id);
        const told = isListed ? kindOf(wire, view) : null;
        if (told !== null) return toProduct(wire, told);
      }
      return undefined;
    },

    listSkus: async (productId, anyCase) => {
      const country = anyCase.toUpperCase();
      const path = wirePath`products/${productId}/skus`;
      // https://learn.microsoft.com/partner-center/developer/get-a-list-of-skus-for-a-product
      const answer = await orUndefined(http.send({ method: 'GET', path, query: { country } }));
      if (answer === undefined) return [];
      const skus = readItems(sku, answer.body, 'GET /v1/products/{id}/skus', warn);
      for (const wire of skus) knownSkus.set(skuKey(wire.productId, wire.id, country), wire);
      return skus.map(toSku);
    },

    findWireSku: (productId, skuId, country) => findWireSku(productId, skuId, country.toUpperCase()),

    listAvailabilities: async (productId, skuId, anyCase) => {
      const country = anyCase.toUpperCase();
      const path = wirePath`products/${productId}/skus/${skuId}/availabilities`;
      // https://learn.microsoft.com/partner-center/developer/get-a-list-of-availabilities-for-a-sku
      const answer = await orUndefined(http.send({ method: 'GET', path, query: { country } }));
      if (answer === undefined) return [];
      const wires = readItems(availability, answer.body, 'GET /v1/products/{id}/skus/{id}/availabilities', warn);
      const sold = wires.filter(({ isPurchasable }) => isPurchasable !== false);
      const wireSku = sold.some(needsSku) ? await findWireSku(productId, skuId, country) : undefined;
      return sold.flatMap((wire) => toAvailabilities(wire, wireSku));
    },
  };
};

/** Fails with `notInApi` where the cloud does not offer this. Source: "Applies to" on the pages of the REST. */
export const requirePart = ({ name, lacks }: PartnerCenterOptions['cloud'], part: Cloud['lacks'][number]): void => {
  if (lacks.includes(part)) throw missingPart({ name }, part);
};

/** What the API of a cloud has not. */
export const missingPart = (
  { name: where }: Pick<PartnerCenterOptions['cloud'], 'name'>,
  what: ErrorDetails['notInApi']['what'],
): CspError => new CspError('notInApi', { what, where });
