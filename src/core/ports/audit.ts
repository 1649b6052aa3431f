/** What the service has written down of what partners did. */
import type { Instant } from './environment.ts';

export interface AuditFilter {
  readonly customerId?: string;
}

export interface AuditRecord {
  readonly id: string;
  readonly at: Instant;
  readonly userPrincipalName: string;
  readonly customerId: string | null;
  readonly customerName: string | null;
  /** Microsoft's word, such as `get_software_key`; unknown ones pass through. */
  readonly operationType: string;
  readonly operationStatus: string;
  readonly orderId: string | null;
  readonly line: number | null;
  readonly correlationId: string | null;
  readonly details: readonly { readonly key: string; readonly value: string | null }[];
}
