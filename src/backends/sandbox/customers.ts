/** The partner's customers. Searches match the beginning of the default domain or the name, letter case aside, as the service does. */
import { CspError } from '../../core/errors.ts';
import type { Customer, CustomerSearch } from '../../core/ports/backend.ts';
import { foldCase } from './fold-case.ts';
import type { World } from './open-world.ts';

const columns = 'id, domain, name, country';
/** A page at a time: an open cursor would keep other processes from writing. */
const pageSize = 500;
/** Sorts behind everything that follows a prefix. */
const lastCharacter = '\u{10FFFF}';

interface CustomerRow extends Customer {
  readonly foldedName: string;
}

/** By name, then by id. */
export async function* listCustomers({ database }: World, onTotal?: (total: number) => void): AsyncGenerator<Customer> {
  if (onTotal !== undefined) {
    const [counted] = database.all<{ readonly total: number }>('SELECT count(*) AS total FROM customer');
    onTotal(counted?.total ?? 0);
  }
  let last = { foldedName: '', id: '' };
  for (;;) {
    const rows = database.all<CustomerRow>(
      `SELECT ${columns}, folded_name AS foldedName FROM customer
        WHERE (folded_name, id) > (?, ?) ORDER BY folded_name, id LIMIT ${pageSize}`,
      ...[last.foldedName, last.id],
    );
    for (const { foldedName: _, ...customer } of rows) yield customer;
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageSize) return;
    last = end;
  }
}

export const findCustomers = ({ database }: World, by: CustomerSearch): readonly Customer[] => {
  if ('id' in by) return database.all<Customer>(`SELECT ${columns} FROM customer WHERE id = ?`, by.id.toLowerCase());
  const [column, text] = 'domain' in by ? ['folded_domain', by.domain] : ['folded_name', by.name];
  const prefix = foldCase(text);
  return database.all<Customer>(
    `SELECT ${columns} FROM customer WHERE ${column} >= ? AND ${column} < ? ORDER BY ${column}, id`,
    ...[prefix, prefix + lastCharacter],
  );
};

/** Fails with `customerNotFound`. */
export const getCustomer = (world: World, customerId: string): Customer => {
  const [customer] = findCustomers(world, { id: customerId });
  if (customer === undefined) throw new CspError('customerNotFound', { query: customerId });
  return customer;
};
