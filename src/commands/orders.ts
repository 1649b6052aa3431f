import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { type Partner, requireRole } from '../core/operations/partner.ts';
import type { Customer, Order } from '../core/ports/backend.ts';
import type { View } from '../core/ports/environment.ts';
import type { OrderWord } from '../core/rules/order-reference.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant, tableMoney } from '../terminal/format.ts';
import { pickCustomer } from './choices.ts';
import { serviceFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { orderJson } from './order-words.ts';
import { limitRows } from './rows.ts';
import { createCommand, readOrder, readQuantity, toOrderWord } from './shared-options.ts';
import { statusCell } from './software-view.ts';
import { requireWhole } from './whole-list.ts';

const examples = [
  'csp orders --customer contoso.onmicrosoft.com',
  'csp orders --customer contoso.onmicrosoft.com --order f5c3b5ddb342 -o json',
];

const rows = [...shapingFlags, ...serviceFlags];
const modes = [{ by: '--order', takes: ['--customer', ...rows] }, { takes: ['--customer', '--limit', ...rows] }];

export interface OrdersWords {
  readonly customer?: string;
  readonly order?: string;
  readonly limit?: number;
}

export const ordersCommand = ({ messages, open }: CommandContext, run = runOrders): Command =>
  createCommand('orders', messages, examples, modes)
    .option('--customer <customer>', messages.flags.customer)
    .addOption(new Option('--order <order>', messages.flags.order).argParser(readOrder('--order')))
    .option('--limit <n>', messages.flags.limit, readQuantity('--limit'))
    .action(async (words: OrdersWords, command: Command) => run(await open(command), words));

export const runOrders = async (deps: Dependencies, words: OrdersWords): Promise<void> => {
  const partner = await deps.partner();
  await requireRole(partner, 'orders');
  const customer = await pickCustomer(deps, partner, words.customer);
  const orders =
    words.order === undefined
      ? await partner.backend.listOrders(customer.id)
      : [await getOrder(partner, customer, toOrderWord('--order', words.order))];
  await deps.output.list(ordersView(deps.messages), limitRows(orders, words.limit));
  requireWhole(partner.backend);
};

/** The order; with a line that it must have. Fails with `orderNotFound` and `lineNotFound`. */
const getOrder = async (partner: Partner, customer: Customer, { orderId, line }: OrderWord): Promise<Order> => {
  const order = await partner.backend.getOrder(customer.id, orderId);
  if (line === undefined || order.lineItems.some((item) => item.line === line)) return order;
  throw new CspError('lineNotFound', { customer: customer.domain, orderId, line });
};

export const ordersView = ({ text }: Messages): View<Order> => ({
  json: orderJson,
  fields: ['id', 'alternateId', 'customerId', 'purchasedAt', 'status', 'total.amount', 'total.currency'],
  id: ({ id }) => id,
  columns: [
    { title: text.title.order, cell: ({ id, alternateId }) => alternateId ?? id, priority: 1 },
    { title: text.title.purchased, cell: ({ purchasedAt }) => tableInstant(purchasedAt), priority: 2 },
    { title: text.title.status, cell: ({ status }) => statusCell(status, text.status), priority: 2 },
    {
      title: text.title.product,
      cell: ({ lineItems }) => lineItems.map(text.item).join(' + '),
      priority: 1,
      shrinkTo: 20,
    },
    {
      title: text.title.total,
      cell: ({ total }) => (total === null ? { text: text.unknownPrice, tone: 'dim' } : tableMoney(total)),
      align: 'right',
      priority: 3,
    },
  ],
  empty: text.empty.orders,
});
