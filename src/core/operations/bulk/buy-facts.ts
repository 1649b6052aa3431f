/** What the journal keeps of a purchase, besides what every intent has. */
import type { ErrorDetails, Failure } from '../../errors.ts';
import type { BillingCycle, CartLineRequest, LineItem, Order } from '../../ports/backend.ts';
import type { FailureOf, JsonObject } from '../../ports/environment.ts';
import type { Intent } from '../../ports/journal.ts';
import { compareMoney, type Money } from '../../rules/money.ts';
import { type Goods, goodsKey, keptGoodsKey } from '../../rules/purchase-key.ts';
import { reasonOf } from '../partner.ts';

/** `item` and `quantity` are what the guard against repetitions compares: another `poNumber` alone is one all the same. */
export interface BuyFacts extends JsonObject {
  readonly item: string;
  readonly quantity: string;
  readonly poNumber?: string;
  readonly catalogItemId: string;
  readonly term: string | null;
  readonly billingCycle: BillingCycle | null;
  readonly currency?: string;
  /** Amount and currency as quoted; `null` where the service states no price. */
  readonly total: readonly [amount: string, currency: string] | null;
  /** A limit was given, so a cart without a price is not ordered. */
  readonly needsPrice?: boolean;
}

type Kept = Pick<Intent, 'facts'>;

const read = ({ facts }: Kept): Partial<BuyFacts> => facts;

export const cartLineOf = (intent: Kept): CartLineRequest => {
  const { catalogItemId = '', quantity = '0', term = null, billingCycle, currency, poNumber } = read(intent);
  return {
    catalogItemId,
    quantity: Number(quantity),
    term,
    billingCycle: billingCycle ?? 'unknown',
    ...(currency === undefined ? {} : { currency }),
    ...(poNumber === undefined ? {} : { poNumber }),
  };
};

export const totalOf = (intent: Kept): Money | null => {
  const [amount, currency] = read(intent).total ?? [];
  return amount === undefined || currency === undefined ? null : { amount, currency };
};

/** Two prices that nobody knows are the same. */
export const isSamePrice = (a: Money | null, b: Money | null): boolean =>
  a === null || b === null ? a === b : a.currency === b.currency && compareMoney(a, b) === 0;

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
export const isBought = ({ facts }: Kept, line: Pick<LineItem, keyof Goods>): boolean => {
  const { quantity } = line;
  return quantity !== null && goodsKey({ ...line, quantity }) === keptGoodsKey(facts);
};

/**
 * What was asked for and what was ordered instead: another number of lines, item, quantity, term or currency, or for
 * another customer; `null` where it is the same. What a service does not say is no difference.
 */
export const otherThanAsked = (
  intent: Pick<Intent, 'customerId' | 'facts'>,
  orders: readonly Order[],
): FailureOf<'wrongAnswer'>['details'] | null => {
  const { item, quantity, term = null } = read(intent);
  const currency = read(intent).currency ?? totalOf(intent)?.currency;
  const lines = orders.flatMap(({ lineItems }) => lineItems);
  const [line] = lines;
  const isAsked =
    lines.length === 1 &&
    line !== undefined &&
    isBought(intent, line) &&
    (line.term === null || line.term === term) &&
    orders.every(
      ({ customerId, total }) =>
        customerId.toLowerCase() === intent.customerId.toLowerCase() &&
        (total === null || currency === undefined || total.currency === currency),
    );
  if (isAsked) return null;
  return {
    operation: 'checkout',
    expected: [`${quantity} × ${item}`, term, currency].filter(Boolean).join(', '),
    found: orders.map(wordsOf).join('; '),
  };
};

const wordsOf = ({ id, total, lineItems }: Order): string => {
  const lines = lineItems.map(({ productId, skuId, quantity, term }) =>
    [`${quantity} × ${productId}:${skuId}`, term].filter(Boolean).join(', '),
  );
  return [`${id}: ${lines.join(' + ')}`, total?.currency].filter(Boolean).join(', ');
};

/** Nobody knows what became of it, as a person must be told; `cause` is why, `null` where no answer was written down. */
export const purchaseDoubt = (
  correlationId: string | null,
  intent: Pick<Intent, 'customerName' | 'facts'>,
  { cartId, requestId }: Pick<Intent, 'cartId' | 'requestId'>,
  cause: Failure | null,
): FailureOf<'purchaseUnknown'> => ({
  code: 'purchaseUnknown',
  details: {
    customer: intent.customerName,
    cartId: cartId ?? '',
    requestId: requestId ?? '',
    ...(correlationId !== null && { correlationId }),
    total: totalOf(intent),
    ...whyDoubted(cause),
  },
});

const whyDoubted = (cause: Failure | null): Pick<ErrorDetails['purchaseUnknown'], 'reason' | 'expected' | 'found'> => {
  if (cause === null) return { reason: 'unanswered' };
  if (cause.code !== 'purchaseUnknown' && cause.code !== 'wrongAnswer') return { reason: reasonOf(cause) };
  const { expected, found } = cause.details;
  const reason = cause.code === 'wrongAnswer' ? cause.code : cause.details.reason;
  return { reason, ...(expected !== undefined && { expected }), ...(found !== undefined && { found }) };
};
