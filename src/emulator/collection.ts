/** Collections as the service answers them, whole or a page at a time. */
import type { JsonObject, JsonValue } from '../core/ports/environment.ts';
import { type Exchange, invalidInput, isObject, link, ok, type Reply } from './exchange.ts';

const attributes = { objectType: 'Collection' };

/** All of it in one answer. */
export const collection = ({ path, query }: Exchange, items: readonly JsonValue[]): Reply =>
  ok({ totalCount: items.length, items, links: { self: link(uriOf(path, query)) }, attributes });

const largestPage = 500;

/**
 * A page of `rows`, `size` at a time; the next one is asked for with the token in a header. `totalCount` counts the page,
 * as the service's own does. A size of 0 means the largest page.
 */
export const pageOf = async <T>(
  exchange: Exchange,
  rows: AsyncIterable<T> | Iterable<T>,
  toWire: (row: T) => JsonObject,
  nextQuery: (query: URLSearchParams) => URLSearchParams,
): Promise<Reply> => {
  const { path, query } = exchange;
  const token = exchange.header('ms-continuationtoken');
  const at = token === undefined ? { offset: 0, size: Number(query.get('size') ?? largestPage) } : readToken(token);
  if (at === undefined || !Number.isSafeInteger(at.size) || at.size < 0) {
    return invalidInput(at === undefined ? 'The continuation token is invalid.' : 'The size is invalid.');
  }
  const size = at.size === 0 ? largestPage : Math.min(at.size, largestPage);
  const items: JsonObject[] = [];
  let index = 0;
  let hasMore = false;
  for await (const row of rows) {
    if (index >= at.offset + size) {
      hasMore = true;
      break;
    }
    if (index >= at.offset) items.push(toWire(row));
    index += 1;
  }
  const self = { self: link(uriOf(path, query)) };
  const shared = { totalCount: items.length, items, attributes };
  if (!hasMore) return ok({ ...shared, links: self });
  const continuationToken = writeToken({ offset: at.offset + size, size });
  const headers = [{ key: 'MS-ContinuationToken', value: continuationToken }];
  return ok({
    ...shared,
    links: { ...self, next: link(uriOf(path, nextQuery(query)), 'GET', headers) },
    continuationToken,
  });
};

interface Place {
  readonly offset: number;
  readonly size: number;
}

const writeToken = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const readToken = (token: string): Place | undefined => {
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!isObject(place)) return undefined;
    const { offset, size } = place;
    return isCount(offset) && isCount(size) ? { offset, size } : undefined;
  } catch {
    return undefined;
  }
};

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const uriOf = (path: string, query: URLSearchParams): string => {
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
};

/** The filter that a query carries, one condition; `undefined` when there is none, `null` when it cannot be read. */
export const readFilter = (
  query: URLSearchParams,
): { readonly field: string; readonly value: string; readonly operator: string } | undefined | null => {
  const text = query.get('filter');
  if (text === null || text === '') return undefined;
  try {
    const filter: unknown = JSON.parse(text);
    if (!isObject(filter)) return null;
    const [name, value, operator] = [filter['Field'], filter['Value'], filter['Operator']];
    if (typeof name !== 'string' || typeof value !== 'string' || typeof operator !== 'string') return null;
    return { field: name, value, operator: operator.toLowerCase().replace('_', '') };
  } catch {
    return null;
  }
};
