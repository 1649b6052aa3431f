/** Before a purchase: a quote that only reads, and what stands in the way. */
import { CspError, isCspError, toError } from '../errors.ts';
import type { Availability, BillingCycle, Customer, Order, Product, Sku } from '../ports/backend.ts';
import type { Instant } from '../ports/environment.ts';
import type { RecordedEvent } from '../ports/state.ts';
import { listsLagMs } from '../rules/list-lag.ts';
import { decideMarket, isRefusedHere } from '../rules/markets.ts';
import { compareMoney, type Money, timesQuantity } from '../rules/money.ts';
import { goodsKey, keptGoodsKey } from '../rules/purchase-key.ts';
import { isTaxIncluded } from '../rules/tax.ts';
import { type Partner, requireRole } from './partner.ts';

export interface Quote {
  readonly customer: Customer;
  readonly product: Product;
  readonly sku: Sku;
  readonly availability: Availability;
  readonly quantity: number;
  /** `null` where the service states no price. */
  readonly total: Money | null;
  /** True where the market's prices include tax. */
  readonly taxIncluded: boolean;
}

export interface Purchase {
  readonly product: Product;
  readonly sku: Sku;
  readonly quantity: number;
  readonly term: string | undefined;
  readonly billingCycle: BillingCycle | undefined;
}

/** The same goods for the same customer within this time are taken for a mistake. */
export const repeatWithinMs = 24 * 3_600_000;

/**
 * Prices a purchase without changing anything. Fails with `roleMissing`, `marketUnavailable`, `quantityOutOfRange`,
 * `skuNotFound` (nothing for sale in this country), `choiceNotOffered`, or `choiceNeeded` when the term or billing cycle is
 * open.
 */
export const quotePurchase = async (partner: Partner, customer: Customer, purchase: Purchase): Promise<Quote> => {
  const { product, sku, quantity } = purchase;
  await requireRole(partner, 'buy');
  if (isRefusedHere(product.kind, customer.country)) refuseMarket(product, customer);
  if (quantity < sku.minimumQuantity || quantity > sku.maximumQuantity) {
    throw new CspError('quantityOutOfRange', {
      given: quantity,
      minimum: sku.minimumQuantity,
      maximum: sku.maximumQuantity,
    });
  }
  const offers = await partner.backend.listAvailabilities(product.id, sku.id, customer.country);
  // What the service offers it sells, whatever the page on the markets of subscriptions says.
  if (offers.length === 0) refuseMarket(product, customer);
  const availability = chooseAvailability(offers, purchase, customer.country);
  const total = availability.unitPrice === null ? null : timesQuantity(availability.unitPrice, quantity);
  return { customer, product, sku, availability, quantity, total, taxIncluded: isTaxIncluded(customer.country) };
};

/** Fails with `marketUnavailable` where this kind is not sold to the customer. */
const refuseMarket = ({ kind, title }: Product, { country }: Customer): void => {
  const market = decideMarket(kind, country, title);
  if (!market.allowed) throw toError(market);
};

const chooseAvailability = (
  offers: readonly Availability[],
  { product, sku, term, billingCycle }: Purchase,
  country: string,
): Availability => {
  if (offers.length === 0) throw new CspError('skuNotFound', { productId: product.id, query: sku.id, country });
  const ofTerm = chosen(offers, '--term', term, (offer) => offer.term);
  const [only, another] = chosen(ofTerm, '--billing-cycle', billingCycle, (offer) => offer.billingCycle);
  if (only !== undefined && another === undefined) return only;
  const flag = new Set(ofTerm.map((offer) => offer.term)).size > 1 ? '--term' : '--billing-cycle';
  const choices = ofTerm.map((offer) => (flag === '--term' ? (offer.term ?? '-') : offer.billingCycle));
  throw new CspError('choiceNeeded', { flag, choices: [...new Set(choices)] });
};

/** The offers with the value that was given, all of them where none was. */
const chosen = (
  offers: readonly Availability[],
  flag: string,
  given: string | undefined,
  facetOf: (offer: Availability) => string | null,
): readonly Availability[] => {
  const fitting = given === undefined ? offers : offers.filter((offer) => facetOf(offer) === given);
  if (given === undefined || fitting.length > 0) return fitting;
  const choices = new Set(offers.map(facetOf).filter((value) => value !== null));
  throw new CspError('choiceNotOffered', { flag, given, choices: [...choices] });
};

/** Stops a purchase that is dearer than the limit, in another currency, or has no price at all. */
export const guardPrice = (quote: Quote, limit: Money): void => {
  if (quote.total === null) throw new CspError('priceUnknown', { title: quote.sku.title });
  if (quote.total.currency !== limit.currency) {
    throw new CspError('currencyMismatch', { price: quote.total.currency, limit: limit.currency });
  }
  if (compareMoney(quote.total, limit) > 0) throw new CspError('priceAboveLimit', { price: quote.total, limit });
};

/**
 * Stops the same goods bought again for the customer within 24 hours, as the order history and this machine's own memory
 * know it: neither term nor order number makes it another purchase here. What is remembered and not in the history is
 * read by its id, which counts. Fails with `listIncomplete` where the history lacks orders.
 */
export const guardRepeat = async (partner: Partner, quote: Quote, now: Instant): Promise<void> => {
  const history = await partner.backend.listOrders(quote.customer.id);
  const order = history.find(
    ({ purchasedAt, lineItems }) => isRecent(purchasedAt, now) && lineItems.some((line) => isSame(line, quote)),
  );
  if (order !== undefined) throw repeat(quote, now, { orderId: order.alternateId ?? order.id, at: order.purchasedAt });
  // The one that is missing may be the same purchase.
  const leftOut = partner.backend.countLeftOut?.(history) ?? 0;
  if (leftOut > 0) throw new CspError('listIncomplete', { leftOut });
  const shown = new Set(history.map(({ id }) => id));
  const recent = { since: now - repeatWithinMs, customerId: quote.customer.id };
  const events = await partner.state.listEvents(partner.identity.environment, recent);
  for (const standing of findStanding(events, quote, now, shown)) {
    if (await mayStand(partner, quote, now, standing)) throw repeat(quote, now, standing);
  }
};

/**
 * Whether a remembered purchase is one still: not where its order says that it was cancelled, nor where there is none. One
 * that is so new that it may not show yet stands all the same: the other way would buy it twice.
 */
const mayStand = async (
  { backend }: Partner,
  quote: Quote,
  now: Instant,
  { orderId, at }: RecordedEvent,
): Promise<boolean> => {
  if (orderId === null) return true;
  try {
    const { lineItems } = await backend.getOrder(quote.customer.id, orderId);
    return lineItems.some((line) => isSame(line, quote));
  } catch (error) {
    if (!isCspError(error) || error.code !== 'orderNotFound') throw error;
    return Math.abs(now - at) <= listsLagMs;
  }
};

/** Either way: another process may have written a moment after `now`, and the sandbox's clock can be set back. */
const isRecent = (at: Instant, now: Instant): boolean => Math.abs(now - at) <= repeatWithinMs;

/** The purchases, and the intents without an outcome, that may stand in the way of another one. */
const findStanding = (
  events: readonly RecordedEvent[],
  quote: Quote,
  now: Instant,
  shown: ReadonlySet<string>,
): readonly RecordedEvent[] => {
  const ended = events.filter(({ type }) => type === 'purchase' || type === 'purchase-failed');
  const isStanding = ({ type, orderId, requestId }: RecordedEvent): boolean =>
    type === 'purchase-intent'
      ? !ended.some((event) => event.requestId === requestId)
      : // What the history shows has been judged by it, and may have been cancelled since.
        type === 'purchase' && !shown.has(orderId ?? '');
  return events.filter(
    (event) => isRecent(event.at, now) && keptGoodsKey(event.facts) === goodsKeyOf(quote) && isStanding(event),
  );
};

const repeat = (
  { customer }: Quote,
  now: Instant,
  earlier: { readonly orderId: string | null; readonly requestId?: string | null; readonly at: Instant },
): CspError =>
  new CspError('repeatPurchase', {
    customer: customer.domain,
    orderId: earlier.orderId,
    requestId: earlier.orderId === null ? (earlier.requestId ?? null) : null,
    secondsAgo: Math.max(0, Math.round((now - earlier.at) / 1000)),
  });

/** What is not told of a line may be what the quote has. */
const isSame = ({ productId, skuId, quantity, status }: Order['lineItems'][number], quote: Quote): boolean => {
  const goods = productId === '' ? { productId: quote.product.id, skuId: quote.sku.id } : { productId, skuId };
  return goodsKey({ ...goods, quantity: quantity ?? quote.quantity }) === goodsKeyOf(quote) && status !== 'cancelled';
};

const goodsKeyOf = ({ product, sku, quantity }: Quote): string =>
  goodsKey({ productId: product.id, skuId: sku.id, quantity });
