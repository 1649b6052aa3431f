/** Service requests as the service shows them: what has been asked by now, closed once its time has come. Nobody adds to them. */

import type { Instant } from '../../core/ports/environment.ts';
import type { ServiceRequest } from '../../core/ports/service-request.ts';
import { sandboxNow } from './clock.ts';
import { getCustomer } from './customers.ts';
import { requireRole } from './identity.ts';
import type { World } from './open-world.ts';

interface Row extends Omit<ServiceRequest, 'createdAt' | 'lastModifiedAt'> {
  readonly createdAt: Instant;
  readonly lastModifiedAt: Instant;
}

/** Newest first. Fails with `roleMissing` and `customerNotFound`. */
export const listServiceRequests = (world: World, customerId: string | undefined): readonly ServiceRequest[] => {
  requireRole(world, 'support-request --list');
  const customer = customerId === undefined ? undefined : getCustomer(world, customerId);
  const now = sandboxNow(world);
  const rows = world.database.all<Row>(
    `SELECT r.id, r.title, r.severity, r.status, c.id AS organizationId, c.name AS organizationName,
            r.created_at AS createdAt, r.last_modified_at AS lastModifiedAt, r.closed_at AS lastClosedAt
       FROM service_request r JOIN customer c ON c.id = r.customer_id
      WHERE r.created_at <= ? AND (? IS NULL OR c.id = ?) ORDER BY r.created_at DESC, r.id DESC`,
    ...[now, customer?.id ?? null, customer?.id ?? null],
  );
  return rows.map((row) => toServiceRequest(row, now));
};

const toServiceRequest = (row: Row, now: Instant): ServiceRequest => {
  const { createdAt, lastModifiedAt, lastClosedAt } = row;
  if (lastClosedAt !== null && lastClosedAt <= now) return { ...row, status: 'closed', lastModifiedAt: lastClosedAt };
  // What was written to it later has not been written yet.
  return { ...row, lastModifiedAt: lastModifiedAt <= now ? lastModifiedAt : createdAt, lastClosedAt: null };
};
