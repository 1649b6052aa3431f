/** The service's audit records, kept past the time that the service keeps them; each is stored once. */
import type { AuditRecord } from '../core/ports/audit.ts';
import type { AuditRange } from '../core/rules/audit-range.ts';
import type { Database } from '../sqlite.ts';
import { appendEntry, readBody } from './chain.ts';
import { namesSecret, withoutSecrets } from './without-secrets.ts';

const kind = 'audit-record';

/** Stores what is not stored yet, all or nothing; returns how many records were new. */
export const archiveRecords = (database: Database, environment: string, records: readonly AuditRecord[]): number =>
  database.transaction(() => {
    let added = 0;
    for (const { id, at, ...rest } of records) {
      if (database.get('SELECT 1 FROM entry WHERE environment = ? AND record_id = ?', environment, id)) continue;
      const body = JSON.stringify({ ...rest, details: rest.details.map((detail) => censor(detail, rest.orderId)) });
      appendEntry(database, { environment, kind, at, recordId: id, body });
      added += 1;
    }
    return added;
  });

/** A secret that the service itself wrote down is left out; the record stays. */
const censor = (
  { key, value }: AuditRecord['details'][number],
  orderId: string | null,
): AuditRecord['details'][number] => ({
  key,
  value: value === null ? null : namesSecret(key) ? '[secret]' : withoutSecrets(value, [orderId]),
});

/** Archived records in a range, both ends included, oldest first. */
export const readArchive = (database: Database, environment: string, range: AuditRange): readonly AuditRecord[] =>
  database
    .all<{ readonly sequence: number; readonly id: string; readonly at: number; readonly body: string }>(
      `SELECT sequence, record_id AS id, at, body FROM entry
       WHERE environment = ? AND kind = ? AND at BETWEEN ? AND ? ORDER BY at, sequence`,
      environment,
      kind,
      range.from,
      range.to,
    )
    .map((row) => ({ ...readBody<Omit<AuditRecord, 'id' | 'at'>>(row), id: row.id, at: row.at }));
