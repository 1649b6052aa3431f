/** Puts the rows of a world into the database; rows that are already there are left as they are. */
import type { Database } from '../../sqlite.ts';
import { foldCase } from './fold-case.ts';
import type { WorldWriter } from './world.ts';

/** Call it inside a transaction: one commit for all rows is what makes it fast. */
export const createWorldWriter = (database: Database): WorldWriter => ({
  customer: ({ id, domain, name, country, currency }) => {
    database.run(
      'INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ...[id.toLowerCase(), domain, name, country, currency, foldCase(domain), foldCase(name)],
    );
  },
  product: ({ id, title, kind, publisher }) => {
    database.run('INSERT INTO product VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', id, title, kind, publisher);
  },
  sku: (sku) => {
    database.run(
      'INSERT INTO sku VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ...[sku.productId, sku.id, sku.title, sku.minimumQuantity, sku.maximumQuantity],
      ...[sku.versions, sku.languages, sku.fileTypes].map((list) => JSON.stringify(list)),
    );
  },
  availability: ({ productId, skuId, id, currency, term, billingCycle, unitPrice }) => {
    database.run(
      'INSERT INTO availability VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ...[productId, skuId, id, currency, term, billingCycle, unitPrice],
    );
  },
  serviceRequest: ({ id, customerId, title, severity, status, createdAt, lastModifiedAt, closedAt }) => {
    database.run(
      'INSERT INTO service_request VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ...[id, customerId.toLowerCase(), title, severity, status, createdAt, lastModifiedAt, closedAt],
    );
  },
  order: ({ id, alternateId, customerId, purchasedAt, currency, lines }) => {
    const isNew = database.run(
      'INSERT INTO orders VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ...[id, alternateId, customerId.toLowerCase(), purchasedAt, currency],
    );
    if (isNew === 0) return;
    for (const line of lines) {
      database.run(
        'INSERT INTO order_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[id, line.line, line.productId, line.skuId, line.availabilityId, line.title],
        ...[line.quantity, line.term, line.price, line.cancelledAt, line.subscriptionId, line.renewedAt ?? null],
      );
    }
  },
});
