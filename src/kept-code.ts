/**
 * V8's compiled code of the program, kept for the next run of the same command. It is run as it is, so it lies in the
 * platform's cache folder, in files of this very user below folders that nobody else may write to, and nowhere near the
 * state folder, which people share between jobs. In a CI job none is read or kept: what lies there came from elsewhere.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { cacheFolder, directories, type Environment, findHome } from './directories.ts';
import { isCiJob } from './is-ci-job.ts';
import { makeFolder } from './make-folder.ts';

export interface KeptCode {
  /** None when it is not there or not sound; what is not sound is removed. Never throws. */
  read(): Buffer | undefined;
  /** Whole or not at all. Never throws: a cache that cannot be written is no failure. */
  write(code: Buffer): void;
  /** For what V8 refuses. Never throws. */
  remove(): void;
}

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_RDONLY, O_WRONLY } = constants;
const uid = process.getuid?.();

/** `build` is the digest of the program, `name` that of the file. `undefined` where no code may be kept. */
export const openKeptCode = (env: Environment, build: string, name: string): KeptCode | undefined => {
  const folder = codeFolder(env);
  if (folder === undefined) return undefined;
  const path = join(folder, `${build}-${process.version}-${process.arch}`, `${name}.code`);
  const head = headOf(build, name);
  const remove = (): void => quietly(() => rmSync(path, { force: true }));
  return {
    read: () => {
      try {
        if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
        const code = isTrusted(dirname(path)) ? readSound(path, head) : undefined;
        if (code !== undefined) return code;
      } catch {
        // A link, a folder, or another's.
      }
      remove();
      return undefined;
    },
    write: (code) => quietly(() => write(path, build, [head, code, code])),
    remove,
  };
};

/** None in a CI job, with the rights of another user, without a home, and where the state folder holds the cache folder. */
const codeFolder = (env: Environment): string | undefined => {
  if (isCiJob(env) || process.geteuid?.() !== uid) return undefined;
  const home = findHome();
  const cache = cacheFolder(env, process.platform, home);
  const { state } = directories(env, process.platform, home);
  return cache === undefined || (state !== undefined && `${cache}${sep}`.startsWith(`${state}${sep}`))
    ? undefined
    : join(cache, 'code');
};

/**
 * The code stands there twice, and counts where both are alike: every bit is checked, by the fastest comparison that there
 * is. Node's own checksums take a millisecond and a half to load, and V8 crashes on code that a failing disk has changed.
 */
const readSound = (path: string, head: Buffer): Buffer | undefined => {
  const file = openSync(path, O_RDONLY | O_NOFOLLOW);
  try {
    const found = fstatSync(file);
    const isOwn = uid === undefined || (found.uid === uid && (found.mode & 0o077) === 0);
    if (!found.isFile() || !isOwn) return undefined;
    const bytes = readFileSync(file);
    const middle = head.length + (bytes.length - head.length) / 2;
    if (!Number.isInteger(middle) || !bytes.subarray(0, head.length).equals(head)) return undefined;
    const code = bytes.subarray(head.length, middle);
    return code.length > 0 && code.equals(bytes.subarray(middle)) ? code : undefined;
  } finally {
    closeSync(file);
  }
};

/** Says of which program, Node and command it is. V8 reads code fastest where it begins at a multiple of eight bytes. */
const headOf = (build: string, name: string): Buffer => {
  const text = `csp code 2 ${build} ${process.version} ${process.arch} ${name}\n`;
  return Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8, '\n'));
};

/** Whoever may write to a folder above can put another file there, unless it is like /tmp, where only owners may. */
const isTrusted = (folder: string): boolean => {
  if (uid === undefined) return true;
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { mode, uid: owner } = lstatSync(at);
    if (owner !== uid && owner !== 0) return false;
    if ((mode & 0o022) !== 0 && (mode & 0o1000) === 0) return false;
    if (dirname(at) === at) return true;
  }
};

/** What earlier builds left goes, and so does what a run that was killed has left. */
const write = (path: string, build: string, parts: readonly Buffer[]): void => {
  const folder = dirname(path);
  if (!isTrusted(nearest(folder))) return;
  makeFolder(folder);
  if (!isTrusted(folder)) return;
  const temporary = `${path}.${process.pid}`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    writeFileSync(file, Buffer.concat(parts), { flush: true });
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(`${build}-`)) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
  for (const name of readdirSync(folder)) if (!name.endsWith('.code')) rmSync(join(folder, name), { force: true });
};

/** The folder itself, or the first one above it that is there. */
const nearest = (folder: string): string =>
  lstatSync(folder, { throwIfNoEntry: false }) === undefined && dirname(folder) !== folder
    ? nearest(dirname(folder))
    : folder;

const quietly = (act: () => void): void => {
  try {
    act();
  } catch {
    return;
  }
};
