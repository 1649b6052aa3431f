/** Orders in the shape of the service. */
import type { Availability, Backend, Customer, LineItem, Order } from '../core/ports/backend.ts';
import type { JsonObject } from '../core/ports/environment.ts';
import type { Money } from '../core/rules/money.ts';
import { symbolOf } from './catalogue-routes.ts';
import { type Exchange, link, wireTime } from './exchange.ts';

/** In which of its forms the service answers. */
export type Wording = Pick<Exchange, 'isOdd'>;

export interface OrderView extends Wording {
  readonly backend: Backend;
  readonly customer: Customer;
  /** As `include_price=true` asks for. */
  readonly withPrices: boolean;
}

/** Whether orders have an id of their own beside the number that people see, as until 2021. */
export const hasLongIds = ({ isOdd }: Wording): boolean => isOdd('long-order-ids') || isOdd('alternate-order-ids');

/** The number that an order is asked for by. */
export const wireOrderId = ({ id, alternateId }: Order, wording: Wording): string =>
  hasLongIds(wording) ? id : (alternateId ?? id);

/** What an order is, and what its lines are, in the service's words. */
interface Transaction {
  readonly order: 'UserPurchase' | 'SystemPurchase';
  readonly line: 'New' | 'renew';
}

const purchase: Transaction = { order: 'UserPurchase', line: 'New' };
export const renewal: Transaction = { order: 'SystemPurchase', line: 'renew' };

export const wireOrder = async (view: OrderView, order: Order, transaction = purchase): Promise<JsonObject> => {
  const { backend, customer, withPrices } = view;
  const { alternateId, customerId, purchasedAt, status, total, lineItems } = order;
  const id = wireOrderId(order, view);
  const offers = await Promise.all(lineItems.map((item) => findOffer(backend, item, customer.country)));
  const currency = total?.currency ?? offers.find((offer) => offer !== undefined)?.currency ?? 'USD';
  const self = `/customers/${customerId}/orders/${id}`;
  return {
    id,
    ...(alternateId === null ? {} : { alternateId }),
    referenceCustomerId: customerId,
    billingCycle: offers[0]?.billingCycle ?? 'one_time',
    currencyCode: currency,
    currencySymbol: symbolOf(currency),
    lineItems: withCredits(
      view,
      lineItems,
      lineItems.map((item, at) => wireLine(view, item, offers[at], transaction)),
    ),
    creationDate: wireTime(purchasedAt),
    status,
    transactionType: transaction.order,
    ...(withPrices && total !== null ? { totalPrice: Number(total.amount) } : {}),
    links: {
      self: link(self),
      provisioningStatus: link(`${self}/provisioningstatus`),
      patchOperation: link(self, 'PATCH'),
    },
    client: {},
    attributes: { objectType: 'Order' },
  };
};

/** Behind the lines, for each that was cancelled, one that cancels it and one that gives credit. */
const withCredits = (
  { isOdd }: OrderView,
  items: readonly LineItem[],
  lines: readonly JsonObject[],
): readonly JsonObject[] => {
  if (!isOdd('credit-lines')) return lines;
  const cancelled = lines.filter((_line, at) => items[at]?.status === 'cancelled');
  const further = cancelled.flatMap((line) =>
    ['cancel', 'customerCredit'].map((transactionType) => ({ ...line, transactionType })),
  );
  const next = Math.max(...items.map(({ line }) => line)) + 1;
  return [...lines, ...further.map((line, at) => ({ ...line, lineItemNumber: next + at }))];
};

const wireLine = (
  { isOdd, customer: { country }, withPrices }: OrderView,
  { line, productId, skuId, title, quantity, term, price, status, subscriptionId }: LineItem,
  offer: Availability | undefined,
  transaction: Transaction,
): JsonObject => {
  return {
    lineItemNumber: line,
    offerId: offerIdOf(productId, skuId, offer),
    ...(term === null ? {} : { termDuration: term }),
    // It is there once the line is fulfilled.
    ...(subscriptionId === null || status === 'pending' || isOdd('late-subscription-ids') ? {} : { subscriptionId }),
    transactionType: transaction.line,
    friendlyName: title,
    quantity,
    ...(withPrices && price !== null && quantity !== null
      ? { pricing: wirePricing({ isOdd }, price, quantity, offer?.unitPrice) }
      : {}),
    links: goodsLinks({ productId, skuId }, offer, country),
  };
};

/** To what was bought, in the catalogue of the customer's country. */
export const goodsLinks = (
  { productId, skuId }: Pick<LineItem, 'productId' | 'skuId'>,
  offer: Availability | undefined,
  country: string,
): JsonObject => {
  const product = `/products/${productId}`;
  const sku = `${product}/skus/${skuId}`;
  return {
    product: link(`${product}?country=${country}`),
    sku: link(`${sku}?country=${country}`),
    ...(offer === undefined ? {} : { availability: link(`${sku}/availabilities/${offer.id}?country=${country}`) }),
  };
};

/** Five prices, of which the last alone is that of the whole line; the others are of one. */
export const wirePricing = (
  { isOdd }: Wording,
  whole: Money,
  quantity: number,
  unitPrice: Money | null | undefined,
): JsonObject => {
  const extendedPrice = Number(whole.amount);
  if (isOdd('few-prices')) return { extendedPrice };
  const isSold = unitPrice?.currency === whole.currency;
  const unit = isSold
    ? Number(unitPrice.amount)
    : Math.round((extendedPrice / Math.max(1, quantity)) * 10_000) / 10_000;
  return { listPrice: unit, discountedPrice: unit, proratedPrice: unit, price: unit, extendedPrice };
};

/** An offer that is sold no more has no availability to name; the sandbox keeps the product and the SKU alone. */
export const offerIdOf = (productId: string, skuId: string, offer: Availability | undefined): string =>
  offer?.catalogItemId ?? `${productId}:${skuId}:`;

export const findOffer = async (
  backend: Backend,
  { productId, skuId, term }: LineItem,
  country: string,
): Promise<Availability | undefined> => {
  const offers = await backend.listAvailabilities(productId, skuId, country);
  return offers.find((offer) => offer.term === term) ?? offers[0];
};
