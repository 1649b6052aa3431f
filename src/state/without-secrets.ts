/**
 * The last guard before something is stored: what people type as a reason, and what the service writes into its records,
 * may hold a product key, a token or a download link by accident.
 */
import { CspError } from '../core/errors.ts';
import { blankSecrets } from '../core/rules/secret.ts';

/** What names something, and may be long: orders, customers, purchase order numbers. */
export type KnownWords = readonly (string | null)[];

const placeholder = '[secret]';

const alone = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu');

/** Groups of one size, at least 25 characters in all; with blanks in capitals only, or short words in a row were keys. */
const sizes = [4, 5, 6, 7, 8];
const groups = (characters: string, separator: string): string =>
  sizes
    .map((size) => `(?:${characters}{${size}}${separator}){${Math.ceil(25 / size) - 1},}${characters}{${size}}`)
    .join('|');

/** What looks like a key, in 25 characters or more. GUIDs are none: their groups have three sizes. */
const keys = alone(`${groups('[A-Za-z0-9]', '[-\\u2010-\\u2015]')}|${groups('[A-Z0-9]', ' ')}|[A-Za-z0-9]{25,}`);
/** Microsoft's keys, five groups of five, also without a digit. */
const fiveByFive = alone('(?:[A-Za-z0-9]{5}-){4}[A-Za-z0-9]{5}|(?:[A-Z0-9]{5} ){4}[A-Z0-9]{5}');

const patterns: readonly (readonly [RegExp, string])[] = [
  // Links that open by what their query says; the address itself tells where they led.
  [/(https?:\/\/[^\s?#]+)\?(?=(?:\S*&)?(?:t|h|sig|token|access_token|code|key)=)\S+/gi, `$1?${placeholder}`],
  // JSON Web Tokens.
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, placeholder],
];

/**
 * The text with keys, tokens and the queries of bearer links replaced by `[secret]`. A key has a digit, unlike a long word;
 * what stands in `known`, such as the order id of the entry itself, is none, in either case.
 */
export const withoutSecrets = (text: string, known: KnownWords = []): string => {
  const unlessKnown = (found: string): string =>
    known.some((word) => word?.toLowerCase().includes(found.toLowerCase())) ? found : placeholder;
  return patterns
    .reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), blankSecrets(text))
    .replace(fiveByFive, unlessKnown)
    .replace(keys, (found) => (/\d/.test(found) ? unlessKnown(found) : found));
};

/** True for names under which only a secret would stand. */
export const namesSecret = (name: string): boolean => /key|url|link|token|secret|passw|credential/i.test(name);

/** A value as JSON, without secrets in any of its texts. What only a secret would be called is left out. */
export const jsonWithoutSecrets = (value: object, known: KnownWords): string =>
  JSON.stringify(value, (name, part: unknown) =>
    typeof part !== 'string' ? part : namesSecret(name) ? placeholder : withoutSecrets(part, known),
  );

/**
 * Facts as JSON, guarded in the same way. Fails with `internal` when a fact's name says that it is a key, a link or a token: that
 * is a fault of the caller.
 */
export const factsWithoutSecrets = (facts: object, known: KnownWords): string =>
  JSON.stringify(facts, (name, part: unknown) => {
    if (namesSecret(name)) throw new CspError('internal', { reason: `the fact “${name}” must not be stored` });
    return typeof part === 'string' ? withoutSecrets(part, known) : part;
  });
