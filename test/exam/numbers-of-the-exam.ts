/** The exam names orders by the ids that the sandbox keeps them by; today's service knows the shorter number alone. */
import { CspError, type ErrorDetails, isCspError } from '../../src/core/errors.ts';
import type { Backend, Order, SoftwareTarget } from '../../src/core/ports/backend.ts';

/** The same backend, asked and answering in the sandbox's own ids; `world` is what knows both. */
export const inNumbersOfTheExam = (backend: Backend, world: Backend): Backend => {
  /** The number, and the id behind it; an order that is not there keeps the word that it was asked for by. */
  const lookUp = async (customerId: string, word: string): Promise<Pick<Order, 'id' | 'alternateId'>> => {
    try {
      return await world.getOrder(customerId, word);
    } catch (error) {
      if (isCspError(error)) return { id: word, alternateId: null };
      throw error;
    }
  };
  const numberOf = async (customerId: string, word: string): Promise<string> => {
    const { id, alternateId } = await lookUp(customerId, word);
    return alternateId ?? id;
  };
  const idOf = async (customerId: string, word: string): Promise<string> => (await lookUp(customerId, word)).id;
  const asInExam = async (order: Order): Promise<Order> => ({ ...order, ...(await pair(order)) });
  const pair = async ({ customerId, id: word }: Order): Promise<Pick<Order, 'id' | 'alternateId'>> => {
    const { id, alternateId } = await lookUp(customerId, word);
    return { id, alternateId };
  };
  const onWire = async <T extends SoftwareTarget>(target: T): Promise<T> => ({
    ...target,
    orderId: await numberOf(target.customerId, target.orderId),
  });
  return {
    ...backend,
    listOrders: async (customerId) => Promise.all((await backend.listOrders(customerId)).map(asInExam)),
    getOrder: async (customerId, orderId) =>
      asInExam(await backend.getOrder(customerId, await numberOf(customerId, orderId))),
    checkoutCart: async (customerId, cartId, requestId) => {
      const checkout = await backend.checkoutCart(customerId, cartId, requestId);
      return { ...checkout, orders: await Promise.all(checkout.orders.map(asInExam)) };
    },
    requestCancel: async (request) => {
      const orderId = await numberOf(request.customerId, request.orderId);
      const order = await backend.requestCancel({ ...request, orderId }).catch((error: unknown) => {
        const isOfOrder = isCspError(error) && error.code === 'cancelRefusedByService';
        if (!isOfOrder) throw error;
        const details = error.details as ErrorDetails['cancelRefusedByService'];
        throw new CspError('cancelRefusedByService', { ...details, orderId: request.orderId }, error);
      });
      return order === undefined ? undefined : asInExam(order);
    },
    listEntitlements: async (customerId) =>
      Promise.all(
        (await backend.listEntitlements(customerId)).map(async (own) => ({
          ...own,
          orderId: await idOf(customerId, own.orderId),
        })),
      ),
    listKeyOptions: async (target) => backend.listKeyOptions(await onWire(target)),
    getProductKey: async (target, option, requestId) => backend.getProductKey(await onWire(target), option, requestId),
    listDownloadOptions: async (target) => backend.listDownloadOptions(await onWire(target)),
    getDownloadLink: async (target, option, renew, requestId) =>
      backend.getDownloadLink(await onWire(target), option, renew, requestId),
    listAuditRecords: async function* (range, filter) {
      for await (const record of backend.listAuditRecords(range, filter)) {
        const { customerId, orderId } = record;
        yield customerId === null || orderId === null
          ? record
          : { ...record, orderId: await idOf(customerId, orderId) };
      }
    },
  };
};
