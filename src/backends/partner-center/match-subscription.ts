/**
 * Which subscription is behind an order line. The service joins the two by several keys, of which any may be missing: the
 * line's own word, the order that the subscription names by its id or its short number, and what was ordered.
 */
import { foldOrderId } from '../../core/rules/order-reference.ts';
import { transactionOf } from '../../core/rules/transaction-type.ts';
import type { WireOrder, WireOrderLine, WireSubscription } from './schemas.ts';

/** Those that the service listed, to be found without a walk through all of them. */
export interface KnownSubscriptions {
  readonly byId: ReadonlyMap<string, WireSubscription>;
  readonly byOrder: ReadonlyMap<string, readonly WireSubscription[]>;
  /** None of the list was left out. */
  readonly isWhole: boolean;
}

export const knowSubscriptions = (listed: readonly WireSubscription[], isWhole: boolean): KnownSubscriptions => {
  const byOrder = new Map<string, WireSubscription[]>();
  for (const subscription of listed) {
    if (!subscription.orderId) continue;
    const key = foldOrderId(subscription.orderId);
    const same = byOrder.get(key);
    if (same === undefined) byOrder.set(key, [subscription]);
    else same.push(subscription);
  }
  const byId = new Map(listed.map((subscription) => [subscription.id.toLowerCase(), subscription]));
  return { byId, byOrder, isWhole };
};

/** `unclear` where one must be there and it cannot be told which; `undefined` where nothing says that there is one. */
export const matchSubscription = (
  order: WireOrder,
  line: WireOrderLine,
  known: KnownSubscriptions,
): WireSubscription | 'unclear' | undefined => {
  const { subscriptionId } = line;
  const offerId = line.offerId ?? '';
  if (subscriptionId) {
    const own = known.byId.get(subscriptionId.toLowerCase());
    return own ?? (isNewCommerce(line) ? 'unclear' : undefined);
  }
  const unnamed = order.lineItems.filter((other) => !other.subscriptionId && !isTaking(other));
  const named = new Set(order.lineItems.map((other) => other.subscriptionId?.toLowerCase()));
  const ofOrder = [...new Set([order.id, order.alternateId ?? order.id].map(foldOrderId))]
    .flatMap((id) => known.byOrder.get(id) ?? [])
    .filter(({ id }) => !named.has(id.toLowerCase()));
  // The availability of what was bought may change when it is renewed.
  for (const keyOf of [wholeOffer, skuOf]) {
    const key = keyOf(offerId);
    const [only, another] = ofOrder.filter((own) => own.offerId && keyOf(own.offerId) === key);
    if (only === undefined) continue;
    const isOnlyLine = unnamed.filter((other) => keyOf(other.offerId ?? '') === key).length === 1;
    return another === undefined && isOnlyLine ? only : 'unclear';
  }
  // It changes a subscription, and nobody says which; or one was left out that may be it.
  const isUnclear = transactionOf(line.transactionType) === 'changes' || (!known.isWhole && Boolean(line.termDuration));
  return isUnclear ? 'unclear' : undefined;
};

/** `product:sku:availability`; the offers of before are GUIDs. */
export const isNewCommerce = ({ offerId }: WireOrderLine): boolean => offerId?.includes(':') === true;

export const isTaking = ({ transactionType }: WireOrderLine): boolean => transactionOf(transactionType) === 'takes';

const wholeOffer = (offerId: string): string => offerId.toLowerCase();

const skuOf = (offerId: string): string => wholeOffer(offerId).split(':').slice(0, 2).join(':');
