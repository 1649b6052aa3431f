/** Audit records in the service's shape, in ours. */
import type { AuditRecord } from '../../core/ports/audit.ts';
import type { WireAuditRecord } from './schemas.ts';
import { toText } from './translate-values.ts';

/** Words in `customizedData` that say what a record is about. Of the keys and links no sample is known: they are shown as they come. */
const orderKey = 'OrderId';
const lineKeys: ReadonlySet<string> = new Set(['LineItemNumber', 'LineItemId']);

export const toAuditRecord = (wire: WireAuditRecord): AuditRecord => {
  const data = wire.customizedData ?? [];
  const line = data.find(({ key }) => lineKeys.has(key))?.value ?? '';
  const correlationId = toText(wire.originalCorrelationId);
  const who = wire.userPrincipalName ?? '';
  const { operationDate: at, operationType } = wire;
  return {
    // Records of 2017 came without an id.
    id: wire.id || [at, operationType, wire.customerId, who, correlationId].join('_'),
    at,
    userPrincipalName: who,
    customerId: toText(wire.customerId)?.toLowerCase() ?? null,
    customerName: toText(wire.customerName),
    operationType,
    operationStatus: wire.operationStatus ?? '',
    orderId: toText(data.find(({ key }) => key === orderKey)?.value) ?? orderIdIn(wire.resourceNewValue),
    line: /^\d{1,9}$/.test(line) ? Number(line) : null,
    correlationId,
    details: data
      .filter(({ key }) => key !== orderKey && !lineKeys.has(key))
      .map(({ key, value }) => ({ key, value: value ?? null })),
  };
};

/** The order as it was afterwards, which is JSON within JSON, its names in capitals. */
const orderIdIn = (resource: string | null | undefined): string | null => {
  if (!resource) return null;
  try {
    const value: unknown = JSON.parse(resource);
    if (typeof value !== 'object' || value === null || !('LineItems' in value) || !('Id' in value)) return null;
    return typeof value.Id === 'string' ? value.Id : null;
  } catch {
    return null;
  }
};
