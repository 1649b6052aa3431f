/** Which orders a purchase in doubt may have become. */
import type { Backend, Order } from '../../ports/backend.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Intent } from '../../ports/journal.ts';
import type { RecordedEvent } from '../../ports/state.ts';
import type { Partner } from '../partner.ts';
import { isBought } from './buy-facts.ts';

export interface KnownPurchases {
  /** What this machine knows to have been bought for the customer, or begun. */
  readonly listPurchases: (customerId: string) => Promise<readonly RecordedEvent[]>;
}

export interface Fitting {
  /** That the purchase may have become, and that no other is known to have. */
  readonly orders: readonly Order[];
  /** Another purchase of the same is in doubt, so that they may be that one's. */
  readonly hasRival: boolean;
}

export const purchasesOf = ({ state, identity }: Partner): KnownPurchases => ({
  listPurchases: (customerId) => state.listEvents(identity.environment, { since: 0, customerId }),
});

/** The service's clock and this machine's may differ. */
const skewMs = 60_000;

/** Reads the customer's orders; fails as `listOrders` does. Request id and time are what is known of the intent by now. */
export const findFitting = async (
  { backend, listPurchases }: KnownPurchases & { readonly backend: Pick<Backend, 'listOrders'> },
  intent: Intent,
  { requestId, firstSentAt }: Pick<Intent, 'requestId' | 'firstSentAt'>,
): Promise<Fitting> => {
  const earliest = (firstSentAt ?? 0) - skewMs;
  const events = await listPurchases(intent.customerId);
  const taken = new Set(
    events.flatMap(({ type, orderId }) => (type === 'purchase' && orderId !== null ? orderId : [])),
  );
  const orders = (await backend.listOrders(intent.customerId)).filter(
    ({ id, purchasedAt, lineItems }) =>
      !taken.has(id) && purchasedAt >= earliest && lineItems.some((line) => isBought(intent, line)),
  );
  const hasRival = events.some((event) => event.requestId !== requestId && mayHave(event, events, earliest, intent));
  return { orders, hasRival };
};

/** True for the beginning of a purchase of the same that nobody knows the end of, or one that a person knows no order of. */
const mayHave = (
  { type, requestId, orderId, at, facts }: RecordedEvent,
  all: readonly RecordedEvent[],
  earliest: Instant,
  intent: Intent,
): boolean =>
  facts['item'] === intent.facts['item'] &&
  facts['quantity'] === intent.facts['quantity'] &&
  (type === 'purchase-intent'
    ? !all.some((other) => other.type !== type && other.requestId === requestId)
    : type === 'purchase' && orderId === null && at >= earliest);
