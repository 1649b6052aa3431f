/** The catalogue of a country, SKU by SKU, and finding the product that a person means. */
import { CspError } from '../errors.ts';
import type { Availability, Backend, Product, Sku } from '../ports/backend.ts';
import { foldName } from '../rules/fold-name.ts';
import { isRefusedHere, lacksOf, type MarketKind } from '../rules/markets.ts';
import type { ProductKind } from '../rules/product-kinds.ts';
import { parseItemWord } from '../rules/purchase-key.ts';

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

/** The products of a country, but for those that csp would not buy there. */
export const listSold = async (backend: Backend, country: string): Promise<readonly Product[]> =>
  (await backend.listProducts(country)).filter(({ kind }) => !isRefusedHere(kind, country));

/** The kinds of which a country has no product because of where it is; of all kinds or the one that is given. */
export const listLacks = (
  products: readonly Product[],
  country: string,
  kind: ProductKind | undefined,
): readonly MarketKind[] =>
  lacksOf(country).filter(
    (lacking) => (kind ?? lacking) === lacking && !products.some((product) => product.kind === lacking),
  );

/** Everything that can be bought in a country now: one row for each SKU, term and billing cycle. */
export async function* listOffers(backend: Backend, country: string, filter: CatalogFilter): AsyncGenerator<Offer> {
  for (const product of await listSold(backend, country)) {
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
  const word = foldName(search);
  return [product.id, product.title, sku.title].some((text) => foldName(text).includes(word));
};

export interface ProductMatch {
  readonly product: Product;
  /** Where a SKU was given with the product's id, or by its title: that SKU. */
  readonly skuId?: string;
}

/**
 * The product with this id or exact title, or the one that has a SKU with this title; with `PRODUCT:SKU` its SKU too.
 * Fails with `productNotFound`, and with `choiceNeeded` when several products have such a SKU.
 */
export const getProduct = async (backend: Backend, query: string, country: string): Promise<ProductMatch> => {
  const named = parseItemWord(query);
  const byId = named === undefined ? undefined : await backend.findProduct(named.productId, country);
  if (byId !== undefined) return named?.skuId === undefined ? { product: byId } : { product: byId, skuId: named.skuId };
  const word = foldName(query);
  const products = await backend.listProducts(country);
  const byTitle = products.find(({ title }) => foldName(title) === word);
  if (byTitle !== undefined) return { product: byTitle };
  const found: { readonly product: Product; readonly skuId: string }[] = [];
  for (const product of products) {
    for (const { id, title } of await backend.listSkus(product.id, country))
      if (foldName(title) === word) found.push({ product, skuId: id });
  }
  const [only, another] = found;
  if (only === undefined) throw new CspError('productNotFound', { query, country });
  if (another === undefined) return only;
  const choices = [...new Set(found.map(({ product }) => product.id))];
  if (choices.length > 1) throw new CspError('choiceNeeded', { flag: '--product', choices });
  return { product: only.product };
};

/**
 * The SKU with this id or exact title, or both as `choiceNeeded` lists them, or the product's only one. Fails with
 * `skuNotFound`, or with `choiceNeeded` when the product has several and none was named.
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
    if (only === undefined) throw new CspError('skuNotFound', { productId: product.id, query: '', country });
    if (another === undefined) return only;
    throw new CspError('choiceNeeded', { flag: '--sku', choices: skus.map(describeSku) });
  }
  const word = foldName(query);
  const found = skus.find((sku) => [sku.id, sku.title, describeSku(sku)].some((name) => foldName(name) === word));
  if (found === undefined) throw new CspError('skuNotFound', { productId: product.id, query, country });
  return found;
};

const describeSku = ({ id, title }: Sku): string => `${id} ${title}`;
