/** Finding the one line of an order that a key, a link or a refund is about. */
import { CspError } from '../errors.ts';
import type { Customer, LineItem } from '../ports/backend.ts';
import type { OrderWord } from '../rules/order-reference.ts';
import { kindRules } from '../rules/product-kinds.ts';
import { isSoftware } from './one-row-each.ts';
import type { Partner } from './partner.ts';
import { createSoftwareReader, describeLine, ofSingleOrders, type SoftwareLine } from './software.ts';

/** All lines of an order, by its id or alternate id. Fails with `orderNotFound`. */
export const getOrderLines = async (
  partner: Partner,
  customer: Customer,
  orderId: string,
): Promise<readonly SoftwareLine[]> => {
  const order = await partner.backend.getOrder(customer.id, orderId);
  const reader = ofSingleOrders(await createSoftwareReader(partner));
  return Promise.all(order.lineItems.map((item) => describeLine(reader, customer, order, item)));
};

/** One line of an order's lines, by its number. Fails with `lineNotFound`. */
export const getNamedLine = (
  lines: readonly SoftwareLine[],
  customer: Customer,
  { orderId, line }: Required<OrderWord>,
): SoftwareLine => {
  const named = lines.find(({ item }) => item.line === line);
  if (named === undefined) throw new CspError('lineNotFound', { customer: customer.domain, orderId, line });
  return named;
};

/**
 * The named line, or the only line with a product key. Fails with `lineNotFound`, with `noKeyForKind` when no
 * line has a key, or with `choiceNeeded` when several have.
 */
export const getSoftwareLine = async (
  partner: Partner,
  customer: Customer,
  orderId: string,
  line: number | undefined,
): Promise<SoftwareLine> => {
  const lines = await getOrderLines(partner, customer, orderId);
  if (line !== undefined) return getNamedLine(lines, customer, { orderId, line });
  const [first] = lines;
  if (first === undefined) throw new CspError('orderNotFound', { customer: customer.domain, orderId });
  const withKey = lines.filter(isSoftware).filter(({ kind }) => kind === null || kindRules[kind].hasKey);
  const [only, another] = withKey;
  if (only === undefined) {
    throw new CspError('noKeyForKind', {
      customer: customer.domain,
      orderId,
      line: first.item.line,
      title: first.item.title,
    });
  }
  if (another === undefined) return only;
  throw new CspError('choiceNeeded', { flag: '--line', choices: withKey.map(({ item }) => nameLine(item)) });
};

const nameLine = (item: LineItem): string => `${item.line} ${item.title}`;
