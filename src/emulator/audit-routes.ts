/** The activity log: 90 days back, 30 days a request, one filter, pages by token. */
import type { AuditFilter, AuditRecord } from '../core/ports/audit.ts';
import type { Instant, JsonObject } from '../core/ports/environment.ts';
import { pageOf, readFilter } from './collection.ts';
import { type Exchange, type Reply, type Route, refusal, wireTime } from './exchange.ts';
import { hasLongIds, wireOrderId } from './wire-order.ts';

const dayMs = 86_400_000;
const keptDays = 90;
const longestDays = 30;

export const auditRoutes: readonly Route[] = [
  { operation: 'audit-records', method: 'GET', path: '/auditrecords', token: 'any', handle: async (ex) => list(ex) },
];

const invalid = (description: string): Reply => refusal(400, '2000', description);

const list = async (exchange: Exchange): Promise<Reply> => {
  const { backend, query } = exchange;
  const now = await backend.now();
  const from = readDay(query.get('startDate'));
  if (from === undefined) return invalid('The start date is missing or malformed.');
  if (from < startOfDay(now) - keptDays * dayMs) return invalid(`Records are kept for ${keptDays} days.`);
  const lastDay =
    query.get('endDate') === null ? Math.min(from + longestDays * dayMs, now) : readDay(query.get('endDate'));
  if (lastDay === undefined || lastDay < from) return invalid('The end date is malformed or before the start.');
  if (lastDay - from > longestDays * dayMs) return invalid(`A request spans at most ${longestDays} days.`);
  const search = readSearch(query);
  if (search === undefined) return invalid('The filter is not supported.');
  const to = startOfDay(lastDay) + dayMs - 1;
  const records = inWords(exchange, matching(backend.listAuditRecords({ from, to }, search.filter), search.fits));
  const { partnerTenantId } = await backend.getIdentity();
  return pageOf(
    exchange,
    records,
    (record) => wireRecord(partnerTenantId, { ...record, correlationId: exchange.correlationOf(record.correlationId) }),
    (asked) => asked,
  );
};

interface Search {
  readonly filter: AuditFilter;
  readonly fits: (record: AuditRecord) => boolean;
}

/** Only these three are offered by the service, one at a time. */
const readSearch = (query: URLSearchParams): Search | undefined => {
  const filter = readFilter(query);
  if (filter === undefined) return { filter: {}, fits: () => true };
  if (filter === null) return undefined;
  const { field, value, operator } = filter;
  switch (`${field} ${operator}`) {
    case 'CustomerId equals':
      return { filter: { customerId: value.toLowerCase() }, fits: () => true };
    case 'CompanyName substring':
      return {
        filter: {},
        fits: ({ customerName }) => customerName?.toLowerCase().includes(value.toLowerCase()) ?? false,
      };
    case 'ResourceType equals':
      return { filter: {}, fits: (record) => resourceTypeOf(record).replaceAll('_', '') === value.toLowerCase() };
    default:
      return undefined;
  }
};

async function* matching(records: AsyncIterable<AuditRecord>, fits: Search['fits']): AsyncGenerator<AuditRecord> {
  for await (const record of records) if (fits(record)) yield record;
}

/** With their orders by the number that other answers name them by. */
async function* inWords(exchange: Exchange, records: AsyncIterable<AuditRecord>): AsyncGenerator<AuditRecord> {
  for await (const record of records) {
    const { customerId, orderId } = record;
    const isNamed = customerId !== null && orderId !== null && !hasLongIds(exchange);
    const order = isNamed ? await exchange.backend.getOrder(customerId, orderId) : undefined;
    yield order === undefined ? record : { ...record, orderId: wireOrderId(order, exchange) };
  }
}

/** `2017-06-01`, and `06/01/2017 00:00:00` as Microsoft's own library sends it. */
const readDay = (text: string | null): Instant | undefined => {
  const american = /^(\d\d?)\/(\d\d?)\/(\d{4})\b/.exec(text ?? '');
  const [, year, month, day] = american
    ? ['', american[3], american[1], american[2]]
    : (/^(\d{4})-(\d\d)-(\d\d)/.exec(text ?? '') ?? []);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(at).getUTCDate() === Number(day) ? at : undefined;
};

const startOfDay = (at: Instant): Instant => at - (at % dayMs);

const resourceTypes: { readonly [operation: string]: string } = {
  get_software_key: 'software_key',
  get_software_download_link: 'software_download_link',
};

const resourceTypeOf = ({ operationType }: AuditRecord): string => resourceTypes[operationType] ?? 'order';

const wireRecord = (partnerId: string, record: AuditRecord): JsonObject => {
  const { id, at, userPrincipalName, customerId, customerName, operationType, operationStatus, orderId, line } = record;
  const own = [
    ...(orderId === null ? [] : [{ key: 'OrderId', value: orderId }]),
    ...(line === null ? [] : [{ key: 'LineItemNumber', value: String(line) }]),
  ];
  return {
    id,
    partnerId,
    customerId,
    customerName,
    userPrincipalName,
    resourceType: resourceTypeOf(record),
    operationType,
    originalCorrelationId: record.correlationId,
    operationDate: wireTime(at),
    operationStatus,
    customizedData: [...own, ...record.details.map(({ key, value }) => ({ key, value }))],
    attributes: { objectType: 'AuditRecord' },
  };
};
