/**
 * Dates as reconciliation files have them: Microsoft's own (`10/3/2020`, ISO), and what spreadsheets, databases and .NET make
 * of them. Most forms can be read one way only. Where day and month are two numbers before the year, only the file as a
 * whole tells which is which: see `date-order.ts`.
 */
import type { Instant } from '../core/ports/environment.ts';
import { parseIso, toIso } from '../core/rules/iso.ts';

/** Which of two numbers before the year comes first. */
export type DateOrder = 'dmy' | 'mdy';

/** What a text means by either order; the same twice where it can be read one way only. At least one of them is there. */
export interface DateReading {
  readonly dmy: Instant | undefined;
  readonly mdy: Instant | undefined;
  /** A form of Microsoft's: two numbers and the year with slashes. */
  readonly hasSlashes: boolean;
}

const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)/;
/** With points the day is first wherever dates are written so. */
const withPoints = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})/;
const twoNumbers = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})/;
const dayAndName = /^(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ](\d{4})/;
const nameAndDay = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})/;
const timeOfDay =
  /^(?:T|,? )(?:(午前|午後|上午|下午) ?)?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([AP])\.?M\.?)?(?: ?(?:Z|UTC|GMT|([+-]\d\d):?(\d\d)))?$/i;

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthNames = 'january february march april may june july august september october november december sept'.split(
  ' ',
);

/** `undefined` for what is no date by any order. A date without a time of day is the start of that UTC day. */
export const readDate = (text: string): DateReading | undefined => {
  const plain = text.trim().replace(/\s+/g, ' ');
  const iso = parseIso(plain);
  if (iso !== undefined) return { dmy: iso, mdy: iso, hasSlashes: false };
  const found = findDay(plain);
  if (found === undefined) return undefined;
  const time = readTime(plain.slice(found.length));
  if (time === undefined) return undefined;
  const at = ([year, month, day]: Day): Instant | undefined =>
    parseIso(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${time}`);
  const [dmy, mdy] = [at(found.dmy), at(found.mdy)];
  return dmy === undefined && mdy === undefined ? undefined : { dmy, mdy, hasSlashes: found.hasSlashes };
};

/** Whether only the order of the file's dates can tell what a date means. */
export const isOpen = ({ dmy, mdy }: DateReading): boolean => dmy !== undefined && mdy !== undefined && dmy !== mdy;

/** The UTC day of an instant, such as `2020-10-03`. */
export const dayOf = (at: Instant): string => toIso(at).slice(0, 10);

type Day = readonly [year: string, month: string, day: string];

interface FoundDay {
  readonly dmy: Day;
  readonly mdy: Day;
  readonly hasSlashes: boolean;
  /** How much of the text it takes. */
  readonly length: number;
}

const findDay = (text: string): FoundDay | undefined => {
  const only = (day: Day, { length }: string): FoundDay => ({ dmy: day, mdy: day, hasSlashes: false, length });
  const named = (year: string, name: string, day: string, all: string): FoundDay | undefined => {
    const month = monthOf(name);
    return month === undefined ? undefined : only([year, month, day], all);
  };
  const [inOrder = '', year = '', , month, day, ...kanji] = yearFirst.exec(text) ?? [];
  if (inOrder !== '') return only([year, month ?? kanji[0] ?? '', day ?? kanji[1] ?? ''], inOrder);
  const [pointed = '', first = '', second = '', last = ''] = withPoints.exec(text) ?? [];
  if (pointed !== '') return only([last, second, first], pointed);
  const [pair = '', one = '', sign, other = '', end = ''] = twoNumbers.exec(text) ?? [];
  if (pair !== '')
    return { dmy: [end, other, one], mdy: [end, one, other], hasSlashes: sign === '/', length: pair.length };
  const [after = '', dayBefore = '', name = '', yearAfter = ''] = dayAndName.exec(text) ?? [];
  if (after !== '') return named(yearAfter, name, dayBefore, after);
  const [before = '', ownName = '', dayAfter = '', ownYear = ''] = nameAndDay.exec(text) ?? [];
  return before === '' ? undefined : named(ownYear, ownName, dayAfter, before);
};

const monthOf = (name: string): string | undefined => {
  const word = name.toLowerCase();
  if (!months.includes(word) && !monthNames.includes(word)) return undefined;
  return String(months.indexOf(word.slice(0, 3)) + 1);
};

/** The rest of an ISO instant; midnight for nothing. */
const readTime = (text: string): string | undefined => {
  if (text === '') return 'T00:00:00Z';
  const [all, before = '', hour = '', minute, second = '00', fraction, after = '', offset, offsetMinutes] =
    timeOfDay.exec(text) ?? [];
  if (all === undefined) return undefined;
  const half = before || after.toUpperCase();
  const isLate = half === '午後' || half === '下午' || half === 'P';
  if (half !== '' && Number(hour) > 12) return undefined;
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (isLate ? 12 : 0);
  const zone = offset === undefined ? 'Z' : `${offset}:${offsetMinutes}`;
  return `T${String(hours).padStart(2, '0')}:${minute}:${second}${fraction === undefined ? '' : `.${fraction}`}${zone}`;
};
