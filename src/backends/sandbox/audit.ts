/** The activity log: who bought, cancelled, took a key or a link. */
import type { AuditFilter, AuditRecord } from '../../core/ports/audit.ts';
import type { Instant } from '../../core/ports/environment.ts';
import type { AuditRange } from '../../core/rules/audit-range.ts';
import { sandboxNow } from './clock.ts';
import { readIdentity, requireRole } from './identity.ts';
import type { World } from './open-world.ts';

export interface AuditEntry {
  readonly operationType: 'create_order' | 'update_order' | 'get_software_key' | 'get_software_download_link';
  readonly customerId: string;
  readonly orderId: string;
  /** `null` for what concerns the order as a whole. */
  readonly line: number | null;
  readonly requestId: string;
  readonly details: { readonly [key: string]: string };
}

/** Call it inside the transaction of what it records. */
export const recordAudit = (world: World, at: Instant, entry: AuditEntry): void => {
  const { userPrincipalName } = readIdentity(world);
  world.database.run(
    `INSERT INTO audit_record
       (id, at, user_principal_name, customer_id, operation_type, order_id, line, correlation_id, details)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[world.newId(), at, userPrincipalName, entry.customerId, entry.operationType],
    ...[entry.orderId, entry.line, entry.requestId, JSON.stringify(entry.details)],
  );
};

interface AuditRow extends Omit<AuditRecord, 'details' | 'operationStatus'> {
  readonly number: number;
  readonly details: string;
}

/** The service forgets what is older than 90 days. */
const keptMs = 90 * 86_400_000;

/** A page at a time: an open cursor would keep other processes from writing. */
const pageSize = 500;

export async function* listAuditRecords(
  world: World,
  range: AuditRange,
  filter: AuditFilter,
): AsyncGenerator<AuditRecord> {
  requireRole(world, 'activity');
  const now = sandboxNow(world);
  const to = Math.min(range.to, now);
  let last = { at: Math.max(range.from, now - keptMs), number: 0 };
  for (;;) {
    const rows = readPage(world, last, to, filter.customerId ?? null);
    for (const row of rows) yield toAuditRecord(row);
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageSize) return;
    last = end;
  }
}

const readPage = (
  { database }: World,
  after: Pick<AuditRow, 'at' | 'number'>,
  to: Instant,
  customerId: string | null,
) =>
  database.all<AuditRow>(
    `SELECT a.number, a.id, a.at, a.user_principal_name AS userPrincipalName, a.customer_id AS customerId,
            c.name AS customerName, a.operation_type AS operationType, a.order_id AS orderId, a.line,
            a.correlation_id AS correlationId, a.details
       FROM audit_record a JOIN customer c ON c.id = a.customer_id
      WHERE (a.at, a.number) > (?, ?) AND a.at <= ? AND a.customer_id = coalesce(?, a.customer_id)
      ORDER BY a.at, a.number
      LIMIT ${pageSize}`,
    ...[after.at, after.number, to, customerId?.toLowerCase() ?? null],
  );

const toAuditRecord = ({ number: _, details, ...row }: AuditRow): AuditRecord => ({
  ...row,
  operationStatus: 'succeeded',
  details: Object.entries(JSON.parse(details) as AuditEntry['details']).map(([key, value]) => ({ key, value })),
});
