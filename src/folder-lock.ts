/** One writer of a folder at a time, where the files in it have no lock of their own. */
import { join } from 'node:path';
import { openDatabase } from './sqlite.ts';

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
