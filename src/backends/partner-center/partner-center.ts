/** The backend over Microsoft's Partner Center REST. */
import type { Backend } from '../../core/ports/backend.ts';
import { listAuditRecords } from './audit-records.ts';
import { forRun } from './call.ts';
import { createCarts } from './carts.ts';
import { createCatalogue, missingPart } from './catalogue.ts';
import { findCustomers, listCustomers, rememberCountries } from './customers.ts';
import { listEntitlements } from './entitlements.ts';
import { countLeftOutOf, getOrder, listOrders } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { requestCancel } from './request-cancel.ts';
import { listServiceRequests } from './service-requests.ts';
import { createSoftwareAccess } from './software-access.ts';

/** Nothing is sent before the first method is called. `close` closes the connection that was handed in. */
export const openPartnerCenter = (given: PartnerCenterOptions): Backend => {
  let leftOut = 0;
  const warn: PartnerCenterOptions['warn'] = (oddity) => {
    if (oddity.isLeftOut) leftOut += 1;
    given.warn(oddity);
  };
  const options = { ...given, warn };
  const { http } = options;
  const countryOf = rememberCountries(options);
  const catalogue = createCatalogue(options);
  const carts = createCarts(options, catalogue, countryOf);
  const access = createSoftwareAccess(options, catalogue, countryOf);
  return {
    name: 'partner-center',
    now: () => http.now(),
    getIdentity: () => options.identity(),
    listCustomers: (onTotal) => listCustomers(options, onTotal),
    findCustomers: (by) => findCustomers(options, by),
    listProducts: (country) => catalogue.listProducts(country),
    findProduct: (productId, country) => catalogue.findProduct(productId, country),
    listSkus: (productId, country) => catalogue.listSkus(productId, country),
    listAvailabilities: (productId, skuId, country) => catalogue.listAvailabilities(productId, skuId, country),
    createCart: (customerId, lines, requestId) => carts.createCart(customerId, lines, requestId),
    checkoutCart: (customerId, cartId, requestId) => carts.checkoutCart(customerId, cartId, requestId),
    listOrders: (customerId) => listOrders(options, customerId),
    getOrder: async (customerId, orderId) => (await getOrder(options, customerId, orderId)).order,
    requestCancel: (request) => requestCancel(options, request),
    listEntitlements: (customerId) => listEntitlements(options, customerId),
    listKeyOptions: (target) => access.listKeyOptions(target),
    getProductKey: (target, _option, requestId) => access.getProductKey(target, requestId),
    listDownloadOptions: (target) => access.listDownloadOptions(target),
    getDownloadLink: async (target, option, renew, requestId) => {
      if (renew) throw missingPart(options.cloud, 'link-renewal');
      return access.getDownloadLink(target, option, requestId);
    },
    listDownloadLinks: async () => {
      throw missingPart(options.cloud, 'link-list');
    },
    listServiceRequests: (customerId) => listServiceRequests(options, customerId),
    listAuditRecords: (range, filter) => listAuditRecords(options, range, filter),
    forRun: (endsAt) => openPartnerCenter({ ...options, http: forRun(http, endsAt), isOfRun: true }),
    countLeftOut: (orders) => (orders === undefined ? leftOut : countLeftOutOf(orders)),
    close: () => http.close(),
  };
};
