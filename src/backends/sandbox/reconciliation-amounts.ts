/**
 * Numbers of reconciliation files, as Microsoft writes them and as spreadsheets of other languages do. A text that could be
 * two numbers is none: `1.176` is a thousand and more in one country and little more than one in another.
 */
import { minorDigits, parseMoney } from '../../core/rules/money.ts';

export interface FileAmount {
  /** Decimal text without a sign. */
  readonly amount: string;
  readonly isNegative: boolean;
  /** Whether a comma stands before the decimals: a spreadsheet's mark of another language. */
  readonly hasComma: boolean;
}

const signed = /^(\()?([-\u2212])?(\d[\d.,\u0020\u00a0\u202f'’]*)(-)?(\))?$/;
const groupedBy = (group: string): RegExp => new RegExp(`^\\d{1,3}(?:${group}\\d{3})+$`);
const spaces = /[\u0020\u00a0\u202f'’]/;
const grouped = { ',': groupedBy(','), '.': groupedBy('\\.'), space: groupedBy("[\\u0020\\u00a0\\u202f'’]") };

/** `undefined` for what is no amount, and for more decimals than the currency has. */
export const readSubtotal = (text: string, currency: string): FileAmount | undefined => {
  const found = readAmount(text, currency);
  if (found === undefined) return undefined;
  const [, decimals = ''] = found.amount.split('.');
  return decimals.replace(/0+$/, '').length > minorDigits(currency) ? undefined : found;
};

/** The price of a piece may have any number of decimals. */
export const readAmount = (text: string, currency: string): FileAmount | undefined => {
  const [, opened, minus, digits = '', behind, closed] = signed.exec(text.trim()) ?? [];
  if (digits === '' || (opened === undefined) !== (closed === undefined)) return undefined;
  const plain = toPlain(digits);
  const amount = plain === undefined ? undefined : parseMoney(plain.text, currency)?.amount;
  if (plain === undefined || amount === undefined) return undefined;
  const isNegative = [opened, minus, behind].some((sign) => sign !== undefined);
  return { amount, isNegative, hasComma: plain.hasComma };
};

const toPlain = (digits: string): { readonly text: string; readonly hasComma: boolean } | undefined => {
  const point = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const sign = digits.charAt(point);
  const hasBoth = digits.includes('.') && digits.includes(',');
  const isOnly = point >= 0 && digits.indexOf(sign) === point;
  // Both signs, or the second after spaces, tell which one stands before the decimals; so does any length but three.
  const isDecimal = isOnly && (hasBoth || spaces.test(digits) || sign === '.' || digits.length - point !== 4);
  const whole = withoutGroups(isDecimal ? digits.slice(0, point) : digits);
  if (whole === undefined || (!isDecimal && isOnly)) return undefined;
  const decimals = isDecimal ? digits.slice(point + 1) : '';
  return /^\d*$/.test(decimals)
    ? { text: decimals === '' ? whole : `${whole}.${decimals}`, hasComma: isDecimal && sign === ',' }
    : undefined;
};

const withoutGroups = (digits: string): string | undefined => {
  if (/^\d+$/.test(digits)) return digits;
  return Object.values(grouped).some((pattern) => pattern.test(digits)) ? digits.replace(/\D/g, '') : undefined;
};

/** A whole number with its sign; decimals that are all zero do no harm, but three of them may be thousands. */
export const readPieces = (text: string): number | undefined => {
  const [, minus, digits = ''] = /^([-\u2212])?(\d{1,10})(?:[.,](?:0{1,2}|0{4,}))?$/.exec(text) ?? [];
  const pieces = Number(digits);
  return digits === '' || pieces === 0 || pieces > 2 ** 31 - 1 ? undefined : minus === undefined ? pieces : -pieces;
};

/** The same text for the same value, for comparing amounts: `4704` for `4704.00`. */
export const sameValueText = (amount: string): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount);
