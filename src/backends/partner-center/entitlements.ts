/** What customers own. Only for a user that is signed in; an app alone is refused by the service. */
import type { Entitlement } from '../../core/ports/backend.ts';
import { wirePath } from './call.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { aboutCustomer } from './refusals.ts';
import { entitlement, readItems, type WireEntitlement, type WireOwnEntitlement } from './schemas.ts';
import { toWord } from './translate-values.ts';

type Options = Pick<PartnerCenterOptions, 'http' | 'warn'>;

/** The parts of a suite come behind it, each as an entitlement of the same order line. */
export const listEntitlements = async (options: Options, customerId: string): Promise<readonly Entitlement[]> => {
  const wires = await readEntitlements(options, customerId);
  return wires.flatMap((wire) => [wire, ...(wire.includedEntitlements ?? [])].map(toEntitlement));
};

export const readEntitlements = async (
  { http, warn }: Options,
  customerId: string,
): Promise<readonly WireEntitlement[]> => {
  const path = wirePath`customers/${customerId}/entitlements`;
  const query = { entitlementType: 'software', showExpiry: 'true' };
  // https://learn.microsoft.com/partner-center/developer/get-a-collection-of-entitlements
  const { body } = await aboutCustomer(customerId, http.send({ method: 'GET', path, query, customerId }));
  return readItems(entitlement, body, 'GET /v1/customers/{id}/entitlements', warn);
};

const toEntitlement = (wire: WireOwnEntitlement): Entitlement => ({
  orderId: wire.referenceOrder.id,
  line: wire.referenceOrder.lineItemId,
  productId: wire.productId,
  skuId: wire.skuId,
  quantity: wire.quantity,
  // Fulfilled ones are listed without a state.
  fulfilled: toWord(wire.fulfillmentState ?? 'fulfilled') === 'fulfilled',
  expiresAt: wire.expiryDate ?? null,
});
