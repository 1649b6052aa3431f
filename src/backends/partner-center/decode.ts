/** The bytes of an answer to a value: marks stripped, encoding by mark, depth bounded, nothing that reaches a prototype. */

/** Far more than any documented body nests. */
const deepest = 64;

/**
 * The JSON value in `bytes`, or why there is none. Without a byte order mark the bytes are UTF-8.
 * Source of the stray first letters: Microsoft's own samples, six of which begin with a mark and one with a mangled `?`.
 */
export const decodeJson = (bytes: Uint8Array): { readonly value: unknown } | { readonly fault: string } => {
  try {
    const text = decodeText(bytes).replace(/^\?(?=\s*[[{])/, '');
    if (isTooDeep(text)) return { fault: `it nests deeper than ${deepest}` };
    const isHostile = /__proto__|\\u/.test(text);
    return { value: isHostile ? JSON.parse(text, dropPrototype) : JSON.parse(text) };
  } catch {
    return { fault: bytes.length === 0 ? 'it is empty' : 'it is not JSON' };
  }
};

const decodeText = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
};

const dropPrototype = (name: string, value: unknown): unknown => (name === '__proto__' ? undefined : value);

/** Counted before parsing: a parser needs stack for every level. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === backslash && isInString) at += 1;
    else if (letter === quote) isInString = !isInString;
    else if (isInString) continue;
    else if (letter === openBracket || letter === openBrace) depth += 1;
    else if (letter === closeBracket || letter === closeBrace) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
};

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];
