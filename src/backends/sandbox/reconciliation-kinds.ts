/**
 * What kind of product a reconciliation row sells. The file does not say so in a column: names tell what is special, and
 * ids, dates and the billing of the row whether it is a subscription. Names of products stay English in most markets, not in
 * all; the words of a term are free text in any language.
 */
import type { BillingCycle } from '../../core/ports/backend.ts';
import { namesLinuxPlan, namesSecurityUpdates } from '../../core/rules/kind-names.ts';
import type { ProductKind } from '../../core/rules/product-kinds.ts';

export interface KindFacts {
  readonly productId: string;
  readonly productName: string;
  readonly skuName: string;
  readonly publisher: string;
  readonly category: string;
  readonly reservationOrderId: string;
  /** ISO 8601; `null` where neither words nor dates tell one. */
  readonly term: string | null;
  readonly subscriptionId: string;
  /** Whether the row says when a subscription begins or ends, or charges for longer than a day. */
  readonly hasPeriod: boolean;
  readonly billingFrequency: string;
  /** The words of term and billing; `null` where the file has no such column. */
  readonly termWords: string | null;
}

export interface FoundKind {
  /** `null` for what is not software. */
  readonly kind: ProductKind | null;
  /** Nothing tells it: the kind is the one of the earlier deadline. */
  readonly isUnsure: boolean;
}

type KindPattern = readonly [
  field: 'names' | 'productId' | 'publisher' | 'category' | 'reservationOrderId',
  RegExp | ((text: string) => boolean),
  ProductKind | null,
];

/** The first that fits counts. `null`: nothing that is bought, keyed or cancelled as software, such as seats of Microsoft 365. */
const patterns: readonly KindPattern[] = [
  ['names', namesLinuxPlan, 'linux-plan'],
  ['names', namesSecurityUpdates, 'esu'],
  ['reservationOrderId', /\S/, 'reservation'],
  ['names', /\bReserv(?:ed|ation)\b|予約|保留|預留|резервир/i, 'reservation'],
  ['category', /reservation/i, 'reservation'],
  // Ids of online services begin so; those of software begin with DG7.
  ['productId', /^CFQ7/i, null],
  ['names', /\bAzure plan\b/i, null],
  ['publisher', /^(?!.*(?:Microsoft|マイクロソフト)).+/i, null],
];

export const kindOf = (facts: KindFacts): FoundKind => {
  const texts = { ...facts, names: `${facts.productName} ${facts.skuName}` };
  const found = patterns.find(([field, fits]) =>
    fits instanceof RegExp ? fits.test(texts[field]) : fits(texts[field]),
  );
  if (found !== undefined) return { kind: found[2], isUnsure: false };
  if (isSubscription(facts)) return { kind: 'subscription', isUnsure: false };
  return isPerpetual(facts) ? { kind: 'perpetual', isUnsure: false } : { kind: 'subscription', isUnsure: true };
};

const noGuid = /^(?:0{8}-0{4}-0{4}-0{4}-0{12})?$/;
const once = /^(?:one[- ]?time|once|none|n\/a|perpetual)?$/i;

const isSubscription = ({
  term,
  subscriptionId,
  hasPeriod,
  billingFrequency,
  category,
  termWords,
}: KindFacts): boolean =>
  term !== null ||
  !noGuid.test(subscriptionId) ||
  hasPeriod ||
  !once.test(billingFrequency) ||
  /subscription/i.test(`${category} ${termWords ?? ''}`);

/** Microsoft's own rule: perpetual software has no words for a term. */
const isPerpetual = ({ termWords, category }: KindFacts): boolean =>
  (termWords !== null && once.test(termWords)) || /perpetual/i.test(category);

const numbers: readonly (readonly [RegExp, number])[] = [
  [/^(?:one|ein(?:e[mnrs]?)?|une?|uno|um|één|un)$/iu, 1],
  [/^(?:two|zwei|deux|dos|dois|due|twee)$/iu, 2],
  [/^(?:three|drei|trois|tres|três|tre|drie)$/iu, 3],
  [/^(?:five|fünf|cinq|cinco|cinque|vijf)$/iu, 5],
];
const numberWord =
  'one|two|three|five|ein(?:e[mnrs]?)?|zwei|drei|fünf|une?|deux|trois|cinq|uno|dos|tres|cinco|um|dois|três|due|tre|cinque|één|twee|drie|vijf';
const years = 'years?|Jahre?n?|ans?|années?|años?|anos?|anno|anni|jaar|года?|лет|年';
const monthWords = 'months?|Monate?n?|mois|mes(?:es)?|mês|mesi|mese|maanden|maand|мес\\p{L}*|か月|ヶ月|個月';
const lengthInWords = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,2}|${numberWord})[\\s\\u00a0-]*(?:(${years})|(?:${monthWords}))(?!\\p{Script=Latin}|\\p{Script=Cyrillic})`,
  'iu',
);

/** The term named in the first text that names one, such as `P3Y` for “3 year”; `null` where none does. */
export const termOf = (...texts: readonly string[]): string | null => {
  for (const text of texts) {
    const [, word = '', ofYears] = lengthInWords.exec(text) ?? [];
    const length = numbers.find(([pattern]) => pattern.test(word))?.[1] ?? Number(word);
    if (length > 0) return `P${length}${ofYears === undefined ? 'M' : 'Y'}`;
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
