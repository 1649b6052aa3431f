/** Which of the orders that a plan finds cancelled this machine has cancelled itself. */
import type { NewIntent } from '../../ports/journal.ts';
import type { Partner } from '../partner.ts';
import type { Plan } from './plan.ts';

/** The same plan, which knows of them the run, or that it was a single command. All others somebody else has cancelled. */
export const knowCancelledHere = async ({ state, identity }: Partner, plan: Plan): Promise<Plan> => {
  if (!plan.intents.some(isCancelled)) return plan;
  const events = await state.listEvents(identity.environment, { since: 0, type: 'cancel' });
  const runs = new Map(events.map(({ orderId, line, facts }) => [`${orderId}/${line}`, facts['run'] ?? null]));
  const know = (intent: NewIntent): NewIntent => {
    if (!isCancelled(intent)) return intent;
    const line = intent.lines.find((number) => runs.has(`${intent.orderId}/${number}`));
    if (line === undefined) return intent;
    return { ...intent, facts: { ...intent.facts, cancelledHere: runs.get(`${intent.orderId}/${line}`) ?? null } };
  };
  return { ...plan, intents: plan.intents.map(know) };
};

const isCancelled = ({ state }: NewIntent): boolean => state === 'noop';
