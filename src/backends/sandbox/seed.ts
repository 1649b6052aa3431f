/**
 * Fills a new sandbox world: customers, catalogue and orders of `fixtures/sandbox`. Orders are stored as ages, so the
 * world looks the same around whatever time it is made at. What each order shows is told in the README beside the files.
 */
import { CspError } from '../../core/errors.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { parseDuration } from '../../core/rules/duration.ts';
import { type CatalogueItem, readCatalogue, toLine, writeCatalogue } from './catalogue.ts';
import { isAbsentOr, isCount, isListOf, isNullOr, isRecord, isText, readSeedFile } from './seed-files.ts';
import type { WorldCustomer, WorldOrder, WorldWriter } from './world.ts';

interface OrderRow {
  readonly id: string;
  readonly alternateId: string | null;
  /** The customer's domain. */
  readonly customer: string;
  /** How long before the making of the world it was bought, such as `29d18h`. */
  readonly age: string;
  readonly lines: readonly LineRow[];
}

interface LineRow {
  /** `{product}:{sku}` */
  readonly sku: string;
  readonly quantity: number;
  readonly subscriptionId?: string;
  /** How long ago it was cancelled; absent when it was not. */
  readonly cancelledAge?: string;
}

const isCustomerRow = isRecord<WorldCustomer>({
  id: isText,
  domain: isText,
  name: isText,
  country: isText,
  currency: isText,
});

const isLineRow = isRecord<LineRow>({
  sku: isText,
  quantity: isCount,
  subscriptionId: isAbsentOr(isText),
  cancelledAge: isAbsentOr(isText),
});

const isOrderRow = isRecord<OrderRow>({
  id: isText,
  alternateId: isNullOr(isText),
  customer: isText,
  age: isText,
  lines: isListOf(isLineRow),
});

/**
 * Writes the world of the JSON files in `folder`, with ages counted back from `now`.
 * Fails with `internal` when the files contradict themselves, with `storageFailed` when one cannot be read.
 */
export const seedWorld = (writer: WorldWriter, folder: string, now: Instant): void => {
  const catalogue = readCatalogue(folder);
  const customers = readSeedFile(folder, 'customers.json', isCustomerRow);
  const orders = readSeedFile(folder, 'orders.json', isOrderRow);
  const itemOf = new Map(catalogue.map((item) => [`${item.product.id}:${item.sku.id}`, item]));
  const customerOf = new Map(customers.map((customer) => [customer.domain, customer]));

  writeCatalogue(writer, catalogue);
  for (const customer of customers) writer.customer(customer);
  for (const order of orders) writer.order(toOrder(order, known(customerOf, order.customer), itemOf, now));
};

const toOrder = (
  row: OrderRow,
  customer: WorldCustomer,
  itemOf: ReadonlyMap<string, CatalogueItem>,
  now: Instant,
): WorldOrder => ({
  id: row.id,
  alternateId: row.alternateId,
  customerId: customer.id,
  purchasedAt: now - ageMs(row.age),
  currency: customer.currency,
  lines: row.lines.map(({ sku, quantity, subscriptionId = null, cancelledAge }, line) => {
    const cancelledAt = cancelledAge === undefined ? null : now - ageMs(cancelledAge);
    return toLine(known(itemOf, sku), customer.currency, { line, quantity, subscriptionId, cancelledAt });
  }),
});

const ageMs = (text: string): number => {
  const ms = parseDuration(text);
  if (ms === undefined) throw new CspError('internal', { reason: `orders.json: “${text}” is no age` });
  return ms;
};

const known = <T>(table: ReadonlyMap<string, T>, key: string): T => {
  const value = table.get(key);
  if (value === undefined) throw new CspError('internal', { reason: `orders.json names ${key}, which is not there` });
  return value;
};
