/** What an audit record tells of, by the operation and by what it changed; an operation that is not known here is no event. */
import type { AuditRecord } from '../ports/audit.ts';
import { isCancelled, subscriptionStatusOf } from './line-status.ts';
import { foldWord } from './status-word.ts';

export const activityEvents = ['key', 'link', 'purchase', 'cancel'] as const;
export type ActivityEvent = (typeof activityEvents)[number];

/** Microsoft's operation types, folded. */
const events: { readonly [operation: string]: ActivityEvent } = {
  getsoftwarekey: 'key',
  getsoftwaredownloadlink: 'link',
  createorder: 'purchase',
  cancelorder: 'cancel',
};

/** A cancellation of a subscription may be written down as either. */
const changes: ReadonlySet<string> = new Set(['updateorder', 'updatesubscription']);

/** The key of the status before the change, beside `Status`. */
export const statusBefore = 'StatusBefore';

export const eventOf = ({
  operationType,
  details,
}: Pick<AuditRecord, 'operationType' | 'details'>): ActivityEvent | null => {
  const operation = foldWord(operationType);
  if (changes.has(operation)) return isCancelling(details) ? 'cancel' : null;
  return events[operation] ?? null;
};

/** A status that became “cancelled” or “deleted”, or a line of which nothing is left. */
const isCancelling = (details: AuditRecord['details']): boolean => {
  const find = (key: string) => details.find((detail) => foldWord(detail.key) === foldWord(key))?.value ?? '';
  if (isEnd(find('Status'))) return !isEnd(find(statusBefore));
  return details.some(({ key, value }) => /^quantity(?:-\d+)?$/i.test(key) && /^0+$/.test(value ?? ''));
};

const isEnd = (status: string): boolean => isCancelled(subscriptionStatusOf(status));

/** What was tried came to nothing. A status that is not known is shown as it is and is no failure. */
export const isFailed = ({ operationStatus }: Pick<AuditRecord, 'operationStatus'>): boolean =>
  foldWord(operationStatus) === 'failed';
