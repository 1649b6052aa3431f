/**
 * Orders as the service shows them. What a purchase looks like follows from its instants alone: pending, then fulfilled,
 * then run out; cancelled since a certain time. So moving the sandbox's clock, also back, needs no other change.
 */
import { CspError } from '../../core/errors.ts';
import type { Entitlement, LineItem, Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { sumMoney } from '../../core/rules/money.ts';
import { kindRules, type ProductKind } from '../../core/rules/product-kinds.ts';
import { windowOfTerm } from '../../core/rules/renewal.ts';
import type { Term } from '../../core/rules/term.ts';
import { sandboxNow } from './clock.ts';
import { getCustomer } from './customers.ts';
import { requireRole } from './identity.ts';
import { toMoney } from './offers.ts';
import type { World } from './open-world.ts';
import { termOf } from './renewals.ts';

/** The service fulfils software within seconds to minutes; seconds, so that trying things out does not mean waiting. */
export const fulfilledAfterMs = 5_000;

const minuteMs = 60_000;
/** The service's lists show a cancellation within this time. Source: "after cancelling", P1-P5. */
const longestLagMinutes = 15;

interface Row {
  readonly id: string;
  readonly alternateId: string | null;
  readonly customerId: string;
  readonly purchasedAt: Instant;
  readonly currency: string;
  readonly line: number;
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string | null;
  readonly title: string;
  readonly quantity: number;
  readonly term: string | null;
  readonly price: string | null;
  readonly renewedAt: Instant | null;
  readonly cancelledAt: Instant | null;
  readonly subscriptionId: string | null;
  readonly kind: ProductKind;
}

const select = `
  SELECT o.id, o.alternate_id AS alternateId, o.customer_id AS customerId, o.purchased_at AS purchasedAt, o.currency,
         l.line, l.product_id AS productId, l.sku_id AS skuId, l.availability_id AS availabilityId, l.title, l.quantity, l.term, l.price,
         l.renewed_at AS renewedAt, l.cancelled_at AS cancelledAt, l.subscription_id AS subscriptionId, p.kind
    FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id`;

/** Newest first. The list learns of a cancellation later than the order itself. */
export const listOrders = (world: World, customerId: string): readonly Order[] =>
  readOwn(world, customerId).map((order) => toOrder(order.rows, order.now - listLagMs(order.id), order.now));

/** What is fulfilled and not cancelled, of the kinds that can be installed. */
export const listEntitlements = (world: World, customerId: string): readonly Entitlement[] =>
  readOwn(world, customerId).flatMap(({ rows, now }) =>
    rows
      .filter((row) => kindRules[row.kind].hasKey && !isPending(row, now) && !isCancelled(row, now))
      .map((row) => {
        const { id: orderId, line, productId, skuId, quantity } = row;
        const expiresAt = termOf(row, now)?.endsAt ?? null;
        return { orderId, line, productId, skuId, quantity, fulfilled: true, expiresAt };
      }),
  );

interface OwnOrder {
  readonly id: string;
  readonly rows: readonly Row[];
  readonly now: Instant;
}

const readOwn = (world: World, customerId: string): readonly OwnOrder[] => {
  requireRole(world, 'list-software');
  const customer = getCustomer(world, customerId);
  const now = sandboxNow(world);
  const rows = world.database.all<Row>(
    `${select} WHERE o.customer_id = ? AND o.purchased_at <= ? ORDER BY o.purchased_at DESC, o.id DESC, l.line`,
    ...[customer.id, now],
  );
  const orders = new Map<string, Row[]>();
  for (const row of rows) orders.set(row.id, [...(orders.get(row.id) ?? []), row]);
  return [...orders].map(([id, own]) => ({ id, rows: own, now }));
};

/** A line with what its decisions need besides: the kind of its product. */
export interface StoredLine {
  readonly item: LineItem;
  readonly kind: ProductKind;
}

export interface StoredOrder {
  readonly order: Order;
  readonly lines: readonly StoredLine[];
}

/**
 * An order as it is now, by its id, or by its alternate id in either letter case; orders of the future are not there
 * yet. Fails with `customerNotFound` and `orderNotFound`.
 */
export const getStoredOrder = (world: World, customerId: string, orderId: string, now: Instant): StoredOrder => {
  const customer = getCustomer(world, customerId);
  const rows = world.database.all<Row>(
    `${select} WHERE (o.id = ? OR o.alternate_id = ?) AND o.customer_id = ? AND o.purchased_at <= ? ORDER BY l.line`,
    ...[orderId, orderId.toLowerCase(), customer.id, now],
  );
  if (rows.length === 0) throw new CspError('orderNotFound', { customer: customer.domain, orderId });
  const order = toOrder(rows, now, now);
  const isWhole = order.status === 'cancelled';
  return { order, lines: rows.map((row) => ({ item: toLineItem(row, isWhole, now, now), kind: row.kind })) };
};

/** Fails with `lineNotFound`. */
export const getLine = ({ order, lines }: StoredOrder, line: number): StoredLine => {
  const found = lines.find(({ item }) => item.line === line);
  if (found === undefined) throw new CspError('lineNotFound', { customer: order.customerId, orderId: order.id, line });
  return found;
};

/** `knownAt` is how far the viewer has heard of cancellations; the rest is as it is `now`. */
const toOrder = (rows: readonly Row[], knownAt: Instant, now: Instant): Order => {
  const [first] = rows;
  if (first === undefined) throw new CspError('internal', { reason: 'an order without lines' });
  const { id, alternateId, customerId, purchasedAt, currency } = first;
  const isWhole = rows.every((row) => isCancelled(row, knownAt));
  const settled = isPending(first, now) ? 'pending' : 'completed';
  return {
    id,
    alternateId,
    customerId,
    purchasedAt,
    status: isWhole ? 'cancelled' : settled,
    total: sumMoney(rows.map(({ price }) => toMoney(price, currency))),
    lineItems: rows.map((row) => toLineItem(row, isWhole, knownAt, now)),
  };
};

const toLineItem = (row: Row, isWhole: boolean, knownAt: Instant, now: Instant): LineItem => {
  const { line, productId, skuId, availabilityId, title, quantity, term, price, currency, subscriptionId } = row;
  const current = termOf(row, now);
  const status = statusOf(row, current, knownAt, now);
  return {
    line,
    productId,
    skuId,
    offerId: availabilityId === null ? null : `${productId}:${skuId}:${availabilityId}`,
    title,
    // The service keeps the quantities of an order that is cancelled as a whole.
    quantity: status === 'cancelled' && !isWhole ? 0 : quantity,
    term,
    price: toMoney(price, currency),
    status,
    cancelAllowedUntil:
      isRenewed(current) && kindRules[row.kind].cancel === 'window' ? windowOfTerm(row.kind, current.startsAt) : null,
    subscriptionId,
    ...(current === null ? {} : { termStartsAt: current.startsAt, termEndsAt: current.endsAt }),
  };
};

/** The window of the first term is for the policy editions to tell; that of a later one cannot be told from the purchase. */
const isRenewed = (term: Term | null): term is Term => term !== null && term.number > 0;

const statusOf = (row: Row, current: Term | null, knownAt: Instant, now: Instant): LineItem['status'] => {
  if (isCancelled(row, knownAt)) return 'cancelled';
  if (isPending(row, now)) return 'pending';
  return current !== null && current.endsAt <= now ? 'expired' : 'active';
};

const isCancelled = ({ cancelledAt }: Row, at: Instant): boolean => cancelledAt !== null && cancelledAt <= at;

const isPending = ({ purchasedAt }: Row, now: Instant): boolean => now < purchasedAt + fulfilledAfterMs;

/** From one to fifteen minutes, always the same for an order. */
const listLagMs = (orderId: string): number => {
  let sum = 0;
  for (let at = 0; at < orderId.length; at += 1) sum += orderId.charCodeAt(at);
  return (1 + (sum % longestLagMinutes)) * minuteMs;
};
