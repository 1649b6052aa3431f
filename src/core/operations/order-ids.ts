/** An order has an id of 33 characters and a number that people know it by; either names it. */
import { CspError, isCspError } from '../errors.ts';
import type { Backend, Customer, Order } from '../ports/backend.ts';

/** The id of the order that either names; without a customer every customer is asked. Fails with `orderNotFound`. */
export const findOrderId = async (backend: Backend, customer: Customer | undefined, given: string): Promise<string> => {
  if (customer !== undefined) return (await backend.getOrder(customer.id, given)).id;
  for await (const { id } of backend.listCustomers()) {
    const order = await findOrder(backend, id, given);
    if (order !== null) return order.id;
  }
  throw new CspError('orderNotFound', { customer: null, orderId: given });
};

/** Gives the number of an order, or its id where no other is known. Each order is asked for once. */
export const createOrderNumbers = (backend: Backend): ((customerId: string, orderId: string) => Promise<string>) => {
  const known = new Map<string, string>();
  return async (customerId, orderId) => {
    const number = known.get(orderId) ?? (await findOrder(backend, customerId, orderId))?.alternateId ?? orderId;
    known.set(orderId, number);
    return number;
  };
};

const findOrder = async (backend: Backend, customerId: string, orderId: string): Promise<Order | null> => {
  try {
    return await backend.getOrder(customerId, orderId);
  } catch (error) {
    if (isCspError(error) && (error.code === 'orderNotFound' || error.code === 'customerNotFound')) return null;
    throw error;
  }
};
