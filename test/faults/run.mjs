/**
 * Runs the tests of faults, one file after the other: `npm run test:faults -- [--seed N] [--nightly] [NAME…]`. The seed is
 * printed; the same one throws the same dice, though what a kill hits still depends on the machine.
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
const jest = ['node_modules/jest/bin/jest.js', '--config', 'test/faults/jest.config.cjs', '--runInBand'];
const named = values.test === undefined ? [] : ['--testNamePattern', values.test];
const kept = values.results === undefined ? [] : ['--json', `--outputFile=${values.results}`];
const { status } = spawnSync(process.execPath, [...jest, ...named, ...kept, ...positionals], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FAULTS_SEED: seed, FAULTS_NIGHTLY: values.nightly ? '1' : '' },
});
process.exitCode = status ?? 1;
