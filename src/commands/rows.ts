/** Rows on their way to the output: kept back, sorted, cut. Streams stay streams unless they must be sorted. */
import { CspError } from '../core/errors.ts';

export type Rows<T> = Iterable<T> | AsyncIterable<T>;
export type SortKeys<T> = { readonly [field: string]: (row: T) => string | number | null };

/** Rows that are all there stay an array: a stream of fifty rows costs a millisecond more than a list of them. */
export const keepRows = <T>(rows: Rows<T>, isWanted: (row: T) => boolean): Rows<T> =>
  Array.isArray(rows) ? rows.filter(isWanted) : keepStream(rows, isWanted);

async function* keepStream<T>(rows: Rows<T>, isWanted: (row: T) => boolean): AsyncGenerator<T> {
  for await (const row of rows) if (isWanted(row)) yield row;
}

export const limitRows = <T>(rows: Rows<T>, limit = Number.POSITIVE_INFINITY): Rows<T> =>
  Array.isArray(rows) ? rows.slice(0, limit) : limitStream(rows, limit);

async function* limitStream<T>(rows: Rows<T>, limit: number): AsyncGenerator<T> {
  let left = limit;
  for await (const row of rows) {
    yield row;
    left -= 1;
    if (left <= 0) return;
  }
}

/** The last `limit` rows, in their order. */
export const lastRows = async <T>(rows: Rows<T>, limit: number): Promise<readonly T[]> => {
  const last: T[] = [];
  for await (const row of rows) {
    last.push(row);
    if (last.length > limit) last.shift();
  }
  return last;
};

/**
 * Sorted by a word such as `cancelBy` or `purchasedAt:desc`; rows without a value come last either way. Without a
 * word the rows stay as they come. Fails with `fieldUnknown`.
 */
export const sortRows = async <T>(rows: Rows<T>, word: string | undefined, keys: SortKeys<T>): Promise<Rows<T>> => {
  if (word === undefined) return rows;
  const [field = '', direction = 'asc'] = word.split(':');
  const key = Object.hasOwn(keys, field) ? keys[field] : undefined;
  if (key === undefined) throw new CspError('fieldUnknown', { field, fields: Object.keys(keys) });
  if (direction !== 'asc' && direction !== 'desc') {
    throw new CspError('argumentInvalid', { flag: '--sort', given: word, expected: `${field}, ${field}:desc` });
  }
  const sign = direction === 'desc' ? -1 : 1;
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all.sort((a, b) => compare(key(a), key(b), sign));
};

const compare = (a: string | number | null, b: string | number | null, sign: number): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * sign;
};
