/**
 * Where a text stops being JSON (RFC 8259). `JSON.parse` says it differently in every version of V8, and often not at all.
 */
export interface JsonFault {
  /** Both count from 1; the column counts UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** The text found there, at most 20 characters; empty at the end of the text. */
  readonly found: string;
}

type Place = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'end';

const blank = /[ \t\n\r]*/y;
const scalar =
  /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/uy;

/** The first place that JSON does not allow, or `undefined` if there is none. */
export const findJsonFault = (text: string): JsonFault | undefined => {
  const open: string[] = [];
  const afterValue = (): Place => (open.length === 0 ? 'end' : 'comma');
  let place: Place = 'value';
  let at = 0;
  for (;;) {
    at += matchAt(blank, text, at).length;
    const sign = text.charAt(at);
    if (place === 'end' && sign === '') return undefined;
    const word = matchAt(scalar, text, at);
    const takesValue = place === 'value' || place === 'value or ]';
    const isKey = (place === 'key' || place === 'key or }') && word.startsWith('"');
    const closes =
      (place === 'comma' && open.at(-1) === sign) ||
      (place === 'value or ]' && sign === ']') ||
      (place === 'key or }' && sign === '}');
    if (sign !== '' && closes) {
      open.pop();
      place = afterValue();
    } else if (takesValue && (sign === '[' || sign === '{')) {
      open.push(sign === '[' ? ']' : '}');
      place = sign === '[' ? 'value or ]' : 'key or }';
    } else if (takesValue && word !== '') place = afterValue();
    else if (isKey) place = 'colon';
    else if (place === 'colon' && sign === ':') place = 'value';
    else if (place === 'comma' && sign === ',') place = open.at(-1) === '}' ? 'key' : 'value';
    else return faultAt(text, at);
    at += takesValue || isKey ? word.length || 1 : 1;
  }
};

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

const faultAt = (text: string, at: number): JsonFault => {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  const [found = ''] = text.slice(at, at + 20).split(/[\r\n]/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, found };
};
