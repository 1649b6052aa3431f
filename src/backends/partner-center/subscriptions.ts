/** Reading subscriptions, which are the truth of what their orders began. */
import { orderStatusOf } from '../../core/rules/order-status.ts';
import { wirePath } from './call.ts';
import {
  isNewCommerce,
  isTaking,
  type KnownSubscriptions,
  knowSubscriptions,
  matchSubscription,
} from './match-subscription.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { isNotFound } from './refusals.ts';
import { readItems, subscription, type WireOrder, type WireOrderLine, type WireSubscription } from './schemas.ts';

type Options = Pick<PartnerCenterOptions, 'http' | 'warn'>;

/**
 * Of the new commerce and for a term, so that a subscription may be behind it, whatever its age: renewed ones live on. An
 * order that is cancelled has nothing left to ask about.
 */
export const hasSubscriptions = (order: WireOrder): boolean =>
  orderStatusOf(order.status || 'unknown') !== 'cancelled' && order.lineItems.some(isSubscription);

const isSubscription = (line: WireOrderLine): boolean =>
  isNewCommerce(line) && !isTaking(line) && Boolean(line.subscriptionId || line.termDuration);

/** All that a customer has. */
export const readAllSubscriptions = async (options: Options, customerId: string): Promise<KnownSubscriptions> =>
  readSubscriptions(options, customerId);

/**
 * Those of one order. The service may know the order by its short number only, so all of them are read where those that
 * it gives for the id leave a line without one.
 */
export const readSubscriptionsOf = async (
  options: Options,
  customerId: string,
  order: WireOrder,
): Promise<KnownSubscriptions> => {
  const found = await readSubscriptions(options, customerId, order.id);
  const isFound = (line: WireOrderLine): boolean => typeof matchSubscription(order, line, found) === 'object';
  if (order.lineItems.filter(isSubscription).every(isFound)) return found;
  return readAllSubscriptions(options, customerId);
};

/** Where there are none the answer is 404 or an empty list. */
const readSubscriptions = async (
  { http, warn }: Options,
  customerId: string,
  orderId?: string,
): Promise<KnownSubscriptions> => {
  const found: WireSubscription[] = [];
  let isWhole = true;
  const leaveOut: Options['warn'] = (oddity) => {
    isWhole = false;
    warn(oddity);
  };
  const call = {
    method: 'GET',
    path: wirePath`customers/${customerId}/subscriptions`,
    ...(orderId === undefined ? {} : { query: { order_id: orderId } }),
    customerId,
  } as const;
  try {
    // https://learn.microsoft.com/partner-center/developer/get-a-list-of-subscriptions-by-order
    // https://learn.microsoft.com/partner-center/developer/get-all-of-a-customer-s-subscriptions
    for await (const { body } of http.pages(call)) {
      found.push(...readItems(subscription, body, 'GET /v1/customers/{id}/subscriptions', leaveOut));
    }
    return knowSubscriptions(found, isWhole);
  } catch (error) {
    if (isNotFound(error)) return knowSubscriptions([], true);
    throw error;
  }
};
