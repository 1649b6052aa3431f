/** This machine's memory, in one SQLite file of the user's own (0600): what was done, and the journal of runs. */
import { existsSync } from 'node:fs';
import type { Journal } from '../core/ports/journal.ts';
import type { State } from '../core/ports/state.ts';
import { type Database, migrate, openDatabase } from '../sqlite.ts';
import { migrations } from './schema.ts';
import { createState } from './state.ts';

/** The file that state and journal share. */
export interface Store {
  readonly path: string;
  /** Opened when it is first used, and made when something is first remembered. */
  readonly open: () => Database;
  /** Looks into the memory; where there is none, none is made. */
  readonly look: <T>(nothing: T, look: (database: Database) => T) => T;
  /** `act` runs before the file is closed. */
  readonly beforeClose: (act: () => void) => void;
  readonly close: () => void;
}

export interface Memory {
  /** Closing it closes the journal too, after what that still has to write. */
  readonly state: State;
  readonly journal: () => Promise<Journal>;
}

/** The memory at `path`. Every method of its parts fails as `openDatabase` and `migrate` do. */
export const openMemory = (path: string): Memory => {
  const store = createStore(path);
  let journal: Promise<Journal> | undefined;
  return {
    state: createState(store),
    journal: () => {
      journal ??= import('./journal.ts').then(({ createJournal }) => createJournal(store));
      return journal;
    },
  };
};

const createStore = (path: string): Store => {
  let opened: Database | undefined;
  const closing: (() => void)[] = [];
  const open = (): Database => {
    opened ??= openCurrent(path);
    return opened;
  };
  return {
    path,
    open,
    look: (nothing, look) => (opened !== undefined || existsSync(path) ? look(open()) : nothing),
    beforeClose: (act) => closing.push(act),
    close: () => {
      for (const act of closing) act();
      opened?.close();
    },
  };
};

const openCurrent = (path: string): Database => {
  const database = openDatabase(path);
  try {
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};
