/** A world in memory without content, and all that it holds, read back from its tables. */
import { worldSchema } from '../../src/backends/sandbox/schema.ts';
import type { WorldCustomer, WorldLine, WorldOrder, WorldWriter } from '../../src/backends/sandbox/world.ts';
import { createWorldWriter } from '../../src/backends/sandbox/world-writer.ts';
import { type Database, migrate, openDatabase } from '../../src/sqlite.ts';

export interface EmptyWorld {
  readonly database: Database;
  readonly writer: WorldWriter;
}

export const createEmptyWorld = (): EmptyWorld => {
  const database = openDatabase(':memory:');
  migrate(database, worldSchema);
  return { database, writer: createWorldWriter(database) };
};

export const readCustomers = (database: Database): readonly WorldCustomer[] =>
  copies(database.all<WorldCustomer>('SELECT id, domain, name, country, currency FROM customer ORDER BY rowid'));

/** Orders in the order of their ids, with their lines. */
export const readOrders = (database: Database): readonly WorldOrder[] =>
  copies(
    database.all<Omit<WorldOrder, 'lines'>>(
      `SELECT id, alternate_id AS alternateId, customer_id AS customerId, purchased_at AS purchasedAt, currency
       FROM orders ORDER BY id`,
    ),
  ).map((order) => ({ ...order, lines: readLines(database, order.id) }));

/** Every row of every table of content, for comparing two worlds. */
export const readEverything = (database: Database): unknown => ({
  customers: readCustomers(database),
  products: copies(database.all('SELECT * FROM product ORDER BY id')),
  skus: copies(database.all('SELECT * FROM sku ORDER BY product_id, id')),
  availabilities: copies(database.all('SELECT * FROM availability ORDER BY product_id, sku_id, currency, id')),
  orders: readOrders(database),
});

const readLines = (database: Database, orderId: string): readonly WorldLine[] =>
  copies(
    database.all<WorldLine & { readonly renewedAt: number | null }>(
      `SELECT line, product_id AS productId, sku_id AS skuId, availability_id AS availabilityId, title, quantity, term, price,
         cancelled_at AS cancelledAt, subscription_id AS subscriptionId, renewed_at AS renewedAt
       FROM order_line WHERE order_id = ? ORDER BY line`,
      orderId,
    ),
  ).map(({ renewedAt, ...line }) => (renewedAt === null ? line : { ...line, renewedAt }));

/** SQLite's rows have no prototype; plain objects compare. */
const copies = <T>(rows: readonly T[]): readonly T[] => rows.map((row) => ({ ...row }));
