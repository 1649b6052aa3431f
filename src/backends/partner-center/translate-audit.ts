/** Audit records in the service's shape, in ours. */
import type { AuditRecord } from '../../core/ports/audit.ts';
import { statusBefore } from '../../core/rules/activity-event.ts';
import type { WireAuditRecord } from './schemas.ts';
import { toText } from './translate-values.ts';

/** Words in `customizedData` that say what a record is about. Of the keys and links no sample is known: they are shown as they come. */
const orderKey = 'OrderId';
const lineKeys: ReadonlySet<string> = new Set(['LineItemNumber', 'LineItemId']);

export const toAuditRecord = (wire: WireAuditRecord): AuditRecord => {
  const data = (wire.customizedData ?? []).map(({ key, value }) => ({ key, value: toDetail(value) }));
  const line = data.find(({ key }) => lineKeys.has(key))?.value ?? '';
  const correlationId = toText(wire.originalCorrelationId);
  const who = wire.userPrincipalName ?? '';
  const { operationDate: at } = wire;
  const operationType = wire.operationType || 'unknown';
  const [before, after] = [wire.resourceOldValue, wire.resourceNewValue].map(readResource);
  return {
    // Records of 2017 came without an id.
    id: wire.id || [at, operationType, wire.customerId, who, correlationId].join('_'),
    at,
    userPrincipalName: who,
    customerId: toText(wire.customerId)?.toLowerCase() ?? null,
    customerName: toText(wire.customerName),
    operationType,
    operationStatus: wire.operationStatus ?? '',
    orderId: toText(data.find(({ key }) => key === orderKey)?.value) ?? orderIdIn(after),
    line: /^\d{1,9}$/.test(line) ? Number(line) : null,
    correlationId,
    details: [
      ...data.filter(({ key }) => key !== orderKey && !lineKeys.has(key)),
      ...(before !== undefined && after !== undefined ? changesOf(before, after, data) : []),
    ],
  };
};

type Details = AuditRecord['details'];

/** What is no text is shown as JSON. */
const toDetail = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

interface Resource {
  readonly [name: string]: unknown;
}

/** An order or a subscription as it was: JSON within JSON, or as an object; its names in letters of either case. */
const readResource = (resource: unknown): Resource | undefined => {
  try {
    const value: unknown = typeof resource === 'string' ? JSON.parse(resource) : resource;
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name.toLowerCase(), part]));
  } catch {
    return undefined;
  }
};

/** Of an order its id, of a subscription that of the order which began it. */
const orderIdIn = (resource: Resource | undefined): string | null => {
  const id = resource?.['lineitems'] === undefined ? resource?.['orderid'] : resource['id'];
  return typeof id === 'string' ? toText(id) : null;
};

/** Status and quantities that became others, where the record itself does not say them. */
const changesOf = (before: Resource, after: Resource, said: Details): Details => {
  const isSaid = (key: string): boolean => said.some((detail) => detail.key.toLowerCase() === key.toLowerCase());
  const [old, status] = [before['status'], after['status']];
  const isStatus = typeof status === 'string' && old !== status;
  const found = [
    ...(isStatus ? [{ key: 'Status', value: status }] : []),
    ...(typeof old === 'string' && (isStatus || isSaid('Status')) ? [{ key: statusBefore, value: old }] : []),
    ...linesOf(after).flatMap(({ number, quantity }) => {
      const was = linesOf(before).find((line) => line.number === number)?.quantity;
      return was === undefined || was === quantity ? [] : [{ key: `Quantity-${number}`, value: String(quantity) }];
    }),
  ];
  return found.filter(({ key }) => !isSaid(key));
};

const linesOf = ({ lineitems }: Resource): readonly { readonly number: number; readonly quantity: number }[] =>
  (Array.isArray(lineitems) ? (lineitems as readonly unknown[]) : []).flatMap((line) => {
    const { lineitemnumber: number, quantity } = readResource(line) ?? {};
    return typeof number === 'number' && typeof quantity === 'number' ? [{ number, quantity }] : [];
  });
