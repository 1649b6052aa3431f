/**
 * What a cancellation now would bring back, on the next monthly invoice: perpetual software the whole price,
 * subscriptions the share of their term that is not used yet, ESU what Microsoft decides.
 * Source: "after cancelling", P1-P5; N for new commerce.
 */
import type { Instant } from '../ports/environment.ts';
import { type Money, portionOf, roundToMinor } from './money.ts';
import { kindRules, type ProductKind } from './product-kinds.ts';
import { termEnd } from './term.ts';

export interface Credit {
  readonly kind: 'full' | 'prorated' | 'unknown' | 'none';
  /** `null` where it cannot be known: no price, no term, or Microsoft decides. Rounded to the smallest unit. */
  readonly amount: Money | null;
}

/**
 * @param price of the whole line for the whole term; `null` where the service states none
 * @param term ISO 8601 duration; `null` for perpetual software
 */
export const estimateCredit = (
  kind: ProductKind,
  price: Money | null,
  purchasedAt: Instant,
  term: string | null,
  now: Instant,
): Credit => {
  const { credit } = kindRules[kind];
  if (credit === 'full') return { kind: credit, amount: price && roundToMinor(price) };
  if (credit === 'prorated')
    return { kind: credit, amount: price && unusedShare(price, purchasedAt, termEnd(purchasedAt, term), now) };
  return { kind: credit, amount: null };
};

const unusedShare = (price: Money, purchasedAt: Instant, end: Instant | null, now: Instant): Money | null => {
  if (end === null) return null;
  const unusedMs = Math.min(Math.max(end - now, 0), end - purchasedAt);
  return portionOf(price, BigInt(unusedMs), BigInt(end - purchasedAt));
};
