/** Files that only their owner can read or replace: every folder above is checked, links are refused. */
import {
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CspError, isCspError } from '../../../core/errors.ts';

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_RDONLY, O_WRONLY } = constants;
const uid = process.getuid?.();

/**
 * The text at `path`; `undefined` when nothing is there. Fails with `tokenStoreRefused` when it is a link, someone
 * else's, or readable or replaceable by others, and with `storageFailed` for what the system says.
 */
export const readPrivate = (path: string): string | undefined =>
  guard(path, () => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    checkFolders(dirname(path));
    checkFile(path, found);
    const file = openSync(path, O_RDONLY | O_NOFOLLOW);
    try {
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  });

/**
 * Puts the text at `path` (0600), whole or not at all; its folder is made (0700). Only one process at a time may do so:
 * what a killed one left half-written is written over. Fails as `readPrivate` does.
 */
export const writePrivate = (path: string, text: string): void =>
  guard(path, () => {
    preparePrivateFolder(dirname(path));
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found !== undefined) checkIsOwn(path, found);
    const temporary = temporaryOf(path);
    rmSync(temporary, { force: true });
    const file = openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  });

/** Removes the file, or a link in its place, and what a killed process may have left of it. True when it was there. */
export const removePrivate = (path: string): boolean =>
  guard(path, () => {
    const wasThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    rmSync(temporaryOf(path), { force: true });
    rmSync(path, { force: true });
    return wasThere;
  });

/** Makes the folder (0700) with what is missing above it, and refuses one that others could tamper with. */
export const preparePrivateFolder = (folder: string): void =>
  guard(folder, () => {
    makeFolder(folder);
    const found = lstatSync(folder);
    if (found.isSymbolicLink()) throw refused(folder, 'symlink');
    if (uid !== undefined && found.uid !== uid) throw refused(folder, 'foreign');
    if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
    checkFolders(folder);
  });

const temporaryOf = (path: string): string => `${path}.new`;

const makeFolder = (folder: string): void => {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
};

const checkFile = (path: string, found: Stats): void => {
  checkIsOwn(path, found);
  if (uid !== undefined && (found.mode & 0o077) !== 0) throw refused(path, 'readable');
};

const checkIsOwn = (path: string, found: Stats): void => {
  if (found.isSymbolicLink()) throw refused(path, 'symlink');
  if (!found.isFile()) throw refused(path, 'notFile');
  if (uid !== undefined && found.uid !== uid) throw refused(path, 'foreign');
};

/** Whoever may write to a folder can put another in its place, unless it is like /tmp, where only owners may. */
const checkFolders = (folder: string): void => {
  if (uid === undefined) return;
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { mode, uid: owner } = lstatSync(at);
    if (owner !== uid && owner !== 0) throw refused(at, 'foreign');
    if ((mode & 0o022) !== 0 && (mode & 0o1000) === 0) throw refused(at, 'writable');
    if (dirname(at) === at) return;
  }
};

const refused = (path: string, reason: 'symlink' | 'notFile' | 'foreign' | 'readable' | 'writable'): CspError =>
  new CspError('tokenStoreRefused', { path, reason });

const guard = <T>(path: string, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    if (isCspError(error)) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CspError('storageFailed', { path, reason: code ?? message }, error);
  }
};
