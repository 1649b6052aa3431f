/** A customer's orders as a file names them, by every id that they have, in the form of `foldOrderId`. */
import { type ErrorCode, type Failure, isCspError } from '../../errors.ts';
import type { Backend, Order } from '../../ports/backend.ts';
import { foldOrderId } from '../../rules/order-reference.ts';
import { toFailure } from '../partner.ts';
import { readAhead } from '../read-ahead.ts';

type Reader = Pick<Backend, 'listOrders' | 'getOrder'>;

/** Found orders, and why one cannot be read. */
export type OrdersById = ReadonlyMap<string, Order | Failure>;

export const isUnread = (found: Order | Failure): found is Failure => 'code' in found;

/**
 * One list, unless a single order is named, which costs the same by itself. The list may lag behind, so what it lacks is
 * asked for by itself, and so are those that it shows as they were before, and every order where the list is too large.
 * `isListed`: these are all that there are.
 */
export const readNamedOrders = async (
  backend: Reader,
  customerId: string,
  named: readonly string[],
  mayLag: (listed: Order) => boolean,
): Promise<{ readonly orders: OrdersById; readonly isListed: boolean }> => {
  const ids = [...new Set(named)];
  if (ids.length === 1) return { orders: await readEachOrder(backend, customerId, ids), isListed: false };
  const listed = await readOrderList(backend, customerId);
  const isListed = listed instanceof Map;
  const known: OrdersById = isListed ? listed : new Map();
  const others = ids.filter((id) => {
    const found = known.get(foldOrderId(id));
    return found === undefined || (!isUnread(found) && mayLag(found));
  });
  return { orders: new Map([...known, ...(await readEachOrder(backend, customerId, others))]), isListed };
};

/** All of them, or the failure where they are too many for one list. */
export const readOrderList = async (
  backend: Reader,
  customerId: string,
): Promise<Map<string, Order | Failure> | Failure> => {
  try {
    return new Map((await backend.listOrders(customerId)).flatMap(byEachId));
  } catch (error) {
    if (isCspError(error) && error.code === 'orderListTooLarge') return toFailure(error);
    throw error;
  }
};

/** Each by itself, a few at a time. An order that is not there, or that the service refuses to show, is a failure by itself. */
export const readEachOrder = async (
  backend: Reader,
  customerId: string,
  ids: readonly string[],
): Promise<OrdersById> => {
  const orders = new Map<string, Order | Failure>();
  const read = async (id: string): Promise<void> => {
    const found = await readOrder(backend, customerId, id);
    orders.set(foldOrderId(id), found);
    if (!isUnread(found)) for (const [own, order] of byEachId(found)) orders.set(own, order);
  };
  for await (const _ of readAhead(ids, read));
  return orders;
};

const readOrder = async (backend: Reader, customerId: string, id: string): Promise<Order | Failure> => {
  try {
    return await backend.getOrder(customerId, id);
  } catch (error) {
    if (isCspError(error) && ownFailures.has(error.code)) return toFailure(error);
    throw error;
  }
};

const ownFailures: ReadonlySet<ErrorCode> = new Set(['orderNotFound', 'orderListTooLarge', 'serviceRefused']);

const byEachId = (order: Order): [string, Order][] =>
  [order.id, order.alternateId].flatMap((id) => (id === null ? [] : [[foldOrderId(id), order]]));
