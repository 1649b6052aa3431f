/** What became of orders that a checkout has named: bought, not bought, or not to be told yet. */
import type { Failure } from '../errors.ts';
import type { Order } from '../ports/backend.ts';
import type { FailureOf } from '../ports/environment.ts';
import { meaningOf, type OrderMeaning } from '../rules/order-status.ts';
import { failureOf, type Partner } from './partner.ts';

/** It is being worked on, by whomever. */
export const isAwaited = ({ status }: Pick<Order, 'status'>): boolean => meaningOf(status) === 'waits';

export type OrderEnd = FailureOf<'orderFailed'> | FailureOf<'orderUnclear'>;

const worstFirst: readonly OrderMeaning[] = ['unclear', 'partly', 'failed'];

/** Why these orders are no purchase; `null` where each is one, or is on its way to be one. The one that says least decides. */
export const whyNotBought = (customer: string, orders: readonly Order[]): OrderEnd | null => {
  for (const meaning of worstFirst) {
    const order = orders.find(({ status }) => meaningOf(status) === meaning);
    if (order === undefined) continue;
    const details = { customer, orderId: order.alternateId ?? order.id, status: order.status };
    return meaning === 'unclear' ? { code: 'orderUnclear', details } : { code: 'orderFailed', details };
  }
  return null;
};

/**
 * Reads an order again until nothing is awaited any more, or until that fails; each new status is told. The caller bounds
 * the time, and asks `whyNotBought` what the end means.
 */
export const waitForOrder = async (
  { backend }: Pick<Partner, 'backend'>,
  order: Order,
  sleep: (ms: number) => Promise<void>,
  onStatus: (order: Order) => void = () => {},
): Promise<{ readonly order: Order; readonly failure: Failure | null }> => {
  let current = order;
  const failure = await failureOf(async () => {
    for (let pauseMs = 500; isAwaited(current); pauseMs = Math.min(pauseMs * 2, 15_000)) {
      await sleep(pauseMs);
      const next = await backend.getOrder(order.customerId, order.id);
      if (next.status !== current.status) onStatus(next);
      current = next;
    }
  });
  return { order: current, failure };
};
