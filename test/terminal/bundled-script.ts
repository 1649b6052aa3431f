/** Small programs over the real terminal code, bundled into a directory of their own and run as processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

export interface Bundled {
  readonly path: string;
  readonly remove: () => void;
}

/** Bundles TypeScript that imports from `./` as if it stood in `src/terminal`. */
export const bundleScript = async (contents: string): Promise<Bundled> => {
  const directory = mkdtempSync(join(tmpdir(), 'csp-terminal-'));
  const path = join(directory, 'script.cjs');
  await build({
    stdin: { contents, loader: 'ts', resolveDir: resolve(__dirname, '../../src/terminal') },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    outfile: path,
  });
  return { path, remove: () => rmSync(directory, { recursive: true }) };
};
