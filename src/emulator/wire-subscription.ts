/** Subscriptions in the shape of the service: the term that runs, its deadline, and the forms in which either may come. */
import type { Availability, Customer, LineItem, Order, Product } from '../core/ports/backend.ts';
import type { Instant, JsonObject, JsonValue } from '../core/ports/environment.ts';
import { kindRules, type ProductKind } from '../core/rules/product-kinds.ts';
import { renewsByItself, windowOfTerm } from '../core/rules/renewal.ts';
import { termAt, termEnd } from '../core/rules/term.ts';
import { type Exchange, link, wireTime } from './exchange.ts';
import { findOffer, goodsLinks, offerIdOf, type Wording, wireOrderId } from './wire-order.ts';

export interface Subscription {
  readonly id: string;
  readonly customer: Customer;
  readonly order: Order;
  readonly item: LineItem;
  /** What somebody has changed of it here; the sandbox knows nothing of that. */
  readonly changes?: SubscriptionChanges | undefined;
}

export interface SubscriptionChanges {
  readonly at: Instant;
  readonly version: number;
  readonly autoRenewEnabled: boolean;
  readonly friendlyName?: string | undefined;
  readonly scheduledNextTermInstructions?: JsonValue | undefined;
  readonly scheduledActions?: JsonValue | undefined;
}

const dayMs = 86_400_000;
const startOfDay = (at: Instant): Instant => at - (at % dayMs);

/** The order that began it, in the number that the service names it by here. */
export const orderIdOf = ({ order }: Subscription, { isOdd }: Wording): string =>
  isOdd('alternate-order-ids') ? (order.alternateId ?? order.id) : wireOrderId(order, { isOdd });

/** A renewal changes the subscription as a cancellation does. */
export const etagOf = ({
  id,
  order,
  item: { status, termStartsAt = order.purchasedAt },
  changes,
}: Subscription): string => {
  const renewed = termStartsAt > order.purchasedAt ? { termStartsAt } : {};
  const version = (status === 'cancelled' ? 2 : 1) + (changes?.version ?? 0);
  return Buffer.from(JSON.stringify({ id, version, ...renewed })).toString('base64');
};

export const wireSubscription = async (exchange: Exchange, subscription: Subscription): Promise<JsonObject> => {
  const { backend, isOdd } = exchange;
  const { id, customer, order, item, changes } = subscription;
  const { productId, skuId, title, quantity, term } = item;
  const [offer, product, now] = await Promise.all([
    findOffer(backend, item, customer.country),
    backend.findProduct(productId, customer.country),
    backend.now(),
  ]);
  const shown = shownTerm(exchange, subscription, now);
  const status = statusOf(subscription, shown, now);
  const { scheduledNextTermInstructions, scheduledActions } = changes ?? {};
  return {
    id,
    offerId: offerIdOf(productId, skuId, offer),
    offerName: title,
    friendlyName: changes?.friendlyName ?? title,
    ...productType(product),
    quantity,
    unitType: 'Licenses',
    creationDate: wireTime(order.purchasedAt),
    effectiveStartDate: wireTime(order.purchasedAt),
    ...(shown === null ? {} : wireEnd(exchange, shown.endsAt)),
    status,
    autoRenewEnabled: status !== 'deleted' && mayRenew(subscription, product) && changes?.autoRenewEnabled !== false,
    isTrial: false,
    billingType: 'license',
    billingCycle: cycleOf(offer, term),
    ...(term === null ? {} : { termDuration: term }),
    ...(scheduledNextTermInstructions === undefined ? {} : { scheduledNextTermInstructions }),
    ...(scheduledActions === undefined ? {} : { scheduledActions }),
    ...wireDeadline(exchange, deadlineOf(product?.kind, shown), status === 'active', now),
    contractType: 'subscription',
    ...(isOdd('plain-subscriptions') ? {} : todaysFields(product)),
    links: {
      ...(isOdd('plain-subscriptions') ? {} : goodsLinks(item, offer, customer.country)),
      self: link(`/customers/${customer.id}/subscriptions/${id}`),
    },
    orderId: orderIdOf(subscription, exchange),
    attributes: { ...wireEtag(exchange, subscription), objectType: 'Subscription' },
  };
};

/** Software of every kind is told by this alone. */
const productType = (product: Product | undefined): JsonObject =>
  product === undefined || product.kind === 'reservation'
    ? {}
    : { productType: { id: 'Software', displayName: 'Software' } };

const todaysFields = (product: Product | undefined): JsonObject => ({
  hasPurchasableAddons: false,
  renewalTermDuration: '',
  partnerId: '',
  attentionNeeded: false,
  actionTaken: false,
  ...(product === undefined
    ? {}
    : { isMicrosoftProduct: product.publisher.startsWith('Microsoft'), publisherName: product.publisher }),
});

const cycles: { readonly [term: string]: string } = { P1M: 'monthly', P1Y: 'annual', P3Y: 'triennial' };

/** What is paid once for its term is billed once in each term. */
const cycleOf = (offer: Availability | undefined, term: string | null): string =>
  offer === undefined || offer.billingCycle === 'one_time' ? (cycles[term ?? ''] ?? 'one_time') : offer.billingCycle;

const isRenewed = ({ order, item }: Subscription): boolean =>
  item.termStartsAt !== undefined && item.termStartsAt > order.purchasedAt;

const mayRenew = (subscription: Subscription, product: Product | undefined): boolean =>
  isRenewed(subscription) || (product !== undefined && renewsByItself(product.kind, subscription.order.purchasedAt));

interface ShownTerm {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Without a renewal a term that has passed is expired for a month, then disabled for three, and then no more. */
const statusOf = ({ item, changes }: Subscription, shown: ShownTerm | null, now: Instant): string => {
  if (item.status === 'cancelled') return 'deleted';
  const isOver = changes?.autoRenewEnabled === false && shown !== null && shown.endsAt <= now;
  if (!isOver) return item.status;
  const days = (now - shown.endsAt) / dayMs;
  return days < 30 ? 'expired' : days < 120 ? 'disabled' : 'deleted';
};

/** Renewals may wait for up to a day: until then the term before is shown, which has ended. */
const shownTerm = ({ isOdd }: Wording, subscription: Subscription, now: Instant): ShownTerm | null => {
  const { purchasedAt } = subscription.order;
  const {
    term,
    termStartsAt: startsAt = purchasedAt,
    termEndsAt: endsAt = termEnd(purchasedAt, term),
  } = subscription.item;
  if (endsAt === null) return null;
  const last = subscription.changes?.autoRenewEnabled === false ? subscription.changes.at : undefined;
  // The term in which its renewal was switched off is its last one.
  if (last !== undefined && startsAt > last) return termAt(purchasedAt, term, last);
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
  if (isOdd('exact-ends') && endsAt !== startOfDay(endsAt)) return { commitmentEndDate: wireTime(endsAt) };
  const lastDay = startOfDay(endsAt) - dayMs;
  return { commitmentEndDate: wireTime(lastDay), commitmentEndDateTime: wireTime(lastDay + dayMs - 1_000) };
};

const wireDeadline = ({ isOdd }: Wording, exact: Instant | undefined, isLive: boolean, now: Instant): JsonObject => {
  if (isOdd('null-deadlines')) return { cancellationAllowedUntilDate: null };
  if (exact === undefined || isOdd('absent-deadlines')) return {};
  const until = isOdd('exact-ends') ? exact : startOfDay(exact) + dayMs - 60_000;
  const isOpen = isOdd('refund-options') && isLive && now <= until;
  return {
    ...(isOpen ? { refundOptions: [{ type: 'Partial', expiresAt: wireTime(until) }] } : {}),
    cancellationAllowedUntilDate: wireTime(until),
  };
};

const wireEtag = ({ isOdd }: Wording, subscription: Subscription): JsonObject => {
  if (isOdd('empty-etag')) return { etag: '' };
  return isOdd('etag') ? { etag: etagOf(subscription) } : {};
};
