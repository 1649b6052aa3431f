/**
 * What this process knows of the intents that it has in hand, beside the journal: where that fails, nobody else will ever
 * hear of it. An intent is forgotten as soon as the journal has its end.
 */
import type { ErrorCode } from '../../errors.ts';
import type { Evidence, Intent, IntentChange, IntentState, Journal } from '../../ports/journal.ts';

export interface LastWord {
  readonly run: string;
  readonly number: number;
  readonly customerId: string;
  /** `null` for a purchase. */
  readonly orderId: string | null;
  readonly requestId: string | null;
  readonly cartId: string | null;
  readonly state: IntentState;
  /** By which a final state is known. */
  readonly evidence: Evidence | null;
  /** What the answer failed with. */
  readonly code: ErrorCode | null;
  /** What a purchase became. */
  readonly orderIds: readonly string[];
  /** The journal has this state too. */
  readonly journaled: boolean;
}

export interface LastWords {
  /** The same intents; each is remembered. */
  readonly take: (runId: string, intents: AsyncIterable<Intent>) => AsyncIterable<Intent>;
  /** The same journal; what it takes, and what it cannot take, is remembered. */
  readonly watch: (journal: Journal) => Pick<Journal, 'advance'>;
  /** A step could not be written. */
  readonly hasLost: () => boolean;
  /** What may have been carried out, or was, and is not final in the journal. */
  readonly list: () => readonly LastWord[];
}

const doubtful: ReadonlySet<IntentState> = new Set(['sent', 'accepted', 'unknown']);
const unsent: ReadonlySet<IntentState> = new Set(['ready', 'cart']);

export const createLastWords = (): LastWords => {
  const words = new Map<string, LastWord>();
  let hasLost = false;
  return {
    take: async function* (runId, intents) {
      for await (const intent of intents) {
        words.set(`${runId} ${intent.number}`, wordOf(runId, intent));
        yield intent;
      }
    },
    watch: (journal) => ({
      advance: async (runId, change) => {
        const key = `${runId} ${change.number}`;
        const known = words.get(key);
        try {
          await journal.advance(runId, change);
          if (known === undefined) return;
          const next = stepped(known, change);
          if (doubtful.has(next.state) || unsent.has(next.state)) words.set(key, next);
          else words.delete(key);
        } catch (error) {
          hasLost = true;
          // Nothing leaves before it is written, and of what never left there is nothing to tell.
          if (known !== undefined && doubtful.has(known.state) && change.state !== 'sent')
            words.set(key, { ...stepped(known, change), journaled: false });
          throw error;
        }
      },
    }),
    hasLost: () => hasLost,
    list: () => [...words.values()].filter(({ state, journaled }) => doubtful.has(state) || !journaled),
  };
};

const wordOf = (run: string, intent: Intent): LastWord => {
  const { number, customerId, orderId, requestId, cartId, state, evidence, failure, orderIds } = intent;
  return {
    ...{ run, number, customerId, orderId, requestId, cartId, state, evidence },
    ...{ code: failure?.code ?? null, orderIds, journaled: true },
  };
};

const stepped = (
  known: LastWord,
  { state, requestId, cartId, evidence, failure, orderIds }: IntentChange,
): LastWord => ({
  ...known,
  state,
  requestId: requestId ?? known.requestId,
  cartId: cartId ?? known.cartId,
  evidence: evidence ?? known.evidence,
  code: failure === undefined ? known.code : (failure?.code ?? null),
  orderIds: orderIds ?? known.orderIds,
});
