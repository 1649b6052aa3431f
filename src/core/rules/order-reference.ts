/** What people type to name a customer, an order or a quantity. Source: Partner Center's REST reference. */
import { foldName } from './fold-name.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const orderId = /^(?!-$)[A-Za-z0-9_-]{1,64}$/;
const lineNumber = /^(?:0|[1-9][0-9]{0,5})$/;
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;
const quantity = /^[1-9][0-9]{0,9}$/;
const largestQuantity = 2 ** 31 - 1;

/** A GUID with hyphens, in either case. */
export const isTenantGuid = (text: string): boolean => guid.test(text);

/** What an order id, legacy GUID or alternate id may look like: safe as one segment of an address. */
export const isOrderId = (text: string): boolean => orderId.test(text);

/** An order, or one line of it: `c403d91b21d2`, `c403d91b21d2/1`. */
export interface OrderWord {
  readonly orderId: string;
  readonly line?: number;
}

/** Reads `ORDER` or `ORDER/LINE`, in arguments and in lists; the id as `foldOrderId` has it. `undefined` for anything else. */
export const parseOrderWord = (text: string): OrderWord | undefined => {
  const [id = '', line, ...more] = text.trim().split('/');
  if (!isOrderId(id) || more.length > 0) return undefined;
  const orderId = foldOrderId(id);
  if (line === undefined) return { orderId };
  return lineNumber.test(line) ? { orderId, line: Number(line) } : undefined;
};

/** A line as `parseOrderWord` reads it, for `--ids`. */
export const orderWord = (orderId: string, line: number): string => `${orderId}/${line}`;

const alternateId = /^[0-9a-f]{12}$/i;

/** The short number that people know an order by. */
export const isAlternateId = (id: string): boolean => alternateId.test(id);

/** The form in which ids of the same order are equal: hexadecimal ones are the same in either case, the long ones are not. */
export const foldOrderId = (id: string): string => (isAlternateId(id) || guid.test(id) ? id.toLowerCase() : id);

/** Which lines of its order a row of a list means: one by its number, those of a SKU, or all. */
export const linesKey = ({
  orderLine,
  productId,
  skuId,
}: {
  readonly orderLine: number | null;
  readonly productId: string | null;
  readonly skuId: string | null;
}): string => String(orderLine ?? `${productId}/${skuId}`);

/** A domain name with at least one dot, such as `contoso.onmicrosoft.com`. */
export const isDomain = (text: string): boolean => domain.test(text);

/** Whether two ways to name a customer may mean the same one: a tenant id and a name may, two different domains cannot. */
export const mayBeOneCustomer = (one: string, other: string): boolean =>
  foldName(one) === foldName(other) || kindOfName(one) !== kindOfName(other);

const kindOfName = (text: string): string => (isTenantGuid(text) ? 'id' : isDomain(text) ? 'domain' : 'name');

/** A whole number from 1 to 2^31 - 1 in plain ASCII digits, without a leading zero; `undefined` for anything else. */
export const parseQuantity = (text: string): number | undefined =>
  quantity.test(text) && Number(text) <= largestQuantity ? Number(text) : undefined;
