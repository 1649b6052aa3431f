/** Figures of bulk runs, beside what nobody does faster on the same machine in the same minute. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openBareCommits } from './bare-commits.mjs';
import { startEmulated } from './emulated.mjs';
import { paceOf } from './pace.mjs';
import { runOnce } from './paired.mjs';
import { cancelWords, consent, createRunWorld, csp } from './run-world.mjs';
import { runBeside } from './slices.mjs';

const inFlight = 8;
const peak = join(import.meta.dirname, 'peak.cjs');
const withPeak = (folder, words) => ({ args: ['--require', peak, csp, ...words], PEAK_FILE: join(folder, 'peak') });

/** A folder on a disk: the system's own for temporary files may lie in memory. */
export const inFolder = async (work) => {
  const cache = resolve(import.meta.dirname, '../../.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'run-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Planned and applied by one command on the sandbox, in slices with bare commits of the same rows. */
export const runOnSandbox = (node, orders) =>
  inFolder(async (folder) => {
    const { env, rows } = await createRunWorld({ node, folder, orders });
    const words = cancelWords(join(folder, 'orders.csv'), rows);
    const bare = await openBareCommits(folder);
    const { args, PEAK_FILE } = withPeak(folder, words);
    const { seconds, perSecond } = await runBeside({ node, args, env: { ...env, PEAK_FILE } }, bare.slice);
    bare.close();
    return {
      perSecond: orders / seconds,
      bare: perSecond,
      peakMb: Number(readFileSync(PEAK_FILE, 'utf8')),
      journalMb: statSync(join(env.CSP_STATE_DIR, 'activity.db')).size / 1e6,
      againSeconds: runOnce({ node, args: [csp, ...words], env }).ms / 1_000,
    };
  });

/** A plan carried out through the emulator, in slices with a loop of got that does the same to other orders. */
export const runThroughEmulator = (node, orders) =>
  inFolder(async (folder) => {
    const { env, rows } = await createRunWorld({ node, folder, orders: 5 * orders });
    const emulated = await startEmulated({ node, env, limit: 9_999_999 });
    try {
      const plan = join(folder, 'plan.json');
      const words = cancelWords(join(folder, 'orders.csv'), rows.splice(0, orders));
      runOnce({ node, args: [csp, ...words, '--plan-out', plan], env: emulated.env });
      const loop = await emulated.openLoop();
      const apply = ['cancel', '--apply', plan, '--max-cancel', String(orders), ...consent];
      const { seconds, perSecond } = await runBeside({ node, args: [csp, ...apply], env: emulated.env }, (ms) =>
        loop.cancelFor(ms, rows, inFlight),
      );
      loop.close();
      return { perSecond: orders / seconds, bare: perSecond };
    } finally {
      await emulated.stop();
    }
  });

/** So many minutes against a service with a limit, planning included. */
export const runPaced = (node, limit, minutes) =>
  inFolder(async (folder) => {
    const orders = Math.round(0.97 * limit * minutes);
    const { env, rows } = await createRunWorld({ node, folder, orders });
    const ledger = join(folder, 'ledger.jsonl');
    const emulated = await startEmulated({ node, env, limit, ledger });
    try {
      runOnce({ node, args: [csp, ...cancelWords(join(folder, 'orders.csv'), rows)], env: emulated.env });
      return paceOf(ledger, limit);
    } finally {
      await emulated.stop();
    }
  });

/** Seconds until a list of so many orders is read and turned down, for no customer is named. */
export const readOnly = (node, orders) =>
  inFolder(async (folder) => {
    const env = { CSP_STATE_DIR: join(folder, 'state'), CSP_CONFIG_DIR: join(folder, 'config') };
    const path = join(folder, 'orders.csv');
    const lines = Array.from({ length: orders }, (_, at) => `${String(at).padStart(9, '0')}-VgDAXMxypQPPnTquuXhKVK_`);
    writeFileSync(path, `order\n${lines.join('\n')}\n`);
    const args = [csp, 'cancel', '--file', path, ...consent];
    return runOnce({ node, args, env, exitCode: 2 }).ms / 1_000;
  });
