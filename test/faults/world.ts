/** Worlds of many fresh orders that can all be cancelled, as the folder of files that a sandbox is seeded from. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process/session.ts';

export interface WorldPlan {
  readonly orders: number;
  /** The orders are dealt out to them in turn. */
  readonly customers: number;
  /** Lines of each order; one unless it is said. */
  readonly lines?: number;
  /** Order `n`, from 0, was bought so long before the world was made; two days and five hours unless it is said. */
  readonly age?: (n: number) => string;
  /** Order `n` was cancelled so long ago; not at all unless it is said. */
  readonly cancelledAge?: (n: number) => string | undefined;
  /** What every customer is called. */
  readonly customerName?: string;
}

export interface PlacedOrder {
  readonly id: string;
  readonly customerId: string;
  readonly domain: string;
}

/** What every order is for: perpetual software, which may go back for thirty days. */
const skus = ['DG7GMGF0D5RK:0005', 'DG7GMGF0D65N:0002', 'DG7GMGF0FKZV:0003'];

export const orderIdOf = (n: number): string => `F${n.toString(36).padStart(31, 'aZ0')}1`;

const customerOf = (n: number) => {
  const digits = String(n).padStart(4, '0');
  return {
    id: `c0ffee00-0000-4000-a000-00000000${digits}`,
    domain: `faulty${digits}.onmicrosoft.com`,
    name: `Faulty Works ${digits}`,
    country: 'US',
    currency: 'USD',
  };
};

/** Writes the files into `folder`; the orders in the order of their numbers. */
export const writeWorld = (folder: string, plan: WorldPlan): readonly PlacedOrder[] => {
  const { orders, lines = 1, age = () => '2d5h', cancelledAge = () => undefined } = plan;
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'fixtures/sandbox/catalogue.json'), join(folder, 'catalogue.json'));
  const customers = Array.from({ length: plan.customers }, (_, n) => ({
    ...customerOf(n),
    ...(plan.customerName === undefined ? {} : { name: plan.customerName }),
  }));
  writeFileSync(join(folder, 'service-requests.json'), '[]');
  writeFileSync(join(folder, 'customers.json'), JSON.stringify(customers));
  const placed = Array.from({ length: orders }, (_, n) => {
    const { id: customerId, domain } = customerOf(n % plan.customers);
    return { id: orderIdOf(n), customerId, domain };
  });
  const rows = placed.map(({ id, domain }, n) => ({
    id,
    alternateId: n.toString(16).padStart(12, 'f'),
    customer: domain,
    age: age(n),
    lines: skus.slice(0, lines).map((sku) => {
      const ended = cancelledAge(n);
      return { sku, quantity: 1, ...(ended === undefined ? {} : { cancelledAge: ended }) };
    }),
  }));
  writeFileSync(join(folder, 'orders.json'), JSON.stringify(rows));
  return placed;
};

/** A file of orders as people write one. */
export const orderFile = (orders: readonly PlacedOrder[]): string =>
  ['customer,order', ...orders.map(({ domain, id }) => `${domain},${id}`), ''].join('\n');
