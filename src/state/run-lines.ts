/** The lines of a run's input, each with the intent that it became. */
import type { JournaledLine, RunLine } from '../core/ports/journal.ts';
import type { Database } from '../sqlite.ts';
import { type IntentRow, intentColumns, toIntent } from './intents.ts';

export const insertLines = (database: Database, runId: string, lines: Iterable<RunLine>): void => {
  for (const { line, number, orderLine, key } of lines) {
    database.run('INSERT INTO line VALUES (?, ?, ?, ?, ?)', runId, line, number, orderLine, key);
  }
};

export const deleteLines = (database: Database, runId: string): void => {
  database.run('DELETE FROM line WHERE run = ?', runId);
};

export const countLines = (database: Database, runId: string): number =>
  database.get<{ count: number }>('SELECT count(*) AS count FROM line WHERE run = ?', runId)?.count ?? 0;

/** The next lines after one, in their order. */
export const readLinesAfter = (
  database: Database,
  runId: string,
  after: number,
  limit: number,
): readonly JournaledLine[] =>
  database
    .all<IntentRow & { readonly line: number; readonly orderLine: number | null; readonly key: string }>(
      `SELECT line, order_line AS orderLine, key, ${intentColumns} FROM line JOIN intent ON intent.run = line.run AND intent.number = line.number
       WHERE line.run = ? AND line > ? ORDER BY line LIMIT ?`,
      ...[runId, after, limit],
    )
    .map(({ line, orderLine, key, ...row }) => ({ line, orderLine, key, intent: toIntent(row) }));
