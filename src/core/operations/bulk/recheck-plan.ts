/** What this machine has done since a plan was made. */
import type { Instant } from '../../ports/environment.ts';
import type { Partner } from '../partner.ts';
import type { Plan } from './plan.ts';

/** The same plan; orders whose lines this machine has cancelled since then are cancelled already. */
export const recheckPlan = async ({ state, identity }: Partner, plan: Plan, since: Instant): Promise<Plan> => {
  const events = await state.listEvents(identity.environment, { since, type: 'cancel' });
  const cancelled = new Set(events.map(({ orderId, line }) => `${orderId}/${line}`));
  if (cancelled.size === 0) return plan;
  return {
    ...plan,
    intents: plan.intents.map((intent) => {
      const { state: planned, orderId, lines } = intent;
      const isDone =
        planned === 'ready' && lines.length > 0 && lines.every((line) => cancelled.has(`${orderId}/${line}`));
      return isDone ? { ...intent, state: 'noop' } : intent;
    }),
  };
};
