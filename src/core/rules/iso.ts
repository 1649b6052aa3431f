/**
 * Instants as text, without luxon: these run for every line of every list.
 * The service writes up to seven decimals, offsets, and times without a zone, which are UTC.
 */
import type { Instant } from '../ports/environment.ts';

const isoInstant =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))?$/;

/** UTC, without milliseconds where they are zero: `2020-02-01T10:00:00Z`. Throws `RangeError` past the year 275760. */
export const toIso = (instant: Instant): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/**
 * Reads a date with a time; digits past the millisecond are cut, no zone means UTC. `undefined` for anything else,
 * for days that no calendar has, and for years before 1900: the service writes the year 1 where nothing is set.
 */
export const parseIso = (text: string): Instant | undefined => {
  const [, date, hours, minutes, seconds = '00', fraction = '', sign, offsetHours, offsetMinutes] =
    isoInstant.exec(text) ?? [];
  if (date === undefined || date < '1900') return undefined;
  const written = new Date(`${date}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  // JavaScript reads 30 February as 1 March; reading it back shows that.
  if (Number.isNaN(written.getTime()) || !written.toISOString().startsWith(date)) return undefined;
  const offsetMs = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return written.getTime() - (sign === '-' ? -offsetMs : offsetMs);
};
