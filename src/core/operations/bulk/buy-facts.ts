/** What the journal keeps of a purchase, besides what every intent has. */
import type { BillingCycle, CartLineRequest } from '../../ports/backend.ts';
import type { FailureOf, JsonObject } from '../../ports/environment.ts';
import type { Intent } from '../../ports/journal.ts';
import type { Money } from '../../rules/money.ts';
import { type Goods, goodsKey, keptGoodsKey } from '../../rules/purchase-key.ts';

/** `item` and `quantity` are what the guard against repetitions compares: another `poNumber` alone is one all the same. */
export interface BuyFacts extends JsonObject {
  readonly item: string;
  readonly quantity: string;
  readonly poNumber?: string;
  readonly catalogItemId: string;
  readonly term: string | null;
  readonly billingCycle: BillingCycle | null;
  /** Amount and currency as quoted; `null` where the service states no price. */
  readonly total: readonly [amount: string, currency: string] | null;
  /** A limit was given, so a cart without a price is not ordered. */
  readonly needsPrice?: boolean;
}

type Kept = Pick<Intent, 'facts'>;

const read = ({ facts }: Kept): Partial<BuyFacts> => facts;

export const cartLineOf = (intent: Kept): CartLineRequest => {
  const { catalogItemId = '', quantity = '0', term = null, billingCycle, poNumber } = read(intent);
  return {
    catalogItemId,
    quantity: Number(quantity),
    term,
    billingCycle: billingCycle ?? 'unknown',
    ...(poNumber === undefined ? {} : { poNumber }),
  };
};

export const totalOf = (intent: Kept): Money | null => {
  const [amount, currency] = read(intent).total ?? [];
  return amount === undefined || currency === undefined ? null : { amount, currency };
};

export const needsPrice = (intent: Kept): boolean => read(intent).needsPrice === true;

/** What is bought, for people and reports. */
export interface Purchase extends Goods {
  /** As quoted; of a line that could not be quoted what it asked for. */
  readonly term: string | null;
  readonly billingCycle: BillingCycle | null;
  readonly poNumber: string | null;
  /** As quoted; `null` where the service states no price, or the line could not be quoted. */
  readonly total: Money | null;
}

/** `null` for a cancellation. */
export const purchaseOf = (intent: Kept): Purchase | null => {
  const { item, quantity, term, billingCycle, poNumber } = read(intent);
  if (item === undefined || quantity === undefined) return null;
  const at = item.lastIndexOf(':');
  return {
    productId: item.slice(0, at),
    skuId: item.slice(at + 1),
    quantity: Number(quantity),
    term: term ?? null,
    billingCycle: billingCycle ?? null,
    poNumber: poNumber ?? null,
    total: totalOf(intent),
  };
};

/** True for an order line that the purchase may have become. */
export const isBought = ({ facts }: Kept, line: Goods): boolean => goodsKey(line) === keptGoodsKey(facts);

/** Nobody knows what became of it, as a person must be told. */
export const purchaseDoubt = (
  correlationId: string | null,
  intent: Pick<Intent, 'customerName' | 'facts'>,
  { cartId, requestId }: Pick<Intent, 'cartId' | 'requestId'>,
  reason: string,
): FailureOf<'purchaseUnknown'> => ({
  code: 'purchaseUnknown',
  details: {
    customer: intent.customerName,
    cartId: cartId ?? '',
    requestId: requestId ?? '',
    ...(correlationId !== null && { correlationId }),
    total: totalOf(intent),
    reason,
  },
});

/** Why nobody knew before. Without a word on it no answer was written down. */
export const knownReason = ({ failure }: Pick<Intent, 'failure'>): string =>
  failure?.code === 'purchaseUnknown' ? failure.details.reason : 'unanswered';
