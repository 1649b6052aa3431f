/** A service request as Partner Center lists it; nobody can create one through the API. */
import type { Instant } from './environment.ts';

export interface ServiceRequest {
  /** Fifteen digits. */
  readonly id: string;
  readonly title: string;
  /** Other words pass through. */
  readonly severity: 'critical' | 'moderate' | 'minimal' | 'unknown' | string;
  readonly status: 'open' | 'closed' | 'attention_needed' | 'none' | string;
  /** The tenant that it is about; `null` where the service does not say. */
  readonly organizationId: string | null;
  readonly organizationName: string | null;
  readonly createdAt: Instant | null;
  readonly lastModifiedAt: Instant | null;
  /** `null` while it was never closed. */
  readonly lastClosedAt: Instant | null;
}
