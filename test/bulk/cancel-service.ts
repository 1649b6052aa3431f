/** A service that cancels orders, and answers each request as the test says. */
import { CspError } from '../../src/core/errors.ts';
import type { IntentWork } from '../../src/core/operations/bulk/intent-work.ts';
import type { CancelRequest, LineItem, Order } from '../../src/core/ports/backend.ts';
import type { Intent } from '../../src/core/ports/journal.ts';
import { type BulkBench, noBackend } from './bulk-bench.ts';
import { startedAt } from './virtual-clock.ts';

/**
 * What becomes of one request: `ok`, `taken` (200, cancelled five seconds later), `conflict` (409, likewise), `stuck` (409
 * for ever), `lost`, `lostApplied` and `lostTaken` (no answer; the last is carried out, and shown ten seconds later), `refused`, `refusedApplied`, `denied` (no rights), `turnedAway` (429), `…Applied`
 * (carried out all the same), `wrong` (another order's answer), or the code of a
 * failure before anything left.
 */
export type Answer =
  | 'ok'
  | 'taken'
  | 'conflict'
  | 'stuck'
  | 'lost'
  | 'lostApplied'
  | 'lostTaken'
  | 'failedApplied'
  | 'refused'
  | 'refusedApplied'
  | 'denied'
  | 'deniedApplied'
  | 'turnedAway'
  | 'turnedAwayApplied'
  | 'wrong'
  | 'throttled'
  | 'unavailable'
  | 'signInNeeded'
  | 'interrupted'
  | 'internal';

export interface Sent {
  readonly order: string;
  readonly requestId: string;
  readonly lines: CancelRequest['lines'];
  readonly at: number;
  /** As the journal on disk had it when the request arrived. */
  readonly journaled: Pick<Intent, 'state' | 'requestId' | 'epoch'> | undefined;
}

export interface CancelService {
  readonly backend: IntentWork['backend'];
  readonly sent: readonly Sent[];
  readonly looks: readonly { readonly order: string; readonly at: number }[];
  /** How often each order went from open to cancelled. */
  readonly executed: ReadonlyMap<string, number>;
  readonly isCancelled: (orderId: string) => boolean;
}

const settlesMs = 5_000;
const lagMs = 10_000;

const failures: { readonly [code: string]: () => CspError } = {
  unavailable: () => new CspError('unavailable', { host: 'h', reason: 'down', retryAt: null }),
  signInNeeded: () => new CspError('signInNeeded', { profile: 'work' } as never),
  interrupted: () => new CspError('interrupted', {}),
  internal: () => new CspError('internal', { reason: 'a bug' }),
  wrong: () => new CspError('wrongAnswer', { operation: 'PATCH', expected: 'a', found: 'b' }),
};

/** `answerFor` is told the order and the how-manieth request of it this is, from 1. `lookFor` may fail a look. */
export const createCancelService = (
  { clock, witness }: BulkBench,
  answerFor: (order: string, nth: number, requestId: string) => Answer,
  lookFor: (order: string, nth: number) => CspError | undefined = () => undefined,
): CancelService => {
  const sent: Sent[] = [];
  const looks: { order: string; at: number }[] = [];
  const executed = new Map<string, number>();
  const cancelledAt = new Map<string, number>();
  const isCancelled = (id: string): boolean => (cancelledAt.get(id) ?? Number.POSITIVE_INFINITY) <= clock.now();
  const cancel = (id: string, at = clock.now()): void => {
    if (cancelledAt.has(id)) return;
    cancelledAt.set(id, at);
    executed.set(id, (executed.get(id) ?? 0) + 1);
  };
  const orderOf = (customerId: string, id: string): Order => ({
    ...{ id, alternateId: null, customerId, purchasedAt: startedAt, total: null },
    status: isCancelled(id) ? 'cancelled' : 'completed',
    lineItems: [lineOf(isCancelled(id))],
  });
  const requestCancel = async ({
    customerId,
    orderId,
    lines,
    requestId,
  }: CancelRequest): Promise<Order | undefined> => {
    let journaled: Sent['journaled'];
    for (const run of await witness.listRuns(null)) {
      for await (const intent of witness.listIntents(run.id)) {
        const { state, epoch } = intent;
        if (intent.requestId === requestId) journaled = { state, requestId, epoch };
      }
    }
    sent.push({ order: orderId, requestId, lines, at: clock.now(), journaled });
    const nth = sent.filter(({ order }) => order === orderId).length;
    await clock.sleep(20);
    const answer = answerFor(orderId, nth, requestId);
    if (answer === 'ok' || answer.endsWith('Applied')) cancel(orderId);
    if (answer === 'taken' || answer === 'conflict') cancel(orderId, clock.now() + settlesMs);
    if (answer === 'lostTaken') cancel(orderId, clock.now() + lagMs);
    if (answer === 'ok' || answer === 'taken') return orderOf(customerId, orderId);
    if (answer === 'conflict' || answer === 'stuck') return undefined;
    const ids = { requestId, correlationId: 'c' };
    if (answer === 'lost' || answer === 'lostApplied' || answer === 'lostTaken') {
      throw new CspError('outcomeUnsettled', { operation: 'PATCH', ...ids, reason: 'answerLost' });
    }
    if (answer === 'failedApplied') {
      throw new CspError('serviceFailed', { operation: 'PATCH', ...ids, status: 500, isForeign: false, retryAt: null });
    }
    if (answer === 'turnedAway' || answer === 'turnedAwayApplied') {
      const details = { operation: 'PATCH', ...ids, reason: 'throttled', retryAt: clock.now() + 30_000 } as const;
      throw new CspError('outcomeUnsettled', details);
    }
    if (answer === 'denied' || answer === 'deniedApplied') {
      throw new CspError('accessDenied', { operation: 'PATCH', serviceCode: null, missing: 'role' });
    }
    if (answer === 'throttled') throw new CspError('throttled', { retryAt: clock.now() + 30_000 });
    const reference = { customer: customerId, orderId };
    throw (
      failures[answer]?.() ??
      new CspError('cancelRefusedByService', { ...reference, serviceCode: '800061', text: 'no', days: null })
    );
  };
  const getOrder = async (customerId: string, orderId: string): Promise<Order> => {
    looks.push({ order: orderId, at: clock.now() });
    await clock.sleep(5);
    const failure = lookFor(orderId, looks.filter(({ order }) => order === orderId).length);
    if (failure !== undefined) throw failure;
    return orderOf(customerId, orderId);
  };
  return {
    backend: { ...noBackend, now: async () => clock.now(), requestCancel, getOrder },
    sent,
    looks,
    executed,
    isCancelled,
  };
};

const lineOf = (isCancelled: boolean): LineItem => ({
  ...{ line: 0, productId: 'P', skuId: 'S', offerId: 'offer', title: 'T', quantity: isCancelled ? 0 : 1, term: null },
  ...{ price: null, status: isCancelled ? 'cancelled' : 'active', cancelAllowedUntil: null, subscriptionId: null },
});
