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
 * It is done when it returns: nothing here is ever under way. A line that is cancelled already stays so. Keys and links end with
 * their line, since they ask for its state. Fails with what `decideCancellation` refuses for one of the lines, with
 * `orderNotFound` and `lineNotFound`, and with `cancelRefusedByService` where all of them are cancelled already.
 */
export const requestCancel = (world: World, { customerId, orderId, lines, requestId }: CancelRequest): Order => {
  // On the wire an empty list would mean the whole order.
  if (lines.length === 0) throw new CspError('internal', { reason: 'no lines to cancel' });
  const numbers = lines === 'all' ? lines : lines.map(({ line }) => line);
  return world.database.transaction(() => {
    requireRole(world, 'cancel');
    return once(world, requestId, ['cancelOrder', customerId, orderId, numbers], () => {
      const now = sandboxNow(world);
      const stored = getStoredOrder(world, customerId, orderId, now);
      const { order } = stored;
      const chosen = numbers === 'all' ? stored.lines : numbers.map((line) => getLine(stored, line));
      refuseRepeat(order, chosen);
      const open = chosen.filter(({ item }) => item.status !== 'cancelled');
      for (const line of open) refuseUnlessAllowed(order, line, judgedAt(world, line, now));
      for (const { item } of open) cancelLine(world, order, item, now, requestId);
      return getStoredOrder(world, customerId, order.id, now).order;
    });
  });
};

/** As the service refuses it. Source: Microsoft's list of Partner Center error codes, 2020-11. */
const refuseRepeat = ({ customerId, id }: Order, chosen: readonly StoredLine[]): void => {
  if (chosen.some(({ item }) => item.status !== 'cancelled')) return;
  throw new CspError('cancelRefusedByService', {
    customer: customerId,
    orderId: id,
    serviceCode: '800061',
    text: 'The order cannot be canceled: it is canceled already.',
    days: null,
  });
};

/** Where windows end with their day, a minute early, each of its minutes but the last is as its first one. */
const judgedAt = ({ levers }: World, { item }: StoredLine, now: Instant): Instant => {
  const sinceMidnight = now % dayMs;
  const isWhole = levers.windowsEndWithTheirDay && item.subscriptionId !== null && sinceMidnight <= dayMs - 60_000;
  return isWhole ? now - sinceMidnight : now;
};

const dayMs = 86_400_000;

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
