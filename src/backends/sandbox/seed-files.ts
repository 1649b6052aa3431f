/** Reads the JSON files that a sandbox world is made from: an array of rows, each of exactly the shape asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CspError } from '../../core/errors.ts';

export type Shape<T> = (value: unknown) => value is T;

/**
 * The rows of one file in `folder`. These files come with the tool, so a row of another shape is a bug of ours
 * (`internal`, naming file and row), and a file that cannot be read is a broken installation (`storageFailed`).
 */
export const readSeedFile = <T>(folder: string, name: string, isRow: Shape<T>): readonly T[] => {
  const path = join(folder, name);
  const rows = parse(path);
  if (!Array.isArray(rows)) throw new CspError('internal', { reason: `${name} is not an array` });
  return rows.map((row: unknown, index) => {
    if (!isRow(row)) throw new CspError('internal', { reason: `row ${index + 1} of ${name} has another shape` });
    return row;
  });
};

const parse = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CspError('storageFailed', { path, reason: reasonOf(error) }, error);
  }
};

/** The system's code, such as `ENOENT`, or what is wrong with the JSON. */
const reasonOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);

export const isText: Shape<string> = (value): value is string => typeof value === 'string' && value !== '';

export const isCount: Shape<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) > 0;

export const isOneOf =
  <T extends string>(words: readonly T[]): Shape<T> =>
  (value): value is T =>
    words.some((word) => word === value);

export const isNullOr =
  <T>(isValue: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || isValue(value);

export const isAbsentOr =
  <T>(isValue: Shape<T>): Shape<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || isValue(value);

export const isListOf =
  <T>(isItem: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(isItem);

export const isPair =
  <A, B>(isFirst: Shape<A>, isSecond: Shape<B>): Shape<readonly [A, B]> =>
  (value): value is readonly [A, B] =>
    Array.isArray(value) && value.length === 2 && isFirst(value[0]) && isSecond(value[1]);

export const isTableOf =
  <T>(isValue: Shape<T>): Shape<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every(isValue);

/** An object with these fields and no others. */
export const isRecord =
  <T extends object>(fields: { readonly [K in keyof T]-?: (value: unknown) => boolean }): Shape<T> =>
  (value): value is T =>
    isObject(value) &&
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries<(field: unknown) => boolean>(fields).every(([key, isField]) => isField(Reflect.get(value, key)));

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
