/** Cancelling: the core's rule decides for each line, and all of the lines go, or none. */
import { CspError, toError } from '../../core/errors.ts';
import type { CancelRequest, LineItem, Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { decideCancellation } from '../../core/rules/cancellation.ts';
import { recordAudit } from './audit.ts';
import { sandboxNow } from './clock.ts';
import { requireRole } from './identity.ts';
import type { World } from './open-world.ts';
import { getLine, getStoredOrder, type StoredLine } from './orders.ts';
import { once } from './requests.ts';

/**
 * A line that is cancelled already stays so. Keys and links end with their line, since they ask for its state.
 * Fails with what `decideCancellation` refuses for one of the lines, with `orderNotFound` and `lineNotFound`.
 */
export const cancelOrder = (
  world: World,
  customerId: string,
  orderId: string,
  lines: readonly number[] | 'all',
  requestId: string,
): Order => {
  // On the wire an empty list would mean the whole order.
  if (lines.length === 0) throw new CspError('internal', { reason: 'no lines to cancel' });
  return world.database.transaction(() => {
    requireRole(world, 'cancel');
    return once(world, requestId, ['cancelOrder', customerId, orderId, lines], () => {
      const now = sandboxNow(world);
      const stored = getStoredOrder(world, customerId, orderId, now);
      const { order } = stored;
      const chosen = lines === 'all' ? stored.lines : lines.map((line) => getLine(stored, line));
      const open = chosen.filter(({ item }) => item.status !== 'cancelled');
      for (const line of open) refuseUnlessAllowed(order, line, now);
      for (const { item } of open) cancelLine(world, order, item, now, requestId);
      return getStoredOrder(world, customerId, order.id, now).order;
    });
  });
};

/** The same, which is done when it returns: nothing here is ever under way. */
export const requestCancel = (world: World, { customerId, orderId, lines, requestId }: CancelRequest): Order =>
  cancelOrder(world, customerId, orderId, lines === 'all' ? 'all' : lines.map(({ line }) => line), requestId);

const refuseUnlessAllowed = (order: Order, { item, kind }: StoredLine, now: Instant): void => {
  const { line, title, term, price, cancelAllowedUntil } = item;
  const decision = decideCancellation(
    {
      reference: { customer: order.customerId, orderId: order.id, line },
      kind,
      title,
      purchasedAt: order.purchasedAt,
      term,
      price,
      cancelAllowedUntil,
    },
    now,
  );
  if (!decision.allowed) throw toError(decision.failure);
};

const cancelLine = (world: World, order: Order, { line, title }: LineItem, now: Instant, requestId: string): void => {
  world.database.run('UPDATE order_line SET cancelled_at = ? WHERE order_id = ? AND line = ?', now, order.id, line);
  const about = { customerId: order.customerId, orderId: order.id, line, requestId };
  recordAudit(world, now, {
    ...about,
    operationType: 'update_order',
    details: { Product: title, Status: 'cancelled' },
  });
};
