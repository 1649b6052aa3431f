/** Worlds for bulk runs: every order of them can be cancelled. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { runOnce } from './paired.mjs';

const root = resolve(import.meta.dirname, '../..');
export const csp = join(root, 'dist', 'csp.cjs');

/** The program's own door to SQLite, and the tables of its memory. */
export const loadSqlite = async (folder) => {
  const outfile = join(folder, 'sqlite.cjs');
  const contents = `export { migrate, openDatabase } from './sqlite.ts'; export { migrations } from './state/schema.ts';`;
  await build({
    stdin: { contents, loader: 'ts', resolveDir: join(root, 'src') },
    ...{ bundle: true, platform: 'node', format: 'cjs', external: ['@photostructure/sqlite'], outfile },
  });
  return createRequire(import.meta.url)(outfile);
};

/** Bought within the last day, one line of software that has no term, not cancelled. */
const makeCancellable = [
  'UPDATE orders SET purchased_at = (SELECT max(purchased_at) FROM orders) - 3600000 - abs(random() % 72000000)',
  'DELETE FROM order_line WHERE line > 0',
  `UPDATE order_line SET cancelled_at = NULL, subscription_id = NULL,
     (product_id, sku_id, availability_id, title, term) = (
       SELECT l.product_id, l.sku_id, l.availability_id, l.title, l.term
       FROM order_line l JOIN product p ON p.id = l.product_id WHERE p.kind = 'perpetual' LIMIT 1)`,
];

/** Returns the world's environment, its folder, and its orders with their customers, customers in turn. */
export const createRunWorld = async ({ node, folder, orders }) => {
  mkdirSync(folder, { recursive: true });
  const env = { CSP_STATE_DIR: join(folder, 'state'), CSP_CONFIG_DIR: join(folder, 'config') };
  runOnce({ node, args: [csp, 'sandbox', 'seed', '--orders', String(orders)], env });
  const { openDatabase } = await loadSqlite(folder);
  const world = openDatabase(join(env.CSP_STATE_DIR, 'sandbox.db'));
  for (const sql of makeCancellable) world.run(sql);
  const rows = world.all('SELECT id, customer_id AS customer FROM orders ORDER BY purchased_at LIMIT ?', orders);
  world.close();
  return { env, folder, rows };
};

/** Writes the rows as a table and returns the words of a command that cancels them. */
export const cancelWords = (path, rows) => {
  writeFileSync(path, `customer,order\n${rows.map(({ customer, id }) => `${customer},${id}`).join('\n')}\n`);
  return [
    'cancel',
    '--file',
    path,
    '--max-cancel',
    String(rows.length),
    '--expect-count',
    String(rows.length),
    ...consent,
  ];
};

export const consent = ['--reason', 'Ordered twice', '--acknowledge', '--yes'];
