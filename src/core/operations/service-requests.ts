/** What was asked of Microsoft's support already. */
import type { Customer } from '../ports/backend.ts';
import type { ServiceRequest } from '../ports/service-request.ts';
import { type Partner, requireRole } from './partner.ts';

/** Of one customer or of all, the newest first. Fails with `roleMissing`. */
export const listServiceRequests = async (
  partner: Partner,
  customer: Customer | undefined,
): Promise<readonly ServiceRequest[]> => {
  await requireRole(partner, 'support-request --list');
  return partner.backend.listServiceRequests(customer?.id);
};
