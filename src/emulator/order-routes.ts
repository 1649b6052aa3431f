/** Orders: the list, one by its id, its provisioning, and cancelling by PATCH. */
import { CspError } from '../core/errors.ts';
import type { LineItem, Order } from '../core/ports/backend.ts';
import { collection } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, field, invalidInput, isObject, ok, type Reply, type Route, refusal } from './exchange.ts';
import { renewalOrders } from './system-orders.ts';
import { type OrderView, renewal, wireOrder, wireOrderId } from './wire-order.ts';

const base = '/customers/{customer}/orders';

export const orderRoutes: readonly Route[] = [
  { operation: 'orders', method: 'GET', path: base, token: 'any', handle: async (exchange) => listOrders(exchange) },
  {
    operation: 'order',
    method: 'GET',
    path: `${base}/{order}`,
    token: 'any',
    handle: async (exchange) => {
      const [view, found] = await Promise.all([viewOf(exchange), findOrder(exchange)]);
      return ok(await wireOrder(view, found.order, found.transaction));
    },
  },
  { operation: 'cancel', method: 'PATCH', path: `${base}/{order}`, token: 'any', handle: async (ex) => cancel(ex) },
  {
    operation: 'provisioning-status',
    method: 'GET',
    path: `${base}/{order}/provisioningstatus`,
    token: 'any',
    handle: async (exchange) => {
      const { lineItems } = (await findOrder(exchange)).order;
      return collection(exchange, lineItems.map(wireProvisioning));
    },
  },
];

export const viewOf = async ({ backend, isOdd, part, query }: Exchange): Promise<OrderView> => ({
  backend,
  isOdd,
  customer: await getCustomer(backend, part('customer')),
  withPrices: query.get('include_price')?.toLowerCase() === 'true',
});

const listOrders = async (exchange: Exchange): Promise<Reply> => {
  const view = await viewOf(exchange);
  const all = await exchange.backend.listOrders(view.customer.id);
  const renewed = exchange.isOdd('renewal-orders') ? all.flatMap(renewalOrders) : [];
  const orders = await Promise.all([
    ...all.map((order) => wireOrder(view, order)),
    ...renewed.map((order) => wireOrder(view, order, renewal)),
  ]);
  const billing = exchange.query.get('billingType')?.toLowerCase();
  const isWanted = (cycle: unknown): boolean => billing === undefined || String(cycle).replace('_', '') === billing;
  return collection(
    exchange,
    orders.filter((order) => isWanted(order['billingCycle'])),
  );
};

/**
 * By its id in its own letter case; the number that people see is none, unless orders have but that. Renewals, where they are
 * orders, are among them. Fails with `orderNotFound`.
 */
const findOrder = async (exchange: Exchange) => {
  const { backend, isOdd, part } = exchange;
  const [customer, orderId] = [part('customer'), part('order')];
  if (isOdd('renewal-orders')) {
    const renewals = (await backend.listOrders(customer)).flatMap(renewalOrders);
    const found = renewals.find(({ id }) => id === orderId);
    if (found !== undefined) return { order: found, transaction: renewal };
  }
  const order = await backend.getOrder(customer, orderId);
  if (wireOrderId(order, exchange) !== orderId) throw new CspError('orderNotFound', { customer, orderId });
  return { order };
};

const wireProvisioning = ({ line, quantity, status }: LineItem) => {
  const state = { pending: 'PrefulfillmentPending', cancelled: 'Unfulfilled' }[status] ?? 'Fulfilled';
  return { lineItemNumber: line, status: state, quantityProvisioningInformation: [{ quantity, status: state }] };
};

/** Without line items, or with none of them, the whole order is meant. */
const cancel = async (exchange: Exchange): Promise<Reply> => {
  const { body } = exchange;
  const { order, transaction } = await findOrder(exchange);
  // What was renewed is the subscription, and may be ended alone.
  if (transaction !== undefined) return refusal(400, '800063', 'Suspend the subscription instead.');
  const given = field(body, 'id');
  if (given !== order.id && given !== order.alternateId) return invalidInput('The id in the body is of another order.');
  if (!/^cancell?ed$/i.test(String(field(body, 'status')))) return refusal(400, '800042', 'Not supported');
  const lines = readLines(order, field(body, 'lineItems'));
  if (lines === undefined) {
    return refusal(400, '800071', 'Line Item number should be from 0 to number of line items count');
  }
  const wanted = lines === 'all' ? order.lineItems.map(({ line }) => line) : lines;
  const isDone = wanted.every((line) =>
    order.lineItems.some((item) => item.line === line && item.status === 'cancelled'),
  );
  if (isDone) return refusal(400, '800061', 'The order cannot be canceled: it is canceled already.');
  const after = await cancelLines(exchange, order, lines);
  return ok(await wireOrder(await viewOf(exchange), after));
};

/** Cancels and writes down which lines that ended: those only that were open before. */
export const cancelLines = async (
  exchange: Pick<Exchange, 'backend' | 'requestId' | 'executed' | 'isOdd'>,
  before: Order,
  lines: readonly number[] | 'all',
): Promise<Order> => {
  const { backend, requestId } = exchange;
  const { customerId, id: orderId } = before;
  const offers = lines === 'all' ? lines : lines.map((line) => ({ line, offerId: null }));
  // The sandbox is done when it answers.
  const after = (await backend.requestCancel({ customerId, orderId, lines: offers, requestId })) ?? before;
  const isOpen = (order: Order, line: number): boolean =>
    order.lineItems.some((item) => item.line === line && item.status !== 'cancelled');
  const wanted = lines === 'all' ? before.lineItems.map(({ line }) => line) : lines;
  const ended = wanted.filter((line) => isOpen(before, line) && !isOpen(after, line));
  if (ended.length > 0) {
    exchange.executed({ customer: before.customerId, order: wireOrderId(before, exchange), lines: ended });
  }
  return after;
};

/** The numbers of the lines; `undefined` when one is not of this order, or names another offer than the order does. */
const readLines = (order: Order, given: unknown): readonly number[] | 'all' | undefined => {
  if (given === undefined || given === null) return 'all';
  if (!Array.isArray(given)) return undefined;
  if (given.length === 0) return 'all';
  const lines = given.map((line: unknown) => {
    const item = order.lineItems.find((known) => isObject(line) && known.line === field(line, 'lineItemNumber'));
    const offer = field(line, 'offerId');
    const fits = item !== undefined && (offer === undefined || isOfferOf(item, offer));
    return fits ? item.line : undefined;
  });
  return lines.every((line) => line !== undefined) ? lines : undefined;
};

const isOfferOf = ({ productId, skuId }: LineItem, offer: unknown): boolean =>
  typeof offer === 'string' && offer.startsWith(`${productId}:${skuId}:`);
