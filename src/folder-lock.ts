/** One writer of a folder at a time, where the files in it have no lock of their own. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CspError } from './core/errors.ts';
import type { Clock } from './core/ports/environment.ts';
import { openDatabase, tryFileLock } from './sqlite.ts';

/**
 * Runs `act` while no other process is inside the same folder. The lock is SQLite's, on an empty database: the system
 * frees it when its holder dies, so the file that stays behind means nothing. Fails with `busy` after ten seconds.
 */
export const withFolderLock = <T>(folder: string, act: () => T): T => {
  const lock = openDatabase(join(folder, '.lock'));
  try {
    return lock.transaction(act);
  } finally {
    lock.close();
  }
};

const patienceMs = 60_000;
const pauseMs = 25;

/**
 * The same for work that waits for others, such as a sign-in host: this process goes on with other things until its
 * turn comes. The last one to need the lock takes its file away. Fails with `busy` after a minute.
 */
export const withFileLock = async <T>(
  path: string,
  clock: Clock,
  act: () => Promise<T>,
  isLast = false,
): Promise<T> => {
  const lock = await takeLock(path, clock, clock.now() + patienceMs);
  try {
    return await act();
  } finally {
    if (isLast) removeFile(path);
    lock.close();
  }
};

/** Windows does not remove an open file; then it stays, and means nothing. */
const removeFile = (path: string): void => {
  try {
    rmSync(path);
  } catch {
    return;
  }
};

const takeLock = async (path: string, clock: Clock, until: number): Promise<{ close(): void }> => {
  for (;;) {
    const taken = tryFileLock(path);
    if (taken !== undefined) return taken;
    if (clock.now() >= until) throw new CspError('busy', { path });
    await clock.sleep(pauseMs);
  }
};
