/**
 * Partner Center in one database file on this machine. It refuses by the same rules that the core predicts by.
 * Every write is one transaction, so processes that work on one world at once lose nothing.
 */
import type { Backend } from '../../core/ports/backend.ts';
import { listAuditRecords } from './audit.ts';
import { sandboxNow } from './clock.ts';
import { findCustomers, listCustomers } from './customers.ts';
import { readIdentity } from './identity.ts';
import { getDownloadLink, listDownloadLinks } from './links.ts';
import { findProduct, listAvailabilities, listProducts, listSkus } from './offers.ts';
import type { World } from './open-world.ts';
import { getStoredOrder, listEntitlements, listOrders } from './orders.ts';
import { type CustomerPortal, getSoftwareLine } from './software-line.ts';

/** `portal`: the addresses that a partner gets while only the customer may see keys. `close` closes the world's database. */
export const createSandboxBackend = (world: World, portal: CustomerPortal): Backend => ({
  name: 'sandbox',
  now: async () => sandboxNow(world),
  getIdentity: async () => readIdentity(world),
  listCustomers: (onTotal) => listCustomers(world, onTotal),
  findCustomers: async (by) => findCustomers(world, by),
  listProducts: async (country) => listProducts(world, country),
  findProduct: async (productId) => findProduct(world, productId),
  listSkus: async (productId) => listSkus(world, productId),
  listAvailabilities: async (productId, skuId, country) => listAvailabilities(world, productId, skuId, country),
  createCart: async (customerId, lines, requestId) =>
    (await import('./carts.ts')).createCart(world, customerId, lines, requestId),
  checkoutCart: async (customerId, cartId, requestId) =>
    (await import('./carts.ts')).checkoutCart(world, customerId, cartId, requestId),
  listOrders: async (customerId) => listOrders(world, customerId),
  getOrder: async (customerId, orderId) => getStoredOrder(world, customerId, orderId, sandboxNow(world)).order,
  requestCancel: async (request) => (await import('./cancel-order.ts')).requestCancel(world, request),
  listEntitlements: async (customerId) => listEntitlements(world, customerId),
  listKeyOptions: async (target) => getSoftwareLine(world, target, sandboxNow(world)).options,
  getProductKey: async (target, option, requestId) =>
    (await import('./keys.ts')).getProductKey(world, portal, target, option, requestId),
  listDownloadOptions: async (target) => getSoftwareLine(world, target, sandboxNow(world)).options,
  getDownloadLink: async (target, option, renew, requestId) =>
    getDownloadLink(world, portal, target, option, renew, requestId),
  listDownloadLinks: async (customerId) => listDownloadLinks(world, customerId),
  listServiceRequests: async (customerId) =>
    (await import('./service-requests.ts')).listServiceRequests(world, customerId),
  listAuditRecords: (range, filter) => listAuditRecords(world, range, filter),
  close: async () => world.database.close(),
});
