/** The catalogue of a new sandbox world, as `fixtures/sandbox/catalogue.json` has it: SKU by SKU, with a price in each currency. */
import type { BillingCycle } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { timesQuantity } from '../../core/rules/money.ts';
import { type ProductKind, productKinds } from '../../core/rules/product-kinds.ts';
import {
  isCount,
  isListOf,
  isNullOr,
  isOneOf,
  isPair,
  isRecord,
  isTableOf,
  isText,
  readSeedFile,
} from './seed-files.ts';
import type { WorldAvailability, WorldLine, WorldProduct, WorldSku, WorldWriter } from './world.ts';

/** One SKU with its product and its availability in each currency. */
export interface CatalogueItem {
  readonly product: WorldProduct;
  readonly sku: WorldSku;
  readonly term: string | null;
  readonly availabilities: ReadonlyMap<string, WorldAvailability>;
}

interface ProductRow {
  readonly id: string;
  readonly title: string;
  readonly kind: ProductKind;
  readonly publisher: string;
  readonly versions: readonly string[];
  readonly languages: readonly string[];
  readonly fileTypes: readonly string[];
  readonly skus: readonly SkuRow[];
}

interface SkuRow {
  readonly id: string;
  readonly title: string;
  readonly term: string | null;
  readonly billingCycle: BillingCycle;
  /** Least and most. */
  readonly quantity: readonly [number, number];
  /** By currency: the availability's id and its price, `null` where it is not known. */
  readonly prices: Readonly<Record<string, readonly [string, string | null]>>;
}

const billingCycles: readonly BillingCycle[] = ['one_time', 'monthly', 'annual', 'triennial', 'none', 'unknown'];

const isSkuRow = isRecord<SkuRow>({
  id: isText,
  title: isText,
  term: isNullOr(isText),
  billingCycle: isOneOf(billingCycles),
  quantity: isPair(isCount, isCount),
  prices: isTableOf(isPair(isText, isNullOr(isText))),
});

const isProductRow = isRecord<ProductRow>({
  id: isText,
  title: isText,
  kind: isOneOf(productKinds),
  publisher: isText,
  versions: isListOf(isText),
  languages: isListOf(isText),
  fileTypes: isListOf(isText),
  skus: isListOf(isSkuRow),
});

/** Fails as `readSeedFile` does. */
export const readCatalogue = (folder: string): readonly CatalogueItem[] =>
  readSeedFile(folder, 'catalogue.json', isProductRow).flatMap((row) => row.skus.map((skuRow) => toItem(row, skuRow)));

export const writeCatalogue = (writer: WorldWriter, catalogue: readonly CatalogueItem[]): void => {
  for (const { product, sku, availabilities } of catalogue) {
    writer.product(product);
    writer.sku(sku);
    for (const availability of availabilities.values()) writer.availability(availability);
  }
};

/** What an order line says by itself; the rest is the catalogue's. */
interface LineFacts {
  readonly line: number;
  readonly quantity: number;
  readonly cancelledAt: Instant | null;
  readonly subscriptionId: string | null;
}

/** An order line for this item at the catalogue's price in `currency`; without a price where there is none. */
export const toLine = (item: CatalogueItem, currency: string, facts: LineFacts): WorldLine => {
  const availability = item.availabilities.get(currency);
  const amount = availability?.unitPrice ?? null;
  return {
    ...facts,
    productId: item.product.id,
    skuId: item.sku.id,
    availabilityId: availability?.id ?? null,
    title: item.sku.title,
    term: item.term,
    price: amount === null ? null : timesQuantity({ amount, currency }, facts.quantity).amount,
  };
};

const toItem = ({ versions, languages, fileTypes, skus, ...product }: ProductRow, row: SkuRow): CatalogueItem => {
  const [minimumQuantity, maximumQuantity] = row.quantity;
  const { id, title, term, billingCycle } = row;
  const toAvailability = ([currency, [availabilityId, unitPrice]]: readonly [
    string,
    readonly [string, string | null],
  ]) =>
    [
      currency,
      { productId: product.id, skuId: id, id: availabilityId, currency, term, billingCycle, unitPrice },
    ] as const;
  return {
    product,
    sku: { productId: product.id, id, title, minimumQuantity, maximumQuantity, versions, languages, fileTypes },
    term,
    availabilities: new Map(Object.entries(row.prices).map(toAvailability)),
  };
};
