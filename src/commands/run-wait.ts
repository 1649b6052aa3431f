/** `--wait`: until the service's lists show what was cancelled, at the latest when they must. */

import { cancelVisibleWithinMs } from '../core/operations/software.ts';
import type { Run } from '../core/ports/journal.ts';
import type { RunScene } from './run-scene.ts';

const lookAgainMs = 30_000;

/** Asks a customer's list only while something of it is not shown, and no longer than the run may take. */
export const waitUntilShown = async (
  { deps, text, partner, journal }: RunScene,
  run: Run,
  maxDurationMs: number,
): Promise<void> => {
  const { clock, output } = deps;
  const open = new Map<string, Set<string>>();
  let latest = 0;
  for await (const { customerId, orderId, settledAt } of journal.listIntents(run.id, ['done'])) {
    if (orderId === null) continue;
    open.set(customerId, (open.get(customerId) ?? new Set()).add(orderId));
    latest = Math.max(latest, settledAt ?? 0);
  }
  const count = (): number => [...open.values()].reduce((sum, { size }) => sum + size, 0);
  // The service's clock and this machine's may differ, so what counts is how long ago it was.
  const leftMs = Math.max(0, latest + cancelVisibleWithinMs - (await partner.backend.now()));
  const until = clock.now() + Math.min(leftMs, maxDurationMs);
  if (count() > 0) output.say(text.waiting, { count: count(), until });
  while (count() > 0) {
    for (const [customerId, orders] of open) {
      for (const { id, status, lineItems } of await partner.backend.listOrders(customerId)) {
        const isShown = status === 'cancelled' || lineItems.some((item) => item.status === 'cancelled');
        if (isShown) orders.delete(id);
      }
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
