/** How a line of software is shown by `list-software`. */
import type { SoftwareLine } from '../core/operations/software.ts';
import type { Customer } from '../core/ports/backend.ts';
import type { Cell, JsonObject, View } from '../core/ports/environment.ts';
import { toIso } from '../core/rules/iso.ts';
import { isOver } from '../core/rules/line-status.ts';
import { orderWord } from '../core/rules/order-reference.ts';
import { meaningOf } from '../core/rules/order-status.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant, tableMoney } from '../terminal/format.ts';
import { daysLeftOf, decisionJson } from './decision-json.ts';
import type { SortKeys } from './rows.ts';

/** What stands for a customer in a table of several. */
export interface CustomerColumn {
  readonly nameOf: (customer: Customer) => string;
  /** Taken from the column of the product. */
  readonly shrinkTo: number;
}

export const softwareView = ({ text }: Messages, customers: CustomerColumn | null): View<SoftwareLine> => ({
  json: softwareJson,
  fields: [
    'customerId',
    'customerDomain',
    'productId',
    'skuId',
    'title',
    'kind',
    'orderId',
    'line',
    'quantity',
    'purchasedAt',
    'status',
    'cancellable',
    'cancelBy',
    'daysLeft',
    'refund.kind',
    'refund.amount.amount',
    'refund.amount.currency',
    'keyAccess',
    'policyEdition',
    'deadlineSource',
  ],
  id: ({ order, item }) => orderWord(order.id, item.line),
  columns: [
    ...(customers
      ? [
          {
            title: text.title.customer,
            cell: ({ customer }: SoftwareLine) => customers.nameOf(customer),
            priority: 3,
            shrinkTo: customers.shrinkTo,
          },
        ]
      : []),
    {
      title: text.title.product,
      cell: ({ item }) => item.title,
      priority: 1,
      shrinkTo: customers ? Math.max(12, 32 - customers.shrinkTo) : 24,
    },
    {
      title: text.title.order,
      cell: ({ order }) => order.alternateId ?? order.id,
      priority: 1,
      shrinkTo: 12,
      cutsFew: true,
    },
    { title: text.title.line, cell: ({ item }) => String(item.line), align: 'right', priority: 8 },
    { title: text.title.quantity, cell: ({ item }) => String(item.quantity ?? '–'), align: 'right', priority: 4 },
    { title: text.title.purchased, cell: ({ order }) => tableInstant(order.purchasedAt), priority: 7 },
    { title: text.title.status, cell: (line) => statusCell(line.status, text.status), priority: 6 },
    { title: text.title.cancelUntil, cell: (line) => deadlineCell(line, text), priority: 2 },
    { title: text.title.daysLeft, cell: (line) => daysCell(line), align: 'right', priority: 2 },
    { title: text.title.refund, cell: (line) => refundCell(line, text.refundKind), align: 'right', priority: 5 },
    { title: text.title.key, cell: ({ keyAccess }) => text.keyAccess[keyAccess], priority: 9 },
  ],
  empty: text.empty.software,
});

export const softwareSortKeys: SortKeys<SoftwareLine> = {
  customerDomain: ({ customer }) => customer.domain,
  title: ({ item }) => item.title,
  orderId: ({ order }) => order.id,
  quantity: ({ item }) => item.quantity,
  purchasedAt: ({ order }) => order.purchasedAt,
  status: ({ status }) => status,
  cancelBy: ({ decision }) => decision?.cancelBy ?? null,
  daysLeft: (line) => daysLeftOf(line),
};

const softwareJson = (line: SoftwareLine): JsonObject => {
  const { customer, order, item, kind, status, decision, keyAccess } = line;
  const { cancellable, cancelBy, daysLeft, refund, deadlineSource } = decisionJson(line);
  return {
    customerId: customer.id,
    customerDomain: customer.domain,
    productId: item.productId,
    skuId: item.skuId,
    title: item.title,
    kind,
    orderId: order.id,
    line: item.line,
    quantity: item.quantity,
    purchasedAt: toIso(order.purchasedAt),
    status,
    cancellable,
    cancelBy,
    daysLeft,
    refund,
    keyAccess,
    policyEdition: decision?.edition ?? null,
    deadlineSource,
  };
};

export const statusCell = (status: string, words: { readonly [status: string]: string }): Cell => ({
  text: words[status] ?? status,
  tone: isGood(status) ? 'good' : isOver(status) || isFailed(status) ? 'dim' : 'warn',
});

const isGood = (status: string): boolean => status === 'active' || meaningOf(status) === 'done';

const isFailed = (status: string): boolean => meaningOf(status) === 'failed';

/** The deadline while it lies ahead; else, in a word, why there is none. */
const deadlineCell = ({ decision, status }: SoftwareLine, text: Messages['text']): Cell => {
  if (decision === null) return { text: text.status[status] ?? status, tone: 'dim' };
  if (decision.allowed) return { text: tableInstant(decision.cancelBy), tone: urgency(decision.msLeft) };
  return { text: text.refused[decision.failure.code] ?? '–', tone: 'dim' };
};

const daysCell = ({ decision }: SoftwareLine): Cell => {
  if (!decision?.allowed) return { text: '–', tone: 'dim' };
  return { text: decision.daysLeft === 0 ? '< 1' : String(decision.daysLeft), tone: urgency(decision.msLeft) };
};

const twoDaysMs = 2 * 86_400_000;
const urgency = (msLeft: number): 'warn' | 'plain' => (msLeft < twoDaysMs ? 'warn' : 'plain');

const refundCell = ({ decision }: SoftwareLine, words: { readonly [kind: string]: string }): Cell => {
  if (decision === null) return { text: '–', tone: 'dim' };
  if (!decision.allowed)
    return { text: decision.credit.kind === 'unknown' ? (words['unknown'] ?? '') : '–', tone: 'dim' };
  const { kind, amount } = decision.credit;
  return { text: amount === null ? (words[kind] ?? kind) : tableMoney(amount) };
};
