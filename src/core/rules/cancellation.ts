/**
 * May a purchase be cancelled now, until when, and what does it bring back? The edition of the purchase date says how
 * many days there are; a deadline that the service states wins. The deadline itself still counts, and there is no fee.
 * Source: "cancel a purchase", P1-P5; announcements of 2021; N. Linux plans and reservations: their notes there.
 */
import type { ErrorDetails, Failure, OrderReference } from '../errors.ts';
import type { Instant } from '../ports/environment.ts';
import { type Credit, estimateCredit } from './credit.ts';
import type { Money } from './money.ts';
import { editionAt, type PolicyEdition, type Source } from './policy-editions.ts';
import { kindRules, type ProductKind } from './product-kinds.ts';

export interface CancellationFacts {
  readonly reference: OrderReference;
  readonly kind: ProductKind;
  readonly title: string;
  readonly purchasedAt: Instant;
  readonly term: string | null;
  readonly price: Money | null;
  /** The service's own deadline; `null` where it states none. */
  readonly cancelAllowedUntil: Instant | null;
}

export type CancellationRule =
  | 'window'
  | 'window-closed'
  | 'esu-support-request'
  | 'on-premises-support-request'
  | 'linux-plan-never'
  | 'reservation-other-rules';

export type CancellationDecision = CancellationAllowed | CancellationRefused;

export interface CancellationAllowed extends Deadline {
  readonly allowed: true;
  readonly edition: string;
  readonly rule: CancellationRule;
  /** Whole days of 24 hours that are left, rounded down. */
  readonly daysLeft: number;
  readonly msLeft: number;
  readonly fee: 'none';
  readonly credit: Credit;
}

export interface CancellationRefused extends Omit<Deadline, 'cancelBy' | 'deadlineSource'> {
  readonly allowed: false;
  readonly edition: string;
  readonly rule: CancellationRule;
  readonly failure: Failure;
  readonly wayOut: 'support-request' | 'none' | 'reservation-rules';
  /** `null` where no window counts. */
  readonly cancelBy: Instant | null;
  readonly deadlineSource: 'edition' | 'service' | null;
  readonly credit: Credit;
}

interface Deadline {
  /** `null` where the service stated the deadline. */
  readonly windowDays: number | null;
  readonly cancelBy: Instant;
  readonly deadlineSource: 'edition' | 'service';
}

const dayMs = 86_400_000;
const noWindow = { windowDays: null, cancelBy: null, deadlineSource: null } as const;
const noCredit: Credit = { kind: 'none', amount: null };

export const decideCancellation = (facts: CancellationFacts, now: Instant): CancellationDecision => {
  const { reference, kind, title, purchasedAt } = facts;
  const edition = editionAt(purchasedAt);
  const credit = estimateCredit(kind, facts.price, purchasedAt, facts.term, now);
  const refused = { allowed: false, edition: edition.id, credit } as const;
  const details = { ...reference, title };
  const { cancel, window } = kindRules[kind];

  if (cancel === 'never') {
    return { ...refused, ...noWindow, rule: 'linux-plan-never', wayOut: 'none', failure: { code: 'neverCancellable', details } };
  }
  if (cancel === 'other-rules') {
    const failure: Failure = { code: 'reservationRules', details };
    return { ...refused, ...noWindow, rule: 'reservation-other-rules', wayOut: 'reservation-rules', failure };
  }
  // A page that is silent on ESU does not open the direct way: what the last one that spoke of it said still counts.
  if (cancel === 'by-edition' && edition.esu !== 'as-software') {
    const failure = supportOnly(reference, 'esu', edition, edition.esuSource);
    return { ...refused, ...noWindow, rule: 'esu-support-request', wayOut: 'support-request', failure };
  }

  const deadline = deadlineOf(facts, edition.windowDays[window]);
  const msLeft = deadline.cancelBy - now;
  if (msLeft < 0) {
    const closed = { ...reference, closedAt: deadline.cancelBy, windowDays: deadline.windowDays, edition: edition.id };
    const failure: Failure = { code: 'cancelWindowClosed', details: closed };
    return { ...refused, ...deadline, rule: 'window-closed', wayOut: 'support-request', failure, credit: noCredit };
  }
  if (kind === 'perpetual' && edition.perpetualCancel === 'support-request') {
    const failure = supportOnly(reference, 'on-premises', edition, edition.perpetualSource);
    return { ...refused, ...deadline, rule: 'on-premises-support-request', wayOut: 'support-request', failure };
  }
  const daysLeft = Math.floor(msLeft / dayMs);
  return { allowed: true, edition: edition.id, rule: 'window', ...deadline, daysLeft, msLeft, fee: 'none', credit };
};

const deadlineOf = ({ purchasedAt, cancelAllowedUntil }: CancellationFacts, windowDays: number): Deadline =>
  cancelAllowedUntil === null
    ? { windowDays, cancelBy: purchasedAt + windowDays * dayMs, deadlineSource: 'edition' }
    : { windowDays: null, cancelBy: cancelAllowedUntil, deadlineSource: 'service' };

type SupportRule = ErrorDetails['supportRequestOnly']['rule'];

const supportOnly = (reference: OrderReference, rule: SupportRule, edition: PolicyEdition, { date, page }: Source): Failure => ({
  code: 'supportRequestOnly',
  details: { ...reference, rule, edition: edition.id, source: `${date} ${page}` },
});
