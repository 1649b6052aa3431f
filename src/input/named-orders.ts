import type { NamedOrders, OrderRow } from '../core/ports/input.ts';
import type { OrderWord } from '../core/rules/order-reference.ts';
import { keyOf, manifestOf } from './manifest.ts';

/** What `InputFiles.nameOrders` describes. */
export const nameOrders = (orders: readonly OrderWord[], customer: string): NamedOrders => {
  const firstLines = new Map<string, number>();
  const rows = orders.map(({ orderId, line: orderLine = null }, index): OrderRow => {
    const asked = { orderId, orderLine, productId: null, skuId: null, reason: null, ticket: null, purchasedOn: [] };
    const row = { ...asked, line: index + 1, sameAsLine: null, customer };
    const key = keyOf(row);
    const sameAsLine = firstLines.get(key) ?? null;
    if (sameAsLine === null) firstLines.set(key, row.line);
    return { ...row, sameAsLine, key };
  });
  return { rows, manifest: manifestOf(rows) };
};
