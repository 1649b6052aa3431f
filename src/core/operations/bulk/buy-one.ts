/** One purchase as a run of one line: bought by the same steps, and as often, as a line of a list. */
import { CspError, type Failure, toError } from '../../errors.ts';
import type { Backend, Checkout, Order } from '../../ports/backend.ts';
import type { Intent, Journal } from '../../ports/journal.ts';
import type { Quote } from '../buy.ts';
import { purchaseDoubt } from './buy-facts.ts';
import { type CarryOut, carryOut } from './carry-out.ts';
import type { RunRequest } from './open-run.ts';
import type { Plan } from './plan.ts';
import { type IntentTerms, quoteKey, toIntent } from './quoted-intent.ts';

/** The same for the same purchase, whatever it costs and whatever stands in its way. */
export const purchaseRequest = (quote: Quote, poNumber: string | null): RunRequest => ({
  kind: 'buy',
  manifest: quoteKey(quote, poNumber),
  source: null,
});

export const planPurchase = (quote: Quote, terms: IntentTerms): Plan => ({
  intents: [toIntent(quote, terms)],
  lines: [{ line: 1, number: 1, orderLine: null, key: quoteKey(quote, terms.poNumber) }],
});

export interface PlacedPurchase extends Checkout {
  readonly requestId: string;
  /** The run that had begun this purchase, where another one had; `null` where it is this run's own. */
  readonly byRun: string | null;
  /** Why this machine could not write down what became of it. The orders stand all the same. */
  readonly unrecorded: Failure | null;
}

/**
 * Carries the run out. Fails with why nothing was ordered, with `purchaseUnknown` when nobody knows whether something was,
 * and with `orderPending` when the order stands and cannot be read.
 */
export const placePurchase = async (work: CarryOut): Promise<PlacedPurchase> => {
  const { partner, journal, run } = work;
  const answers: Checkout[] = [];
  const checkoutCart: Backend['checkoutCart'] = async (...words) => {
    const answer = await partner.backend.checkoutCart(...words);
    answers.push(answer);
    return answer;
  };
  const ended = await carryOut({ ...work, partner: { ...partner, backend: { ...partner.backend, checkoutCart } } });
  const buyer = await getBuyer(journal, run.id);
  const { intent } = buyer;
  const { state, requestId } = intent;
  const orders = answers.flatMap((answer) => answer.orders);
  // What is ordered and is not what was asked for is a person's to look at; of what is, the order's own status tells.
  const isOther = state === 'unknown' && intent.failure?.code !== 'orderUnclear';
  if (isOther || (orders.length === 0 && state !== 'done')) throw whyNot(work, buyer, ended);
  return {
    orders: orders.length > 0 ? orders : await readOrders(work, intent),
    errors: answers.flatMap((answer) => answer.errors),
    requestId: requestId ?? '',
    byRun: buyer.isOwn ? null : buyer.runId,
    unrecorded: state === 'done' ? null : ended,
  };
};

/** The intent that bought it: the run's own, or that of the run which had it in hand before. */
interface Buyer {
  readonly runId: string;
  readonly intent: Intent;
  readonly isOwn: boolean;
}

const getBuyer = async (journal: Journal, runId: string): Promise<Buyer> => {
  const own = await journal.getIntent(runId, 1);
  const isOther = own?.state === 'noop' || own?.state === 'elsewhere';
  const { standing = null } = own ?? {};
  const at = isOther && standing !== null ? standing : { runId, number: 1 };
  const intent = await journal.getIntent(at.runId, at.number);
  if (intent === undefined) throw new CspError('internal', { reason: `run ${runId} has no purchase` });
  return { runId: at.runId, intent, isOwn: at.runId === runId };
};

const readOrders = async ({ partner }: CarryOut, intent: Intent): Promise<readonly Order[]> => {
  const { customerId, customerName: customer, orderIds, requestId } = intent;
  try {
    const orders: Order[] = [];
    for (const id of orderIds) orders.push(await partner.backend.getOrder(customerId, id));
    return orders;
  } catch (error) {
    const placed = { customer, orders: orderIds, requestId: requestId ?? '' };
    throw new CspError('orderPending', { customer, orderId: orderIds.join(', '), placed }, error);
  }
};

const whyNot = ({ partner, run }: CarryOut, { intent, isOwn }: Buyer, ended: Failure | null): CspError => {
  const { state, failure } = intent;
  if (state === 'refused' && failure !== null) return toError(failure);
  if (state !== 'sent' && state !== 'unknown') {
    return toError(
      ended ?? { code: 'runUnfinished', details: { runId: run.id, left: 1, heldBy: intent.standing?.runId ?? null } },
    );
  }
  // Another process may still be at work on it.
  if (!isOwn && ended !== null) return toError(ended);
  const cause = state === 'unknown' || ended === null ? intent.failure : ended;
  const { code, details } = purchaseDoubt(partner.backend.correlationId ?? null, intent, intent, cause);
  return new CspError(code, isOwn ? { ...details, runId: run.id } : details);
};
