/**
 * What a cancellation now would bring back, on the next monthly invoice: perpetual software the whole price,
 * subscriptions the share of their term that is not used yet, ESU what Microsoft decides.
 * Source: "after cancelling", P1-P5; N for new commerce.
 */
import type { Instant } from '../ports/environment.ts';
import { type Money, portionOf, roundToMinor } from './money.ts';
import { kindRules, type ProductKind } from './product-kinds.ts';

export interface Credit {
  readonly kind: 'full' | 'prorated' | 'unknown' | 'none';
  /** `null` where it cannot be known: no price, no term, or Microsoft decides. Rounded to the smallest unit. */
  readonly amount: Money | null;
}

/** The term that a price was paid for. */
export interface Period {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/**
 * @param price of the whole line for the whole term; `null` where the service states none
 * @param period the term that runs; `null` where it is not known, and for perpetual software
 */
export const estimateCredit = (kind: ProductKind, price: Money | null, period: Period | null, now: Instant): Credit => {
  const { credit } = kindRules[kind];
  if (credit === 'full') return { kind: credit, amount: price && roundToMinor(price) };
  if (credit === 'prorated') return { kind: credit, amount: price && period && unusedShare(price, period, now) };
  return { kind: credit, amount: null };
};

const unusedShare = (price: Money, { startsAt, endsAt }: Period, now: Instant): Money => {
  const unusedMs = Math.min(Math.max(endsAt - now, 0), endsAt - startsAt);
  return portionOf(price, BigInt(unusedMs), BigInt(endsAt - startsAt));
};
