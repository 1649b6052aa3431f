/** The times that people type: dates, instants, `today`, `7d`. A date means its whole UTC day. The door to luxon. */
import { DateTime } from 'luxon';
import type { Instant } from '../ports/environment.ts';
import { parseDuration } from './duration.ts';
import { parseIso } from './iso.ts';

/** What a time word covers, both ends included: one instant, or the milliseconds of a day. */
export interface Moment {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Reads a date (its whole UTC day), an instant (UTC without a zone), `now`, `today`, `yesterday`, or a length such as
 * `7d`: that long before `now`. `undefined` for anything else, and for days that no calendar has.
 */
export const parseInstant = (text: string, now: Instant): Moment | undefined => {
  const day = dayOf(text, now);
  if (day !== undefined) return { from: day.startOf('day').toMillis(), to: day.endOf('day').toMillis() };
  const instant = text === 'now' ? now : parseIso(text);
  if (instant !== undefined) return { from: instant, to: instant };
  const ago = parseDuration(text);
  return ago === undefined ? undefined : { from: now - ago, to: now - ago };
};

const dayOf = (text: string, now: Instant): DateTime | undefined => {
  const today = DateTime.fromMillis(now, { zone: 'utc' });
  if (text === 'today') return today;
  if (text === 'yesterday') return today.minus({ days: 1 });
  const midnight = parseIso(`${text}T00:00Z`);
  return midnight === undefined ? undefined : DateTime.fromMillis(midnight, { zone: 'utc' });
};
