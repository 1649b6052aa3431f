/** Reading orders: the list, one by its id or the number that people know it by, its fulfilment and its deadlines. */
import { CspError, isCspError } from '../../core/errors.ts';
import type { Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { isAlternateId } from '../../core/rules/order-reference.ts';
import { type Call, wirePath } from './call.ts';
import { tooLarge } from './http-wire.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { aboutCustomer, aboutOrder, isNotFound } from './refusals.ts';
import {
  order,
  provisioning,
  read,
  readItems,
  subscription,
  type WireOrder,
  type WireSubscription,
} from './schemas.ts';
import { toOrder } from './translate-order.ts';
import { isSameId, toWord } from './translate-values.ts';

type Options = Pick<PartnerCenterOptions, 'http' | 'warn'>;

export interface ReadOrder {
  readonly wire: WireOrder;
  readonly order: Order;
}

/** No window to cancel was ever longer than 60 days, so older orders have no deadline worth a call. */
const longestWindowMs = 60 * 86_400_000;
const listing = 'GET /v1/customers/{id}/orders';

/**
 * One call, and one for all subscriptions of a customer who has some from an order of the last 60 days: their deadlines are
 * the service's to say. Orders come newest first.
 * Fails with `orderListTooLarge`.
 */
export const listOrders = async (options: Options, customerId: string): Promise<readonly Order[]> => {
  const { wires, at } = await orTooLarge(customerId, readOrders(options, customerId));
  const mayEnd = wires.filter((wire) => at - wire.creationDate <= longestWindowMs && hasSubscriptions(wire));
  const all = mayEnd.length === 0 ? [] : await readSubscriptions(options, customerId);
  const orders = wires.map((wire) => {
    const subscriptions = mayEnd.includes(wire) ? all.filter((own) => isOf(wire, own)) : [];
    return toOrder(wire, customerId, at, { subscriptions });
  });
  return orders.sort((a, b) => b.purchasedAt - a.purchasedAt);
};

/** Some of the new commerce; an order that is cancelled has no deadline left. */
const hasSubscriptions = ({ lineItems, status }: WireOrder): boolean =>
  toWord(status) !== 'cancelled' &&
  lineItems.some(({ subscriptionId, offerId }) => subscriptionId && offerId.includes(':'));

const isOf = ({ id, lineItems }: WireOrder, subscription: WireSubscription): boolean =>
  subscription.orderId
    ? isSameId(subscription.orderId, id)
    : lineItems.some(({ subscriptionId }) => subscriptionId && isSameId(subscriptionId, subscription.id));

/** Orders as the list has them, without what further calls know. Fails with `customerNotFound` and `wrongAnswer`. */
export const readOrders = async (
  { http, warn }: Options,
  customerId: string,
): Promise<{ readonly wires: readonly WireOrder[]; readonly at: Instant }> => {
  const path = wirePath`customers/${customerId}/orders`;
  // https://learn.microsoft.com/partner-center/developer/get-all-of-a-customer-s-orders
  const call = { method: 'GET', path, query: { include_price: 'true' }, customerId } as const;
  const { body, at } = await aboutCustomer(customerId, http.send(call));
  const wires = readItems(order, body, listing, warn);
  for (const wire of wires) requireCustomer(wire, customerId, listing);
  return { wires, at };
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

/** By its id, or by its alternate id, which is resolved through the list. Fails with `orderNotFound`, `wrongAnswer` and `orderListTooLarge`. */
export const getOrder = async (options: Options, customerId: string, orderId: string): Promise<ReadOrder> => {
  const id = isAlternateId(orderId) ? await resolve(options, customerId, orderId) : orderId;
  const { wire, at } = await aboutOrder(customerId, orderId, readOrder(options, customerId, id, withPrices));
  const [subscriptions, fulfilment] = await Promise.all([
    hasSubscriptions(wire) ? readSubscriptions(options, customerId, wire.id) : [],
    readProvisioning(options, customerId, wire),
  ]);
  return { wire, order: toOrder(wire, customerId, at, { subscriptions, provisioning: fulfilment }) };
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
  const found = wires.find((wire) => wire.alternateId?.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw new CspError('orderNotFound', { customer: customerId, orderId: wanted });
  return found.id;
};

/** An order that is the one asked for. Fails with `answerUnusable`, and with `wrongAnswer` for any other order or customer. */
export const readOrderBody = (body: unknown, customerId: string, orderId: string, operation: string): WireOrder => {
  const wire = read(order, body, operation);
  if (!isSameId(wire.id, orderId)) {
    throw new CspError('wrongAnswer', { operation, expected: orderId, found: wire.id });
  }
  requireCustomer(wire, customerId, operation);
  return wire;
};

/** Fails with `wrongAnswer` for an order of another customer. */
export const requireCustomer = ({ referenceCustomerId }: WireOrder, customerId: string, operation: string): void => {
  if (referenceCustomerId && !isSameId(referenceCustomerId, customerId)) {
    throw new CspError('wrongAnswer', { operation, expected: customerId, found: referenceCustomerId });
  }
};

const readProvisioning = async (
  { http, warn }: Options,
  customerId: string,
  { id, status }: WireOrder,
): Promise<ReadonlyMap<number, string>> => {
  if (toWord(status) !== 'pending') return new Map();
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

/** Those of one order, or all that the customer has. Where there are none the answer is 404 or an empty list. */
export const readSubscriptions = async (
  { http, warn }: Options,
  customerId: string,
  orderId?: string,
): Promise<readonly WireSubscription[]> => {
  const found: WireSubscription[] = [];
  const call = {
    method: 'GET',
    path: wirePath`customers/${customerId}/subscriptions`,
    ...(orderId === undefined ? {} : { query: { order_id: orderId } }),
    customerId,
  } as const;
  try {
    // https://learn.microsoft.com/partner-center/developer/get-a-list-of-subscriptions-by-order
    // https://learn.microsoft.com/partner-center/developer/get-all-of-a-customer-s-subscriptions
    for await (const { body } of http.pages(call)) {
      found.push(...readItems(subscription, body, 'GET /v1/customers/{id}/subscriptions', warn));
    }
    return found.filter((own) => orderId === undefined || !own.orderId || isSameId(own.orderId, orderId));
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
};
