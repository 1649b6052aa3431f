/** Orders and money, in the words of people and as JSON. */
import type { Order } from '../core/ports/backend.ts';
import type { JsonObject, JsonValue, Lang } from '../core/ports/environment.ts';
import { toIso } from '../core/rules/iso.ts';
import type { Money } from '../core/rules/money.ts';
import { orderWord } from '../core/rules/order-reference.ts';
import type { Messages } from '../locales/messages.ts';
import { proseMoney } from '../terminal/format.ts';

/** A price as people read it; a price that nobody states is said to be unknown. */
export const priceWords = (messages: Messages, lang: Lang, price: Money | null): string =>
  price === null ? messages.text.unknownPrice : proseMoney(price, lang);

/** Lines that another line of their order keeps back, as they are named to be cancelled by themselves. */
export const openWords = (
  orderId: string,
  lines: readonly number[],
): { readonly orderId: string; readonly lines: readonly string[] } => ({
  orderId,
  lines: lines.map((line) => orderWord(orderId, line)),
});

export const moneyJson = (money: Money | null): JsonValue =>
  money === null ? null : { amount: money.amount, currency: money.currency };

export const instantJson = (instant: number | null): string | null => (instant === null ? null : toIso(instant));

export const orderJson = (order: Order): JsonObject => ({
  id: order.id,
  alternateId: order.alternateId,
  customerId: order.customerId,
  purchasedAt: toIso(order.purchasedAt),
  status: order.status,
  total: moneyJson(order.total),
  lineItems: order.lineItems.map(({ line, productId, skuId, title, quantity }) => ({
    line,
    productId,
    skuId,
    title,
    quantity,
  })),
});
