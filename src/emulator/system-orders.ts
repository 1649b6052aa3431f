/**
 * Orders that the service places by itself. Its pages name their words, and no sample shows one: so they come on request
 * only. The subscription keeps its id, and the order that began it.
 */
import type { LineItem, Order } from '../core/ports/backend.ts';
import type { Instant } from '../core/ports/environment.ts';
import { termAt } from '../core/rules/term.ts';
import { sha256 } from '../digest.ts';

/** The renewals of an order's lines, the newest first. */
export const renewalOrders = (order: Order): readonly Order[] =>
  order.lineItems
    .flatMap((item) => renewalsOf(order, item).map((at) => toOrder(order, item, at)))
    .sort((a, b) => b.purchasedAt - a.purchasedAt);

/** When each term began that is not the first. */
const renewalsOf = ({ purchasedAt }: Order, { subscriptionId, term, termStartsAt }: LineItem): readonly Instant[] => {
  if (subscriptionId === null || termStartsAt === undefined || termStartsAt <= purchasedAt) return [];
  const begun: Instant[] = [];
  let next = termAt(purchasedAt, term, purchasedAt)?.endsAt;
  while (next !== undefined && next < termStartsAt) {
    begun.push(next);
    next = termAt(purchasedAt, term, next)?.endsAt;
  }
  return [...begun, termStartsAt];
};

/** Twelve hexadecimal digits as id and as alternate id, as all orders of the new commerce have today. */
const toOrder = (order: Order, item: LineItem, purchasedAt: Instant): Order => {
  const id = sha256(JSON.stringify([order.id, item.line, purchasedAt])).toString('hex', 0, 6);
  const lineItems = [{ ...item, line: 0 }];
  return { ...order, id, alternateId: id, purchasedAt, status: 'completed', total: item.price, lineItems };
};
