/** Orders in the shape of the service. */
import type { Availability, Backend, Customer, LineItem, Order } from '../core/ports/backend.ts';
import type { JsonObject } from '../core/ports/environment.ts';
import { symbolOf } from './catalogue-routes.ts';
import { link, wireTime } from './exchange.ts';

export interface OrderView {
  readonly backend: Backend;
  readonly customer: Customer;
  /** As `include_price=true` asks for. */
  readonly withPrices: boolean;
}

export const wireOrder = async ({ backend, customer, withPrices }: OrderView, order: Order): Promise<JsonObject> => {
  const { id, alternateId, customerId, purchasedAt, status, total, lineItems } = order;
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
    lineItems: lineItems.map((item, at) => wireLine(item, offers[at], customer, withPrices)),
    creationDate: wireTime(purchasedAt),
    status,
    transactionType: 'UserPurchase',
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

const wireLine = (
  { line, productId, skuId, title, quantity, term, price, subscriptionId }: LineItem,
  offer: Availability | undefined,
  { country }: Customer,
  withPrices: boolean,
): JsonObject => {
  const product = `/products/${productId}`;
  const sku = `${product}/skus/${skuId}`;
  return {
    lineItemNumber: line,
    offerId: offerIdOf(productId, skuId, offer),
    ...(term === null ? {} : { termDuration: term }),
    ...(subscriptionId === null ? {} : { subscriptionId }),
    transactionType: 'New',
    friendlyName: title,
    quantity,
    ...(withPrices && price !== null ? { pricing: { extendedPrice: Number(price.amount) } } : {}),
    links: {
      product: link(`${product}?country=${country}`),
      sku: link(`${sku}?country=${country}`),
      ...(offer === undefined ? {} : { availability: link(`${sku}/availabilities/${offer.id}?country=${country}`) }),
    },
  };
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
