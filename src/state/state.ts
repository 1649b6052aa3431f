/** What was done on this machine and what the service says of it, over the memory's file. */
import type { RecordedEvent, State } from '../core/ports/state.ts';
import type { Database } from '../sqlite.ts';
import { archiveRecords, readArchive } from './activity-archive.ts';
import { appendEntry, verifyChain } from './chain.ts';
import { eventEntry, readEvents } from './events.ts';
import type { Store } from './memory.ts';

/** Every method fails as `openMemory` tells. */
export const createState = ({ open, look, close }: Store): State => ({
  record: async (event) => {
    const entry = eventEntry(event);
    return open().transaction(() => appendEntry(open(), entry));
  },
  listEvents: async (environment, filter) => {
    const single = look([], (database) => readEvents(database, environment, filter));
    // Every list of software asks, and most memories have no runs.
    if (!look(false, hasRuns)) return single;
    const { readRunEvents } = await import('./run-events.ts');
    return inTime(
      single,
      look([], (database) => readRunEvents(database, environment, filter)),
    );
  },
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

const hasRuns = (database: Database): boolean => database.get('SELECT 1 FROM run LIMIT 1') !== undefined;

/** What single commands did and what runs did, in the order of time. */
const inTime = (single: readonly RecordedEvent[], ofRuns: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  ofRuns.length === 0 ? single : [...single, ...ofRuns].sort((a, b) => a.at - b.at || a.sequence - b.sequence);
