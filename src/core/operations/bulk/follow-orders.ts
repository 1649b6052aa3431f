/** What became of the orders that a run of purchases has placed: a checkout is answered long before an order is fulfilled. */
import type { Failure } from '../../errors.ts';
import type { Order } from '../../ports/backend.ts';
import type { Intent, Journal, Run } from '../../ports/journal.ts';
import { waitForOrder, whyNotBought } from '../order-end.ts';
import { failureOf, type Partner } from '../partner.ts';
import { readAhead } from '../read-ahead.ts';

export interface Following {
  readonly partner: Partner;
  readonly journal: Journal;
  /** Fails when nobody waits any longer. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly onStatus: (order: Order) => void;
}

/**
 * Waits until no order of the run is awaited any more. A purchase whose order comes to nothing is refused from then on, and one
 * whose order nobody can judge is unknown; both are written down. Gives why somebody stopped waiting, or `null`.
 */
export const followOrders = async (following: Following, run: Run): Promise<Failure | null> => {
  const { journal } = following;
  let ended: Failure | null = null;
  const follow = (intent: Intent): Promise<Failure | null> => followIntent(following, run, intent);
  for await (const failure of readAhead(journal.listIntents(run.id, ['done']), follow)) ended ??= failure;
  return ended;
};

const followIntent = async (
  { partner, journal, sleep, onStatus }: Following,
  run: Run,
  { number, customerId, customerName, orderIds }: Intent,
): Promise<Failure | null> => {
  const orders: Order[] = [];
  const failure = await failureOf(async () => {
    for (const orderId of orderIds) orders.push(await partner.backend.getOrder(customerId, orderId));
  });
  if (failure !== null) return failure;
  const ends = await Promise.all(orders.map((order) => waitForOrder(partner, order, sleep, onStatus)));
  const end = whyNotBought(
    customerName,
    ends.map(({ order }) => order),
  );
  if (end !== null) {
    const state = end.code === 'orderFailed' ? 'refused' : 'unknown';
    const at = await partner.backend.now();
    await journal.advance(run.id, { number, state, failure: end, evidence: 'read-back', orderIds, at });
  }
  return ends.find((one) => one.failure !== null)?.failure ?? null;
};
