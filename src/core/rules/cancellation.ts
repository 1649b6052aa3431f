/**
 * May a purchase be cancelled now, until when, and what does it bring back? What the service states wins; where it states
 * nothing, the edition of the day on which the term began says how many days there are: that of the purchase, or of the
 * latest renewal. The deadline itself still counts, and there is no fee.
 * Source: "cancel a purchase", P1-P5; announcements of 2021; N. Linux plans and reservations: their notes there.
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
import { kindRules, type ProductKind } from './product-kinds.ts';

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

  if (cancel === 'never') {
    return refuse('linux-plan-never', { code: 'neverCancellable', details: { ...reference, title } });
  }
  if (cancel === 'other-rules') {
    return refuse('reservation-other-rules', { code: 'reservationRules', details: { ...reference, title } });
  }
  // A page that is silent on ESU does not open the direct way: what the last one that spoke of it said still counts.
  if (cancel === 'by-edition' && edition.esu !== 'as-software') {
    return refuse('esu-support-request', supportOnly(reference, 'esu', edition.id, edition.esuSource));
  }
  if (status !== undefined && isUnclear(status)) {
    return refuse('status-unknown', { code: 'lineStatusUnclear', details: { ...reference, status } });
  }
  if (stated === 'not-allowed') {
    const failure: Failure = { code: 'cancelNotAllowed', details: { ...reference, title } };
    return refuse('service-not-allowed', failure, { deadlineSource: 'service' });
  }
  const deadline = deadlineOf(stated, beganAt, edition.windowDays[window]);
  const { windowDays, cancelBy, deadlineSource } = deadline;
  const msLeft = cancelBy - now;
  if (msLeft < 0) {
    const details = { ...reference, closedAt: cancelBy, windowDays, edition: edition.id };
    return refuse('window-closed', { code: 'cancelWindowClosed', details }, deadline);
  }
  if (kind === 'perpetual' && edition.perpetualCancel === 'support-request') {
    const failure = supportOnly(reference, 'on-premises', edition.id, edition.perpetualSource);
    return refuse('on-premises-support-request', failure, deadline);
  }
  const open = { allowed: true, edition: edition.id, rule: 'window', windowDays, cancelBy, deadlineSource } as const;
  return { ...open, daysLeft: Math.floor(msLeft / dayMs), msLeft, fee: 'none', credit: creditNow() };
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
