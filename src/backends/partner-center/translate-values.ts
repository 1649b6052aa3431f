/** Single values of the wire: instants, amounts and words. */
import type { BillingCycle } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { parseIso } from '../../core/rules/iso.ts';
import { type Money, minorDigits, parseMoney } from '../../core/rules/money.ts';

/**
 * An instant in any of the service's forms: no zone is UTC, digits past the millisecond are cut. `null` for the years 1
 * and 9999, which stand for nothing. A documented sample has blanks after the colons.
 */
export const toInstant = (text: string): Instant | null =>
  text.startsWith('9999-') ? null : (parseIso(text.replaceAll(': ', ':')) ?? null);

/** An amount with at least the decimals of its currency; `null` where the service states none or one that is no amount. */
export const toMoney = (
  amount: number | string | null | undefined,
  currency: string | null | undefined,
): Money | null => {
  if (amount === null || amount === undefined || amount === '' || !currency) return null;
  const [whole = '', fraction = ''] = String(amount).split('.');
  const digits = fraction.padEnd(minorDigits(currency.toUpperCase()), '0');
  return parseMoney(digits === '' ? whole : `${whole}.${digits}`, currency) ?? null;
};

/** A word in small letters; the documentation writes `cancelled` and `canceled`, `Fulfilled` and `fulfilled`. */
export const toWord = (word: string): string => {
  const lower = word.toLowerCase();
  return lower === 'canceled' ? 'cancelled' : lower;
};

/** Text, or `null` for the empty text that stands for nothing. */
export const toText = (text: string | null | undefined): string | null => text || null;

/** True for two ids that mean the same: GUIDs in either letter case, order ids in their own only. */
export const isSameId = (a: string, b: string): boolean =>
  a === b || (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(a) && a.toLowerCase() === b.toLowerCase());

const billingCycles: { readonly [word: string]: BillingCycle } = {
  onetime: 'one_time',
  monthly: 'monthly',
  annual: 'annual',
  triennial: 'triennial',
  none: 'none',
};

/** `OneTime`, `one_time` and `Monthly` alike; `unknown` for a word that says none. */
export const toBillingCycle = (word: string): BillingCycle =>
  billingCycles[toWord(word).replaceAll('_', '')] ?? 'unknown';
