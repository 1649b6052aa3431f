/** What the steps of an intent share, whatever it is about. */
import type { Failure } from '../../errors.ts';
import type { Backend } from '../../ports/backend.ts';
import type { NewId } from '../../ports/environment.ts';
import type { Intent, IntentChange, Journal } from '../../ports/journal.ts';
import type { Rest, Task } from './run-intents.ts';

export interface IntentWork {
  readonly runId: string;
  readonly backend: Pick<
    Backend,
    'correlationId' | 'now' | 'requestCancel' | 'getOrder' | 'createCart' | 'checkoutCart' | 'listOrders'
  >;
  readonly journal: Pick<Journal, 'advance'>;
  readonly newId: NewId;
  /** A refusal ends the run. */
  readonly failsFast: boolean;
}

type Step = Omit<IntentChange, 'number' | 'at'>;
type Own = { readonly intent: Intent };

/** On disk when it resolves. */
export const advance = async (work: IntentWork, { intent }: Own, step: Step): Promise<void> =>
  work.journal.advance(work.runId, { number: intent.number, at: await work.backend.now(), ...step });

export const settle = async (work: IntentWork, own: Own, step: Step): Promise<Rest<never>> => {
  await advance(work, own, step);
  return { kind: 'rests' };
};

export const refuse = async (work: IntentWork, own: Own, failure: Failure): Promise<Rest<never>> => {
  const rest = await settle(work, own, { state: 'refused', failure, evidence: 'answer' });
  return work.failsFast ? { kind: 'stop', failure } : rest;
};

/** What was not done for a reason that passes is done later; any other reason ends the run. */
export const laterOrStop = <M>(task: Task<M>, failure: Failure): Rest<M> => {
  if (failure.code === 'throttled') return { kind: 'customer-later', task, until: failure.details.retryAt };
  const { code } = failure;
  return code === 'unavailable' || code === 'serviceFailed' || code === 'answerUnusable'
    ? { kind: 'all-later', task, trouble: failure }
    : { kind: 'stop', failure };
};
