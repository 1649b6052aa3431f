/** Service requests. Only for a user that is signed in, and only to be read: creating them ended in August 2020. */
import type { ServiceRequest } from '../../core/ports/service-request.ts';
import { wirePath } from './call.ts';
import { requirePart } from './catalogue.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { aboutCustomer } from './refusals.ts';
import { readItems, serviceRequest, type WireServiceRequest } from './schemas.ts';
import { toText, toWord } from './translate-values.ts';

/** Newest first. Fails with `customerNotFound`, and with `notInApi` in a cloud without them. */
export const listServiceRequests = async (
  options: PartnerCenterOptions,
  customerId: string | undefined,
): Promise<readonly ServiceRequest[]> => {
  requirePart(options.cloud, 'service-requests');
  const found = await (customerId === undefined
    ? readPages(options, undefined)
    : aboutCustomer(customerId, readPages(options, customerId)));
  // In which order the service answers is not documented.
  return [...found].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
};

const readPages = async (
  { http, warn }: PartnerCenterOptions,
  customerId: string | undefined,
): Promise<readonly ServiceRequest[]> => {
  const [call, operation] =
    customerId === undefined
      ? [{ path: wirePath`servicerequests` }, 'GET /v1/servicerequests']
      : [
          { path: wirePath`customers/${customerId}/servicerequests`, customerId },
          'GET /v1/customers/{id}/servicerequests',
        ];
  const found: ServiceRequest[] = [];
  // https://learn.microsoft.com/partner-center/developer/get-all-service-requests-for-a-customer
  for await (const { body } of http.pages({ method: 'GET', ...call })) {
    const wires = readItems(serviceRequest, body, operation, warn);
    found.push(...wires.map((wire) => toServiceRequest(wire, customerId ?? null)));
  }
  return found;
};

/** A customer's own list does not name the customer again. */
const toServiceRequest = (wire: WireServiceRequest, customerId: string | null): ServiceRequest => ({
  id: wire.id,
  title: wire.title ?? '',
  severity: toWord(wire.severity),
  status: toWord(wire.status),
  organizationId: toText(wire.organization?.id)?.toLowerCase() ?? customerId,
  organizationName: toText(wire.organization?.name),
  createdAt: wire.createdDate ?? null,
  lastModifiedAt: wire.lastModifiedDate ?? null,
  lastClosedAt: wire.lastClosedDate ?? null,
});
