/** Rows that were there before, in an invoice downloaded twice or saved again by a spreadsheet: compared by what they say. */
import { sameValueText } from './reconciliation-amounts.ts';
import type { ChargeFacts } from './reconciliation-facts.ts';

/** How often each row was met in one file. */
export type Repeats = Map<string, number>;

/**
 * One invoice may hold two rows that are alike in every way; a second download of it holds no more than the first. `order`
 * is the id of the order where it is known, whatever id the row gives it.
 */
export const createRepeats = () => {
  const metBefore: Repeats = new Map();
  return (facts: ChargeFacts, order: string, repeats: Repeats): boolean => {
    const { charge, isRefund, customer, product, sku, quantity, subtotal, date, invoice } = facts;
    const value = subtotal === null ? null : sameValueText(subtotal);
    const ids = [order, customer.id, product.id, sku.id, facts.subscriptionId?.toLowerCase(), invoice.toUpperCase()];
    const key = [...ids, charge, isRefund, quantity, value, customer.currency, date].join('\n');
    const times = (repeats.get(key) ?? 0) + 1;
    repeats.set(key, times);
    if (times <= (metBefore.get(key) ?? 0)) return true;
    metBefore.set(key, times);
    return false;
  };
};
