/** Cancelling an order or lines of it. What counts is the state of each line afterwards, not the answer alone. */
import { CspError, isCspError } from '../../core/errors.ts';
import type { Order } from '../../core/ports/backend.ts';
import type { CancelOptions } from './cancel-subscription.ts';
import { getOrder } from './orders.ts';
import { readBack } from './read-back.ts';
import { isUnsettled, whyUnknown } from './refusals.ts';
import { requestCancel } from './request-cancel.ts';

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
  const { order: before } = await getOrder(options, customerId, orderId);
  const wanted = chooseLines(before, lines);
  if (isCancelled(before, wanted)) return before;
  const look = async (): Promise<Order | undefined> => {
    const { order } = await getOrder(options, customerId, before.id);
    return isCancelled(order, wanted) ? order : undefined;
  };
  const settle = async (isBusy: boolean, cause?: unknown): Promise<Order> => {
    const after = await readBack(options, cause === undefined ? 'inProgress' : 'lookUp', look);
    if (after !== undefined) return after;
    const reason = isBusy ? 'inProgress' : whyUnknown(cause);
    throw new CspError('outcomeUnknown', { customer: customerId, orderId: before.id, requestId, reason }, cause);
  };
  const offers = before.lineItems.filter(({ line }) => wanted.includes(line));
  const request = { customerId, orderId: before.id, lines: lines === 'all' ? lines : offers, requestId };
  let answer: Order | undefined;
  try {
    answer = await requestCancel(options, request, 'as-needed');
  } catch (error) {
    if (isUnsettled(error)) return settle(false, error);
    if (!isCspError(error) || error.code !== 'cancelRefusedByService') throw error;
    const after = await look();
    if (after === undefined) throw error;
    return after;
  }
  return answer !== undefined && isCancelled(answer, wanted) ? answer : settle(answer === undefined);
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
