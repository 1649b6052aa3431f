/** How download links are shown: one that was taken, and those that end soon. */
import type { SoftwareLine } from '../core/operations/software.ts';
import type { IssuedLink } from '../core/ports/backend.ts';
import type { Instant, RecordView, View } from '../core/ports/environment.ts';
import type { Messages } from '../locales/messages.ts';
import { tableInstant } from '../terminal/format.ts';
import { instantJson } from './order-words.ts';

export interface ShownLink {
  readonly line: SoftwareLine;
  readonly kind: 'download' | 'customer-portal';
  readonly url: string;
  readonly expiresAt: Instant | null;
  readonly downloadsLeft: number | null;
  readonly copied: boolean;
  /** The text for the customer, when it was asked for. */
  readonly message: string | null;
}

export interface ShownIssuedLink extends IssuedLink {
  /** The number that people know the order by. */
  readonly orderNumber: string;
}

/** The link itself is on the screen only when it was asked for there, or went nowhere else. */
export const linkView = (
  { text }: Messages,
  withUrl: boolean,
): RecordView<Omit<ShownLink, 'url'> & { readonly url: string | null; readonly savedTo?: string }> => ({
  json: ({ line, kind, url, expiresAt, downloadsLeft, copied, message, savedTo = null }) => ({
    customerId: line.customer.id,
    orderId: line.order.id,
    line: line.item.line,
    kind,
    url,
    expiresAt: instantJson(expiresAt),
    downloadsLeft,
    copied,
    message,
    savedTo,
  }),
  fields: [
    'url',
    'kind',
    'expiresAt',
    'downloadsLeft',
    'customerId',
    'orderId',
    'line',
    'copied',
    'message',
    'savedTo',
  ],
  id: ({ line }) => line.order.id,
  rows: ({ line, url }) => [
    [text.title.product, line.item.title],
    [text.title.order, `${line.order.alternateId ?? line.order.id} / ${line.item.line}`],
    ...(withUrl && url !== null ? [[text.title.link, url] as const] : []),
  ],
});

export const expiringView = ({ text }: Messages): View<ShownIssuedLink> => ({
  json: ({ target, title, option, issuedAt, expiresAt, downloadsLeft }) => ({
    customerId: target.customerId,
    orderId: target.orderId,
    line: target.line,
    title,
    version: option.version,
    language: option.language,
    fileType: option.fileType,
    issuedAt: instantJson(issuedAt),
    expiresAt: instantJson(expiresAt),
    downloadsLeft,
  }),
  fields: [
    'customerId',
    'orderId',
    'line',
    'title',
    'version',
    'language',
    'fileType',
    'issuedAt',
    'expiresAt',
    'downloadsLeft',
  ],
  id: ({ target }) => target.orderId,
  columns: [
    { title: text.title.product, cell: ({ title }) => title, priority: 1, shrinkTo: 16 },
    { title: text.title.order, cell: ({ orderNumber }) => orderNumber, priority: 1 },
    { title: text.title.line, cell: ({ target }) => String(target.line), align: 'right', priority: 5 },
    { title: text.title.version, cell: ({ option }) => option.version, priority: 4, shrinkTo: 12 },
    { title: text.title.language, cell: ({ option }) => option.language, priority: 4 },
    { title: text.title.fileType, cell: ({ option }) => option.fileType, priority: 6 },
    {
      title: text.title.expires,
      cell: ({ expiresAt }) => (expiresAt === null ? '–' : tableInstant(expiresAt)),
      priority: 2,
    },
    {
      title: text.title.downloadsLeft,
      cell: ({ downloadsLeft }) => (downloadsLeft === null ? '–' : String(downloadsLeft)),
      align: 'right',
      priority: 3,
    },
  ],
  empty: text.empty.links,
});
