/** Buying: a quote that only reads, then one purchase through a one-shot cart. */
import { CspError, toError } from '../errors.ts';
import type { Availability, BillingCycle, Checkout, Customer, Order, Product, Sku } from '../ports/backend.ts';
import type { Instant } from '../ports/environment.ts';
import { decideReservationMarket } from '../rules/markets.ts';
import { compareMoney, type Money, timesQuantity } from '../rules/money.ts';
import { decideRole } from '../rules/roles.ts';
import { isTaxIncluded } from '../rules/tax.ts';
import { type Partner, remember } from './partner.ts';

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

/** The same customer, product and quantity within this time is taken for a mistake. */
const repeatWithinMs = 24 * 3_600_000;

/**
 * Prices a purchase without changing anything. Fails with `roleMissing`, `marketUnavailable`, `quantityOutOfRange`,
 * `skuNotFound` (nothing for sale in this country), or `choiceNeeded` when the term or billing cycle is open.
 */
export const quotePurchase = async (partner: Partner, customer: Customer, purchase: Purchase): Promise<Quote> => {
  const { product, sku, quantity } = purchase;
  const role = decideRole('buy', partner.identity.roles);
  if (!role.allowed) throw toError(role);
  if (product.kind === 'reservation') {
    const market = decideReservationMarket(customer.country, product.title);
    if (!market.allowed) throw toError(market);
  }
  if (quantity < sku.minimumQuantity || quantity > sku.maximumQuantity) {
    throw new CspError('quantityOutOfRange', {
      given: quantity,
      minimum: sku.minimumQuantity,
      maximum: sku.maximumQuantity,
    });
  }
  const offers = await partner.backend.listAvailabilities(product.id, sku.id, customer.country);
  const availability = chooseAvailability(offers, purchase);
  const total = availability.unitPrice === null ? null : timesQuantity(availability.unitPrice, quantity);
  return { customer, product, sku, availability, quantity, total, taxIncluded: isTaxIncluded(customer.country) };
};

const chooseAvailability = (offers: readonly Availability[], purchase: Purchase): Availability => {
  const fitting = offers.filter(
    (offer) =>
      (purchase.term === undefined || offer.term === purchase.term) &&
      (purchase.billingCycle === undefined || offer.billingCycle === purchase.billingCycle),
  );
  const [only, another] = fitting;
  if (only === undefined) {
    if (offers.length === 0)
      throw new CspError('skuNotFound', { productId: purchase.product.id, query: purchase.sku.id });
    const flag = purchase.term === undefined ? '--billing-cycle' : '--term';
    const choices = offers.map((offer) => (flag === '--term' ? (offer.term ?? '-') : offer.billingCycle));
    throw new CspError('choiceNeeded', { flag, choices: [...new Set(choices)] });
  }
  if (another === undefined) return only;
  const terms = new Set(fitting.map((offer) => offer.term ?? '-'));
  throw terms.size > 1
    ? new CspError('choiceNeeded', { flag: '--term', choices: [...terms] })
    : new CspError('choiceNeeded', {
        flag: '--billing-cycle',
        choices: [...new Set(fitting.map((o) => o.billingCycle))],
      });
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
 * Stops the same purchase (customer, SKU, quantity) made again within 24 hours, as the order history and this
 * machine's own memory know it.
 */
export const guardRepeat = async (partner: Partner, quote: Quote, now: Instant): Promise<void> => {
  const since = now - repeatWithinMs;
  const history = await partner.backend.listOrders(quote.customer.id);
  const order = history.find(
    (candidate) => candidate.purchasedAt >= since && candidate.lineItems.some((line) => isSame(line, quote)),
  );
  if (order !== undefined) throw repeat(order.alternateId ?? order.id, now - order.purchasedAt);
  const events = await partner.state.listEvents(partner.identity.environment, {
    since,
    type: 'purchase',
    customerId: quote.customer.id,
  });
  const event = events.find(
    // What the history shows has been judged by it, and may have been cancelled since.
    ({ at, orderId, facts }) =>
      at <= now &&
      !history.some(({ id }) => id === orderId) &&
      facts['item'] === itemOf(quote) &&
      facts['quantity'] === String(quote.quantity),
  );
  if (event !== undefined) throw repeat(event.orderId ?? '', now - event.at);
};

const repeat = (orderId: string, agoMs: number): CspError =>
  new CspError('repeatPurchase', { orderId, secondsAgo: Math.round(agoMs / 1000) });

const isSame = (line: Order['lineItems'][number], { product, sku, quantity }: Quote): boolean =>
  line.productId === product.id && line.skuId === sku.id && line.quantity === quantity && line.status !== 'cancelled';

const itemOf = (quote: Quote): string => `${quote.product.id}:${quote.sku.id}`;

/**
 * Orders what was quoted, once. Both request ids are made by the caller and stay the same for this purchase.
 * Fails with `priceChanged` when the cart costs something else than the quote; then nothing was ordered.
 */
export const placePurchase = async (
  partner: Partner,
  quote: Quote,
  ids: { readonly cart: string; readonly checkout: string },
  poNumber?: string,
): Promise<Checkout> => {
  const { customer, availability, quantity } = quote;
  const cart = await partner.backend.createCart(
    customer.id,
    [
      {
        catalogItemId: availability.catalogItemId,
        quantity,
        term: availability.term,
        billingCycle: availability.billingCycle,
        ...(poNumber === undefined ? {} : { poNumber }),
      },
    ],
    ids.cart,
  );
  if (cart.total !== null && quote.total !== null && !isSamePrice(cart.total, quote.total)) {
    throw new CspError('priceChanged', { quoted: quote.total, cart: cart.total });
  }
  const checkout = await partner.backend.checkoutCart(customer.id, cart.id, ids.checkout);
  const now = await partner.backend.now();
  for (const order of checkout.orders) {
    const about = { customerId: customer.id, orderId: order.id, line: null, requestId: ids.checkout };
    await remember(partner, now, 'purchase', about, { item: itemOf(quote), quantity: String(quantity), poNumber });
  }
  return checkout;
};

const isSamePrice = (a: Money, b: Money): boolean => a.currency === b.currency && compareMoney(a, b) === 0;

/** Reads an order again until it is no longer pending. The caller bounds the time. */
export const waitForOrder = async (
  partner: Partner,
  order: Order,
  sleep: (ms: number) => Promise<void>,
): Promise<Order> => {
  let current = order;
  for (let pauseMs = 500; current.status === 'pending'; pauseMs = Math.min(pauseMs * 2, 15_000)) {
    await sleep(pauseMs);
    current = await partner.backend.getOrder(order.customerId, order.id);
  }
  return current;
};
