/** Whether the rows of runs say what the chain says of them: whoever changes one by hand is found out. */
import type { Instant } from '../core/ports/environment.ts';
import { type Intent, type IntentChange, liveStates, type Run } from '../core/ports/journal.ts';
import type { ChainVerdict } from '../core/ports/state.ts';
import { newHash } from '../digest.ts';
import type { Database } from '../sqlite.ts';
import { readBody } from './chain.ts';
import { readIntentsAfter } from './intents.ts';
import { readRuns } from './runs.ts';

/** What a run is and has to do, as its first entry tells it. */
export interface RunContents extends Pick<Run, 'kind' | 'environment' | 'manifest' | 'source' | 'actor' | 'facts'> {
  /** Digest of all that its intents never change. */
  readonly intents: string;
}

export const contentsOf = (database: Database, run: Run): RunContents => {
  const { kind, environment, manifest, source, actor, facts } = run;
  return { kind, environment, manifest, source, actor, facts, intents: digestIntents(database, run.id) };
};

const pageSize = 1000;

const digestIntents = (database: Database, runId: string): string => {
  const hash = newHash('sha-256');
  for (let after = 0; ; after += pageSize) {
    const page = database.all<{ row: string }>(
      `SELECT json_array(number, claim, standing_run, standing_number, target, customer_id, customer_name, order_id, shown_as,
         lines, is_whole, facts) AS row
       FROM intent WHERE run = ? AND number > ? ORDER BY number LIMIT ?`,
      ...[runId, after, pageSize],
    );
    for (const { row } of page) hash.update(`${row}\n`);
    if (page.length < pageSize) return hash.digest('base64url');
  }
};

/** What the chain, itself sound, says of the runs' rows: the number of the first entry that they do not fit. */
export const checkRuns = (database: Database, events: number): ChainVerdict =>
  database.transaction(() => {
    const sql =
      "SELECT min(sequence) AS first FROM entry WHERE kind = 'run' AND environment NOT IN (SELECT id FROM run)";
    const lost = database.get<{ first: number | null }>(sql)?.first ?? null;
    const found = readRuns(database, 'true').map((run) => findMisfit(database, run, events + 1));
    const misfits = [lost, ...found].filter((sequence) => sequence !== null);
    return misfits.length === 0 ? { sound: true, events } : { sound: false, firstBad: Math.min(...misfits) };
  });

interface EntryRow {
  readonly sequence: number;
  readonly at: number;
  readonly body: string;
}

/** `none` for a run of which no entry tells. */
const findMisfit = (database: Database, run: Run, none: number): number | null => {
  const entriesOf = (kind: string): readonly EntryRow[] =>
    database.all(
      'SELECT sequence, at, body FROM entry WHERE environment = ? AND kind = ? ORDER BY sequence',
      run.id,
      kind,
    );
  const [created, ...later] = entriesOf('run');
  if (created === undefined) return none;
  if (
    created.at !== run.createdAt ||
    created.body !== JSON.stringify({ event: 'create', ...contentsOf(database, run) })
  ) {
    return created.sequence;
  }
  const finished = later.filter((row) => readBody<{ event: string }>(row).event === 'finish').at(-1);
  if (run.finishedAt !== (finished?.at ?? null)) return finished?.sequence ?? created.sequence;
  const told = new Map<number, Told>();
  for (const row of entriesOf('intent')) {
    const step = readBody<IntentChange>(row);
    const before = told.get(step.number);
    const sentAt = step.state === 'sent' ? row.at : null;
    const firstSentAt = before?.firstSentAt ?? sentAt;
    told.set(step.number, { ...before, ...step, at: row.at, sequence: row.sequence, firstSentAt });
  }
  for (let after = 0; ; after += pageSize) {
    const page = readIntentsAfter(database, run.id, undefined, after, pageSize);
    const misfit = page.find((intent) => !fits(intent, told.get(intent.number)));
    if (misfit !== undefined) return told.get(misfit.number)?.sequence ?? created.sequence;
    if (page.length < pageSize) return null;
  }
};

/** All that an intent's steps told, the later ones over the earlier. */
type Told = IntentChange & { readonly sequence: number; readonly firstSentAt: Instant | null };

const fits = (intent: Intent, told: Told | undefined): boolean => {
  if (told === undefined) {
    const isElsewhere = intent.standing !== null;
    return (isElsewhere ? ['elsewhere'] : ['ready', 'noop', 'refused']).includes(intent.state) && intent.epoch === 0;
  }
  const { state, requestId = null, cartId = null, evidence = null, orderIds = [] } = told;
  const failure = told.failure === undefined ? intent.failure : told.failure;
  return (
    intent.state === state &&
    intent.requestId === requestId &&
    intent.cartId === cartId &&
    intent.evidence === evidence &&
    intent.firstSentAt === told.firstSentAt &&
    intent.settledAt === (liveStates.some((live) => live === state) ? null : told.at) &&
    JSON.stringify([intent.orderIds, intent.failure]) === JSON.stringify([orderIds, failure])
  );
};
