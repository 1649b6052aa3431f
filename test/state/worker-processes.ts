/** Small programs over the real code in `src`, bundled into a folder of their own and run as processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(__dirname, '../..');

export interface Workers {
  readonly start: (...words: readonly string[]) => ChildProcess;
  /** Runs one to its end; gives its exit code and what it wrote. */
  readonly run: (...words: readonly string[]) => Promise<{ readonly code: number | null; readonly text: string }>;
  readonly remove: () => void;
}

/** Bundles TypeScript that imports from `./` as if it stood in `src`. */
export const bundleWorkers = async (contents: string): Promise<Workers> => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-worker-'));
  const script = join(folder, 'worker.cjs');
  await build({
    stdin: { contents, loader: 'ts', resolveDir: join(root, 'src') },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['@photostructure/sqlite'],
    logLevel: 'error',
    outfile: script,
  });
  // From its temporary folder a worker finds no packages by itself.
  const env = { ...process.env, NODE_PATH: join(root, 'node_modules') };
  const start = (...words: readonly string[]): ChildProcess => spawn(process.execPath, [script, ...words], { env });
  return {
    start,
    run: (...words) =>
      new Promise((done) => {
        const child = start(...words);
        let text = '';
        for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (text += String(part)));
        child.on('close', (code) => done({ code, text }));
      }),
    remove: () => rmSync(folder, { recursive: true }),
  };
};
