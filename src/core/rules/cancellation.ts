/**
 * May a purchase be cancelled now, until when, and what does it bring back? The edition of the purchase date says how
 * many days there are; a deadline that the service states wins. The deadline itself still counts, and there is no fee.
 * Source: "cancel a purchase", P1-P5; announcements of 2021; N. Linux plans and reservations: their notes there.
 */
import type { Failure, OrderReference } from '../errors.ts';
import type { Instant } from '../ports/environment.ts';
import { type Credit, estimateCredit } from './credit.ts';
import type { Money } from './money.ts';
import { editionAt, type Source } from './policy-editions.ts';
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

/** The rules that say no, and the way that each leaves. */
const wayOutOf = {
  'window-closed': 'support-request',
  'esu-support-request': 'support-request',
  'on-premises-support-request': 'support-request',
  'linux-plan-never': 'none',
  'reservation-other-rules': 'reservation-rules',
} as const;
export type RefusalRule = keyof typeof wayOutOf;

export interface CancellationAllowed {
  readonly allowed: true;
  readonly edition: string;
  readonly rule: 'window';
  /** `null` where the service stated the deadline. */
  readonly windowDays: number | null;
  readonly cancelBy: Instant;
  readonly deadlineSource: 'edition' | 'service';
  /** Whole days of 24 hours that are left, rounded down. */
  readonly daysLeft: number;
  readonly msLeft: number;
  readonly fee: 'none';
  readonly credit: Credit;
}

export interface CancellationRefused {
  readonly allowed: false;
  readonly edition: string;
  readonly rule: RefusalRule;
  readonly failure: Failure;
  readonly wayOut: (typeof wayOutOf)[RefusalRule];
  readonly windowDays: number | null;
  /** `null` where no window counts. */
  readonly cancelBy: Instant | null;
  readonly deadlineSource: 'edition' | 'service' | null;
  /** What the way that is left may bring. */
  readonly credit: Credit;
}

export type CancellationDecision = CancellationAllowed | CancellationRefused;
type Deadline = Pick<CancellationAllowed, 'windowDays' | 'cancelBy' | 'deadlineSource'>;

const dayMs = 86_400_000;

/** For a line that is not cancelled yet. `now` is the service's time. */
export const decideCancellation = (facts: CancellationFacts, now: Instant): CancellationDecision => {
  const { reference, kind, title } = facts;
  const { cancel, window } = kindRules[kind];
  const edition = editionAt(facts.purchasedAt);
  const creditNow = (): Credit => estimateCredit(kind, facts.price, facts.purchasedAt, facts.term, now);
  const refuse = (rule: RefusalRule, failure: Failure, deadline?: Deadline): CancellationRefused => ({
    allowed: false,
    edition: edition.id,
    rule,
    failure,
    wayOut: wayOutOf[rule],
    windowDays: deadline?.windowDays ?? null,
    cancelBy: deadline?.cancelBy ?? null,
    deadlineSource: deadline?.deadlineSource ?? null,
    credit: rule === 'window-closed' ? { kind: 'none', amount: null } : creditNow(),
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
  const deadline = deadlineOf(facts, edition.windowDays[window]);
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

const deadlineOf = ({ purchasedAt, cancelAllowedUntil }: CancellationFacts, windowDays: number): Deadline =>
  cancelAllowedUntil === null
    ? { windowDays, cancelBy: purchasedAt + windowDays * dayMs, deadlineSource: 'edition' }
    : { windowDays: null, cancelBy: cancelAllowedUntil, deadlineSource: 'service' };

const supportOnly = (at: OrderReference, rule: 'esu' | 'on-premises', edition: string, from: Source): Failure => ({
  code: 'supportRequestOnly',
  details: { ...at, rule, edition, source: `${from.date} ${from.page}` },
});
