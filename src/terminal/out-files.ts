/** Files that a command writes: whole, for their owner only, and never over a file that is somebody else's. */
import { constants } from 'node:fs';
import { access, appendFile, link, lstat, mkdir, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CspError } from '../core/errors.ts';
import type { NewId, OutFiles } from '../core/ports/environment.ts';

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_RDONLY, O_WRONLY, W_OK } = constants;

type Pieces = Iterable<string> | AsyncIterable<string>;

/**
 * `newId` names the temporary file, which stands in the same directory until it is whole. `jobPage` is the file that the
 * steps of a CI job append to, where there is one.
 */
export const createOutFiles = (newId: NewId, jobPage?: string): OutFiles => {
  const isJobPage = (target: string): boolean => Boolean(jobPage) && target === resolve(jobPage ?? '');
  const write = (path: string, pieces: Pieces, put: (temporary: string, target: string) => Promise<void>) => {
    const target = toTarget(path);
    return guarded(target, async () => {
      const directory = dirname(target);
      const temporary = join(directory, `.${basename(target)}.${newId()}.tmp`);
      await writeWhole(temporary, pieces);
      try {
        await put(temporary, target);
      } catch (error) {
        await unlink(temporary);
        throw error;
      }
      await syncDirectory(directory);
    });
  };
  return {
    checkNew: async (path) => {
      const target = toTarget(path);
      if (await isThere(target)) throw new CspError('fileExists', { path: target });
      await checkFolder(target);
    },
    writeNew: (path, text) => write(path, [text], putNew),
    checkReport: async (path, isOwn) => {
      const target = toTarget(path);
      if (!isJobPage(target)) await findEarlier(target, isOwn);
      await checkFolder(target);
    },
    writeReport: async (path, pieces, isOwn) => {
      const target = toTarget(path);
      if (isJobPage(target)) return guarded(target, () => append(target, pieces));
      const hasEarlier = await findEarlier(target, isOwn);
      return write(path, pieces, hasEarlier ? rename : putNew);
    },
    makeFolder: (path) => {
      const target = toTarget(path);
      return guarded(target, async () => {
        await mkdir(target, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
          const isFolder = error.code === 'EEXIST' && (await lstat(target)).isDirectory();
          if (!isFolder) throw error;
        });
      });
    },
  };
};

/** Unlike a rename, a link never replaces what is there, be it a file or a symbolic link. */
const putNew = async (temporary: string, target: string): Promise<void> => {
  await link(temporary, target);
  await unlink(temporary);
};

/** Answers the path; what the system says becomes `fileExists` or `storageFailed`. */
const guarded = async (target: string, act: () => Promise<void>): Promise<string> => {
  try {
    await act();
    return target;
  } catch (error) {
    if (error instanceof CspError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CspError('fileExists', { path: target }, error);
    throw new CspError('storageFailed', { path: target, reason: code ?? message }, error);
  }
};

/** A relative path leads nowhere once the working folder has been deleted. */
const toTarget = (path: string): string => {
  try {
    return resolve(path);
  } catch (error) {
    throw new CspError(
      'storageFailed',
      { path, reason: (error as NodeJS.ErrnoException).code ?? String(error) },
      error,
    );
  }
};

const isThere = async (target: string): Promise<boolean> => (await lstat(target).catch(() => undefined)) !== undefined;

const checkFolder = async (target: string): Promise<void> => {
  await access(dirname(target), W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new CspError('storageFailed', { path: target, reason: error.code ?? error.message }, error);
  });
};

/** As much of a file as tells whose it is. */
const beginningBytes = 65_536;

/** Whether an earlier report is there. Fails with `fileExists` when something else is, be it an empty file. */
const findEarlier = async (target: string, isOwn: (beginning: string) => boolean): Promise<boolean> => {
  if (!(await isThere(target))) return false;
  const beginning = await readBeginning(target).catch(() => undefined);
  if (beginning === undefined || !isOwn(beginning)) throw new CspError('fileExists', { path: target });
  return true;
};

const readBeginning = async (path: string): Promise<string | undefined> => {
  if (!(await lstat(path)).isFile()) return undefined;
  const file = await open(path, O_RDONLY | O_NOFOLLOW);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};

const writeWhole = async (path: string, pieces: Pieces): Promise<void> => {
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(pieces);
    await file.sync();
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await file.close();
  }
};

/** In one write, so that what other steps append stands before or behind it. */
const append = async (path: string, pieces: Pieces): Promise<void> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  await appendFile(path, text, { mode: 0o600, flush: true });
};

/** Makes the new name durable; Windows cannot open a directory and does not need it. */
const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
};
