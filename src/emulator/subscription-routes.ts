/** Software subscriptions of the new commerce: by order, by id, and ended by a PATCH that carries the latest ETag. */
import type { Customer, LineItem, Order } from '../core/ports/backend.ts';
import type { Instant, JsonObject } from '../core/ports/environment.ts';
import { decideCancellation } from '../core/rules/cancellation.ts';
import { termEnd } from '../core/rules/term.ts';
import { collection, pageOf } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, field, link, ok, type Reply, type Route, refusal, wireTime } from './exchange.ts';
import { cancelLines } from './order-routes.ts';
import { findOffer, offerIdOf } from './wire-order.ts';

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
    handle: async (exchange) => withSubscription(exchange, async (found) => ok(await wire(exchange, found))),
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
  const wanted = all.filter((subscription) => subscription.order.id === order);
  return collection(exchange, await Promise.all(wanted.map((subscription) => wire(exchange, subscription))));
};

async function* wireEach(exchange: Exchange, all: readonly Subscription[]): AsyncGenerator<JsonObject> {
  for (const subscription of all) yield wire(exchange, subscription);
}

interface Subscription {
  readonly id: string;
  readonly customer: Customer;
  readonly order: Order;
  readonly item: LineItem;
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

const etagOf = ({ id, item }: Subscription): string =>
  Buffer.from(JSON.stringify({ id, version: item.status === 'cancelled' ? 2 : 1 })).toString('base64');

const wire = async (exchange: Exchange, subscription: Subscription): Promise<JsonObject> => {
  const { id, customer, order, item } = subscription;
  const { productId, skuId, title, quantity, term } = item;
  const offer = await findOffer(exchange.backend, item, customer.country);
  const end = termEnd(order.purchasedAt, term);
  const until = await cancelUntil(exchange, subscription);
  return {
    id,
    offerId: offerIdOf(productId, skuId, offer),
    offerName: title,
    friendlyName: title,
    quantity,
    unitType: 'License(s)',
    creationDate: wireTime(order.purchasedAt),
    effectiveStartDate: wireTime(order.purchasedAt),
    ...(end === null ? {} : { commitmentEndDate: wireTime(end) }),
    status: item.status === 'cancelled' ? 'deleted' : item.status,
    autoRenewEnabled: false,
    isTrial: false,
    billingType: 'license',
    billingCycle: offer?.billingCycle ?? 'one_time',
    ...(term === null ? {} : { termDuration: term }),
    ...(until === undefined
      ? {}
      : {
          refundOptions: [{ type: 'Partial', expiresAt: wireTime(until) }],
          cancellationAllowedUntilDate: wireTime(until),
        }),
    contractType: 'subscription',
    orderId: order.id,
    links: { self: link(`/customers/${customer.id}/subscriptions/${id}`) },
    attributes: { etag: etagOf(subscription), objectType: 'Subscription' },
  };
};

/** The service states the deadline for subscriptions; `undefined` once it has passed, or where there is none. */
const cancelUntil = async (
  { backend }: Exchange,
  { customer, order, item }: Subscription,
): Promise<Instant | undefined> => {
  const product = await backend.findProduct(item.productId, customer.country);
  if (product === undefined || item.status === 'cancelled') return undefined;
  const { line, title, term, price, cancelAllowedUntil } = item;
  const reference = { customer: customer.domain, orderId: order.id, line };
  const facts = {
    reference,
    kind: product.kind,
    title,
    purchasedAt: order.purchasedAt,
    term,
    price,
    cancelAllowedUntil,
  };
  const decision = decideCancellation(facts, await backend.now());
  return decision.allowed ? decision.cancelBy : undefined;
};

const update = async (exchange: Exchange, subscription: Subscription): Promise<Reply> => {
  const { backend, body, header, requestId } = exchange;
  const { customer, order, item } = subscription;
  if (header('if-match')?.replace(/^"|"$/g, '') !== etagOf(subscription))
    return refusal(400, '2055', 'Etag is no longer valid');
  if (field(body, 'status') !== 'deleted')
    return refusal(400, '800096', 'Cannot update the status for this subscription');
  if (item.status === 'cancelled')
    return refusal(400, '2011', `Subscription with ID ${subscription.id} and deleted status cannot be updated.`);
  const lines = [item.line];
  const after = await cancelLines(exchange, order, lines, () =>
    backend.cancelOrder(customer.id, order.id, lines, requestId),
  );
  const ended = after.lineItems.find(({ line }) => line === item.line) ?? item;
  return ok(await wire(exchange, { ...subscription, order: after, item: ended }));
};
