/** Runs as rows, and what the chain says of them: made, taken up, finished. */
import type { Instant } from '../core/ports/environment.ts';
import type { NewRun, Run, RunKind } from '../core/ports/journal.ts';
import type { Database, SqlValue } from '../sqlite.ts';
import { appendEntry } from './chain.ts';
import { factsWithoutSecrets } from './without-secrets.ts';

interface RunRow extends Omit<Run, 'facts'> {
  readonly facts: string;
}

/** Runs that fit `condition`, an SQL term, newest first: as they were begun, for the service's clock tells seconds only. */
export const readRuns = (database: Database, condition: string, ...values: readonly SqlValue[]): readonly Run[] =>
  database
    .all<RunRow>(
      `SELECT id, kind, environment, manifest, source, actor, created_at AS createdAt, finished_at AS finishedAt, pid,
         correlation_id AS correlationId, facts
       FROM run WHERE ${condition} ORDER BY rowid DESC`,
      ...values,
    )
    .map((row) => ({ ...row, facts: JSON.parse(row.facts) as Run['facts'] }));

export const findByManifest = (database: Database, environment: string, kind: RunKind, manifest: string) =>
  readRuns(database, 'environment = ? AND kind = ? AND manifest = ?', environment, kind, manifest)[0];

export const findUnfinishedBySource = (database: Database, environment: string, kind: RunKind, source: string) =>
  readRuns(
    database,
    'environment = ? AND kind = ? AND source = ? AND finished_at IS NULL',
    environment,
    kind,
    source,
  )[0];

/** The only run whose id begins so. */
export const findById = (database: Database, beginning: string): Run | undefined => {
  const [run, another] = readRuns(database, 'substr(id, 1, ?) = ?', beginning.length, beginning);
  return beginning === '' || another !== undefined ? undefined : run;
};

export const insertRun = (database: Database, run: NewRun): void => {
  const { id, kind, environment, manifest, source, actor, createdAt } = run;
  database.run(
    `INSERT INTO run (id, kind, environment, manifest, source, actor, created_at, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, kind, environment, manifest, source, actor, createdAt, factsWithoutSecrets(run.facts, [])],
  );
};

export const takeUp = (
  database: Database,
  runId: string,
  { pid, correlationId, at }: { readonly pid: number; readonly correlationId: string | null; readonly at: Instant },
): void => {
  database.run('UPDATE run SET pid = ?, correlation_id = ? WHERE id = ?', pid, correlationId, runId);
  appendRunEntry(database, runId, at, { event: 'begin', pid, correlationId });
};

export const finishRun = (database: Database, runId: string, at: Instant): void => {
  database.run('UPDATE run SET finished_at = ? WHERE id = ?', at, runId);
  appendRunEntry(database, runId, at, { event: 'finish' });
};

/** Under the run's own short id: 100,000 entries with the environment's long name would take 9 MB more. */
export const appendRunEntry = (database: Database, runId: string, at: Instant, body: object): number =>
  appendEntry(database, { environment: runId, kind: 'run', at, recordId: null, body: JSON.stringify(body) });
