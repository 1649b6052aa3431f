/** Orders in the service's shape, in ours. */
import type { LineItem, Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { sumMoney } from '../../core/rules/money.ts';
import { termEnd } from '../../core/rules/term.ts';
import type { WireOrder, WireOrderLine, WireSubscription } from './schemas.ts';
import { isSameId, toMoney, toText, toWord } from './translate-values.ts';

/** What other calls know of an order. */
export interface OrderFacts {
  /** By line number, as the provisioning status has it. */
  readonly provisioning?: ReadonlyMap<number, string>;
  readonly subscriptions?: readonly WireSubscription[];
}

/** `at` is the service's time, at which terms may have run out. */
export const toOrder = (wire: WireOrder, customerId: string, at: Instant, facts: OrderFacts = {}): Order => {
  const lineItems = wire.lineItems.map((line) => toLineItem(wire, line, at, facts));
  return {
    id: wire.id,
    // Orders from before the new commerce repeat their id there.
    alternateId: wire.alternateId && !isSameId(wire.alternateId, wire.id) ? wire.alternateId : null,
    customerId: customerId.toLowerCase(),
    purchasedAt: wire.creationDate,
    status: orderStatus(wire, facts),
    total: toMoney(wire.totalPrice, wire.currencyCode) ?? sumMoney(lineItems.map(({ price }) => price)),
    lineItems,
  };
};

/** An order that is fulfilled in all of its lines is completed, though the order itself may not say so yet. */
const orderStatus = ({ status, lineItems }: WireOrder, { provisioning }: OrderFacts): string => {
  const word = toWord(status);
  const isFulfilled = lineItems.every((line) => isProvisioned(provisioning?.get(line.lineItemNumber)));
  return word === 'pending' && isFulfilled ? 'completed' : word;
};

const isProvisioned = (status: string | undefined): boolean => status !== undefined && toWord(status) === 'fulfilled';

const toLineItem = (order: WireOrder, line: WireOrderLine, at: Instant, facts: OrderFacts): LineItem => {
  const [productId = line.offerId, skuId = ''] = line.offerId.split(':');
  const subscription = subscriptionOf(line, facts.subscriptions ?? []);
  return {
    line: line.lineItemNumber,
    productId,
    skuId,
    offerId: line.offerId,
    title: line.friendlyName || line.offerId,
    quantity: line.quantity,
    term: toText(line.termDuration),
    price: toMoney(line.pricing?.extendedPrice, order.currencyCode),
    status: lineStatus(order, line, subscription, at, facts),
    cancelAllowedUntil: subscription === undefined ? null : cancelAllowedUntil(subscription),
    subscriptionId: toText(line.subscriptionId) ?? subscription?.id ?? null,
  };
};

/** By its id, else by the offer where that is the only subscription to it. */
export const subscriptionOf = (
  { subscriptionId, offerId }: WireOrderLine,
  subscriptions: readonly WireSubscription[],
): WireSubscription | undefined => {
  if (subscriptionId) return subscriptions.find(({ id }) => isSameId(id, subscriptionId));
  const [only, another] = subscriptions.filter((subscription) => subscription.offerId === offerId);
  return another === undefined ? only : undefined;
};

/** The last instant at which some of the price comes back. */
const cancelAllowedUntil = ({ cancellationAllowedUntilDate, refundOptions }: WireSubscription): Instant | null => {
  if (cancellationAllowedUntilDate) return cancellationAllowedUntilDate;
  const ends = (refundOptions ?? []).flatMap(({ expiresAt }) => expiresAt ?? []);
  return ends.length === 0 ? null : Math.max(...ends);
};

const lineStatus = (
  order: WireOrder,
  line: WireOrderLine,
  subscription: WireSubscription | undefined,
  at: Instant,
  { provisioning }: OrderFacts,
): string => {
  const [ordered, subscribed] = [toWord(order.status), toWord(subscription?.status ?? 'active')];
  // The service keeps the quantities of an order that was cancelled as a whole.
  if (ordered === 'cancelled' || line.quantity === 0 || subscribed === 'deleted') return 'cancelled';
  const provisioned = provisioning?.get(line.lineItemNumber);
  if (ordered === 'pending' && !isProvisioned(provisioned)) return 'pending';
  if (ordered !== 'completed' && ordered !== 'pending') return ordered;
  if (subscribed !== 'active') return subscribed;
  const end = termEnd(order.creationDate, toText(line.termDuration));
  return end !== null && end <= at ? 'expired' : 'active';
};
