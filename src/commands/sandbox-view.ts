/** How the state of the sandbox is shown. */
import type { RecordView } from '../core/ports/environment.ts';
import type { SandboxStatus } from '../core/ports/sandbox-controls.ts';
import { toIso } from '../core/rules/iso.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant } from '../terminal/format.ts';

export const sandboxView = ({ text }: Messages): RecordView<SandboxStatus> => ({
  json: ({ path, now, clockOffsetMs, userPrincipalName, roles, customers, products, orders }) => ({
    path,
    now: toIso(now),
    clockOffsetMs,
    userPrincipalName,
    roles,
    customers,
    products,
    orders,
  }),
  fields: ['path', 'now', 'clockOffsetMs', 'userPrincipalName', 'roles', 'customers', 'products', 'orders'],
  id: ({ path }) => path,
  rows: (status) => [
    [text.title.path, status.path],
    [
      text.title.clock,
      `${tableInstant(status.now)} (${status.clockOffsetMs === 0 ? text.sandbox.noOffset : text.sandbox.offset({ ms: status.clockOffsetMs })})`,
    ],
    [text.title.identity, status.userPrincipalName],
    [text.title.roles, status.roles.map((role) => text.role[role]).join(', ')],
    [text.title.customers, String(status.customers)],
    [text.title.products, String(status.products)],
    [text.title.orders, String(status.orders)],
  ],
});
