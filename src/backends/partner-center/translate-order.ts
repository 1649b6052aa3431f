/** Orders in the service's shape, in ours. */
import type { LineItem, Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { subscriptionStatusOf } from '../../core/rules/line-status.ts';
import { sumMoney } from '../../core/rules/money.ts';
import { orderStatusOf } from '../../core/rules/order-status.ts';
import { termEnd } from '../../core/rules/term.ts';
import { transactionOf, transactionTypeOf } from '../../core/rules/transaction-type.ts';
import { isTaking, type KnownSubscriptions, matchSubscription } from './match-subscription.ts';
import type { WireOrder, WireOrderLine } from './schemas.ts';
import { toSubscribed } from './translate-subscription.ts';
import { isSameId, toMoney, toText, toWord } from './translate-values.ts';

/** What other calls know of an order. */
export interface OrderFacts {
  /** By line number, as the provisioning status has it. */
  readonly provisioning?: ReadonlyMap<number, string>;
  readonly subscriptions?: KnownSubscriptions;
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
  const word = orderStatusOf(status || 'unknown');
  const isFulfilled =
    lineItems.length > 0 && lineItems.every((line) => isProvisioned(provisioning?.get(line.lineItemNumber)));
  return word === 'pending' && isFulfilled ? 'completed' : word;
};

const isProvisioned = (status: string | undefined): boolean => status !== undefined && toWord(status) === 'fulfilled';

const toLineItem = (order: WireOrder, line: WireOrderLine, at: Instant, facts: OrderFacts): LineItem => {
  const offerId = toText(line.offerId);
  const [productId = '', skuId = ''] = offerId?.split(':') ?? [];
  const isAsked = facts.subscriptions !== undefined && !isTaking(line);
  const match = isAsked ? matchSubscription(order, line, facts.subscriptions) : undefined;
  const subscription = match === 'unclear' ? undefined : match;
  const type = toText(line.transactionType);
  return {
    line: line.lineItemNumber,
    productId,
    skuId,
    offerId,
    title: line.friendlyName || (offerId ?? ''),
    quantity: line.quantity ?? null,
    term: toText(line.termDuration) ?? toText(subscription?.termDuration),
    price: toMoney(line.pricing?.extendedPrice, order.currencyCode),
    status: lineStatus(order, line, match, at, facts),
    cancelAllowedUntil: null,
    ...(subscription === undefined ? {} : toSubscribed(subscription)),
    subscriptionId: toText(line.subscriptionId) ?? subscription?.id ?? null,
    ...(type === null || transactionOf(type) === 'begins' ? {} : { transactionType: transactionTypeOf(type) }),
  };
};

const lineStatus = (
  order: WireOrder,
  line: WireOrderLine,
  match: ReturnType<typeof matchSubscription>,
  at: Instant,
  { provisioning }: OrderFacts,
): string => {
  const ordered = orderStatusOf(order.status || 'unknown');
  const transaction = transactionOf(line.transactionType);
  // The service keeps the quantities of an order that was cancelled as a whole.
  if (ordered === 'cancelled' || line.quantity === 0) return 'cancelled';
  if (transaction === 'takes') return transactionTypeOf(line.transactionType ?? '');
  const subscribed = typeof match === 'object' ? subscriptionStatusOf(match.status || 'none') : undefined;
  if (subscribed !== undefined && (transaction !== 'unclear' || subscribed === 'cancelled')) return subscribed;
  const provisioned = provisioning?.get(line.lineItemNumber);
  if (ordered === 'pending' && !isProvisioned(provisioned)) return 'pending';
  if (transaction === 'unclear' || match === 'unclear' || !line.offerId) return 'unknown';
  if (ordered !== 'completed' && ordered !== 'pending') return ordered;
  // Without a subscription nothing is renewed.
  const end = termEnd(order.creationDate, toText(line.termDuration));
  return end !== null && end <= at ? 'expired' : 'active';
};
