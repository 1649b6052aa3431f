/**
 * Money: decimal strings with an ISO 4217 code, added and divided as integers; never a float.
 * A price the service does not state is `null` everywhere, never 0.
 * Fractions of the smallest unit are rounded half away from zero, once, where an amount is credited or shown.
 */
export interface Money {
  /** Decimal text such as `-12.34`; may carry more digits than the currency has (unit prices do). */
  readonly amount: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** An amount as an integer: `units` of 10 to the power of `-scale`. */
interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

const plainDecimal = /^-?\d{1,30}(?:\.\d{1,30})?$/;
const currencyCode = /^[A-Za-z]{3}$/;

/** Currencies that do not have two decimals. Source: ISO 4217, list one. */
const minorDigitsOf = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** How many decimals the currency's smallest unit has: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => minorDigitsOf.get(currency) ?? 2;

/**
 * Reads a plain decimal such as `1234.5` or `-3` and a currency of three letters in either case.
 * `undefined` for anything else: exponents, `+`, grouping, a decimal comma, a bare point, over 30 digits on a side.
 */
export const parseMoney = (amount: string, currency: string): Money | undefined =>
  plainDecimal.test(amount) && currencyCode.test(currency)
    ? { amount: toText(toScaled(amount)), currency: currency.toUpperCase() }
    : undefined;

/** The exact sum. Throws `TypeError` for two currencies. */
export const addMoney = (a: Money, b: Money): Money => {
  const [left, right, scale] = align(a, b);
  return { amount: toText({ units: left + right, scale }), currency: a.currency };
};

/** The exact sum; `null` for an empty list, for an amount that is not known, and for several currencies. */
export const sumMoney = (list: readonly (Money | null)[]): Money | null =>
  list.reduce<Money | null>((sum, money, index) => {
    if (index === 0 || money === null || sum === null) return index === 0 ? money : null;
    return sum.currency === money.currency ? addMoney(sum, money) : null;
  }, null);

/** The exact price of `quantity` pieces. Throws `RangeError` when the quantity is no whole number. */
export const timesQuantity = (price: Money, quantity: number): Money => {
  const { units, scale } = toScaled(price.amount);
  return { amount: toText({ units: units * BigInt(quantity), scale }), currency: price.currency };
};

const digitsOfAPart = 6;

/** One of `parts` equal parts, to six decimals where it has that many. Throws `RangeError` when `parts` is 0 or no whole number. */
export const dividedBy = (money: Money, parts: number): Money => {
  const { units, scale } = toScaled(money.amount);
  const digits = Math.max(scale, digitsOfAPart);
  const divided = divideRounded(units * 10n ** BigInt(digits - scale), BigInt(parts));
  const [whole = '', decimals = ''] = toText({ units: divided, scale: digits }).split('.');
  const needed = decimals.replace(/0+$/, '').padEnd(minorDigits(money.currency), '0');
  return { amount: needed === '' ? whole : `${whole}.${needed}`, currency: money.currency };
};

/** `part` of `whole` equal parts, rounded to the currency's smallest unit. Throws `RangeError` when `whole` is 0. */
export const portionOf = (money: Money, part: bigint, whole: bigint): Money => {
  const { units, scale } = toScaled(money.amount);
  const digits = minorDigits(money.currency);
  const divided = divideRounded(units * part * 10n ** BigInt(digits), whole * 10n ** BigInt(scale));
  return { amount: toText({ units: divided, scale: digits }), currency: money.currency };
};

/** Rounded to the currency's smallest unit, half away from zero. */
export const roundToMinor = (money: Money): Money => portionOf(money, 1n, 1n);

/** Which of two amounts is larger. Throws `TypeError` for two currencies. */
export const compareMoney = (a: Money, b: Money): -1 | 0 | 1 => {
  const [left, right] = align(a, b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

/** The amount alone, rounded, with every decimal of the currency: `12.30` for EUR, `12` for JPY. */
export const formatAmount = (money: Money): string => roundToMinor(money).amount;

const align = (a: Money, b: Money): readonly [bigint, bigint, number] => {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} cannot be reckoned together`);
  const [left, right] = [toScaled(a.amount), toScaled(b.amount)];
  const scale = Math.max(left.scale, right.scale);
  const raise = ({ units, scale: own }: Scaled): bigint => units * 10n ** BigInt(scale - own);
  return [raise(left), raise(right), scale];
};

const toScaled = (amount: string): Scaled => {
  const [whole = '', fraction = ''] = amount.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
};

const toText = ({ units, scale }: Scaled): string => {
  const digits = abs(units)
    .toString()
    .padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`;
};

const divideRounded = (dividend: bigint, divisor: bigint): bigint => {
  const size = (2n * abs(dividend) + abs(divisor)) / (2n * abs(divisor));
  return dividend < 0n !== divisor < 0n ? -size : size;
};

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
