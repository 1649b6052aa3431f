/** What the sandbox sells: products, SKUs, and availabilities with the prices of a country's currency. */
import type { Availability, BillingCycle, Product, Sku } from '../../core/ports/backend.ts';
import { isSoldIn } from '../../core/rules/markets.ts';
import type { Money } from '../../core/rules/money.ts';
import type { World } from './open-world.ts';

const fallbackCurrency = 'USD';

/** Currencies of countries that no customer of this world is in. */
const currencyOf: { readonly [country: string]: string } = {
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  DK: 'DKK',
  GB: 'GBP',
  JP: 'JPY',
  RU: 'RUB',
  TW: 'TWD',
  ...Object.fromEntries(
    'AT BE CY DE EE ES FI FR GR IE IT LT LU LV MT NL PT SI SK'.split(' ').map((code) => [code, 'EUR']),
  ),
};

/** In which currency a country buys: its customers', else its own, as far as anything is sold in it; else dollars. */
export const currencyFor = ({ database }: World, country: string): string => {
  const code = country.toUpperCase();
  const customers = database.get<{ currency: string }>('SELECT currency FROM customer WHERE country = ? LIMIT 1', code);
  const isSold = (currency: string | undefined): boolean =>
    currency !== undefined &&
    database.get('SELECT 1 FROM availability WHERE currency = ? LIMIT 1', currency) !== undefined;
  return [customers?.currency, currencyOf[code]].find(isSold) ?? fallbackCurrency;
};

export const listProducts = (world: World, country: string): readonly Product[] =>
  world.database
    .all<Product>(
      `SELECT id, title, kind, publisher FROM product
        WHERE EXISTS (SELECT 1 FROM availability a WHERE a.currency = ? AND a.product_id = product.id)
        ORDER BY title, id`,
      currencyFor(world, country),
    )
    .filter(({ kind }) => isSoldIn(kind, country));

/** In any country, sold or not: orders go on naming it. */
export const findProduct = ({ database }: World, productId: string): Product | undefined =>
  database.get<Product>('SELECT id, title, kind, publisher FROM product WHERE id = ?', productId);

interface SkuRow extends Omit<Sku, 'versions' | 'languages' | 'fileTypes'> {
  readonly versions: string;
  readonly languages: string;
  readonly fileTypes: string;
}

export const listSkus = ({ database }: World, productId: string): readonly Sku[] =>
  database
    .all<SkuRow>(
      `SELECT product_id AS productId, id, title, minimum_quantity AS minimumQuantity, maximum_quantity AS maximumQuantity,
              versions, languages, file_types AS fileTypes
         FROM sku WHERE product_id = ? ORDER BY id`,
      productId,
    )
    .map((row) => ({
      ...row,
      versions: parseList(row.versions),
      languages: parseList(row.languages),
      fileTypes: parseList(row.fileTypes),
    }));

export const findSku = (world: World, productId: string, skuId: string): Sku | undefined =>
  listSkus(world, productId).find(({ id }) => id === skuId);

interface AvailabilityRow {
  readonly id: string;
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  readonly unitPrice: string | null;
}

/** None where the product is not sold in the country. */
export const listAvailabilities = (
  world: World,
  productId: string,
  skuId: string,
  country: string,
): readonly Availability[] => {
  const product = findProduct(world, productId);
  if (product === undefined || !isSoldIn(product.kind, country)) return [];
  const currency = currencyFor(world, country);
  return world.database
    .all<AvailabilityRow>(
      `SELECT id, term, billing_cycle AS billingCycle, unit_price AS unitPrice
         FROM availability WHERE product_id = ? AND sku_id = ? AND currency = ? ORDER BY id`,
      ...[productId, skuId, currency],
    )
    .map(({ id, term, billingCycle, unitPrice }) => {
      const catalogItemId = `${productId}:${skuId}:${id}`;
      return {
        productId,
        skuId,
        id,
        catalogItemId,
        term,
        billingCycle,
        currency,
        unitPrice: toMoney(unitPrice, currency),
      };
    });
};

/** `null` stays `null`: a price that is not known. */
export const toMoney = (amount: string | null, currency: string): Money | null =>
  amount === null ? null : { amount, currency };

const parseList = (json: string): readonly string[] => JSON.parse(json) as readonly string[];
