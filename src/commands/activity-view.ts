/** How activity is shown: a row an event, or a bar a day. */
import type { Activity } from '../core/operations/activity.ts';
import type { JsonObject, View } from '../core/ports/environment.ts';
import type { AuditRange } from '../core/rules/audit-range.ts';
import { toIso } from '../core/rules/iso.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant } from '../terminal/format.ts';

export const activityView = ({ text }: Messages): View<Activity> => ({
  json: ({ record, event, facts }) => ({
    at: toIso(record.at),
    event,
    userPrincipalName: record.userPrincipalName,
    customerId: record.customerId,
    orderId: record.orderId,
    line: record.line,
    operationType: record.operationType,
    operationStatus: record.operationStatus,
    details: detailsOf(record.details, facts),
  }),
  fields: [
    'at',
    'event',
    'userPrincipalName',
    'customerId',
    'orderId',
    'line',
    'operationType',
    'operationStatus',
    'details',
  ],
  id: ({ record }) => record.id,
  columns: [
    { title: text.title.at, cell: ({ record }) => tableInstant(record.at), priority: 1 },
    {
      title: text.title.event,
      cell: ({ record, event }) => (event === null ? record.operationType : text.event[event]),
      priority: 1,
    },
    { title: text.title.user, cell: ({ record }) => record.userPrincipalName, priority: 2, shrinkTo: 14 },
    {
      title: text.title.customer,
      cell: ({ record }) => record.customerName ?? record.customerId ?? '–',
      priority: 4,
      shrinkTo: 12,
    },
    { title: text.title.order, cell: ({ record }) => record.orderId ?? '–', priority: 3 },
    {
      title: text.title.line,
      cell: ({ record }) => (record.line === null ? '–' : String(record.line)),
      align: 'right',
      priority: 6,
    },
    {
      title: text.title.details,
      cell: ({ record, facts }) => detailWords(record.details, facts),
      priority: 5,
      shrinkTo: 12,
    },
  ],
  empty: text.empty.activity,
});

const detailsOf = (details: Activity['record']['details'], facts: Activity['facts']): JsonObject => ({
  ...Object.fromEntries(details.map(({ key, value }) => [key, value])),
  ...facts,
});

const detailWords = (details: Activity['record']['details'], facts: Activity['facts']): string =>
  [...Object.entries(facts), ...details.map(({ key, value }) => [key, value ?? ''] as const)]
    .map(([key, value]) => `${key}: ${value}`)
    .join(' · ');

const dayMs = 86_400_000;
const barWidth = 40;
/** A year of days is as much as a terminal can show. */
const maxDays = 366;

/** One line a UTC day with a bar; days without events are drawn too. */
export const chartText = (rows: readonly Activity[], range: AuditRange): string => {
  const counts = new Map<number, number>();
  for (const { record } of rows) {
    const day = Math.floor(record.at / dayMs);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const last = Math.floor(range.to / dayMs);
  const first = Math.max(Math.floor(range.from / dayMs), last - maxDays + 1);
  const most = Math.max(1, ...counts.values());
  const lines: string[] = [];
  for (let day = first; day <= last; day += 1) {
    const count = counts.get(day) ?? 0;
    const bar = '█'.repeat(Math.ceil((count / most) * barWidth));
    lines.push(`${toIso(day * dayMs).slice(0, 10)}  ${bar}${count === 0 ? '·' : ` ${count}`}`);
  }
  return lines.join('\n');
};
