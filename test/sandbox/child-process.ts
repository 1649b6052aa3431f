/** Small programs over the real sandbox, bundled into a folder of their own and run as processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(__dirname, '../..');

export interface Scripts {
  /** An empty folder for the databases of a test. */
  readonly folder: string;
  /** Runs the program with these arguments to its end; resolves to its lines on stdout. Throws when it fails. */
  run(...args: readonly string[]): Promise<readonly string[]>;
  start(...args: readonly string[]): ChildProcess;
  remove(): void;
}

/** Bundles TypeScript that imports from `./` as if it stood in `src/backends/sandbox`. `sandbox` is opened on the first argument. */
export const bundleScript = async (body: string): Promise<Scripts> => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-sandbox-'));
  const script = join(folder, 'script.cjs');
  const contents = `
    import { randomUUID } from 'node:crypto';
    import { openSandbox } from './sandbox.ts';
    const [path = '', ...args] = process.argv.slice(2);
    const clock = { now: () => Date.now(), sleep: async () => {} };
    const portal = { keysUrl: '', helpUrl: '' };
    const fixtures = ${JSON.stringify(join(root, 'fixtures/sandbox'))};
    const { backend, controls } = openSandbox({ path, fixtures, clock, newId: randomUUID, portal });
    const work = async (): Promise<void> => {${body}};
    void work();`;
  await build({
    stdin: { contents, loader: 'ts', resolveDir: join(root, 'src/backends/sandbox') },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    external: ['@photostructure/sqlite'],
    outfile: script,
  });
  // The bundle stands outside the project, where Node would not find the database package.
  const env = { ...process.env, NODE_PATH: join(root, 'node_modules') };
  const start: Scripts['start'] = (...args) =>
    spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    folder,
    start,
    run: async (...args) => {
      const child = start(...args);
      const chunks: Buffer[] = [];
      child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) throw new Error(`the child ended with ${code}`);
      return Buffer.concat(chunks).toString('utf8').trim().split('\n');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
