/** Dotted paths into the JSON shape of a row: what `--fields` names and what CSV and TSV print. */
import { CspError } from '../core/errors.ts';
import type { JsonObject, JsonValue } from '../core/ports/environment.ts';

/** The value at `total.amount`, or `lineItems.0.title`; `null` where there is nothing. */
export const fieldValue = (row: JsonObject, path: string): JsonValue => {
  let value: JsonValue = row;
  for (const key of keysOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as JsonObject)[key] ?? null;
  }
  return value;
};

const known = new Map<string, readonly string[]>();

/** The same few paths are asked for on every row. */
const keysOf = (path: string): readonly string[] => {
  const found = known.get(path);
  if (found !== undefined) return found;
  const keys = path.split('.');
  known.set(path, keys);
  return keys;
};

/** The same object with only these paths, in the order named; nesting is kept. */
export const pickFields = (row: JsonObject, paths: readonly string[]): JsonObject => {
  const picked: { [key: string]: JsonValue } = {};
  for (const path of paths) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let place = picked;
    for (const key of keys) {
      const next = { ...(Object.hasOwn(place, key) ? (place[key] as JsonObject) : {}) };
      place[key] = next;
      place = next;
    }
    place[last] = fieldValue(row, path);
  }
  return picked;
};

/** Throws `fieldUnknown` for the first name that is neither a field nor the beginning of one. */
export const checkFields = (named: readonly string[], fields: readonly string[]): void => {
  const unknown = named.find((name) => !fields.some((field) => field === name || field.startsWith(`${name}.`)));
  if (unknown !== undefined) throw new CspError('fieldUnknown', { field: unknown, fields });
};
