/**
 * The tool's own memory on this machine: what it did, why, and the archived activity of the service.
 * Every row carries the environment (backend and partner tenant), so a sandbox never answers for production.
 * Events are chained by SHA-256, so that an edit by hand is noticed by `csp activity --verify`.
 */
import type { AuditRange } from '../rules/audit-range.ts';
import type { AuditRecord } from './audit.ts';
import type { Instant } from './environment.ts';

export interface State {
  /** Appends one event, durably, before it returns. Returns its sequence number. */
  record(event: LocalEvent): Promise<number>;
  /**
   * Events of an environment since an instant, oldest first. What runs did is among them: `cancel` for each line that one
   * cancelled, `purchase-intent`, `purchase` and `purchase-failed` for what one sent; their `sequence` is that of the
   * intent's last step.
   */
  listEvents(environment: string, filter: EventFilter): Promise<readonly RecordedEvent[]>;
  /** Stores audit records of the service that are not stored yet; returns how many were new. */
  archiveAuditRecords(environment: string, records: readonly AuditRecord[]): Promise<number>;
  /** Archived audit records in a range, both ends included, oldest first. */
  listArchivedAuditRecords(environment: string, range: AuditRange): Promise<readonly AuditRecord[]>;
  /** Checks the chain, and the runs against it; the first bad sequence number, or how many entries are sound. */
  verify(): Promise<ChainVerdict>;
  close(): Promise<void>;
}

/** An intent is written before its request leaves; without an outcome after it nobody knows here what came of it. */
export type EventType =
  | 'key'
  | 'link'
  | 'download'
  | 'purchase-intent'
  | 'purchase'
  | 'purchase-failed'
  | 'cancel-intent'
  | 'cancel'
  | 'cancel-refused';

export interface LocalEvent {
  readonly environment: string;
  readonly at: Instant;
  readonly actor: string;
  readonly type: EventType;
  readonly customerId: string;
  readonly orderId: string | null;
  readonly line: number | null;
  readonly requestId: string | null;
  /** What else is worth keeping: reason, ticket, how a key left the tool, quantity. Never a key, link or token. */
  readonly facts: { readonly [name: string]: string };
}

export interface RecordedEvent extends LocalEvent {
  readonly sequence: number;
}

export interface EventFilter {
  readonly since: Instant;
  readonly type?: EventType;
  readonly customerId?: string;
}

export type ChainVerdict =
  | { readonly sound: true; readonly events: number }
  | { readonly sound: false; readonly firstBad: number };
