/** Reading orders: the list, one by its id or the number that people know it by, and its fulfilment. */
import { CspError, isCspError } from '../../core/errors.ts';
import type { Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { isAlternateId } from '../../core/rules/order-reference.ts';
import { orderStatusOf } from '../../core/rules/order-status.ts';
import { type Call, wirePath } from './call.ts';
import { tooLarge } from './http-wire.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { aboutCustomer, aboutOrder, isNotFound } from './refusals.ts';
import { order, provisioning, read, readItems, type WireOrder } from './schemas.ts';
import { hasSubscriptions, readAllSubscriptions, readSubscriptionsOf } from './subscriptions.ts';
import { toOrder } from './translate-order.ts';
import { isSameId } from './translate-values.ts';

type Options = Pick<PartnerCenterOptions, 'http' | 'warn'>;

export interface ReadOrder {
  readonly wire: WireOrder;
  readonly order: Order;
}

const listing = 'GET /v1/customers/{id}/orders';

/**
 * One call, and one for all subscriptions of a customer who may have some, whatever the age of their orders. Orders come
 * newest first. Fails with `orderListTooLarge`.
 */
export const listOrders = async (options: Options, customerId: string): Promise<readonly Order[]> => {
  const { wires, at, leftOut } = await orTooLarge(customerId, readOrders(options, customerId));
  const facts = wires.some(hasSubscriptions)
    ? { subscriptions: await readAllSubscriptions(options, customerId) }
    : undefined;
  const orders = wires.map((wire) => toOrder(wire, customerId, at, facts));
  orders.sort((a, b) => b.purchasedAt - a.purchasedAt);
  leftOutOf.set(orders, leftOut);
  return orders;
};

/** How many orders a list of `listOrders` lacks. */
export const countLeftOutOf = (orders: readonly Order[]): number => leftOutOf.get(orders) ?? 0;

const leftOutOf = new WeakMap<readonly Order[], number>();

/** Orders as the list has them, without what further calls know; `leftOut` is how many the list lacks. Fails with `customerNotFound` and `wrongAnswer`. */
export const readOrders = async (
  { http, warn }: Options,
  customerId: string,
): Promise<{ readonly wires: readonly WireOrder[]; readonly at: Instant; readonly leftOut: number }> => {
  const path = wirePath`customers/${customerId}/orders`;
  // https://learn.microsoft.com/partner-center/developer/get-all-of-a-customer-s-orders
  const call = { method: 'GET', path, query: { include_price: 'true' }, customerId } as const;
  const { body, at } = await aboutCustomer(customerId, http.send(call));
  let leftOut = 0;
  const wires = readItems(order, body, listing, (oddity) => {
    leftOut += 1;
    warn(oddity);
  });
  for (const wire of wires) requireCustomer(wire, customerId, listing);
  return { wires, at, leftOut };
};

/** Fails with `orderListTooLarge`, where reading the list once more would be in vain. */
const orTooLarge = async <T>(customerId: string, list: Promise<T>): Promise<T> => {
  try {
    return await list;
  } catch (error) {
    const isTooLarge = isCspError(error) && error.code === 'answerUnusable';
    if (!isTooLarge || (error as CspError<'answerUnusable'>).details.reason !== tooLarge) throw error;
    throw new CspError('orderListTooLarge', { customer: customerId }, error);
  }
};

const withPrices = { include_price: 'true' };
const reading = 'GET /v1/customers/{id}/orders/{id}';

/** By its id, or by its alternate id. Fails with `orderNotFound`, `wrongAnswer` and `orderListTooLarge`. */
export const getOrder = async (options: Options, customerId: string, orderId: string): Promise<ReadOrder> => {
  const { wire, at } = await readNamedOrder(options, customerId, orderId);
  const [subscriptions, fulfilment] = await Promise.all([
    hasSubscriptions(wire) ? readSubscriptionsOf(options, customerId, wire) : undefined,
    readProvisioning(options, customerId, wire),
  ]);
  const facts = { ...(subscriptions === undefined ? {} : { subscriptions }), provisioning: fulfilment };
  return { wire, order: toOrder(wire, customerId, at, facts) };
};

/** Twelve digits are the id of a newer order; of an older one they are its other number, which only the list resolves. */
const readNamedOrder = async (options: Options, customerId: string, orderId: string) => {
  const readById = (id: string) => aboutOrder(customerId, orderId, readOrder(options, customerId, id, withPrices));
  if (!isAlternateId(orderId)) return readById(orderId);
  try {
    return await readById(orderId.toLowerCase());
  } catch (error) {
    if (!isCspError(error) || error.code !== 'orderNotFound') throw error;
    return readById(await resolve(options, customerId, orderId));
  }
};

/** An order by its id, without what further calls know. Fails as `readOrderBody` does, and with the service's refusal. */
export const readOrder = async (
  { http }: Pick<Options, 'http'>,
  customerId: string,
  id: string,
  query: Call['query'] = {},
): Promise<{ readonly wire: WireOrder; readonly at: Instant }> => {
  const path = wirePath`customers/${customerId}/orders/${id}`;
  // https://learn.microsoft.com/partner-center/developer/get-an-order-by-id
  const { body, at } = await http.send({ method: 'GET', path, query, customerId });
  return { wire: readOrderBody(body, customerId, id, reading), at };
};

const resolve = async (options: Options, customerId: string, wanted: string): Promise<string> => {
  const { wires } = await orTooLarge(customerId, readOrders(options, customerId));
  const found = wires.find((wire) => isSameNumber(wire, wanted));
  if (found === undefined) throw new CspError('orderNotFound', { customer: customerId, orderId: wanted });
  return found.id;
};

const isSameNumber = ({ alternateId }: WireOrder, number: string): boolean =>
  alternateId?.toLowerCase() === number.toLowerCase();

/** An order that is the one asked for. Fails with `answerUnusable`, and with `wrongAnswer` for any other order or customer. */
export const readOrderBody = (body: unknown, customerId: string, orderId: string, operation: string): WireOrder => {
  const wire = read(order, body, operation);
  if (!isSameId(wire.id, orderId) && !(isAlternateId(orderId) && isSameNumber(wire, orderId))) {
    throw new CspError('wrongAnswer', { operation, expected: orderId, found: wire.id });
  }
  requireCustomer(wire, customerId, operation);
  return wire;
};

/** Fails with `wrongAnswer` for an order of another customer. */
export const requireCustomer = (
  { referenceCustomerId }: Pick<WireOrder, 'referenceCustomerId'>,
  customerId: string,
  operation: string,
): void => {
  if (referenceCustomerId && !isSameId(referenceCustomerId, customerId)) {
    throw new CspError('wrongAnswer', { operation, expected: customerId, found: referenceCustomerId });
  }
};

const readProvisioning = async (
  { http, warn }: Options,
  customerId: string,
  { id, status }: WireOrder,
): Promise<ReadonlyMap<number, string>> => {
  if (orderStatusOf(status || 'unknown') !== 'pending') return new Map();
  const path = wirePath`customers/${customerId}/orders/${id}/provisioningstatus`;
  try {
    // https://learn.microsoft.com/partner-center/developer/get-order-provisioning-status
    const { body } = await http.send({ method: 'GET', path, customerId });
    const lines = readItems(provisioning, body, 'GET /v1/customers/{id}/orders/{id}/provisioningstatus', warn);
    return new Map(lines.map((line) => [line.lineItemNumber, line.status]));
  } catch (error) {
    if (isNotFound(error)) return new Map();
    throw error;
  }
};
