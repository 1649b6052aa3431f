/** What JSON is to JMESPath: types, truth, equality and order. */
import type { JsonObject, JsonValue } from '../../core/ports/environment.ts';

export type Type = 'number' | 'string' | 'boolean' | 'array' | 'object' | 'null';

export const typeOf = (value: JsonValue): Type => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as Type);
};

export const isObject = (value: JsonValue): value is JsonObject => typeOf(value) === 'object';

/** Zero is true; what is empty is not. */
export const isTrue = (value: JsonValue): boolean => {
  if (value === null || value === false || value === '') return false;
  return typeof value !== 'object' || (Array.isArray(value) ? value.length : Object.keys(value).length) > 0;
};

export const isEqual = (left: JsonValue, right: JsonValue): boolean => {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isEqual(item, right[index] ?? null));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key] ?? null, right[key] ?? null))
  );
};

/** Numbers by size, text by code points; both are of one type. */
export const compare = (left: JsonValue, right: JsonValue): number =>
  typeof left === 'string' ? compareText(left, String(right)) : Number(left) - Number(right);

const compareText = (left: string, right: string): number => {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return rankOf(a) - rankOf(b);
  }
  return left.length - right.length;
};

/** The halves of letters beyond U+FFFF rank behind all others, as those letters do. */
const rankOf = (unit: number): number => {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
};
