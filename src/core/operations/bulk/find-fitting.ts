/** Which orders a purchase in doubt may have become. */
import type { Backend, Order } from '../../ports/backend.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Intent, Journal } from '../../ports/journal.ts';
import { isBought, isSamePurchase } from './buy-facts.ts';

export interface Fitting {
  /** That the purchase may have become, and that no other of the environment is known to have. */
  readonly orders: readonly Order[];
  /** Another one in doubt asks for the same, so that they may be that one's. */
  readonly hasRival: boolean;
}

interface Known {
  readonly environment: string;
  readonly backend: Pick<Backend, 'listOrders'>;
  readonly journal: Pick<Journal, 'listIntents' | 'listRuns'>;
}

/** The service's clock and this machine's may differ. */
const skewMs = 60_000;

/** Reads the customer's orders; fails as `listOrders` does. `firstSentAt` is of the intent, or what is known of it by now. */
export const findFitting = async (
  { environment, backend, journal }: Known,
  runId: string,
  intent: Intent,
  firstSentAt: Instant | null,
): Promise<Fitting> => {
  const since = (firstSentAt ?? 0) - skewMs;
  const taken = new Set<string>();
  let hasRival = false;
  for (const { id, kind, finishedAt } of await journal.listRuns(environment)) {
    if (kind !== 'buy' || (finishedAt !== null && finishedAt < since)) continue;
    for await (const other of journal.listIntents(id, ['done', 'sent', 'unknown'])) {
      for (const orderId of other.orderIds) taken.add(orderId);
      const isOther = id !== runId || other.number !== intent.number;
      hasRival ||= isOther && other.state !== 'done' && isSamePurchase(other, intent);
    }
  }
  const orders = (await backend.listOrders(intent.customerId)).filter(
    ({ id, purchasedAt, lineItems }) =>
      !taken.has(id) && purchasedAt >= since && lineItems.some((line) => isBought(intent, line)),
  );
  return { orders, hasRival };
};
