/** Small programs over the real code in `src`, bundled into a folder of their own and run as processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(__dirname, '../..');

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

export interface Workers {
  readonly start: (...words: readonly string[]) => ChildProcess;
  /** Runs one to its end; gives its exit code and what it wrote. */
  readonly run: (...words: readonly string[]) => Promise<Ended>;
  /** The same where no file can grow past so many bytes: the full disk that every user of a POSIX system can make. */
  readonly runLimited: (bytes: number, ...words: readonly string[]) => Promise<Ended>;
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
  const end = (child: ChildProcess): Promise<Ended> =>
    new Promise((done) => {
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (text += String(part)));
      child.on('close', (code) => done({ code, text }));
    });
  return {
    start,
    run: (...words) => end(start(...words)),
    runLimited: (bytes, ...words) => {
      const limit = `ulimit -S -f ${Math.ceil(bytes / 512)}; exec "$@"`;
      return end(spawn('sh', ['-c', limit, 'sh', process.execPath, script, ...words], { env }));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
};
