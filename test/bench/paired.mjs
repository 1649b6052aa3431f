/** Runs a program and another one in turn, so that the noise of the machine falls on both, and compares them. */
import { spawnSync } from 'node:child_process';

/** On Node 20 even `node -e 0` would read this bundle at every start, and each ratio would look better than it is. */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/** Runs one process to its end; fails unless it ends with `exitCode`. Returns its output and wall time in ms. */
export const runOnce = ({ node, args, env = {}, exitCode = 0, stdout = 'pipe' }) => {
  const start = performance.now();
  const child = spawnSync(node, args, {
    env: { ...environment, ...env },
    maxBuffer: 2 ** 30,
    stdio: ['ignore', stdout, 'pipe'],
  });
  const ms = performance.now() - start;
  if (child.status !== exitCode) throw new Error(`${args.join(' ')} ended with ${child.status}\n${child.stderr}`);
  return { stdout: child.stdout, ms };
};

/** As fast as this Node can be. */
export const floorOf = (node) => ({ node, args: ['-e', '0'] });

/** Medians of `rounds` pairs of runs: the ratio of `subject` to `base`, and the wall time of each in ms. */
export const compare = (subject, base, rounds) => {
  // The first run of each only warms the file cache.
  runOnce(base);
  runOnce(subject);
  const pairs = Array.from({ length: rounds }, () => {
    const baseMs = runOnce(base).ms;
    const subjectMs = runOnce(subject).ms;
    return { baseMs, subjectMs, ratio: subjectMs / baseMs };
  });
  return {
    ratio: median(pairs.map(({ ratio }) => ratio)),
    subjectMs: median(pairs.map(({ subjectMs }) => subjectMs)),
    baseMs: median(pairs.map(({ baseMs }) => baseMs)),
  };
};

const median = (numbers) => {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
