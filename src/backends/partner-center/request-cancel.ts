/** Asking for a cancellation: one request, or one for each subscription where the service wants it so. */
import { CspError, isCspError } from '../../core/errors.ts';
import type { CancelRequest, Order, OrderedOffer } from '../../core/ports/backend.ts';
import type { JsonObject } from '../../core/ports/environment.ts';
import { wirePath } from './call.ts';
import { toCancelRefusal } from './cancel-refusal.ts';
import { type CancelOptions, endSubscriptions } from './cancel-subscription.ts';
import { readOrderBody } from './orders.ts';
import { aboutOrder, refusalOf, serviceCodeOf } from './refusals.ts';
import { toOrder } from './translate-order.ts';

const operation = 'PATCH /v1/customers/{id}/orders/{id}';
/** The order's lines are subscriptions of the new commerce, which are ended one by one. */
const endTheSubscriptions: ReadonlySet<string | null> = new Set(['800063', '800077']);
/** Denied with 403, though it is the order that is at fault; any other number may be about whoever asks. */
const aboutTheOrder: ReadonlySet<string | null> = new Set(['800019', '800077', '900263']);

/**
 * The order as the answer shows it; `undefined` when another change of it is under way, which may be this very one, and
 * when it was its subscriptions that were ended.
 * Fails with `cancelRefusedByService`, `orderNotFound`, `outcomeUnsettled`, and `wrongAnswer`, after which nothing is known
 * of this order either.
 */
export const requestCancel = async (options: CancelOptions, request: CancelRequest): Promise<Order | undefined> => {
  const { customerId, orderId, lines, requestId } = request;
  // On the wire an empty list would mean the whole order.
  if (lines.length === 0) throw new CspError('internal', { reason: 'no lines to cancel' });
  const body: JsonObject = {
    id: orderId,
    status: 'cancelled',
    ...(lines === 'all' ? {} : { lineItems: onWire(lines) }),
  };
  const path = wirePath`customers/${customerId}/orders/${orderId}`;
  try {
    // https://learn.microsoft.com/partner-center/developer/cancel-software-purchases
    const call = { method: 'PATCH', path, body, requestId, customerId, leavesDoubt: true } as const;
    const answer = await aboutOrder(customerId, orderId, options.http.send(call));
    return toOrder(readOrderBody(answer.body, customerId, orderId, operation), customerId, answer.at);
  } catch (error) {
    if (refusalOf(error)?.status === 409) return undefined;
    if (refusalOf(error)?.status === 403 && !aboutTheOrder.has(serviceCodeOf(error))) {
      throw new CspError('accessDenied', { operation, serviceCode: serviceCodeOf(error), missing: 'unknown' }, error);
    }
    if (isCspError(error) && error.code === 'answerUnusable') {
      const { correlationId } = options.http;
      throw new CspError('outcomeUnsettled', { operation, requestId, correlationId, reason: 'answerUnusable' }, error);
    }
    if (endTheSubscriptions.has(serviceCodeOf(error))) {
      await endSubscriptions(options, request, error);
      return undefined;
    }
    const [only, another] = lines === 'all' ? [] : lines;
    const line = only === undefined || another !== undefined ? {} : { line: only.line };
    throw toCancelRefusal({ customer: customerId, orderId, ...line }, error) ?? error;
  }
};

const onWire = (lines: readonly OrderedOffer[]): readonly JsonObject[] =>
  lines.map(({ line, offerId }) => ({ lineItemNumber: line, ...(offerId === null ? {} : { offerId }) }));
