/** Files that a command writes: new, whole, and for their owner only. */
import { constants } from 'node:fs';
import { access, link, lstat, open, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CspError } from '../core/errors.ts';
import type { NewId, OutFiles } from '../core/ports/environment.ts';

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_WRONLY, W_OK } = constants;

/** `newId` names the temporary file, which stands in the same directory until it is whole. */
export const createOutFiles = (newId: NewId): OutFiles => ({
  checkNew: async (path) => {
    const target = toTarget(path);
    const found = await lstat(target).catch(() => undefined);
    if (found !== undefined) throw new CspError('fileExists', { path: target });
    await access(dirname(target), W_OK).catch((error: NodeJS.ErrnoException) => {
      throw new CspError('storageFailed', { path: target, reason: error.code ?? error.message }, error);
    });
  },
  writeNew: async (path, text) => {
    const target = toTarget(path);
    const directory = dirname(target);
    const temporary = join(directory, `.${basename(target)}.${newId()}.tmp`);
    try {
      await writeWhole(temporary, text);
      try {
        // Unlike a rename, a link never replaces what is there, be it a file or a symbolic link.
        await link(temporary, target);
      } finally {
        await unlink(temporary);
      }
      await syncDirectory(directory);
      return target;
    } catch (error) {
      if (error instanceof CspError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new CspError('fileExists', { path: target }, error);
      throw new CspError('storageFailed', { path: target, reason: code ?? message }, error);
    }
  },
});

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

const writeWhole = async (path: string, text: string): Promise<void> => {
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await file.close();
  }
};

/** Makes the new name durable; Windows cannot open a directory and does not need it. */
const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
};
