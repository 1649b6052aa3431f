/** Who took keys and links, bought and cancelled, in a date range: the service's audit records and what this machine knows of them. */
import type { AuditRecord } from '../ports/audit.ts';
import { type ActivityEvent, eventOf } from '../rules/activity-event.ts';
import type { AuditRange } from '../rules/audit-range.ts';
import { correlationFact, type Partner, requireRole } from './partner.ts';

export interface Activity {
  readonly record: AuditRecord;
  readonly event: ActivityEvent | null;
  /** What this machine wrote down about the same request: reason, ticket, and the like. */
  readonly facts: { readonly [name: string]: string };
  /** True for a record that the service no longer keeps; this machine's archive has it. */
  readonly isArchived: boolean;
}

export interface ActivityFilter {
  readonly range: AuditRange;
  readonly customerId: string | undefined;
  readonly user: string | undefined;
  readonly orderId: string | undefined;
  /** `null` means every event, also those that have no name here. */
  readonly events: readonly ActivityEvent[] | null;
}

/**
 * Activity in a range, both ends included, oldest first: the service's records, and what this machine archived of those that
 * the service no longer keeps. Fails with `roleMissing`.
 */
export async function* listActivity(partner: Partner, filter: ActivityFilter): AsyncGenerator<Activity> {
  await requireRole(partner, 'activity');
  const factsOf = await readFacts(partner, filter.range);
  const asked = filter.customerId === undefined ? {} : { customerId: filter.customerId };
  const archive = await partner.state.listArchivedAuditRecords(partner.identity.environment, filter.range);
  for await (const kept of mergeRecords(archive, partner.backend.listAuditRecords(filter.range, asked))) {
    const { record } = kept;
    const event = eventOf(record);
    if (!isAskedFor(record, event, filter)) continue;
    yield { ...kept, event, facts: factsOf(record) };
  }
}

/** Each record once, oldest first; both sides are. What the service still keeps is taken from there. */
async function* mergeRecords(
  archive: readonly AuditRecord[],
  service: AsyncIterable<AuditRecord>,
): AsyncGenerator<Pick<Activity, 'record' | 'isArchived'>> {
  const waiting = new Map(archive.map((record) => [record.id, record]));
  for await (const record of service) {
    for (const [id, old] of waiting) {
      if (old.at >= record.at) break;
      waiting.delete(id);
      yield { record: old, isArchived: true };
    }
    waiting.delete(record.id);
    yield { record, isArchived: false };
  }
  for (const record of waiting.values()) yield { record, isArchived: true };
}

const isAskedFor = (record: AuditRecord, event: ActivityEvent | null, filter: ActivityFilter): boolean =>
  (filter.events === null || (event !== null && filter.events.includes(event))) &&
  (filter.customerId === undefined || record.customerId === filter.customerId) &&
  (filter.user === undefined || record.userPrincipalName.toLowerCase() === filter.user.toLowerCase()) &&
  (filter.orderId === undefined || record.orderId === filter.orderId);

/**
 * The service names a record by the correlation id of the run, which may have done several things, or by the request id,
 * which is of one thing alone.
 */
const readFacts = async (partner: Partner, range: AuditRange): Promise<(record: AuditRecord) => Activity['facts']> => {
  const events = await partner.state.listEvents(partner.identity.environment, { since: range.from });
  const known = new Map<string, Activity['facts']>();
  for (const { requestId, orderId, line, facts } of events) {
    const { [correlationFact]: correlationId, ...told } = facts;
    if (requestId !== null) known.set(keyOf(requestId, null, line), told);
    if (correlationId !== undefined) known.set(keyOf(correlationId, orderId, line), told);
  }
  return ({ correlationId: id, orderId, line }) =>
    known.get(keyOf(id, null, line)) ?? known.get(keyOf(id, orderId, line)) ?? {};
};

const keyOf = (id: string | null, orderId: string | null, line: number | null): string =>
  [id?.toLowerCase(), orderId, line].join('/');

/** How many of the service's records `archiveActivity` would keep. */
export const countNewActivity = async (partner: Partner, range: AuditRange): Promise<number> => {
  const kept = await partner.state.listArchivedAuditRecords(partner.identity.environment, range);
  const known = new Set(kept.map(({ id }) => id));
  let fresh = 0;
  for await (const { id } of partner.backend.listAuditRecords(range, {})) if (!known.has(id)) fresh += 1;
  return fresh;
};

/** Keeps the service's records of a range on this machine, past the 90 days that the service keeps them. Returns how many are new. */
export const archiveActivity = async (partner: Partner, range: AuditRange): Promise<number> => {
  await requireRole(partner, 'activity');
  let fresh = 0;
  let batch: AuditRecord[] = [];
  const flush = async (): Promise<void> => {
    fresh += await partner.state.archiveAuditRecords(partner.identity.environment, batch);
    batch = [];
  };
  for await (const record of partner.backend.listAuditRecords(range, {})) {
    batch.push(record);
    if (batch.length === 500) await flush();
  }
  await flush();
  return fresh;
};
