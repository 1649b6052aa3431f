/** How service requests are shown. */
import type { Customer } from '../core/ports/backend.ts';
import type { Cell, Instant, View } from '../core/ports/environment.ts';
import type { ServiceRequest } from '../core/ports/service-request.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant } from '../terminal/format.ts';
import { instantJson } from './order-words.ts';

/** `customer`: of whom they were asked for; `undefined` where they are of several, and each is named. */
export const serviceRequestView = (
  { serviceRequest: words, text }: Messages,
  customer: Customer | undefined,
): View<ServiceRequest> => ({
  json: (request) => ({
    id: request.id,
    title: request.title,
    severity: request.severity,
    status: request.status,
    organizationId: request.organizationId,
    organizationName: request.organizationName,
    createdAt: instantJson(request.createdAt),
    lastModifiedAt: instantJson(request.lastModifiedAt),
    lastClosedAt: instantJson(request.lastClosedAt),
  }),
  fields: [
    'id',
    'title',
    'severity',
    'status',
    'organizationId',
    'organizationName',
    'createdAt',
    'lastModifiedAt',
    'lastClosedAt',
  ],
  id: ({ id }) => id,
  columns: [
    { title: words.title.request, cell: ({ id }) => id, priority: 1 },
    ...(customer === undefined
      ? [
          {
            title: text.title.customer,
            cell: ({ organizationName, organizationId }: ServiceRequest) => organizationName ?? organizationId ?? '–',
            priority: 1,
            shrinkTo: 12,
          },
        ]
      : []),
    { title: words.title.title, cell: ({ title }) => title, priority: 1, shrinkTo: 20 },
    { title: text.title.status, cell: ({ status }) => statusCell(status, words.status), priority: 1 },
    { title: words.title.severity, cell: ({ severity }) => words.severity[severity] ?? severity, priority: 4 },
    { title: words.title.created, cell: ({ createdAt }) => instantCell(createdAt), priority: 2 },
    { title: words.title.lastModified, cell: ({ lastModifiedAt }) => instantCell(lastModifiedAt), priority: 3 },
  ],
  empty: words.empty,
});

const instantCell = (at: Instant | null): string => (at === null ? '–' : tableInstant(at));

const statusCell = (status: string, words: { readonly [status: string]: string }): Cell => ({
  text: words[status] ?? status,
  tone: status === 'attention_needed' ? 'warn' : status === 'open' ? 'good' : 'dim',
});
