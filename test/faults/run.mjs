/**
 * Runs the tests of faults, one file after the other: `npm run test:faults -- [--seed N] [--nightly] [NAME…]`. The seed is
 * printed; the same one throws the same dice, though what a kill hits still depends on the machine. Without a NAME the
 * tests of the catalogue that need no harness are run as well, by their numbers.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string' },
    nightly: { type: 'boolean', default: false },
    test: { type: 'string' },
    results: { type: 'string' },
  },
  allowPositionals: true,
});
const seed = values.seed ?? String(Math.floor(Math.random() * 1_000_000));
console.error(`Seed ${seed}: npm run test:faults -- --seed ${seed}`);
const root = join(import.meta.dirname, '../..');

/** Where the other tests with a number are: of rules, files, output, secrets, the pace and the journal. */
const numberedElsewhere = [
  'test/bulk/plan-cancel',
  'test/edge/http-throttling',
  'test/edge/limiter',
  'test/input/',
  'test/process/buy-list',
  'test/process/emulated-secrets',
  'test/process/hostile-names',
  'test/process/secrets',
  'test/sign-in/process',
  'test/state/run-tampering',
  'test/state/tampering',
  'test/terminal/safe-text',
];

const jest = (...words) =>
  spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FAULTS_SEED: seed, FAULTS_NIGHTLY: values.nightly ? '1' : '' },
  }).status ?? 1;

const named = values.test === undefined ? [] : ['--testNamePattern', values.test];
const kept = values.results === undefined ? [] : ['--json', `--outputFile=${values.results}`];
const codes = [
  jest('--config', 'test/faults/jest.config.cjs', '--runInBand', ...named, ...kept, ...positionals),
  positionals.length > 0 ? 0 : jest('--testNamePattern', values.test ?? '\\bT\\d+\\b', ...numberedElsewhere),
];
process.exitCode = Math.max(...codes);
