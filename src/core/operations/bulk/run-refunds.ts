/** The support requests that a run leaves: one for each order that was refused and may come back that way. */
import { isCspError } from '../../errors.ts';
import type { Customer } from '../../ports/backend.ts';
import type { Intent, Journal, Run } from '../../ports/journal.ts';
import { getCustomer } from '../customers.ts';
import { type Partner, requireRole } from '../partner.ts';
import { readAhead } from '../read-ahead.ts';
import { draftRefundRequest, type RefundDraft, type RefundWords } from '../refund-request.ts';
import { reasonOf } from './cancel-facts.ts';
import { needsSupport } from './tally-run.ts';

/** What is the same for all of them; without a reason, that of the input or of the run. */
export type RunRefundWords = Pick<RefundWords, 'reason' | 'impact' | 'contact' | 'files'>;

/**
 * In the order of the run's intents. Reads every order as it is now; what was cancelled meanwhile, and what is never refunded,
 * is left out. Fails as
 * `draftRefundRequest` does.
 */
export async function* listRefundDrafts(
  partner: Partner,
  journal: Journal,
  run: Run,
  words: RunRefundWords,
  titleFor: (what: string) => string,
): AsyncGenerator<RefundDraft> {
  await requireRole(partner, 'support-request');
  const customers = new Map<string, Promise<Customer>>();
  const customerOf = ({ customerId }: Intent): Promise<Customer> => {
    const found = customers.get(customerId) ?? getCustomer(partner.backend, customerId);
    customers.set(customerId, found);
    return found;
  };
  const draft = async (intent: Intent): Promise<RefundDraft | undefined> => {
    const own = { ...words, orderId: intent.orderId ?? undefined, lines: intent.isWhole ? [] : intent.lines };
    const reason = words.reason ?? reasonOf(intent) ?? run.facts['reason'];
    try {
      return await draftRefundRequest(partner, await customerOf(intent), { ...fromOrder, ...own, reason }, titleFor);
    } catch (error) {
      if (isCspError(error) && nothingLeft.has(error.code)) return undefined;
      throw error;
    }
  };
  for await (const found of readAhead(refused(journal, run), draft)) if (found !== undefined) yield found;
}

const nothingLeft: ReadonlySet<string> = new Set(['nothingToRefund', 'neverCancellable', 'reservationRules']);

const fromOrder = { subscriptionId: undefined, quantity: undefined, amount: undefined, title: undefined };

async function* refused(journal: Journal, run: Run): AsyncGenerator<Intent> {
  for await (const intent of journal.listIntents(run.id, ['refused'])) if (needsSupport(intent)) yield intent;
}
