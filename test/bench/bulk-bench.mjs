/**
 * The pace of a bulk read: `list-software --all-customers` through the emulator and its limit, as a share of the limit;
 * what was turned away; and the most memory that the reader held.
 *
 *   npm run bench:bulk -- [--orders N] [--limit N] [--check]
 *
 * 3,500 orders are 91 customers and a minute; 25,560 are 546 customers and four minutes: three calls a customer, and the
 * products. The limit is 500 as the service has published it, and as csp expects it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { paceOf } from './pace.mjs';
import { runOnce } from './paired.mjs';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '3500' },
    limit: { type: 'string', default: '500' },
    check: { type: 'boolean', default: false },
  },
});
const node = process.execPath;
const csp = resolve(import.meta.dirname, '../../dist/csp.cjs');
const peak = join(import.meta.dirname, 'peak.cjs');
const signIn = '"$NODE" "$CSP" login --service-principal --client-secret-stdin --insecure-storage --quiet';
const read = '"$NODE" --require "$PEAK" "$CSP" list-software --all-customers -o jsonl --fields customerDomain';

const folder = mkdtempSync(join(tmpdir(), 'csp-bulk-bench-'));
try {
  const env = { CSP_STATE_DIR: join(folder, 'state'), CSP_CONFIG_DIR: join(folder, 'config') };
  runOnce({ node, args: [csp, 'sandbox', 'seed', '--orders', values.orders], env });
  const customers = JSON.parse(runOnce({ node, args: [csp, 'customers', '-o', 'json'], env }).stdout).length;
  const ledger = join(folder, 'ledger.jsonl');
  const PEAK_FILE = join(folder, 'peak');
  runOnce({
    node,
    args: [
      ...[csp, 'sandbox', 'exec', '--oddities', 'long-order-ids', '--limit', values.limit, '--ledger', ledger],
      ...['--', 'sh', '-c', `echo secret | ${signIn} && ${read}`],
    ],
    env: { ...env, NODE: node, CSP: csp, PEAK: peak, PEAK_FILE },
  });
  const { requests, minutes, share, turnedAway } = paceOf(ledger, Number(values.limit));
  const results = [
    ['share of the limit', share, (value) => value >= 0.95],
    ['share turned away', turnedAway, (value) => value <= 0.02],
    ['memory, MB', Number(readFileSync(PEAK_FILE, 'utf8')), (most) => most <= 150],
  ];
  console.log(`${customers} customers, ${requests} requests in ${minutes.toFixed(2)} min, limit ${values.limit}`);
  for (const [name, value, isGood] of results)
    console.log(`${name.padEnd(20)} ${value.toFixed(3)}${isGood(value) ? '' : '  NOT GOOD'}`);
  if (values.check && !results.every(([, value, isGood]) => isGood(value))) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
