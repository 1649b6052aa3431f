/**
 * Fills a new sandbox world: customers, catalogue, orders and service requests of `fixtures/sandbox`. Times are stored as
 * ages, so the world looks the same around whatever time it is made at. What each order shows is told in the README
 * beside the files.
 */
import { CspError } from '../../core/errors.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { parseDuration } from '../../core/rules/duration.ts';
import { type CatalogueItem, readCatalogue, toLine, writeCatalogue } from './catalogue.ts';
import { isAbsentOr, isCount, isListOf, isNullOr, isOneOf, isRecord, isText, readSeedFile } from './seed-files.ts';
import type { WorldCustomer, WorldOrder, WorldServiceRequest, WorldWriter } from './world.ts';

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

interface ServiceRequestRow {
  readonly id: string;
  /** The customer's domain. */
  readonly customer: string;
  readonly title: string;
  readonly severity: WorldServiceRequest['severity'];
  readonly status: WorldServiceRequest['status'];
  /** How long before the making of the world it was asked, was last written to, and was closed. */
  readonly age: string;
  readonly lastModifiedAge: string;
  readonly closedAge?: string;
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

const isServiceRequestRow = isRecord<ServiceRequestRow>({
  id: isText,
  customer: isText,
  title: isText,
  severity: isOneOf(['critical', 'moderate', 'minimal']),
  status: isOneOf(['open', 'attention_needed']),
  age: isText,
  lastModifiedAge: isText,
  closedAge: isAbsentOr(isText),
});

/**
 * Writes the world of the JSON files in `folder`, with ages counted back from `now`.
 * Fails with `internal` when the files contradict themselves, with `storageFailed` when one cannot be read.
 */
export const seedWorld = (writer: WorldWriter, folder: string, now: Instant): void => {
  const catalogue = readCatalogue(folder);
  const customers = readSeedFile(folder, 'customers.json', isCustomerRow);
  const orders = readSeedFile(folder, ordersFile, isOrderRow);
  const requests = readSeedFile(folder, requestsFile, isServiceRequestRow);
  const itemOf = new Map(catalogue.map((item) => [`${item.product.id}:${item.sku.id}`, item]));
  const customerOf = new Map(customers.map((customer) => [customer.domain, customer]));

  writeCatalogue(writer, catalogue);
  for (const customer of customers) writer.customer(customer);
  for (const order of orders) writer.order(toOrder(order, known(customerOf, order.customer, ordersFile), itemOf, now));
  for (const request of requests) {
    writer.serviceRequest(toServiceRequest(request, known(customerOf, request.customer, requestsFile), now));
  }
};

const ordersFile = 'orders.json';
const requestsFile = 'service-requests.json';

const toOrder = (
  row: OrderRow,
  customer: WorldCustomer,
  itemOf: ReadonlyMap<string, CatalogueItem>,
  now: Instant,
): WorldOrder => ({
  id: row.id,
  alternateId: row.alternateId,
  customerId: customer.id,
  purchasedAt: now - ageMs(row.age, ordersFile),
  currency: customer.currency,
  lines: row.lines.map(({ sku, quantity, subscriptionId = null, cancelledAge }, line) => {
    const cancelledAt = cancelledAge === undefined ? null : now - ageMs(cancelledAge, ordersFile);
    return toLine(known(itemOf, sku, ordersFile), customer.currency, { line, quantity, subscriptionId, cancelledAt });
  }),
});

const toServiceRequest = (row: ServiceRequestRow, customer: WorldCustomer, now: Instant): WorldServiceRequest => {
  const { id, title, severity, status, closedAge } = row;
  const ago = (age: string): Instant => now - ageMs(age, requestsFile);
  const closedAt = closedAge === undefined ? null : ago(closedAge);
  const times = { createdAt: ago(row.age), lastModifiedAt: ago(row.lastModifiedAge), closedAt };
  return { id, customerId: customer.id, title, severity, status, ...times };
};

const ageMs = (text: string, file: string): number => {
  const ms = parseDuration(text);
  if (ms === undefined) throw new CspError('internal', { reason: `${file}: “${text}” is no age` });
  return ms;
};

const known = <T>(table: ReadonlyMap<string, T>, key: string, file: string): T => {
  const value = table.get(key);
  if (value === undefined) throw new CspError('internal', { reason: `${file} names ${key}, which is not there` });
  return value;
};
