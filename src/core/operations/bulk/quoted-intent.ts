/** A purchase that was quoted, as the intent of a run. */
import type { NewIntent } from '../../ports/journal.ts';
import { type Goods, itemOf, purchaseKey } from '../../rules/purchase-key.ts';
import type { Quote } from '../buy.ts';
import type { BuyFacts } from './buy-facts.ts';

export interface IntentTerms {
  readonly poNumber: string | null;
  /** There is a limit, so the cart must state a price. */
  readonly needsPrice: boolean;
}

export const toIntent = (quote: Quote, { poNumber, needsPrice }: IntentTerms): NewIntent => {
  const { customer, availability, total } = quote;
  const goods = goodsOf(quote);
  const facts: BuyFacts = {
    ...askedFacts(goods, poNumber),
    catalogItemId: availability.catalogItemId,
    term: availability.term,
    billingCycle: availability.billingCycle,
    currency: availability.currency,
    total: total === null ? null : [total.amount, total.currency],
    ...(needsPrice ? { needsPrice } : {}),
  };
  return {
    target: quoteKey(quote, poNumber),
    customerId: customer.id,
    customerName: customer.domain,
    orderId: null,
    shownAs: shownAs(goods),
    lines: [],
    isWhole: true,
    state: 'ready',
    failure: null,
    facts,
  };
};

/** What is known of a purchase that was not quoted, too. */
export const askedFacts = (goods: Goods, poNumber: string | null) => ({
  item: itemOf(goods),
  quantity: String(goods.quantity),
  ...(poNumber === null ? {} : { poNumber }),
});

const goodsOf = ({ product, sku, quantity }: Quote): Goods => ({ productId: product.id, skuId: sku.id, quantity });

/** `purchaseKey` of what was quoted. */
export const quoteKey = (quote: Quote, poNumber: string | null): string => {
  const { term, billingCycle } = quote.availability;
  return purchaseKey({ ...goodsOf(quote), customer: quote.customer.id, term, billingCycle, poNumber });
};

export const shownAs = (goods: Goods): string => `${goods.quantity} × ${itemOf(goods)}`;
