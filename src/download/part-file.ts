/** A file that is not whole yet, beside the name that it will get. */
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, lstat, open, rename, statfs, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CspError, isCspError } from '../core/errors.ts';
import { newHash, sha256 } from '../digest.ts';
import { type RemoteFile, unusable } from './remote-file.ts';

export interface PartFile {
  readonly path: string;
  /** Bytes that are there already. */
  readonly size: number;
  write(bytes: Uint8Array, at: number): Promise<void>;
  /** How many there are now. */
  bytes(): Promise<number>;
  /** Fails with `answerUnusable`, and removes the file, when it is not what its checksum says. `goOn` may throw meanwhile. */
  verify(goOn: () => void): Promise<void>;
  /** Gives the file its name, and never takes that of another (`fileExists`). */
  finish(): Promise<void>;
  close(): Promise<void>;
}

const { O_CREAT, O_NOFOLLOW = 0, O_RDWR } = constants;

/**
 * Opens what an earlier run left of this very version of the file, which the name tells by its ETag, or begins. Fails with
 * `fileExists`, and with `storageFailed` also where the rest will not fit on the disk.
 */
export const openPartFile = async (target: string, { etag, bytes, checksum }: RemoteFile): Promise<PartFile> => {
  const version = sha256(JSON.stringify([etag, bytes]))
    .toString('hex')
    .slice(0, 12);
  const path = `${target}.${version}.part`;
  const found = await stored(target, () => lstat(target).catch(ignoreMissing));
  if (found !== undefined) throw new CspError('fileExists', { path: target });
  const file = await stored(path, () => open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600));
  try {
    const size = await stored(path, async () => sizeOf(file, etag === null ? 0 : bytes));
    await stored(path, () => requireSpace(path, bytes - size));
    return {
      path,
      size,
      write: (chunk, at) => stored(path, () => writeAll(file, chunk, at)),
      bytes: () => stored(path, async () => (await file.stat()).size),
      verify: async (goOn) => {
        if (checksum === null) return;
        const hash = newHash(checksum.kind);
        for await (const chunk of createReadStream(path)) {
          goOn();
          hash.update(chunk as Uint8Array);
        }
        if (hash.digest('base64') === checksum.base64) return;
        await stored(path, () => unlink(path));
        throw unusable(`the file does not have its ${checksum.kind}`);
      },
      finish: () =>
        stored(target, async () => {
          await file.sync();
          // The name is taken first, so that the rename, unlike a link known to every file system, replaces nothing else.
          await (await open(target, 'wx', 0o600)).close();
          await rename(path, target);
        }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};

/** What cannot be gone on with is emptied. */
const sizeOf = async (file: FileHandle, most: number): Promise<number> => {
  const { size } = await file.stat();
  if (size > 0 && size <= most) return size;
  await file.truncate(0);
  return 0;
};

const requireSpace = async (path: string, needed: number): Promise<void> => {
  const { bavail, bsize } = await statfs(dirname(path));
  if (needed <= bavail * bsize) return;
  const reason = `ENOSPC: ${needed} > ${bavail * bsize} B`;
  throw new CspError('storageFailed', { path, reason });
};

const writeAll = async (file: FileHandle, bytes: Uint8Array, at: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
};

const ignoreMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};

/** What the disk says, as a failure of ours. */
export const stored = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (isCspError(error)) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CspError('fileExists', { path }, error);
    throw new CspError('storageFailed', { path, reason: code ?? message }, error);
  }
};
