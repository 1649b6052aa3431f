/** The catalogue of a country, SKU by SKU, and finding the product that a person means. */
import { CspError } from '../errors.ts';
import type { Availability, Backend, Product, Sku } from '../ports/backend.ts';
import type { ProductKind } from '../rules/product-kinds.ts';

export interface Offer {
  readonly country: string;
  readonly product: Product;
  readonly sku: Sku;
  readonly availability: Availability;
}

export interface CatalogFilter {
  readonly kind: ProductKind | undefined;
  /** Part of the product's or SKU's title, letter case aside, or a product id. */
  readonly search: string | undefined;
}

/** Everything that can be bought in a country now: one row for each SKU, term and billing cycle. */
export async function* listOffers(backend: Backend, country: string, filter: CatalogFilter): AsyncGenerator<Offer> {
  for (const product of await backend.listProducts(country)) {
    if (filter.kind !== undefined && product.kind !== filter.kind) continue;
    for (const sku of await backend.listSkus(product.id, country)) {
      if (!matches(filter.search, product, sku)) continue;
      for (const availability of await backend.listAvailabilities(product.id, sku.id, country)) {
        yield { country, product, sku, availability };
      }
    }
  }
}

const matches = (search: string | undefined, product: Product, sku: Sku): boolean => {
  if (search === undefined) return true;
  const word = search.toLowerCase();
  return [product.id, product.title, sku.title].some((text) => text.toLowerCase().includes(word));
};

/** The product with this id or exact title. Fails with `productNotFound`. */
export const getProduct = async (backend: Backend, query: string, country: string): Promise<Product> => {
  const word = query.trim().toLowerCase();
  const byId = await backend.findProduct(query.trim().toUpperCase(), country);
  if (byId !== undefined) return byId;
  const found = (await backend.listProducts(country)).find((product) => product.title.toLowerCase() === word);
  if (found === undefined) throw new CspError('productNotFound', { query, country });
  return found;
};

/**
 * The SKU with this id or exact title, or the product's only one. Fails with `skuNotFound`, or with `choiceNeeded`
 * when the product has several and none was named.
 */
export const getSku = async (
  backend: Backend,
  product: Product,
  query: string | undefined,
  country: string,
): Promise<Sku> => {
  const skus = await backend.listSkus(product.id, country);
  const [only, another] = skus;
  if (query === undefined) {
    if (only === undefined) throw new CspError('skuNotFound', { productId: product.id, query: '' });
    if (another === undefined) return only;
    throw new CspError('choiceNeeded', { flag: '--sku', choices: skus.map((sku) => `${sku.id} ${sku.title}`) });
  }
  const word = query.trim().toLowerCase();
  const found = skus.find((sku) => sku.id.toLowerCase() === word || sku.title.toLowerCase() === word);
  if (found === undefined) throw new CspError('skuNotFound', { productId: product.id, query });
  return found;
};
