/**
 * What kind of product a reconciliation row sells. The file does not say, so names tell it; the first pattern that fits
 * counts. Terms and billing cycles are free text there. Names of products stay English in most markets, not in all.
 */
import type { BillingCycle } from '../../core/ports/backend.ts';
import type { ProductKind } from '../../core/rules/product-kinds.ts';

export interface KindFacts {
  readonly productId: string;
  readonly productName: string;
  readonly skuName: string;
  readonly publisher: string;
  readonly category: string;
  readonly reservationOrderId: string;
  /** ISO 8601, from `termOf`. */
  readonly term: string | null;
}

type KindPattern = readonly [
  field: 'names' | 'productId' | 'publisher' | 'category' | 'reservationOrderId',
  RegExp,
  ProductKind | null,
];

/** `null`: nothing that is bought, keyed or cancelled as software, such as seats of Microsoft 365. */
const patterns: readonly KindPattern[] = [
  ['names', /\b(?:SUSE|SLES|Red ?Hat|RHEL)\b/i, 'linux-plan'],
  [
    'names',
    /Windows 7\b.*(?:Extended Security Update|拡張セキュリティ|延伸安全性|расширенны\S+ обновлени\S+ безопасности)/i,
    'esu',
  ],
  ['reservationOrderId', /\S/, 'reservation'],
  ['names', /\bReserv(?:ed|ation)\b|予約|保留|預留|резервир/i, 'reservation'],
  ['category', /reservation/i, 'reservation'],
  // Ids of online services begin so; those of software begin with DG7.
  ['productId', /^CFQ7/i, null],
  ['names', /\bAzure plan\b/i, null],
  ['publisher', /^(?!.*(?:Microsoft|マイクロソフト)).+/i, null],
];

/** `null` for what is not software. Anything else is perpetual when it has no term, a subscription when it has one. */
export const kindOf = (facts: KindFacts): ProductKind | null => {
  const texts = { ...facts, names: `${facts.productName} ${facts.skuName}` };
  const found = patterns.find(([field, pattern]) => pattern.test(texts[field]));
  if (found !== undefined) return found[2];
  return facts.term === null ? 'perpetual' : 'subscription';
};

const numbers: { readonly [word: string]: number } = { one: 1, two: 2, three: 3, five: 5 };
const lengthInWords = /(\d{1,2}|one|two|three|five)[\s-]*(?:(years?\b|年|год|лет)|(?:months?\b|か月|ヶ月|個月|мес))/i;

/** The term named in the first text that names one, such as `P3Y` for “3 year”; `null` where none does: perpetual. */
export const termOf = (...texts: readonly string[]): string | null => {
  for (const text of texts) {
    const [, word = '', years] = lengthInWords.exec(text) ?? [];
    const length = numbers[word.toLowerCase()] ?? Number(word);
    if (length > 0) return `P${length}${years === undefined ? 'M' : 'Y'}`;
  }
  return null;
};

const cycles: readonly (readonly [RegExp, BillingCycle])[] = [
  [/month(?:ly\b| billing)|毎月|每月|ежемесячн/i, 'monthly'],
  [/triennial|every three years/i, 'triennial'],
  [/annual|yearly\b|毎年|每年|ежегодн/i, 'annual'],
];

/** How it is billed, as far as the texts say; otherwise once, as software is. */
export const billingCycleOf = (...texts: readonly string[]): BillingCycle =>
  cycles.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1] ?? 'one_time';
