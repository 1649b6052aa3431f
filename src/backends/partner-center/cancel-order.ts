/** Cancelling an order or lines of it. What counts is the state of each line afterwards, not the answer alone. */
import { CspError, isCspError } from '../../core/errors.ts';
import type { Order } from '../../core/ports/backend.ts';
import type { JsonObject } from '../../core/ports/environment.ts';
import { wirePath } from './call.ts';
import { toCancelRefusal } from './cancel-refusal.ts';
import { type CancelOptions, endSubscriptions } from './cancel-subscription.ts';
import { getOrder, type ReadOrder, readOrderBody } from './orders.ts';
import { readBack } from './read-back.ts';
import { aboutOrder, isInProgress, isUnsettled, serviceCodeOf, whyUnknown } from './refusals.ts';
import { toOrder } from './translate-order.ts';

const cancelling = 'PATCH /v1/customers/{id}/orders/{id}';
/** The order's lines are subscriptions of the new commerce, which are ended one by one. */
const endTheSubscriptions: ReadonlySet<string | null> = new Set(['800063', '800077']);

/**
 * Fails with `orderNotFound`, `lineNotFound`, `cancelRefusedByService`, and with `outcomeUnknown` when
 * minutes of looking do not show what became of it. Lines that are cancelled already are done.
 */
export const cancelOrder = async (
  options: CancelOptions,
  customerId: string,
  orderId: string,
  lines: readonly number[] | 'all',
  requestId: string,
): Promise<Order> => {
  // On the wire an empty list would mean the whole order.
  if (lines.length === 0) throw new CspError('internal', { reason: 'no lines to cancel' });
  const before = await getOrder(options, customerId, orderId);
  const wanted = chooseLines(before.order, lines);
  if (isCancelled(before.order, wanted)) return before.order;
  const look = async (): Promise<Order | undefined> => {
    const { order } = await getOrder(options, customerId, before.order.id);
    return isCancelled(order, wanted) ? order : undefined;
  };
  const settle = async (cause?: unknown): Promise<Order> => {
    const after = await readBack(options, isUnsettled(cause) ? 'lookUp' : 'inProgress', look);
    if (after !== undefined) return after;
    const reason = whyUnknown(cause);
    throw new CspError('outcomeUnknown', { customer: customerId, orderId: before.order.id, requestId, reason }, cause);
  };
  try {
    const after = await aboutOrder(customerId, orderId, send(options, before, lines, requestId));
    return isCancelled(after, wanted) ? after : await settle();
  } catch (error) {
    if (isCspError(error) && (error.code === 'outcomeUnknown' || error.code === 'wrongAnswer')) throw error;
    if (isUnsettled(error) || isInProgress(error)) return settle(error);
    if (endTheSubscriptions.has(serviceCodeOf(error))) {
      await endSubscriptions(options, before, wanted, error);
      return settle();
    }
    const refused = toCancelRefusal(before.order, lines, error);
    if (refused === undefined) throw error;
    const after = await look();
    if (after === undefined) throw refused;
    return after;
  }
};

const chooseLines = (order: Order, lines: readonly number[] | 'all'): readonly number[] => {
  const all = order.lineItems.map(({ line }) => line);
  if (lines === 'all') return all;
  const missing = lines.find((line) => !all.includes(line));
  if (missing === undefined) return lines;
  throw new CspError('lineNotFound', { customer: order.customerId, orderId: order.id, line: missing });
};

const isCancelled = ({ lineItems }: Order, wanted: readonly number[]): boolean =>
  wanted.every((number) => lineItems.some(({ line, status }) => line === number && status === 'cancelled'));

const send = async (
  { http }: CancelOptions,
  { order, wire }: ReadOrder,
  lines: readonly number[] | 'all',
  requestId: string,
): Promise<Order> => {
  const { id, customerId } = order;
  const offers = wire.lineItems.map(({ lineItemNumber, offerId }) => ({ lineItemNumber, offerId }));
  const lineItems = lines === 'all' ? [] : offers.filter(({ lineItemNumber }) => lines.includes(lineItemNumber));
  const body: JsonObject = { id, status: 'cancelled', ...(lines === 'all' ? {} : { lineItems }) };
  const path = wirePath`customers/${customerId}/orders/${id}`;
  // https://learn.microsoft.com/partner-center/developer/cancel-software-purchases
  const answer = await http.send({ method: 'PATCH', path, body, requestId, customerId });
  return toOrder(readOrderBody(answer.body, customerId, id, cancelling), customerId, answer.at);
};
