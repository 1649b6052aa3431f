/** Group commit: what is to be written at the same time shares one transaction, and so one wait for the disk. */
import type { Database } from '../sqlite.ts';

export interface CommitGroup {
  /** Runs `write` in the group's transaction; resolves when that is on disk. When it fails, all of the group fail alike. */
  readonly commit: (write: (database: Database) => void) => Promise<void>;
  /** Writes now what still waits. */
  readonly flush: () => void;
}

interface Waiting {
  readonly write: (database: Database) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export const createCommitGroup = (open: () => Database): CommitGroup => {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      const database = open();
      database.transaction(() => {
        for (const { write } of group) write(database);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { resolve } of group) resolve();
  };
  return {
    commit: (write) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ write, resolve, reject });
      }),
    flush,
  };
};
