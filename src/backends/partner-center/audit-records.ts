/** The activity log: the service keeps 90 days and gives 30 of them at once, so a longer range is asked for in parts. */
import type { AuditFilter, AuditRecord } from '../../core/ports/audit.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { type AuditRange, auditKeptMs } from '../../core/rules/audit-range.ts';
import { toIso } from '../../core/rules/iso.ts';
import { wirePath } from './call.ts';
import { requirePart } from './catalogue.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { auditRecord, readItems } from './schemas.ts';
import { toAuditRecord } from './translate-audit.ts';

const dayMs = 86_400_000;
/** Both ends of a part are days, and parts share a day: whether the last day of a part is in it is not documented. */
const partMs = 29 * dayMs;

/** Oldest first; what is older than the service keeps is not there. Fails with `notInApi` in a cloud without the log. */
export async function* listAuditRecords(
  options: PartnerCenterOptions,
  range: AuditRange,
  filter: AuditFilter,
): AsyncGenerator<AuditRecord> {
  requirePart(options.cloud, 'audit-records');
  const now = await options.http.now();
  // An earlier start is refused.
  const from = Math.max(range.from, now - auditKeptMs);
  const to = Math.min(range.to, now);
  // The service's time is known to the second only: what it has just written down seems to be still to come.
  const last = Math.min(range.to, now + 1_000);
  const seen = new Set<string>();
  for (let start = startOfDay(from); start <= to; start += partMs) {
    // Were the last day of a request not in it, the last one of the range would be lost.
    for (const record of await readPart(options, start, Math.min(start + partMs, to + dayMs), now, filter)) {
      if (record.at < from || record.at > last || seen.has(record.id)) continue;
      seen.add(record.id);
      yield record;
    }
  }
}

const startOfDay = (at: Instant): Instant => at - (at % dayMs);

const dayOf = (at: Instant): string => toIso(at).slice(0, 10);

/** A part at a time is held and put in order: in which order the service answers is not documented. */
const readPart = async (
  { http, warn }: PartnerCenterOptions,
  start: Instant,
  end: Instant,
  now: Instant,
  { customerId }: AuditFilter,
): Promise<readonly AuditRecord[]> => {
  const query = {
    startDate: dayOf(start),
    // Left out, the end is today, however the service reads its own last day.
    ...(dayOf(end) >= dayOf(now) ? {} : { endDate: dayOf(end) }),
    size: '500',
    ...(customerId === undefined
      ? {}
      : { filter: JSON.stringify({ Field: 'CustomerId', Value: customerId, Operator: 'equals' }) }),
  };
  const records: AuditRecord[] = [];
  // https://learn.microsoft.com/partner-center/developer/get-a-record-of-partner-center-activity-by-user
  for await (const { body } of http.pages({ method: 'GET', path: wirePath`auditrecords`, query })) {
    records.push(...readItems(auditRecord, body, 'GET /v1/auditrecords', warn).map(toAuditRecord));
  }
  const [first, last] = [records[0], records.at(-1)];
  if (first !== undefined && last !== undefined && first.at > last.at) records.reverse();
  return records.sort((a, b) => a.at - b.at);
};
