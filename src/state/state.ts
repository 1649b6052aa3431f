/** This machine's memory, in one SQLite file of the user's own (0600). */
import { existsSync } from 'node:fs';
import type { State } from '../core/ports/state.ts';
import { type Database, migrate, openDatabase } from '../sqlite.ts';
import { archiveRecords, readArchive } from './activity-archive.ts';
import { appendEntry, verifyChain } from './chain.ts';
import { eventEntry, readEvents } from './events.ts';
import { migrations } from './schema.ts';

/**
 * The memory at `path`, opened when it is first used and made when something is first remembered: looking into a memory
 * that is not there makes none. Every method fails as `openDatabase` and `migrate` do.
 */
export const createState = ({ path }: { readonly path: string }): State => {
  let opened: Database | undefined;
  const open = (): Database => {
    opened ??= openState(path);
    return opened;
  };
  const read = <T>(nothing: T, look: (database: Database) => T): T =>
    opened !== undefined || existsSync(path) ? look(open()) : nothing;
  return {
    record: async (event) => {
      const entry = eventEntry(event);
      return open().transaction(() => appendEntry(open(), entry));
    },
    recordUnless: async (event, filter, findStanding) => {
      const entry = eventEntry(event);
      return open().transaction(() => {
        const standing = findStanding(readEvents(open(), event.environment, filter));
        if (standing === undefined) appendEntry(open(), entry);
        return standing;
      });
    },
    listEvents: async (environment, filter) => read([], (database) => readEvents(database, environment, filter)),
    archiveAuditRecords: async (environment, records) => archiveRecords(open(), environment, records),
    listArchivedAuditRecords: async (environment, range) =>
      read([], (database) => readArchive(database, environment, range)),
    verify: async () => read({ sound: true, events: 0 }, verifyChain),
    close: async () => opened?.close(),
  };
};

const openState = (path: string): Database => {
  const database = openDatabase(path);
  try {
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};
