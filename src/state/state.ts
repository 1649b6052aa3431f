/** This machine's memory, in one SQLite file of the user's own (0600). */
import type { State } from '../core/ports/state.ts';
import { migrate, openDatabase } from '../sqlite.ts';
import { archiveRecords, readArchive } from './activity-archive.ts';
import { appendEntry, verifyChain } from './chain.ts';
import { eventEntry, readEvents } from './events.ts';
import { migrations } from './schema.ts';

/** Opens the memory at `path`, made on first use. Fails as `openDatabase` and `migrate` do. */
export const createState = ({ path }: { readonly path: string }): State => {
  const database = openDatabase(path);
  try {
    migrate(database, migrations);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    record: async (event) => {
      const entry = eventEntry(event);
      return database.transaction(() => appendEntry(database, entry));
    },
    listEvents: async (environment, filter) => readEvents(database, environment, filter),
    archiveAuditRecords: async (environment, records) => archiveRecords(database, environment, records),
    listArchivedAuditRecords: async (environment, range) => readArchive(database, environment, range),
    verify: async () => verifyChain(database),
    close: async () => database.close(),
  };
};
