/** Small programs over the real sandbox code, bundled into a directory of their own and run as processes. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

export interface ScriptResult {
  readonly code: number | null;
  readonly stdout: string;
}

/** Bundles TypeScript that imports from `./` as if it stood in `src/backends/sandbox`; the caller removes the directory. */
export const bundleSandboxScript = async (contents: string): Promise<string> => {
  const path = join(mkdtempSync(join(tmpdir(), 'csp-sandbox-')), 'script.cjs');
  await build({
    stdin: { contents, loader: 'ts', resolveDir: resolve(__dirname, '../../src/backends/sandbox') },
    bundle: true,
    external: ['@photostructure/sqlite'],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    outfile: path,
  });
  return path;
};

export const runScript = (path: string, args: readonly string[], nodeFlags: readonly string[]): Promise<ScriptResult> =>
  new Promise((done) => {
    const env = { ...process.env, NODE_PATH: resolve(__dirname, '../../node_modules') };
    const child = spawn(process.execPath, [...nodeFlags, path, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.on('close', (code) => done({ code, stdout }));
  });
