/** Terms and when they end, in UTC. Without luxon, which is slow to load: this runs for every line of every list. */
import type { Instant } from '../ports/environment.ts';

export interface Term {
  /** 0 for the one that was bought, 1 after the first renewal, and so on. */
  readonly number: number;
  readonly startsAt: Instant;
  /** When the next one begins, or would. */
  readonly endsAt: Instant;
}

const lengthOfTerm = /^P([1-9]\d?)([MY])$/;

/**
 * The instant at which a term such as `P1M`, `P1Y` or `P3Y` ends: the same day and time, so many months on; the last
 * day of the month where there is no such day (29 February, a year on, is 28 February).
 * `null` for perpetual software (`null`) and for a term in other words.
 */
export const termEnd = (purchasedAt: Instant, term: string | null): Instant | null => {
  const months = monthsOf(term);
  return months === null ? null : afterMonths(purchasedAt, months);
};

/**
 * Which term runs at an instant where each renews the one before it. All are counted from the first, which also counts
 * before it begins. `null` where `termEnd` is.
 */
export const termAt = (firstStartsAt: Instant, term: string | null, at: Instant): Term | null => {
  const months = monthsOf(term);
  if (months === null) return null;
  const [first, then] = [new Date(firstStartsAt), new Date(at)];
  const begun = (then.getUTCFullYear() - first.getUTCFullYear()) * 12 + then.getUTCMonth() - first.getUTCMonth();
  const candidate = Math.max(0, Math.floor(begun / months));
  // The calendar month of the renewal has come; its day and time may not have.
  const isEarly = candidate > 0 && afterMonths(firstStartsAt, candidate * months) > at;
  const number = isEarly ? candidate - 1 : candidate;
  return {
    number,
    startsAt: afterMonths(firstStartsAt, number * months),
    endsAt: afterMonths(firstStartsAt, (number + 1) * months),
  };
};

const monthsOf = (term: string | null): number | null => {
  const [, count, unit] = lengthOfTerm.exec(term ?? '') ?? [];
  return count === undefined ? null : Number(count) * (unit === 'Y' ? 12 : 1);
};

const afterMonths = (from: Instant, months: number): Instant => {
  const end = new Date(from);
  const day = end.getUTCDate();
  end.setUTCMonth(end.getUTCMonth() + months);
  // Too short a month ran over into the next one: day 0 of that is the last day of the month meant.
  if (end.getUTCDate() !== day) end.setUTCDate(0);
  return end.getTime();
};

/** The instant from which such a term ends then; `null` where `termEnd` is. */
export const termStart = (endsAt: Instant, term: string | null): Instant | null => {
  const [, count, unit] = lengthOfTerm.exec(term ?? '') ?? [];
  if (count === undefined) return null;
  const start = new Date(endsAt);
  const day = start.getUTCDate();
  start.setUTCMonth(start.getUTCMonth() - Number(count) * (unit === 'Y' ? 12 : 1));
  if (start.getUTCDate() !== day) start.setUTCDate(0);
  return start.getTime();
};
