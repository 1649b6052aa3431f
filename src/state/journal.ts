/** The journal of runs over the memory's file. */
import { dirname, join } from 'node:path';
import type { Journal, NewIntent, NewRun, RunLine } from '../core/ports/journal.ts';
import { sha256 } from '../digest.ts';
import { type Database, tryFileLock } from '../sqlite.ts';
import { nextSequence } from './chain.ts';
import { createCommitGroup } from './commit-group.ts';
import { advanceIntent, countIntents, insertIntent, noIntents, readIntent, readIntentsAfter } from './intents.ts';
import type { Store } from './memory.ts';
import { contentsOf } from './run-check.ts';
import { countLines, deleteLines, insertLines, readLinesAfter } from './run-lines.ts';
import {
  appendRunEntry,
  findById,
  findByManifest,
  findUnfinishedBySource,
  finishRun,
  insertRun,
  readRuns,
  takeUp,
} from './runs.ts';

/** Locks are files in `runs` beside the memory. They stay: taking one away could let two processes hold it. */
export const createJournal = ({ path, open, look, beforeClose }: Store): Journal => {
  const steps = createCommitGroup(open);
  beforeClose(steps.flush);
  return {
    tryLock: async (name) => {
      const lock = tryFileLock(join(dirname(path), 'runs', `${sha256(name).toString('hex').slice(0, 32)}.lock`));
      return lock && { release: () => lock.close() };
    },
    findRun: async (environment, kind, manifest) =>
      look(undefined, (database) => findByManifest(database, environment, kind, manifest)),
    findUnfinished: async (environment, kind, source) =>
      look(undefined, (database) => findUnfinishedBySource(database, environment, kind, source)),
    getRun: async (id) => look(undefined, (database) => findById(database, id)),
    listRuns: async (environment) =>
      look([], (database) =>
        environment === null ? readRuns(database, 'true') : readRuns(database, 'environment = ?', environment),
      ),
    createRun: async (run, intents, lines) => open().transaction(() => createRun(open(), run, intents, lines)),
    replaceLines: async (runId, lines) =>
      open().transaction(() => {
        deleteLines(open(), runId);
        insertLines(open(), runId, lines);
      }),
    begin: async (runId, by) => open().transaction(() => takeUp(open(), runId, by)),
    advance: (runId, change) => steps.commit((database) => advanceIntent(database, runId, change)),
    finish: async (runId, at) => open().transaction(() => finishRun(open(), runId, at)),
    getIntent: async (runId, number) => look(undefined, (database) => readIntent(database, runId, number)),
    listIntents: (runId, states) =>
      readPages(
        (after, limit) => look([], (database) => readIntentsAfter(database, runId, states, after, limit)),
        ({ number }) => number,
      ),
    listLines: (runId) =>
      readPages(
        (after, limit) => look([], (database) => readLinesAfter(database, runId, after, limit)),
        ({ line }) => line,
      ),
    countStates: async (runId) => look(noIntents, (database) => countIntents(database, runId)),
    countLines: async (runId) => look(0, (database) => countLines(database, runId)),
  };
};

/** The chain tells of it last, by a digest over all that was stored. */
const createRun = (database: Database, run: NewRun, intents: Iterable<NewIntent>, lines: Iterable<RunLine>): void => {
  insertRun(database, run);
  const entry = nextSequence(database);
  let number = 0;
  for (const intent of intents) {
    number += 1;
    insertIntent(database, run, number, intent, entry);
  }
  insertLines(database, run.id, lines);
  for (const stored of readRuns(database, 'id = ?', run.id)) {
    appendRunEntry(database, run.id, run.createdAt, { event: 'create', ...contentsOf(database, stored) });
  }
};

/** Few: rows that live while hundreds of others are worked on would be collected late, and the heap would grow. */
const pageSize = 50;

/** Page by page, each beginning after the key of the last row of the one before. */
async function* readPages<Row>(
  readAfter: (after: number, limit: number) => readonly Row[],
  keyOf: (row: Row) => number,
): AsyncGenerator<Row> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = readAfter(after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = keyOf(last);
  }
}
