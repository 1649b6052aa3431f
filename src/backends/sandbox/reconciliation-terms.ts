/** The term that a row of a reconciliation file buys or renews, by its dates and its words. */
import type { Instant } from '../../core/ports/environment.ts';
import { termAt, termEnd } from '../../core/rules/term.ts';
import { type DatedRow, dateIn } from './reconciliation-dates.ts';

export interface StatedTerm {
  /** As ISO 8601; `null` where neither texts nor dates tell it. */
  readonly term: string | null;
  readonly startsAt: Instant;
}

const dayMs = 86_400_000;
const soldTerms = ['P1M', 'P1Y', 'P3Y'] as const;

/** Dates before words, which are in any language; of the charge where nothing is said of the subscription, if it is paid at once. */
export const boughtTerm = (dated: DatedRow, named: string | null): string | null => {
  const bySubscription = spanOf(dateIn(dated, 'SubscriptionStartDate'), dateIn(dated, 'SubscriptionEndDate'));
  if (bySubscription !== null || named !== null) return bySubscription ?? named;
  const isPaidAtOnce = dated.row.cell('BillingFrequency') === '';
  return isPaidAtOnce ? spanOf(dateIn(dated, 'ChargeStartDate'), dateIn(dated, 'ChargeEndDate')) : null;
};

/** Whether a row states when a subscription begins or ends, or charges for longer than a day. */
export const hasPeriod = (dated: DatedRow): boolean => {
  const [startsAt, endsAt] = [dateIn(dated, 'ChargeStartDate'), dateIn(dated, 'ChargeEndDate')];
  const isLong = startsAt !== undefined && endsAt !== undefined && endsAt - startsAt > dayMs;
  return isLong || [dateIn(dated, 'SubscriptionStartDate'), dateIn(dated, 'SubscriptionEndDate')].some(isThere);
};

const isThere = (at: Instant | undefined): boolean => at !== undefined;

const spanOf = (startsAt: Instant | undefined, endsAt: Instant | undefined): string | null =>
  startsAt === undefined || endsAt === undefined
    ? null
    : (soldTerms.find((sold) => isEndOf(termEnd(startsAt, sold), endsAt)) ?? null);

/**
 * The subscription's own dates count, then the charge's, then the order's. Where the subscription's span several terms the
 * last one was renewed. `named` is the term that the row's texts name.
 */
export const renewedTerm = (dated: DatedRow, named: string | null, orderedAt: Instant): StatedTerm => {
  const startsAt = dateIn(dated, 'SubscriptionStartDate');
  const endsAt = dateIn(dated, 'SubscriptionEndDate');
  if (startsAt === undefined) return { term: named, startsAt: dateIn(dated, 'ChargeStartDate') ?? orderedAt };
  if (endsAt === undefined) return { term: named, startsAt };
  const term = named ?? spanOf(startsAt, endsAt);
  // The end may be the last day of the term, or the day behind it; the day before is in the term either way.
  return { term, startsAt: termAt(startsAt, term, endsAt - dayMs)?.startsAt ?? startsAt };
};

const isEndOf = (end: Instant | null, stated: Instant): boolean =>
  end !== null && (stated === end || stated === end - dayMs);
