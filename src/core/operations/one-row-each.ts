/** Order lines of the same subscription as one row: what renewed it or added to it is no other software. */
import type { LineItem, Order } from '../ports/backend.ts';
import { isCancelled } from '../rules/line-status.ts';
import { transactionOf } from '../rules/transaction-type.ts';

export interface OrderedLine {
  readonly order: Order;
  readonly item: LineItem;
}

/** The lines that stand for software, each subscription once, in the order in which they came. */
export const oneRowEach = (orders: readonly Order[]): readonly OrderedLine[] => {
  const lines = orders.flatMap((order) => order.lineItems.map((item) => ({ order, item }))).filter(isSoftware);
  const chosen = new Map<string, OrderedLine>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key === null) continue;
    const other = chosen.get(key);
    chosen.set(key, other === undefined ? line : better(other, line));
  }
  return lines.filter((line) => {
    const key = keyOf(line);
    return key === null || chosen.get(key) === line;
  });
};

/** What takes from a subscription, or gives money, is no software. */
export const isSoftware = ({ item }: Pick<OrderedLine, 'item'>): boolean =>
  transactionOf(item.transactionType) !== 'takes';

const keyOf = ({ item }: OrderedLine): string | null => item.subscriptionId?.toLowerCase() ?? null;

/** The line that began it names it best: the first of those that began it, where one order or line of it was cancelled another. */
const better = (one: OrderedLine, other: OrderedLine): OrderedLine => {
  for (const isBetter of [isOpen, begins]) {
    if (isBetter(one) !== isBetter(other)) return isBetter(one) ? one : other;
  }
  return other.order.purchasedAt < one.order.purchasedAt ? other : one;
};

const isOpen = ({ item }: OrderedLine): boolean => !isCancelled(item.status);

const begins = ({ item }: OrderedLine): boolean => transactionOf(item.transactionType) === 'begins';
