/**
 * The last guard before something is stored: what people type as a reason, and what the service writes into its records,
 * may hold a product key, a token or a download link by accident.
 */
const placeholder = '[secret]';

const patterns: readonly (readonly [RegExp, string])[] = [
  // Microsoft's keys, five groups of five. With spaces in capitals only: five short words in a row are no key.
  [
    /(?<![\p{L}\p{N}])(?:(?:[A-Za-z0-9]{5}-){4}[A-Za-z0-9]{5}|(?:[A-Z0-9]{5} ){4}[A-Z0-9]{5})(?![\p{L}\p{N}])/gu,
    placeholder,
  ],
  // JSON Web Tokens.
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, placeholder],
  // Links that open by what their query says; the address itself tells where they led.
  [/(https?:\/\/[^\s?#]+)\?(?=(?:\S*&)?(?:t|h|sig|token|access_token|code|key)=)\S+/gi, `$1?${placeholder}`],
];

/** The text with keys, tokens and the queries of bearer links replaced by `[secret]`. */
export const withoutSecrets = (text: string): string =>
  patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);

/** True for names under which only a secret would stand. */
export const namesSecret = (name: string): boolean => /key|url|link|token|secret|passw|credential/i.test(name);
