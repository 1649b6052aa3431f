/** Sandbox worlds of a given size, made with the program's own commands in folders of their own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runOnce } from './paired.mjs';

/** How many lines of software the measured customer has at least, and how many are listed. */
export const listed = 50;

/** Makes a world of `orders` orders. Returns its environment, a customer with enough software, and the time it took in s. */
export const createWorld = ({ node, csp, folder, orders }) => {
  const env = { CSP_STATE_DIR: join(folder, `state-${orders}`), CSP_CONFIG_DIR: join(folder, `config-${orders}`) };
  mkdirSync(folder, { recursive: true });
  const run = (...words) => runOnce({ node, args: [csp, ...words], env });
  const { ms } = run('sandbox', 'seed', '--orders', String(orders));
  const customers = JSON.parse(run('customers', '-o', 'json').stdout);
  const customer = customers.find(
    ({ id }) => JSON.parse(run('list-software', '--customer', id, '-o', 'json').stdout).length >= listed,
  );
  if (customer === undefined) throw new Error(`no customer has ${listed} lines of software`);
  return { orders, env, customer: customer.id, seconds: ms / 1000 };
};
