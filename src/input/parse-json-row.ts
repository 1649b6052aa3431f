/** One JSON element as a row. `JSON.parse` says whether it is JSON; what it hides, repeated keys and places, is looked up. */

export interface JsonField {
  readonly key: string;
  /** Where the value begins in the element. */
  readonly at: number;
  /** A string's content; of a number how it is written. */
  readonly text: string;
  readonly kind: 'string' | 'number' | 'null' | 'other';
}

export interface JsonRow {
  readonly fields: readonly JsonField[];
  /** Keys that an object, at any depth, holds twice. */
  readonly repeated: readonly { readonly key: string; readonly at: number }[];
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** A string as it is; the fields of an object; `null` for other JSON, `undefined` for what is none. */
export const parseJsonRow = (text: string): string | JsonRow | null | undefined => {
  const value = parse(text);
  if (value === undefined || typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? scan(text) : null;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Of a text that is known to be a JSON object. */
const scan = (text: string): JsonRow => {
  const fields: JsonField[] = [];
  const repeated: { key: string; at: number }[] = [];
  /** The keys so far of each object around; `undefined` for an array. */
  const around: (Set<string> | undefined)[] = [];
  let key: string | undefined;
  let before = '';
  for (const { 0: token, index: at } of text.matchAll(tokens)) {
    const keys = around.at(-1);
    const isKey = keys !== undefined && token.startsWith('"') && before !== ':';
    if (isKey) {
      key = JSON.parse(token) as string;
      if (keys.has(key)) repeated.push({ key, at });
      keys.add(key);
    } else if (around.length === 1 && before === ':' && key !== undefined) fields.push(toField(key, token, at));
    if (token === '{') around.push(new Set());
    else if (token === '[') around.push(undefined);
    else if (token === '}' || token === ']') around.pop();
    before = token;
  }
  return { fields, repeated };
};

const toField = (key: string, token: string, at: number): JsonField => {
  if (token.startsWith('"')) return { key, at, text: JSON.parse(token) as string, kind: 'string' };
  if (token === 'null') return { key, at, text: '', kind: 'null' };
  return { key, at, text: token, kind: /^[-\d]/.test(token) ? 'number' : 'other' };
};
