/** What this machine has done since a plan was made. */
import type { Instant } from '../../ports/environment.ts';
import type { NewIntent } from '../../ports/journal.ts';
import type { Partner } from '../partner.ts';
import { isAllCancelled } from './cancel-intent.ts';
import type { Plan } from './plan.ts';
import { isUnread, readEachOrder } from './read-orders.ts';

/**
 * The same plan; orders whose lines this machine has cancelled since then are cancelled already, where the orders
 * themselves say so too. Fails as `getOrder` does where one cannot be read for a reason that is not its own.
 */
export const recheckPlan = async ({ backend, state, identity }: Partner, plan: Plan, since: Instant): Promise<Plan> => {
  const events = await state.listEvents(identity.environment, { since, type: 'cancel' });
  const cancelled = new Set(events.map(({ orderId, line }) => `${orderId}/${line}`));
  if (cancelled.size === 0) return plan;
  const recheck = async (intent: NewIntent): Promise<NewIntent> => {
    const { state: planned, customerId, orderId, lines } = intent;
    const isRemembered =
      planned === 'ready' && lines.length > 0 && lines.every((line) => cancelled.has(`${orderId}/${line}`));
    if (!isRemembered || orderId === null) return intent;
    const [order] = (await readEachOrder(backend, customerId, [orderId])).values();
    const isDone = order !== undefined && !isUnread(order) && isAllCancelled(intent, order);
    return isDone ? { ...intent, state: 'noop' } : intent;
  };
  const intents: NewIntent[] = [];
  for (const intent of plan.intents) intents.push(await recheck(intent));
  return { ...plan, intents };
};
