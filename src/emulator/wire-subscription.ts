/** Subscriptions in the shape of the service: the term that runs, its deadline, and the forms in which either may come. */
import type { Customer, LineItem, Order, Product } from '../core/ports/backend.ts';
import type { Instant, JsonObject } from '../core/ports/environment.ts';
import { kindRules, type ProductKind } from '../core/rules/product-kinds.ts';
import { renewsByItself, windowOfTerm } from '../core/rules/renewal.ts';
import { termAt, termEnd } from '../core/rules/term.ts';
import { type Exchange, link, wireTime } from './exchange.ts';
import { findOffer, offerIdOf, type Wording, wireOrderId } from './wire-order.ts';

export interface Subscription {
  readonly id: string;
  readonly customer: Customer;
  readonly order: Order;
  readonly item: LineItem;
}

const dayMs = 86_400_000;
const startOfDay = (at: Instant): Instant => at - (at % dayMs);

/** The order that began it, in the number that the service names it by here. */
export const orderIdOf = ({ order }: Subscription, { isOdd }: Wording): string =>
  isOdd('alternate-order-ids') ? (order.alternateId ?? order.id) : wireOrderId(order, { isOdd });

/** A renewal changes the subscription as a cancellation does. */
export const etagOf = ({ id, order, item: { status, termStartsAt = order.purchasedAt } }: Subscription): string => {
  const renewed = termStartsAt > order.purchasedAt ? { termStartsAt } : {};
  return Buffer.from(JSON.stringify({ id, version: status === 'cancelled' ? 2 : 1, ...renewed })).toString('base64');
};

export const wireSubscription = async (exchange: Exchange, subscription: Subscription): Promise<JsonObject> => {
  const { backend } = exchange;
  const { id, customer, order, item } = subscription;
  const { productId, skuId, title, quantity, term, status } = item;
  const [offer, product, now] = await Promise.all([
    findOffer(backend, item, customer.country),
    backend.findProduct(productId, customer.country),
    backend.now(),
  ]);
  const shown = shownTerm(exchange, subscription, now);
  const renews = product !== undefined && renewsByItself(product.kind, order.purchasedAt);
  return {
    id,
    offerId: offerIdOf(productId, skuId, offer),
    offerName: title,
    friendlyName: title,
    ...productType(product),
    quantity,
    unitType: 'License(s)',
    creationDate: wireTime(order.purchasedAt),
    effectiveStartDate: wireTime(order.purchasedAt),
    ...(shown === null ? {} : wireEnd(exchange, shown.endsAt)),
    status: status === 'cancelled' ? 'deleted' : status,
    autoRenewEnabled: status !== 'cancelled' && (renews || isRenewed(subscription)),
    isTrial: false,
    billingType: 'license',
    billingCycle: offer?.billingCycle ?? 'one_time',
    ...(term === null ? {} : { termDuration: term }),
    ...wireDeadline(exchange, deadlineOf(product?.kind, shown), status !== 'cancelled', now),
    contractType: 'subscription',
    orderId: orderIdOf(subscription, exchange),
    links: { self: link(`/customers/${customer.id}/subscriptions/${id}`) },
    attributes: { ...wireEtag(exchange, subscription), objectType: 'Subscription' },
  };
};

/** What a subscription to software is known by. For other kinds no sample shows one here. */
const productType = (product: Product | undefined): JsonObject =>
  product?.kind === 'subscription' ? { productType: { id: 'Software', displayName: 'Software' } } : {};

const isRenewed = ({ order, item }: Subscription): boolean =>
  item.termStartsAt !== undefined && item.termStartsAt > order.purchasedAt;

interface ShownTerm {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Renewals may wait for up to a day: until then the term before is shown, which has ended. */
const shownTerm = ({ isOdd }: Wording, subscription: Subscription, now: Instant): ShownTerm | null => {
  const { purchasedAt } = subscription.order;
  const {
    term,
    termStartsAt: startsAt = purchasedAt,
    termEndsAt: endsAt = termEnd(purchasedAt, term),
  } = subscription.item;
  if (endsAt === null) return null;
  const isQueued = isOdd('queued-renewals') && isRenewed(subscription) && now < startsAt + dayMs;
  if (!isQueued) return { startsAt, endsAt };
  return { startsAt: termAt(purchasedAt, term, startsAt - 1)?.startsAt ?? purchasedAt, endsAt: startsAt };
};

/** From today on no deadline is dropped once it has passed: it is that of the term. */
const deadlineOf = (kind: ProductKind | undefined, shown: ShownTerm | null): Instant | undefined =>
  kind === undefined || shown === null || kindRules[kind].cancel !== 'window'
    ? undefined
    : windowOfTerm(kind, shown.startsAt);

const wireEnd = ({ isOdd }: Wording, endsAt: Instant): JsonObject => {
  // A midnight there is that of the last day, never the one behind it.
  if (!isOdd('inclusive-ends') && endsAt !== startOfDay(endsAt)) return { commitmentEndDate: wireTime(endsAt) };
  const lastDay = startOfDay(endsAt) - dayMs;
  return { commitmentEndDate: wireTime(lastDay), commitmentEndDateTime: wireTime(lastDay + dayMs - 1_000) };
};

const wireDeadline = ({ isOdd }: Wording, exact: Instant | undefined, isLive: boolean, now: Instant): JsonObject => {
  if (isOdd('null-deadlines')) return { cancellationAllowedUntilDate: null };
  if (exact === undefined || isOdd('absent-deadlines')) return {};
  const until = isOdd('inclusive-ends') ? startOfDay(exact) + dayMs - 60_000 : exact;
  const isOpen = isLive && now <= until;
  return {
    ...(isOpen ? { refundOptions: [{ type: 'Partial', expiresAt: wireTime(until) }] } : {}),
    cancellationAllowedUntilDate: wireTime(until),
  };
};

const wireEtag = ({ isOdd }: Wording, subscription: Subscription): JsonObject => {
  if (isOdd('no-etag')) return {};
  return { etag: isOdd('empty-etag') ? '' : etagOf(subscription) };
};
