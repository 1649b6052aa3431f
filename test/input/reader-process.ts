/** The reader as a process of its own, which tells what came of it and what it took. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

export interface Outcome {
  /** Rows that were read, or why none were. */
  readonly rows: number | string;
  readonly line: number | null;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export interface ReaderProcess {
  /** For files of a test. */
  readonly folder: string;
  /** Starts it on a path, or on `-`: its standard input, which is a pipe. */
  readonly start: (source: string) => { readonly child: ChildProcess; readonly outcome: Promise<Outcome> };
  readonly remove: () => void;
}

const contents = `
  import { readFileSync } from 'node:fs';
  import { createInputFiles } from './input-files.ts';
  // What resourceUsage gives counts the memory of whoever started the process, where Linux tells its own.
  const peakMegabytes = (maxRSS) =>
    (process.platform === 'linux' ? /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1] : maxRSS) / 1024;
  const tell = (result) => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const took = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: peakMegabytes(maxRSS) };
    process.stdout.write(JSON.stringify({ ...result, ...took }));
  };
  createInputFiles(process.stdin, () => false).readOrders(process.argv[2]).then(
    ({ rows }) => tell({ rows: rows.length, line: null }),
    ({ code, details }) => tell({ rows: code === 'inputRefused' ? details.reason : 'bug: ' + code, line: details?.line }),
  );`;

export const bundleReader = async (): Promise<ReaderProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-reader-'));
  const script = join(folder, 'script.cjs');
  await build({
    stdin: { contents, loader: 'ts', resolveDir: resolve(__dirname, '../../src/input') },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    outfile: script,
  });
  const children = new Set<ChildProcess>();
  const start = (source: string) => {
    const child = spawn(process.execPath, [script, source], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.add(child);
    // The reader may be gone before all is written.
    child.stdin.on('error', () => {});
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    const outcome = new Promise<Outcome>((done) => child.on('close', () => stdout !== '' && done(JSON.parse(stdout))));
    return { child, outcome };
  };
  const remove = (): void => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  };
  return { folder, start, remove };
};
