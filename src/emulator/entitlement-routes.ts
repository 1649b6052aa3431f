/**
 * What customers own. Today's service lists no keys with it; the contract of June 2018, which was withdrawn, gave each
 * entitlement an artifact that leads to its key.
 */
import { CspError } from '../core/errors.ts';
import type { Entitlement, SoftwareTarget } from '../core/ports/backend.ts';
import type { JsonObject } from '../core/ports/environment.ts';
import { hmacSha256, sha256 } from '../digest.ts';
import { collection } from './collection.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, link, ok, type Reply, type Route, refusal, wireTime } from './exchange.ts';
import { wireOrderId } from './wire-order.ts';

export const entitlementRoutes: readonly Route[] = [
  {
    operation: 'entitlements',
    method: 'GET',
    path: '/customers/{customer}/entitlements',
    token: 'user',
    handle: async (exchange) => list(exchange),
  },
  {
    operation: 'product-key',
    method: 'GET',
    path: '/customers/{customer}/artifacts/productkey/groups/{group}/lineitems/{line}/items/{item}',
    token: 'user',
    handle: async (exchange) => getKey(exchange),
  },
];

const list = async (exchange: Exchange): Promise<Reply> => {
  const { backend, part, query } = exchange;
  const customer = await getCustomer(backend, part('customer'));
  const type = query.get('entitlementType')?.toLowerCase() ?? 'software';
  const entitlements = type === 'software' ? await backend.listEntitlements(customer.id) : [];
  const orders = new Map((await backend.listOrders(customer.id)).map((order) => [order.id, order]));
  const showExpiry = query.get('showExpiry')?.toLowerCase() === 'true';
  const items = entitlements.map((entitlement) => {
    const { orderId, line, productId, skuId, quantity, fulfilled, expiresAt } = entitlement;
    const order = orders.get(orderId);
    const alternateId = order?.alternateId ?? null;
    const id = order === undefined ? orderId : wireOrderId(order, exchange);
    return {
      includedEntitlements: [],
      referenceOrder: { id, lineItemId: String(line), ...(alternateId === null ? {} : { alternateId }) },
      productId,
      skuId,
      quantity,
      quantityDetails: [{ quantity, status: fulfilled ? 'Fulfilled' : 'PrefulfillmentPending' }],
      entitledArtifacts: exchange.withKeys ? [keyArtifact(customer.id, entitlement)] : [],
      entitlementType: 'software',
      ...(showExpiry && expiresAt !== null ? { expiryDate: wireTime(expiresAt) } : {}),
    };
  });
  return collection(exchange, items);
};

const keyArtifact = (customerId: string, entitlement: Entitlement): JsonObject => ({
  link: link(keyPath(customerId, entitlement)),
  reason: '',
  state: 'Active',
  artifactType: 'product_key',
});

/** Made of what the entitlement says, so that nothing need be remembered to find it again. */
const keyPath = (customerId: string, { orderId, line, productId, skuId }: Entitlement): string => {
  const group = sha256(orderId).toString('hex', 0, 16);
  const hex = hmacSha256(orderId, String(line)).toString('hex', 0, 16);
  const item = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return `/customers/${customerId}/artifacts/productkey/groups/${group}/lineitems/${item}/items/${productId}:${skuId}:${item}`;
};

const notFound = refusal(404, '1000', 'Not found');

/** The key of the first version, language and file type on offer: the contract knows no choice. */
const getKey = async ({ backend, part, path, requestId, withKeys }: Exchange): Promise<Reply> => {
  const customer = await getCustomer(backend, part('customer'));
  const entitlements = withKeys ? await backend.listEntitlements(customer.id) : [];
  const found = entitlements.find(
    (entitlement) => keyPath(customer.id, entitlement).toLowerCase() === path.toLowerCase(),
  );
  if (found === undefined) return notFound;
  const target: SoftwareTarget = { customerId: customer.id, orderId: found.orderId, line: found.line };
  const [option] = await backend.listDownloadOptions(target);
  if (option === undefined) throw new CspError('keyRevoked', { customer: customer.id, orderId: found.orderId });
  const { key } = await backend.getProductKey(target, option, requestId);
  return ok({ type: 'product_key', productKey: key.reveal() });
};
