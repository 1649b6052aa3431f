/**
 * How fast the built program is, as ratios to `node -e 0`: milliseconds differ from machine to machine, ratios hardly do.
 *
 *   npm run bench -- [--node PATH]… [--rounds N] [--check]
 *
 * With `--check` it fails when a budget is passed. A budget is a ratio unless it says otherwise.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, floorOf, runOnce } from './paired.mjs';
import { runOnSandbox, runThroughEmulator } from './run-figures.mjs';
import { createWorld, listed } from './world.mjs';

const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: [process.execPath] },
    rounds: { type: 'string', default: '15' },
    check: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const csp = resolve(import.meta.dirname, '../../dist/csp.cjs');
const ratio = (result) => ({ ...result, value: result.ratio, unit: '' });

const startUp = (node) => {
  const measure = (budget, words, exitCode = 0) => ({
    name: `csp ${words.join(' ')}`,
    budget,
    ...ratio(compare({ node, args: [csp, ...words], exitCode }, floorOf(node), rounds)),
  });
  return [
    measure(1.15, ['--version']),
    measure(1.15, ['--help']),
    measure(1.6, ['list-software', '--help']),
    measure(1.6, ['list-software', '--no-such-flag'], 2),
  ];
};

const list = (node, major, small, large) => {
  const listing = (world, format) => ({
    node,
    args: [csp, 'list-software', '--customer', world.customer, '--limit', String(listed), '-o', format],
    env: { ...world.env, FORCE_COLOR: '1' },
  });
  const name = `${listed} rows of ${small.orders}`;
  const measure = (format, budget) => ({
    name: `${name}, ${format}`,
    budget,
    ...ratio(compare(listing(small, format), floorOf(node), rounds)),
  });
  return [
    measure('table', major <= 20 ? 2.8 : 2.2),
    measure('tsv', 1.8),
    measure('json', 1.8),
    {
      name: `${listed} rows of ${large.orders} to ${name}, table`,
      budget: 1.2,
      ...ratio(compare(listing(large, 'table'), listing(small, 'table'), rounds)),
    },
  ];
};

/** The most memory that a listing of everything holds at once. */
const memory = (node, world, folder) => {
  const PEAK_FILE = join(folder, 'peak');
  const args = [
    '--require',
    join(import.meta.dirname, 'peak.cjs'),
    csp,
    'list-software',
    '--all-customers',
    '-o',
    'jsonl',
  ];
  const { ms } = runOnce({ node, args, env: { ...world.env, PEAK_FILE }, stdout: 'ignore' });
  const value = Number(readFileSync(PEAK_FILE, 'utf8'));
  return { name: `all software of ${world.orders} orders, jsonl`, budget: 150, value, unit: 'MB', subjectMs: ms };
};

const seed = ({ orders, seconds }) => ({
  name: `sandbox seed --orders ${orders}`,
  budget: 30,
  value: seconds,
  unit: 's',
});

/** A short form of `npm run bench:runs`; here the bare loop stands over csp, so that less is better. */
const bulkRuns = async (node) => {
  const sandbox = await runOnSandbox(node, 2_000);
  const emulated = await runThroughEmulator(node, 5_000);
  const over = (name, budget, { bare, perSecond }) => ({ name, budget, value: bare / perSecond, unit: '' });
  return [
    over('bare commits over 2000 orders on the sandbox', 3, sandbox),
    over('got over 5000 orders through the emulator', 1.43, emulated),
    { name: 'a finished run of 2000 orders again', budget: 2, value: sandbox.againSeconds, unit: 's' },
  ];
};

const show = (version, { name, value, unit, budget, subjectMs, baseMs }) => {
  const ms = (figure) => (figure === undefined ? '' : `${figure.toFixed(0)} ms`).padStart(9);
  const figure = `${value.toFixed(2)} ${unit.padEnd(2)}`.padStart(11);
  console.log(
    `${version.padEnd(9)} ${name.padEnd(48)} ${figure} of ${String(budget).padEnd(5)} ${ms(subjectMs)} ${ms(baseMs)}${value > budget ? '  TOO MUCH' : ''}`,
  );
};

const measureNode = async (node) => {
  const version = runOnce({ node, args: ['--version'] })
    .stdout.toString()
    .trim();
  const folder = mkdtempSync(join(tmpdir(), 'csp-bench-'));
  try {
    const small = createWorld({ node, csp, folder, orders: 10_000 });
    const large = createWorld({ node, csp, folder, orders: 100_000 });
    const major = Number(/\d+/.exec(version)[0]);
    const results = [...startUp(node), ...list(node, major, small, large), memory(node, large, folder), seed(large)];
    results.push(...(await bulkRuns(node)));
    for (const result of results) show(version, result);
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

let isOver = false;
for (const node of values.node) {
  const results = await measureNode(node);
  isOver ||= results.some(({ value, budget }) => value > budget);
}
process.exitCode = values.check && isOver ? 1 : 0;
