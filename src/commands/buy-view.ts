/** How a purchase, or its quote, is shown by `buy`. */
import type { Quote } from '../core/operations/buy.ts';
import type { Order } from '../core/ports/backend.ts';
import type { RecordView } from '../core/ports/environment.ts';
import type { World } from '../core/rules/world.ts';
import type { Messages } from '../locales/messages.ts';
import { tableMoney } from '../terminal/format.ts';
import { moneyJson, orderJson } from './order-words.ts';
import { statusCell } from './software-view.ts';

export interface Bought {
  readonly world: World;
  readonly quote: Quote;
  readonly orders: readonly Order[];
  readonly requestId: string | null;
  readonly byRun: string | null;
}

export const buyView = ({ text }: Messages): RecordView<Bought> => ({
  json: ({ world, quote, orders, requestId, byRun }) => ({
    environment: world,
    quote: {
      lines: [
        {
          productId: quote.product.id,
          skuId: quote.sku.id,
          title: quote.sku.title,
          quantity: quote.quantity,
          term: quote.availability.term,
          billingCycle: quote.availability.billingCycle,
          unitPrice: moneyJson(quote.availability.unitPrice),
          total: moneyJson(quote.total),
        },
      ],
      total: moneyJson(quote.total),
      taxIncluded: quote.total === null ? null : quote.taxIncluded,
    },
    orders: orders.map((order) => {
      const { id, alternateId, status, lineItems } = orderJson(order);
      return { id: id ?? null, alternateId: alternateId ?? null, status: status ?? null, lineItems: lineItems ?? [] };
    }),
    requestId,
    byRun,
  }),
  // The quote first: with `--dry-run` there is nothing else.
  fields: [
    'quote.lines.0.productId',
    'quote.lines.0.skuId',
    'quote.lines.0.title',
    'quote.lines.0.quantity',
    'quote.lines.0.term',
    'quote.lines.0.billingCycle',
    'quote.lines.0.unitPrice.amount',
    'quote.total.amount',
    'quote.total.currency',
    'quote.taxIncluded',
    'orders.0.id',
    'orders.0.alternateId',
    'orders.0.status',
    'requestId',
    'environment',
    'byRun',
  ],
  id: ({ orders }) => orders.map(({ id }) => id).join('\n'),
  rows: ({ quote, orders }) => [
    [text.title.product, quote.sku.title],
    [text.title.quantity, String(quote.quantity)],
    [text.title.term, quote.availability.term ?? '–'],
    [text.title.price, quote.total === null ? text.unknownPrice : tableMoney(quote.total)],
    ...orders.flatMap((order): [string, ReturnType<typeof statusCell> | string][] => [
      [text.title.order, order.alternateId ?? order.id],
      [text.title.status, statusCell(order.status, text.status)],
    ]),
  ],
});
