/** The cart of the fixtures, its checkout and its orders. */
import type { UnknownReason } from '../../src/core/errors.ts';
import type { CartLineRequest } from '../../src/core/ports/backend.ts';
import type { JsonObject } from '../../src/core/ports/environment.ts';
import { adatum, fixture, offers, type RestBench } from './rest-bench.ts';

export const cartId = 'b7d0c3a2-91e4-4f58-8a6b-2d3e4f5a6b55';
export const carts = `POST /v1/customers/${adatum}/carts`;
export const checkout = `${carts}/${cartId}/checkout`;
export const orders = `GET /v1/customers/${adatum}/orders`;
export const lines: readonly CartLineRequest[] = [
  { catalogItemId: offers[0], quantity: 3, term: null, billingCycle: 'one_time', currency: 'EUR' },
  { catalogItemId: offers[1], quantity: 10, term: 'P1Y', billingCycle: 'one_time', currency: 'EUR', poNumber: 'PO-7' },
];
export const ids = ['Hc8-2nQbV5xKd0RjW7tYzL3mFs9pEaG61', 'Xk4_7pLwT1sMf6DgU9hRqB2vNz8cYjE01'];

export const create = (bench: RestBench, name = 'cart') => {
  bench.on(`GET /v1/customers/${adatum}`, { body: fixture('customer') });
  bench.on(carts, { status: 201, body: fixture(name) });
  return bench.backend.createCart(adatum, lines, 'cart-1');
};
/** The cart was read after the refusal. */
export const proven = { line: 0, isCartOpen: true };
export const checkOut = ({ backend }: RestBench) => backend.checkoutCart(adatum, cartId, 'checkout-1');
export const placed = { orders: fixture('checkout')['orders'] };
export const unknown = (reason: UnknownReason) => [
  'outcomeUnknown',
  { customer: adatum, orderId: cartId, requestId: 'checkout-1', reason },
];
/** Each order under its own id, as the checkout’s answer has it. */
export const showOrders = (bench: RestBench): void => {
  for (const order of fixture('checkout')['orders'] as readonly JsonObject[])
    bench.on(`${orders}/${String(order['id'])}`, { body: order });
};
