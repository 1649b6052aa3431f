/**
 * Software subscriptions of the new commerce: all of a customer or of an order, one by its id, and changed by a PATCH that
 * puts the whole of it in the place of what was there.
 */
import type { JsonObject, JsonValue } from '../core/ports/environment.ts';
import { collection, pageOf } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, field, invalidInput, isObject, ok, type Reply, type Route, refusal } from './exchange.ts';
import { cancelLines } from './order-routes.ts';
import {
  etagOf,
  orderIdOf,
  type Subscription,
  type SubscriptionChanges,
  wireSubscription,
} from './wire-subscription.ts';

const base = '/customers/{customer}/subscriptions';

/** What was changed here, by the subscription's id: for as long as this emulator runs. */
type Changes = Map<string, SubscriptionChanges>;

export const subscriptionRoutes = (): readonly Route[] => {
  const changes: Changes = new Map();
  return [
    {
      operation: 'subscriptions',
      method: 'GET',
      path: base,
      token: 'any',
      handle: async (exchange) => list(exchange, changes),
    },
    {
      operation: 'subscription',
      method: 'GET',
      path: `${base}/{subscription}`,
      token: 'any',
      handle: async (exchange) =>
        withSubscription(exchange, changes, async (found) => ok(await wireSubscription(exchange, found))),
    },
    {
      operation: 'cancel-subscription',
      method: 'PATCH',
      path: `${base}/{subscription}`,
      token: 'any',
      handle: async (exchange) => withSubscription(exchange, changes, (found) => update(exchange, found, changes)),
    },
  ];
};

/** Those of one order, or all of a customer; the latter a page at a time on request. */
const list = async (exchange: Exchange, changes: Changes): Promise<Reply> => {
  const order = exchange.query.get('order_id');
  const all = await listSubscriptions(exchange, changes);
  if (order === null && exchange.isOdd('paged-subscriptions')) {
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
  const wanted = all.filter((subscription) => order === null || numbersOf(subscription).includes(order));
  return collection(
    exchange,
    await Promise.all(wanted.map((subscription) => wireSubscription(exchange, subscription))),
  );
};

async function* wireEach(exchange: Exchange, all: readonly Subscription[]): AsyncGenerator<JsonObject> {
  for (const subscription of all) yield wireSubscription(exchange, subscription);
}

/** Up to date, unlike the list of orders that they are found by. */
const listSubscriptions = async ({ backend, part }: Exchange, changes: Changes): Promise<readonly Subscription[]> => {
  const customer = await getCustomer(backend, part('customer'));
  const orders = await backend.listOrders(customer.id);
  const current = await Promise.all(orders.map(({ id }) => backend.getOrder(customer.id, id)));
  return current.flatMap((order) =>
    order.lineItems.flatMap((item) =>
      item.subscriptionId === null
        ? []
        : [{ id: item.subscriptionId, customer, order, item, changes: changes.get(item.subscriptionId) }],
    ),
  );
};

const withSubscription = async (
  exchange: Exchange,
  changes: Changes,
  answer: (subscription: Subscription) => Promise<Reply>,
): Promise<Reply> => {
  const id = exchange.part('subscription').toLowerCase();
  const found = (await listSubscriptions(exchange, changes)).find((subscription) => subscription.id === id);
  return found === undefined ? refusal(404, '20003', `Subscription with ID ${id} not found.`) : answer(found);
};

const update = async (exchange: Exchange, subscription: Subscription, changes: Changes): Promise<Reply> => {
  const { body } = exchange;
  const { id, order, item } = subscription;
  if (!isCurrent(exchange, subscription)) return refusal(400, '2055', 'Etag is no longer valid');
  if (!isObject(body)) return invalidInput('A subscription is needed.');
  if (item.status === 'cancelled')
    return refusal(400, '2011', `Subscription with ID ${id} and deleted status cannot be updated.`);
  const status = field(body, 'status');
  if (status === 'deleted') {
    const after = await cancelLines(exchange, order, [item.line]);
    const ended = after.lineItems.find(({ line }) => line === item.line) ?? item;
    return changed(exchange, { ...subscription, order: after, item: ended });
  }
  const shown = await wireSubscription(exchange, subscription);
  const refused = refusalOf(shown, body);
  if (refused !== undefined) return refused;
  const next = await readChanges(exchange, subscription, body);
  changes.set(id, next);
  return changed(exchange, { ...subscription, changes: next });
};

/** It was carried out either way; 202 has no body, and tells where to look. */
const changed = async (exchange: Exchange, subscription: Subscription): Promise<Reply> => {
  if (!exchange.isOdd('accepted-changes')) return ok(await wireSubscription(exchange, subscription));
  return {
    status: 202,
    headers: { Location: `/customers/${subscription.customer.id}/subscriptions/${subscription.id}` },
  };
};

/** Software knows neither fewer licences nor more, no other state than its end, and no billing cycle in mid-term. */
const refusalOf = (shown: JsonObject, body: object): Reply | undefined => {
  const [status, quantity, cycle] = ['status', 'quantity', 'billingCycle'].map((name) => field(body, name));
  if (status !== undefined && status !== shown['status'])
    return refusal(400, '800096', 'Cannot update the status for this subscription');
  if (quantity !== undefined && Number(quantity) < Number(shown['quantity']))
    // The one refusal whose number comes as a number.
    return { status: 400, body: { code: 800090, description: 'Subscription quantity cannot be decreased', data: [] } };
  if (quantity !== undefined && quantity !== shown['quantity'])
    return refusal(403, '800027', 'The catalog item is not eligible for add or remove quantity');
  if (cycle !== undefined && cycle !== shown['billingCycle'])
    return refusal(400, '800097', 'Cannot update the billing cycle for this subscription');
  return undefined;
};

/** What the body leaves out is taken away: no renewal, no instructions. Of the two forms of instructions the newer counts. */
const readChanges = async (
  { backend }: Exchange,
  { changes }: Subscription,
  body: object,
): Promise<SubscriptionChanges> => {
  const instructions = (field(body, 'scheduledNextTermInstructions') ?? undefined) as JsonValue | undefined;
  const actions = (field(body, 'scheduledActions') ?? undefined) as JsonValue | undefined;
  const name = field(body, 'friendlyName');
  return {
    at: await backend.now(),
    version: (changes?.version ?? 0) + 1,
    autoRenewEnabled: field(body, 'autoRenewEnabled') === true,
    friendlyName: typeof name === 'string' && name !== '' ? name : undefined,
    scheduledNextTermInstructions: actions === undefined ? instructions : undefined,
    scheduledActions: actions,
  };
};

/** One that is named must be the latest; where there are ETags, one must be named. */
const isCurrent = ({ header, isOdd }: Exchange, subscription: Subscription): boolean => {
  const named = header('if-match')?.replace(/^W\//, '').replace(/^"|"$/g, '');
  if (named === undefined) return !isOdd('etag');
  return isOdd('etag') && named === etagOf(subscription);
};
