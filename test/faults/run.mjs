/**
 * Runs the tests of faults, one file after the other: `npm run test:faults -- [--seed N] [--nightly] [--harness] [NAME…]`. The seed is
 * printed; the same one throws the same dice, though what a kill hits still depends on the machine. Without a NAME the
 * tests of the catalogue that need no harness are run as well, by their numbers, unless `--harness` says that they ran already.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string' },
    nightly: { type: 'boolean', default: false },
    harness: { type: 'boolean', default: false },
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
  'test/process/bulk-secrets',
  'test/process/buy-list',
  'test/process/emulated-secrets',
  'test/process/hostile-names',
  'test/process/secrets',
  'test/sign-in/process',
  'test/state/run-tampering',
  'test/state/tampering',
  'test/terminal/safe-text',
];

const env = { ...process.env, FAULTS_SEED: seed, FAULTS_NIGHTLY: values.nightly ? '1' : '' };
const jest = async (stdio, ...words) => {
  const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...words], { cwd: root, stdio, env });
  const told = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => told.push(piece));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, told: Buffer.concat(told) };
};

const named = values.test === undefined ? [] : ['--testNamePattern', values.test];
const kept = values.results === undefined ? [] : ['--json', `--outputFile=${values.results}`];
// Those of faults mostly wait, so the others have the second core meanwhile, and tell at the end how they went.
const others =
  positionals.length > 0 || values.harness
    ? { code: 0, told: '' }
    : jest('pipe', '--maxWorkers=1', '--testNamePattern', values.test ?? '\\bT\\d+\\b', ...numberedElsewhere);
const faults = await jest(
  'inherit',
  '--config',
  'test/faults/jest.config.cjs',
  '--runInBand',
  ...named,
  ...kept,
  ...positionals,
);
const { code, told } = await others;
process.stderr.write(told);
process.exitCode = Math.max(faults.code, code);
