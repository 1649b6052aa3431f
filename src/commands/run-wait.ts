/** `--wait`: until the service's lists show what was cancelled, at the latest when they must; until what was ordered is fulfilled. */

import { CspError, toError } from '../core/errors.ts';
import { isAllCancelled } from '../core/operations/bulk/cancel-intent.ts';
import { followOrders } from '../core/operations/bulk/follow-orders.ts';
import { runState } from '../core/operations/bulk/run-report.ts';
import type { Order } from '../core/ports/backend.ts';
import type { Intent, Run } from '../core/ports/journal.ts';
import { listsLagMs } from '../core/rules/list-lag.ts';
import { waitsForPurchaseOrder } from '../core/rules/order-status.ts';
import type { RunScene } from './run-scene.ts';

const lookAgainMs = 30_000;

/** Asks a customer's list only while something of it is not shown, and no longer than the run may take. */
export const waitUntilShown = async (
  { deps, text, partner, journal }: RunScene,
  run: Run,
  maxDurationMs: number,
): Promise<void> => {
  const { clock, output } = deps;
  const open = new Map<string, Intent[]>();
  let latest = 0;
  for await (const intent of journal.listIntents(run.id, ['done'])) {
    if (intent.orderId === null) continue;
    const own = open.get(intent.customerId);
    if (own === undefined) open.set(intent.customerId, [intent]);
    else own.push(intent);
    latest = Math.max(latest, intent.settledAt ?? 0);
  }
  const count = (): number => [...open.values()].reduce((sum, { length }) => sum + length, 0);
  // The service's clock and this machine's may differ, so what counts is how long ago it was.
  const leftMs = Math.max(0, latest + listsLagMs - (await partner.backend.now()));
  const until = clock.now() + Math.min(leftMs, maxDurationMs);
  if (count() > 0) output.say(text.waiting, { count: count(), until });
  while (count() > 0) {
    for (const [customerId, intents] of open) {
      const orders = new Map((await partner.backend.listOrders(customerId)).map((order) => [order.id, order]));
      const isUnseen = (intent: Intent): boolean => {
        const order = orders.get(intent.orderId ?? '');
        return order === undefined || !isAllCancelled(intent, order);
      };
      const unseen = intents.filter(isUnseen);
      if (unseen.length > 0) open.set(customerId, unseen);
      else open.delete(customerId);
    }
    if (count() === 0) break;
    if (clock.now() >= until) {
      output.warn(text.notShown, { count: count() });
      return;
    }
    await clock.sleep(Math.min(lookAgainMs, until - clock.now()));
  }
  output.say(() => text.shown, {});
};

/** Fails with `timeout` when the run may take no longer, with what else ended the wait, and as the service does. */
export const waitUntilFulfilled = async (
  { deps, text, partner, journal }: RunScene,
  run: Run,
  maxDurationMs: number,
): Promise<void> => {
  const { clock, messages, output } = deps;
  const { done } = runState(await journal.countStates(run.id));
  if (done === 0) return;
  output.say(text.awaiting, { count: done });
  const until = clock.now() + maxDurationMs;
  const sleep = async (ms: number): Promise<void> => {
    const leftMs = until - clock.now();
    if (leftMs <= 0) throw new CspError('timeout', { seconds: maxDurationMs / 1000 });
    await clock.sleep(Math.min(ms, leftMs));
  };
  const onStatus = ({ id, alternateId, status }: Order): void => {
    if (waitsForPurchaseOrder(status)) output.warn(messages.text.purchaseOrderNeeded, { orders: alternateId ?? id });
  };
  const ended = await followOrders({ partner, journal, sleep, onStatus }, run);
  if (ended !== null) throw toError(ended);
};
