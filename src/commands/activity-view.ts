/** How activity is shown: a row an event, or a bar a day. */
import type { Activity } from '../core/operations/activity.ts';
import type { Cell, JsonObject, View } from '../core/ports/environment.ts';
import { isFailed } from '../core/rules/activity-event.ts';
import type { AuditRange } from '../core/rules/audit-range.ts';
import { toIso } from '../core/rules/iso.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant } from '../terminal/format.ts';

export interface ShownActivity extends Activity {
  /** The number that people know the order by. */
  readonly orderNumber: string | null;
}

export const activityView = ({ text }: Messages): View<ShownActivity> => ({
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
      cell: ({ record, event }) => eventCell(text, record, event),
      priority: 1,
    },
    { title: text.title.user, cell: ({ record }) => record.userPrincipalName, priority: 2, shrinkTo: 14 },
    {
      title: text.title.customer,
      cell: ({ record }) => record.customerName ?? record.customerId ?? '–',
      priority: 4,
      shrinkTo: 12,
    },
    { title: text.title.order, cell: ({ orderNumber }) => orderNumber ?? '–', priority: 3 },
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

/** An operation without an event goes by its own name; what did not succeed says so. */
const eventCell = (text: Messages['text'], record: Activity['record'], event: Activity['event']): Cell | string => {
  const name = event === null ? record.operationType : text.event[event];
  if (isFailed(record)) return { text: `${name} · ${text.activity.failed}`, tone: 'bad' };
  return /^(?:succeeded)?$/i.test(record.operationStatus) ? name : `${name} · ${record.operationStatus}`;
};

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

export interface DayCount {
  /** Such as `2026-11-21`, in UTC. */
  readonly day: string;
  readonly events: number;
}

/** How much happened on each UTC day of the range, the days without events among them. */
export const countDays = (rows: readonly Activity[], range: AuditRange): readonly DayCount[] => {
  const counts = new Map<number, number>();
  for (const { record } of rows) {
    const day = Math.floor(record.at / dayMs);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const days: DayCount[] = [];
  for (let day = Math.floor(range.from / dayMs); day <= Math.floor(range.to / dayMs); day += 1) {
    days.push({ day: toIso(day * dayMs).slice(0, 10), events: counts.get(day) ?? 0 });
  }
  return days;
};

/** One line a day with a bar. */
export const chartText = (days: readonly DayCount[]): string => {
  const shown = days.slice(-maxDays);
  const most = Math.max(1, ...shown.map(({ events }) => events));
  return shown
    .map(({ day, events }) => {
      const bar = '█'.repeat(Math.ceil((events / most) * barWidth));
      return `${day}  ${bar}${events === 0 ? '·' : ` ${events}`}`;
    })
    .join('\n');
};

/** The counts as data: for machine formats only, since people get the bars. */
export const chartView = ({ text }: Messages): View<DayCount> => ({
  json: ({ day, events }) => ({ day, events }),
  fields: ['day', 'events'],
  id: ({ day }) => day,
  columns: [],
  empty: text.empty.activity,
});
