/** What people type to name a customer, an order or a quantity. Source: Partner Center's REST reference. */
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const orderId = /^[A-Za-z0-9_-]{1,64}$/;
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;
const quantity = /^[1-9][0-9]{0,9}$/;
const largestQuantity = 2 ** 31 - 1;

/** A GUID with hyphens, in either case. */
export const isTenantGuid = (text: string): boolean => guid.test(text);

/** What an order id, legacy GUID or alternate id may look like: safe as one segment of an address. */
export const isOrderId = (text: string): boolean => orderId.test(text);

/** A domain name with at least one dot, such as `contoso.onmicrosoft.com`. */
export const isDomain = (text: string): boolean => domain.test(text);

/** A whole number from 1 to 2^31 - 1 in plain ASCII digits, without a leading zero; `undefined` for anything else. */
export const parseQuantity = (text: string): number | undefined =>
  quantity.test(text) && Number(text) <= largestQuantity ? Number(text) : undefined;
