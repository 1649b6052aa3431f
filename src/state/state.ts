/** What was done on this machine and what the service says of it, over the memory's file. */
import type { EventFilter, RecordedEvent, State } from '../core/ports/state.ts';
import type { Database } from '../sqlite.ts';
import { archiveRecords, readArchive } from './activity-archive.ts';
import { appendEntry, verifyChain } from './chain.ts';
import { eventEntry, readEvents } from './events.ts';
import type { Store } from './memory.ts';
import { readRunEvents } from './run-events.ts';

/** Every method fails as `openMemory` tells. */
export const createState = ({ open, look, close }: Store): State => ({
  record: async (event) => {
    const entry = eventEntry(event);
    return open().transaction(() => appendEntry(open(), entry));
  },
  recordUnless: async (event, filter, findStanding) => {
    const entry = eventEntry(event);
    return open().transaction(() => {
      const standing = findStanding(readAll(open(), event.environment, filter));
      if (standing === undefined) appendEntry(open(), entry);
      return standing;
    });
  },
  listEvents: async (environment, filter) => look([], (database) => readAll(database, environment, filter)),
  archiveAuditRecords: async (environment, records) => archiveRecords(open(), environment, records),
  listArchivedAuditRecords: async (environment, range) =>
    look([], (database) => readArchive(database, environment, range)),
  verify: async () => {
    const { checkRuns } = await import('./run-check.ts');
    return look({ sound: true, events: 0 }, (database) => {
      const verdict = verifyChain(database);
      return verdict.sound ? checkRuns(database, verdict.events) : verdict;
    });
  },
  close: async () => close(),
});

/** What single commands did and what runs did, in the order of time. */
const readAll = (database: Database, environment: string, filter: EventFilter): readonly RecordedEvent[] => {
  const single = readEvents(database, environment, filter);
  const ofRuns = readRunEvents(database, environment, filter);
  if (ofRuns.length === 0) return single;
  return [...single, ...ofRuns].sort((a, b) => a.at - b.at || a.sequence - b.sequence);
};
