/**
 * May a purchase be cancelled now, until when, and what does it bring back? What the service states wins; where it states
 * nothing, the edition of the day on which the term began says how many days there are: that of the purchase, or of the
 * latest renewal. Whether it is cancelled directly or by the support form is for the edition of today: its page describes what
 * happens when one cancels, whenever it was bought. The deadline itself still counts, and there is no fee.
 * Source: "cancel a purchase", P1-P5; announcements of 2021; N; K6, K7. Linux plans and reservations: their notes there.
 */
import type { Failure, OrderReference } from '../errors.ts';
import type { Instant } from '../ports/environment.ts';
import {
  type CancellationDecision,
  type CancellationRefused,
  type RefusalRule,
  wayOutOf,
} from './cancellation-decision.ts';
import { type Deadline, deadlineOf, periodOf, type TermFacts, windowBegin } from './cancellation-window.ts';
import { type Credit, estimateCredit } from './credit.ts';
import { isUnclear } from './line-status.ts';
import type { Money } from './money.ts';
import { editionAt, type Source } from './policy-editions.ts';
import { isEsu2020, kindRules, type ProductKind } from './product-kinds.ts';

export type { CancellationDecision } from './cancellation-decision.ts';

export interface CancellationFacts extends TermFacts {
  readonly reference: OrderReference;
  readonly kind: ProductKind;
  readonly title: string;
  readonly price: Money | null;
  /** The status of the line, where it may not be open. */
  readonly status?: string;
}

const dayMs = 86_400_000;

/** For a line that is not cancelled yet. `now` is the service's time. */
export const decideCancellation = (facts: CancellationFacts, now: Instant): CancellationDecision => {
  const { reference, kind, title, cancelAllowedUntil: stated, status } = facts;
  const { cancel, window } = kindRules[kind];
  const beganAt = windowBegin(facts);
  const edition = editionAt(beganAt);
  const today = editionAt(now);
  const creditNow = (): Credit => estimateCredit(kind, facts.price, periodOf(facts, now), now);
  const refuse = (rule: RefusalRule, failure: Failure, deadline: Partial<Deadline> = {}): CancellationRefused => ({
    allowed: false,
    edition: edition.id,
    rule,
    failure,
    wayOut: wayOutOf[rule],
    windowDays: deadline.windowDays ?? null,
    cancelBy: deadline.cancelBy ?? null,
    deadlineSource: deadline.deadlineSource ?? null,
    credit: creditOfRefused(rule) ?? creditNow(),
  });

  const never = neverRefunded(kind, reference, title);
  if (never !== null) return refuse(never.rule, never.failure);
  // A page that is silent on ESU does not open the direct way: what the last one that spoke of it said still counts.
  if (cancel === 'support-request' && isEsu2020(title)) {
    return refuse('esu-support-request', supportOnly(reference, 'esu', today.id, today.esuSource));
  }
  if (status !== undefined && isUnclear(status)) {
    return refuse('status-unknown', { code: 'lineStatusUnclear', details: { ...reference, status } });
  }
  if (stated === 'not-allowed') {
    const failure: Failure = { code: 'cancelNotAllowed', details: { ...reference, title } };
    return refuse('service-not-allowed', failure, { deadlineSource: 'service' });
  }
  // No page speaks of the other ESU: only the service can tell their deadline.
  if (cancel === 'support-request' && stated === null) {
    return refuse('esu-undetermined', { code: 'cancelUndetermined', details: { ...reference, title } });
  }
  const deadline = deadlineOf(stated, beganAt, edition.windowDays[window]);
  const { windowDays, cancelBy, deadlineSource } = deadline;
  const msLeft = cancelBy - now;
  if (msLeft < 0) {
    const details = { ...reference, closedAt: cancelBy, windowDays, edition: edition.id };
    return refuse('window-closed', { code: 'cancelWindowClosed', details }, deadline);
  }
  if (kind === 'perpetual' && today.perpetualCancel === 'support-request') {
    const failure = supportOnly(reference, 'on-premises', today.id, today.perpetualSource);
    return refuse('on-premises-support-request', failure, deadline);
  }
  const open = { allowed: true, edition: edition.id, rule: 'window', windowDays, cancelBy, deadlineSource } as const;
  return { ...open, daysLeft: Math.floor(msLeft / dayMs), msLeft, fee: 'none', credit: creditNow() };
};

/** Why nothing of this kind comes back, neither by a cancellation nor by a support request; `null` where something may. */
export const neverRefunded = (
  kind: ProductKind,
  reference: OrderReference,
  title: string,
): { readonly rule: RefusalRule; readonly failure: Failure } | null => {
  const details = { ...reference, title };
  switch (kindRules[kind].cancel) {
    case 'never':
      return { rule: 'linux-plan-never', failure: { code: 'neverCancellable', details } };
    case 'other-rules':
      return { rule: 'reservation-other-rules', failure: { code: 'reservationRules', details } };
    default:
      return null;
  }
};

const creditOfRefused = (rule: RefusalRule): Credit | undefined =>
  rule === 'window-closed' || rule === 'service-not-allowed'
    ? { kind: 'none', amount: null }
    : rule === 'status-unknown'
      ? { kind: 'unknown', amount: null }
      : undefined;

const supportOnly = (at: OrderReference, rule: 'esu' | 'on-premises', edition: string, from: Source): Failure => ({
  code: 'supportRequestOnly',
  details: { ...at, rule, edition, source: `${from.date} ${from.page}` },
});
