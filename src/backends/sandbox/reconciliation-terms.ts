/** The term that a renewal in a reconciliation file begins, by the dates of its row. */
import type { Instant } from '../../core/ports/environment.ts';
import { termAt, termEnd } from '../../core/rules/term.ts';
import { parseOrderDate } from '../../input/order-date.ts';
import type { ReconciliationRow } from './reconciliation-rows.ts';

export interface StatedTerm {
  /** As ISO 8601; `null` where neither texts nor dates tell it. */
  readonly term: string | null;
  readonly startsAt: Instant;
}

const dayMs = 86_400_000;
const soldTerms = ['P1M', 'P1Y', 'P3Y'] as const;

/**
 * The subscription's own dates count, then the charge's, then the order's. Where the subscription's span several terms the
 * last one was renewed. `named` is the term that the row's texts name.
 */
export const readRenewedTerm = (row: ReconciliationRow, named: string | null, orderedAt: Instant): StatedTerm => {
  const startsAt = parseOrderDate(row.cell('SubscriptionStartDate'));
  const endsAt = parseOrderDate(row.cell('SubscriptionEndDate'));
  if (startsAt === undefined) {
    return { term: named, startsAt: parseOrderDate(row.cell('ChargeStartDate')) ?? orderedAt };
  }
  if (endsAt === undefined) return { term: named, startsAt };
  const term = named ?? soldTerms.find((sold) => isEndOf(termEnd(startsAt, sold), endsAt)) ?? null;
  // The end may be the last day of the term, or the day behind it; the day before is in the term either way.
  return { term, startsAt: termAt(startsAt, term, endsAt - dayMs)?.startsAt ?? startsAt };
};

const isEndOf = (end: Instant | null, stated: Instant): boolean =>
  end !== null && (stated === end || stated === end - dayMs);
