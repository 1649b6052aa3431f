/**
 * Times, money and lists in the words of people. Tables get short forms that are the same in every language;
 * sentences get those of the reader's language. All times are UTC and say so.
 */
import type { Instant, Lang } from '../core/ports/environment.ts';
import { formatAmount, type Money, minorDigits } from '../core/rules/money.ts';

/** Day before month, as in the other three languages. */
const localeOf: { readonly [L in Lang]: string } = { en: 'en-GB', ja: 'ja', 'zh-TW': 'zh-TW', ru: 'ru' };

/** For cells: `2026-11-28 14:03Z`. */
export const tableInstant = (instant: Instant): string => {
  const iso = new Date(instant).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}Z`;
};

/** For cells: `1234.50 EUR`, rounded to the currency's decimals. */
export const tableMoney = (money: Money): string => `${formatAmount(money)} ${money.currency}`;

/** For sentences: `28 November 2026 14:03 UTC`. */
export const proseInstant = (instant: Instant, lang: Lang): string => {
  const date = new Intl.DateTimeFormat(localeOf[lang], { dateStyle: 'long', timeZone: 'UTC' }).format(instant);
  const gap = lang === 'ru' ? ', ' : ' ';
  return `${date}${gap}${new Date(instant).toISOString().slice(11, 16)} UTC`;
};

/** For sentences about the next minutes: `14:03:07 UTC`. */
export const clockInstant = (instant: Instant): string => `${new Date(instant).toISOString().slice(11, 19)} UTC`;

/** For sentences: `EUR 1,234.50`; the code and not the sign, because `$` belongs to many currencies. */
export const proseMoney = (money: Money, lang: Lang): string => {
  const format = new Intl.NumberFormat(localeOf[lang], {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'code',
    minimumFractionDigits: minorDigits(money.currency),
    maximumFractionDigits: minorDigits(money.currency),
  });
  // Handed over as text: a float would lose digits.
  return format.format(formatAmount(money) as `${number}`);
};

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** For sentences: the two largest units of a length in milliseconds, such as `6 days 12 hours`; the rest is cut off. */
export const proseDuration = (ms: number, lang: Lang): string => {
  const largest = units.findIndex(([, length]) => ms >= length);
  const first = largest === -1 ? units.length - 1 : largest;
  let left = ms;
  const parts = units.slice(first, first + 2).map(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return { unit, count };
  });
  return parts
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ unit, count }) =>
      new Intl.NumberFormat(localeOf[lang], { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    )
    .join(' ');
};

/** For sentences: `a, b and c`. */
export const proseList = (items: readonly string[], lang: Lang): string =>
  new Intl.ListFormat(localeOf[lang], { type: 'conjunction' }).format(items);

/** `12.3`, of a million bytes each, as disks and browsers count. */
export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** Whole percents, rounded down, so that 100 means all. */
export const percent = ({ done, total }: { readonly done: number; readonly total: number }): number =>
  total === 0 ? 100 : Math.floor((100 * done) / total);
