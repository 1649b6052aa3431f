import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { growWorld } from '../../src/backends/sandbox/big-world.ts';
import { readCatalogue } from '../../src/backends/sandbox/catalogue.ts';
import type { WorldOrder } from '../../src/backends/sandbox/world.ts';
import { bundleSandboxScript, runScript } from './bundled-sandbox-script.ts';
import { createEmptyWorld, readCustomers, readEverything, readOrders } from './empty-world.ts';

const folder = resolve(__dirname, '../../fixtures/sandbox');
const catalogue = readCatalogue(folder);
const now = Date.UTC(2026, 0, 1);
const dayMs = 86_400_000;

const grown = (orders: number, seed?: number) => {
  const world = createEmptyWorld();
  growWorld(world.writer, catalogue, orders, now, seed);
  return world.database;
};

test.each([0, 1, 49, 1234])('%i orders asked for are %i orders', (orders) => {
  expect(readOrders(grown(orders))).toHaveLength(orders);
});

test('the same numbers give the same world, another seed another one', () => {
  expect(readEverything(grown(500))).toEqual(readEverything(grown(500)));
  expect(readOrders(grown(500)).map(({ id }) => id)).not.toEqual(readOrders(grown(500, 2)).map(({ id }) => id));
});

test('growing twice adds nothing, growing further adds the difference', () => {
  const { database, writer } = createEmptyWorld();
  const sizes = [300, 300, 800].map((orders) => {
    growWorld(writer, catalogue, orders, now);
    return readOrders(database).length;
  });
  expect(sizes).toEqual([300, 300, 800]);
  expect(readEverything(database)).toEqual(readEverything(grown(800)));
});

test('a world is spread as a partner’s orders are', () => {
  const database = grown(5000);
  const orders = readOrders(database);
  const customers = readCustomers(database);
  const share = (fits: (order: WorldOrder) => boolean): number => orders.filter(fits).length / orders.length;
  const kindOf = new Map(catalogue.map(({ product }) => [product.id, product.kind]));
  const kinds = new Set(orders.flatMap(({ lines }) => lines.map(({ productId }) => kindOf.get(productId))));
  const ranges = {
    ordersPerCustomer: isBetween(orders.length / customers.length, 40, 60),
    cancelled: isBetween(
      share(({ lines }) => lines.some(({ cancelledAt }) => cancelledAt !== null)),
      0.02,
      0.08,
    ),
    ofThisMonth: isBetween(
      share(({ purchasedAt }) => now - purchasedAt < 30 * dayMs),
      0.2,
      0.35,
    ),
    severalLines: isBetween(
      share(({ lines }) => lines.length > 1),
      0.15,
      0.25,
    ),
    ages: orders.every(({ purchasedAt }) => isBetween(now - purchasedAt, 0, 400 * dayMs)),
    cancelledInTime: orders.every(({ purchasedAt, lines }) =>
      lines.every(({ cancelledAt }) => cancelledAt === null || isBetween(cancelledAt - purchasedAt, 0, 7 * dayMs)),
    ),
    countries: isBetween(new Set(customers.map(({ country }) => country)).size, 8, 10),
  };
  expect({ ...ranges, kinds: kinds.size }).toEqual({
    ordersPerCustomer: true,
    cancelled: true,
    ofThisMonth: true,
    severalLines: true,
    ages: true,
    cancelledInTime: true,
    countries: true,
    kinds: 5,
  });
});

const isBetween = (value: number, least: number, most: number): boolean => value >= least && value <= most;

test('100,000 orders are written to disk with 20 seconds of processor time and 48 megabytes of heap', async () => {
  const script = await bundleSandboxScript(`
    import { growWorld } from './big-world.ts';
    import { readCatalogue } from './catalogue.ts';
    import { worldSchema } from './schema.ts';
    import { createWorldWriter } from './world-writer.ts';
    import { migrate, openDatabase } from '../../sqlite.ts';
    const [folder, path] = process.argv.slice(2);
    const database = openDatabase(path);
    migrate(database, worldSchema);
    database.transaction(() => growWorld(createWorldWriter(database), readCatalogue(folder), 100_000, ${now}));
    const [orders, alternates] = ['id', 'alternate_id'].map(
      (column) => database.get('SELECT count(DISTINCT ' + column + ') AS n FROM orders').n,
    );
    const { user, system } = process.cpuUsage();
    const isQuick = user + system < 20_000_000;
    process.stdout.write(JSON.stringify({ orders, alternates, isQuick }));
  `);
  const world = join(dirname(script), 'world.db');
  const result = await runScript(script, [folder, world], ['--max-old-space-size=48']);
  rmSync(dirname(script), { recursive: true });
  expect(result).toEqual({ code: 0, stdout: '{"orders":100000,"alternates":100000,"isQuick":true}' });
});
