/** Which orders a purchase in doubt may have become. */
import type { Backend, Order } from '../../ports/backend.ts';
import type { Intent } from '../../ports/journal.ts';
import type { RecordedEvent } from '../../ports/state.ts';
import { keptGoodsKey } from '../../rules/purchase-key.ts';
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
  /** How many of them belong to purchases of the same that a person recorded before their orders showed. */
  readonly promised: number;
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
  const same = events.filter(({ facts }) => keptGoodsKey(facts) === keptGoodsKey(intent.facts));
  const ended = new Set(same.flatMap((event) => (event.type === 'purchase-intent' ? [] : [event.requestId])));
  const open = same.filter((event) => event.type === 'purchase-intent' && !ended.has(event.requestId));
  const promised = same.filter(({ type, orderId, at }) => type === 'purchase' && orderId === null && at >= earliest);
  const hasRival = [...open, ...promised].some((event) => event.requestId !== requestId);
  return { orders, hasRival, promised: promised.length };
};
