/** What `Retry-After` asks for. RFC 9110, 10.2.3: whole seconds, or a date in one of three forms. */
import type { Instant } from '../../core/ports/environment.ts';

/**
 * How many milliseconds to wait, a day at most; `undefined` for anything but the documented forms. A date is measured
 * against the answer's own `Date`, so that a wrong clock here does not matter, and is 0 when it is past.
 */
export const parseRetryAfter = (text: string | undefined, answeredAt: Instant): number | undefined => {
  const given = text?.trim() ?? '';
  if (/^[0-9]+$/.test(given)) return inADay(Number(given) * 1000);
  const at = parseHttpDate(given, answeredAt);
  return at === undefined ? undefined : inADay(Math.max(0, at - answeredAt));
};

const dayMs = 86_400_000;

/** Who asks for more says “not today”. A length without an end makes an instant that nobody can print. */
export const inADay = (ms: number): number => Math.min(ms, dayMs);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const month = `(?<month>${months.join('|')})`;
const time = '(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9]|60)';
const forms = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(`^${day}, (?<day>[0-9]{2}) ${month} (?<year>[0-9]{4}) ${time} GMT$`),
  // Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>[0-9]{2})-${month}-(?<year>[0-9]{2}) ${time} GMT$`),
  // Sun Nov  6 08:49:37 1994
  new RegExp(`^${day} ${month} (?<day>[ 1-3][0-9]) ${time} (?<year>[0-9]{4})$`),
];

/**
 * A date of HTTP in any of its three forms; `undefined` for anything else, a day that no calendar has among it. A year of
 * two digits is the latest one that ends so and is not more than 50 years after `near`, RFC 9110, 5.6.7.
 */
export const parseHttpDate = (text: string, near: Instant): Instant | undefined => {
  for (const form of forms) {
    const parts = form.exec(text)?.groups;
    if (parts === undefined) continue;
    const { year = '', month: name = '', hours, minutes, seconds } = parts;
    const clock = [Number(hours), Number(minutes), Number(seconds)] as const;
    const toInstant = (fullYear: number): Instant | undefined =>
      ofCalendar(fullYear, months.indexOf(name), Number(parts['day']), clock);
    if (year.length === 4) return toInstant(Number(year));
    const limit = new Date(near);
    limit.setUTCFullYear(limit.getUTCFullYear() + 50);
    const century = limit.getUTCFullYear() - (limit.getUTCFullYear() % 100);
    return [century, century - 100]
      .map((hundreds) => toInstant(hundreds + Number(year)))
      .find((at) => at !== undefined && at <= limit.getTime());
  }
  return undefined;
};

/** `undefined` for 30 February and the like, which `Date.UTC` would carry over into the next month. */
const ofCalendar = (
  year: number,
  monthIndex: number,
  dayOfMonth: number,
  clock: readonly [number, number, number],
): Instant | undefined => {
  const midnight = new Date(Date.UTC(year, monthIndex, dayOfMonth));
  return midnight.getUTCMonth() === monthIndex ? Date.UTC(year, monthIndex, dayOfMonth, ...clock) : undefined;
};
