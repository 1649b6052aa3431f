/**
 * The one place where text from outside loses its power over terminals, CI logs and spreadsheets.
 * Letters of every script stay. What cannot be seen does not: controls, bidi controls, zero-width characters, tags,
 * variation selectors, line and paragraph separators, lone surrogates and non-characters are shown as `\u{9b}`. That
 * includes the joiners inside some emoji and Persian or Indic words: a name that reads worse is better than one that lies.
 * Secrets of this process, which a service may repeat, are blanked here too.
 * A leading `::` and any `##[` or `##vso[`, which GitHub and Azure Pipelines obey, are broken up in the same way.
 */
import type { JsonValue } from '../core/ports/environment.ts';
import { blankSecrets } from '../core/rules/secret.ts';

const plain = /^[ -~]*$/;
const plainLines = /^[ -~\n\t]*$/;
const hidden =
  '[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\ufff9-\\ufffb]';
const pipelineCommand = /#(?=#(?:vso)?\[)/gi;
/** The runner trims a line before it looks for `::`. */
const leadingCommand = /^(\s*):(?=:)/;
const lineCommand = /^([^\S\n]*):(?=:)/gm;
const spreadsheetFormula = /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
const plainNegative = /^-\d+(?:\.\d+)?$/;

// Made on first use: most output is ASCII, and these take a third of a millisecond to compile.
let hiddenEverywhere: RegExp | undefined;
let hiddenInJson: RegExp | undefined;
const hiddenInLines = new Map<boolean, RegExp>();

const toBraces = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Most cells hold nothing else, and need no closer look. */
const ordinary = /^[A-Za-z0-9 .,_()-]*$/;

/** Makes text from outside fit for one line that people read. Doing it twice changes nothing more. */
export const safeText = (text: string): string => {
  let safe = blankSecrets(text);
  if (ordinary.test(safe)) return safe;
  if (!plain.test(safe)) {
    hiddenEverywhere ??= new RegExp(hidden, 'gu');
    safe = safe.replace(hiddenEverywhere, toBraces);
  }
  return safe.replace(leadingCommand, '$1\\u{3a}').replace(pipelineCommand, '\\u{23}');
};

/** A deep copy with every string made safe; anything but arrays and plain objects (a `Secret`, say) is handed on as it is. */
export const safeDetails = <T>(value: T): T => copySafely(value) as T;

const copySafely = (value: unknown): unknown => {
  if (typeof value === 'string') return safeText(value);
  if (Array.isArray(value)) return value.map(copySafely);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copySafely(part)]));
};

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * The last pass before a stream: lets through line ends, tabs and, with `hasColor`, the codes of our own palette,
 * and makes everything else safe, so that a sentence built somewhere else without care does no harm either.
 */
export const guardText = (text: string, hasColor: boolean): string => {
  let safe = blankSecrets(text);
  if (!plainLines.test(safe)) {
    const colours = hasColor ? '\\u001b\\[(?:1|2|22|31|32|33|39)m|' : '';
    const pattern = hiddenInLines.get(hasColor) ?? new RegExp(`${colours}(?![\\n\\t])${hidden}`, 'gu');
    hiddenInLines.set(hasColor, pattern);
    safe = safe.replace(pattern, (match) => (match.endsWith('m') ? match : toBraces(match)));
  }
  return safe.replace(lineCommand, '$1\\u{3a}').replace(pipelineCommand, '\\u{23}');
};

/** Exact JSON: parsing it gives the original, yet no hidden character and no CI command is in it raw. */
export const jsonText = (value: JsonValue, indent?: number): string =>
  escapeQuoted(JSON.stringify(value, null, indent));

/** For text in which anything hidden stands between double quotes, as in JSON and in our YAML. */
export const escapeQuoted = (text: string): string => {
  let safe = blankSecrets(text);
  if (!plainLines.test(safe)) {
    hiddenInJson ??= new RegExp(`(?![\\n\\t])${hidden}`, 'gu');
    safe = safe.replace(hiddenInJson, (match) => match.split('').map(toJsonEscape).join(''));
  }
  return safe.replace(pipelineCommand, '\\u0023');
};

const toJsonEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A CSV cell that no spreadsheet runs: what looks like a formula gets a leading `'`; plain negative numbers stay. */
export const spreadsheetCell = (text: string): string =>
  spreadsheetFormula.test(text) && !plainNegative.test(text) ? `'${text}` : text;
