/**
 * When two purchases are the same. There is one key for it, and it is made here: of lines of a list, of runs, of what is
 * under way. What is compared with the service's history goes by the goods alone, for orders tell no more than that.
 */
import { foldName } from './fold-name.ts';

/** A quantity of one SKU. */
export interface Goods {
  readonly productId: string;
  readonly skuId: string;
  readonly quantity: number;
}

export interface AskedPurchase extends Goods {
  /** The tenant id once the customer is found; until then however they are named, `null` where nobody names them. */
  readonly customer: string | null;
  /** Of the offer that was chosen; until then as asked, `null` where that is left open. */
  readonly term: string | null;
  readonly billingCycle: string | null;
  /** The only thing that makes two purchases of what would be one. */
  readonly poNumber: string | null;
}

/**
 * Equal for the same purchase. Only of a purchase whose customer and offer are found is it the final word; of one as it is
 * written down, it says that the same was written.
 */
export const purchaseKey = ({ customer, term, billingCycle, poNumber, ...goods }: AskedPurchase): string =>
  JSON.stringify(['buy', fold(customer), goodsKey(goods), term, billingCycle, fold(poNumber)]);

/** What the guard against repetitions goes by, and what tells which order a purchase has become. */
export const goodsKey = (goods: Goods): string => `${itemOf(goods)} ${goods.quantity}`;

/** The same of what a journal or an event has kept as `item` and `quantity`. */
export const keptGoodsKey = (facts: { readonly [name: string]: unknown }): string =>
  `${facts['item']} ${facts['quantity']}`;

/** A SKU, as journals and events keep it. */
export const itemOf = ({ productId, skuId }: Pick<Goods, 'productId' | 'skuId'>): string =>
  `${foldCatalogueId(productId)}:${foldCatalogueId(skuId)}`;

/** Ids of products and SKUs are the same in either case. */
export const foldCatalogueId = (id: string): string => id.trim().toUpperCase();

const itemWord = /^([A-Z0-9-]{1,64})(?::([A-Z0-9-]{1,64}))?$/;

/**
 * Reads `PRODUCT`, or `PRODUCT:SKU` as csp itself names what was bought, in arguments and in lists; ids in capitals.
 * `undefined` for anything else, such as a title.
 */
export const parseItemWord = (text: string): { readonly productId: string; readonly skuId?: string } | undefined => {
  const [, productId, skuId] = itemWord.exec(foldCatalogueId(text)) ?? [];
  if (productId === undefined) return undefined;
  return skuId === undefined ? { productId } : { productId, skuId };
};

/** Blank is none. */
const fold = (text: string | null): string | null => foldName(text ?? '') || null;
