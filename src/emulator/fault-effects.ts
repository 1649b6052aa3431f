/** What a fault does to a request: instead of an answer, to an answer, or to the socket. */
import type { FaultRule } from '../core/ports/emulator.ts';
import { isObject, type Reply, refusal } from './exchange.ts';

const html = Buffer.from('<!doctype html><html><title>502</title><h1>Bad gateway</h1></html>');

/** An answer in place of the real one, with nothing done; `undefined` where the fault leaves the request to its route. */
export const replyInstead = ({ status, code, retryAfter, html: isHtml }: FaultRule): Reply | undefined => {
  if (status === undefined && isHtml !== true) return undefined;
  const headers = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
  if (isHtml === true) {
    return { status: status ?? 502, bytes: html, headers: { ...headers, 'Content-Type': 'text/html' } };
  }
  if (status === 429) return { ...tooMany(retryAfter ?? ''), headers };
  return { ...refusal(status ?? 500, code ?? '800003', 'A fault that was asked for.'), headers };
};

/** The gateway's own body, which is not that of the service. */
export const tooMany = (seconds: string): Reply => ({
  status: 429,
  body: { statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` },
  headers: { 'Retry-After': seconds },
});

/** The same answer about an order that nobody asked about; other answers stay as they are. */
export const ofAnotherOrder = (reply: Reply): Reply => {
  const { body } = reply;
  if (!isObject(body)) return reply;
  const strange = { id: 'wRoNgOrDeRwRoNgOrDeRwRoNgOrDeRwR1', alternateId: '0badc0de0bad' };
  if (Array.isArray(body['orders'])) {
    const orders = body['orders'].map((order) => ({ ...order, ...strange }));
    return { ...reply, body: { ...body, orders } };
  }
  const isOrder = 'lineItems' in body && 'referenceCustomerId' in body;
  return isOrder ? { ...reply, body: { ...body, ...strange } } : reply;
};

/** The same answer, with its orders and subscriptions in this status. */
export const withResourceStatus = (reply: Reply, status: string): Reply => {
  const { body } = reply;
  if (!isObject(body)) return reply;
  const told = <T>(resource: T): T => (isResource(resource) ? { ...resource, status } : resource);
  for (const name of ['orders', 'items']) {
    const list: unknown = body[name];
    if (Array.isArray(list)) return { ...reply, body: { ...body, [name]: list.map(told) } };
  }
  return { ...reply, body: told(body) };
};

const isResource = (value: unknown): boolean => {
  const attributes = isObject(value) ? value['attributes'] : undefined;
  return isObject(attributes) && ['Order', 'Subscription'].includes(String(attributes['objectType']));
};
