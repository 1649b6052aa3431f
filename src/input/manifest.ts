import type { OrderRow, PurchaseRow } from '../core/ports/input.ts';
import { foldName } from '../core/rules/fold-name.ts';
import { foldOrderId, linesKey } from '../core/rules/order-reference.ts';
import { purchaseKey } from '../core/rules/purchase-key.ts';
import { sha256 } from '../digest.ts';

/** What `InputFile.manifest` describes. */
export const manifestOf = (rows: readonly { readonly key: string }[]): string =>
  sha256([...new Set(rows.map(({ key }) => key))].sort().join('\n')).toString('hex');

type Asked = Omit<OrderRow, 'key'> | Omit<PurchaseRow, 'key'>;

/** What `InputRow.key` describes. */
export const keyOf = (row: Asked): string => sha256(asked(row)).toString('base64url', 0, 12);

/** One line of text, the same for rows that ask for the same. */
const asked = (row: Asked): string => {
  if (!('orderId' in row)) return purchaseKey(row);
  const customer = row.customer === null ? null : foldName(row.customer);
  const { orderId, reason, ticket } = row;
  return JSON.stringify(['cancel', customer, foldOrderId(orderId), linesKey(row), reason, ticket]);
};
