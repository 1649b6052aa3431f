/** Service requests, of one customer or of all, a page at a time: to be read only, as since August 2020. */

import type { Instant, JsonObject } from '../core/ports/environment.ts';
import type { ServiceRequest } from '../core/ports/service-request.ts';
import { pageOf } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, type Reply, type Route, wireTime } from './exchange.ts';

export const serviceRequestRoutes: readonly Route[] = [
  {
    operation: 'service-requests',
    method: 'GET',
    path: '/customers/{customer}/servicerequests',
    token: 'user',
    handle: async (exchange) => list(exchange, (await getCustomer(exchange.backend, exchange.part('customer'))).id),
  },
  {
    operation: 'service-requests',
    method: 'GET',
    path: '/servicerequests',
    token: 'user',
    handle: async (exchange) => list(exchange, undefined),
  },
];

const list = async (exchange: Exchange, customerId: string | undefined): Promise<Reply> =>
  pageOf(exchange, await exchange.backend.listServiceRequests(customerId), wireServiceRequest, (asked) => asked);

const wireServiceRequest = (request: ServiceRequest): JsonObject => {
  const { id, title, severity, status, organizationId, organizationName } = request;
  return {
    title,
    severity,
    id,
    status,
    organization: { id: organizationId, name: organizationName },
    createdDate: timeOrUnset(request.createdAt),
    lastModifiedDate: timeOrUnset(request.lastModifiedAt),
    lastClosedDate: timeOrUnset(request.lastClosedAt),
    attributes: { objectType: 'ServiceRequest' },
  };
};

/** The service's way to say that something has not happened. */
const timeOrUnset = (at: Instant | null): string => (at === null ? '0001-01-01T00:00:00' : wireTime(at));
