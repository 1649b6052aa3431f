/** Software subscriptions of the new commerce: by order, by id, and ended by a PATCH that carries the latest ETag. */
import type { JsonObject } from '../core/ports/environment.ts';
import { collection, pageOf } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, field, ok, type Reply, type Route, refusal } from './exchange.ts';
import { cancelLines } from './order-routes.ts';
import { etagOf, orderIdOf, type Subscription, wireSubscription } from './wire-subscription.ts';

const base = '/customers/{customer}/subscriptions';

export const subscriptionRoutes: readonly Route[] = [
  {
    operation: 'subscriptions',
    method: 'GET',
    path: base,
    token: 'any',
    handle: async (exchange) => list(exchange),
  },
  {
    operation: 'subscription',
    method: 'GET',
    path: `${base}/{subscription}`,
    token: 'any',
    handle: async (exchange) =>
      withSubscription(exchange, async (found) => ok(await wireSubscription(exchange, found))),
  },
  {
    operation: 'cancel-subscription',
    method: 'PATCH',
    path: `${base}/{subscription}`,
    token: 'any',
    handle: async (exchange) => withSubscription(exchange, (found) => update(exchange, found)),
  },
];

/** Those of one order in one answer, all of a customer a page at a time. */
const list = async (exchange: Exchange): Promise<Reply> => {
  const order = exchange.query.get('order_id');
  const all = await listSubscriptions(exchange);
  if (order === null) {
    const next = new URLSearchParams({ seekOperation: 'Next' });
    return pageOf(
      exchange,
      wireEach(exchange, all),
      (subscription) => subscription,
      () => next,
    );
  }
  // Whether the service finds an order by its other number no page says.
  const numbersOf = (own: Subscription): readonly (string | null)[] =>
    exchange.isOdd('alternate-order-ids') ? [orderIdOf(own, exchange)] : [own.order.id, own.order.alternateId];
  const wanted = all.filter((subscription) => numbersOf(subscription).includes(order));
  return collection(
    exchange,
    await Promise.all(wanted.map((subscription) => wireSubscription(exchange, subscription))),
  );
};

async function* wireEach(exchange: Exchange, all: readonly Subscription[]): AsyncGenerator<JsonObject> {
  for (const subscription of all) yield wireSubscription(exchange, subscription);
}

/** Up to date, unlike the list of orders that they are found by. */
const listSubscriptions = async ({ backend, part }: Exchange): Promise<readonly Subscription[]> => {
  const customer = await getCustomer(backend, part('customer'));
  const orders = await backend.listOrders(customer.id);
  const current = await Promise.all(orders.map(({ id }) => backend.getOrder(customer.id, id)));
  return current.flatMap((order) =>
    order.lineItems.flatMap((item) =>
      item.subscriptionId === null ? [] : [{ id: item.subscriptionId, customer, order, item }],
    ),
  );
};

const withSubscription = async (
  exchange: Exchange,
  answer: (subscription: Subscription) => Promise<Reply>,
): Promise<Reply> => {
  const id = exchange.part('subscription').toLowerCase();
  const found = (await listSubscriptions(exchange)).find((subscription) => subscription.id === id);
  return found === undefined ? refusal(404, '20003', `Subscription with ID ${id} not found.`) : answer(found);
};

const update = async (exchange: Exchange, subscription: Subscription): Promise<Reply> => {
  const { body } = exchange;
  const { order, item } = subscription;
  if (!isCurrent(exchange, subscription)) return refusal(400, '2055', 'Etag is no longer valid');
  if (field(body, 'status') !== 'deleted')
    return refusal(400, '800096', 'Cannot update the status for this subscription');
  if (item.status === 'cancelled')
    return refusal(400, '2011', `Subscription with ID ${subscription.id} and deleted status cannot be updated.`);
  const after = await cancelLines(exchange, order, [item.line]);
  const ended = after.lineItems.find(({ line }) => line === item.line) ?? item;
  return ok(await wireSubscription(exchange, { ...subscription, order: after, item: ended }));
};

/** Where it has no ETag, none may be named, not even an empty one. */
const isCurrent = ({ header, isOdd }: Exchange, subscription: Subscription): boolean => {
  const named = header('if-match');
  return isOdd('no-etag') || isOdd('empty-etag')
    ? named === undefined
    : named?.replace(/^"|"$/g, '') === etagOf(subscription);
};
