/** A purchase that was quoted, as the intent of a run. */
import type { NewIntent } from '../../ports/journal.ts';
import type { Quote } from '../buy.ts';
import type { BuyFacts } from './buy-facts.ts';

export interface IntentTerms {
  readonly poNumber: string | null;
  /** Where a repetition is meant, tells it from the same purchase of another run, which then stands in nobody's way; else empty. */
  readonly key: string;
  /** There is a limit, so the cart must state a price. */
  readonly needsPrice: boolean;
}

export const toIntent = (quote: Quote, { poNumber, key, needsPrice }: IntentTerms): NewIntent => {
  const { customer, product, sku, availability, quantity, total } = quote;
  const facts: BuyFacts = {
    ...askedFacts({ item: itemOf(quote), quantity, poNumber }),
    catalogItemId: availability.catalogItemId,
    term: availability.term,
    billingCycle: availability.billingCycle,
    currency: availability.currency,
    total: total === null ? null : [total.amount, total.currency],
    ...(needsPrice ? { needsPrice } : {}),
  };
  return {
    target: `${targetOf(quote, poNumber)}|${key}`,
    customerId: customer.id,
    customerName: customer.domain,
    orderId: null,
    shownAs: shownAs(product.id, sku.id, quantity),
    lines: [],
    isWhole: true,
    state: 'ready',
    failure: null,
    facts,
  };
};

/** What is known of a purchase that was not quoted, too. */
export const askedFacts = (asked: {
  readonly item: string;
  readonly quantity: number;
  readonly poNumber: string | null;
}) => ({
  item: asked.item,
  quantity: String(asked.quantity),
  ...(asked.poNumber === null ? {} : { poNumber: asked.poNumber }),
});

const itemOf = ({ product, sku }: Quote): string => `${product.id}:${sku.id}`;

/** All that tells one purchase from another. */
export const targetOf = (quote: Quote, poNumber: string | null): string => {
  const { customer, quantity, availability } = quote;
  const { term, billingCycle } = availability;
  return ['buy', customer.id, itemOf(quote), quantity, term, billingCycle, poNumber ?? ''].join('|');
};

export const shownAs = (productId: string, skuId: string, quantity: number): string =>
  `${quantity} × ${productId}:${skuId}`;
