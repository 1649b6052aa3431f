/** The end of a term, in UTC. Without luxon, which is slow to load: this runs for every line of every list. */
import type { Instant } from '../ports/environment.ts';

const lengthOfTerm = /^P([1-9]\d?)([MY])$/;

/**
 * The instant at which a term such as `P1M`, `P1Y` or `P3Y` ends: the same day and time, so many months on; the last
 * day of the month where there is no such day (29 February, a year on, is 28 February).
 * `null` for perpetual software (`null`) and for a term in other words.
 */
export const termEnd = (purchasedAt: Instant, term: string | null): Instant | null => {
  const [, count, unit] = lengthOfTerm.exec(term ?? '') ?? [];
  if (count === undefined) return null;
  const end = new Date(purchasedAt);
  const day = end.getUTCDate();
  end.setUTCMonth(end.getUTCMonth() + Number(count) * (unit === 'Y' ? 12 : 1));
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
