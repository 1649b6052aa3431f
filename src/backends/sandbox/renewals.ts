/**
 * The term that a line is in. It follows from the purchase and the clock alone, so that a clock that is set forward and
 * back shows the right one each time; only what an invoice says of a renewal is kept.
 */
import type { Instant } from '../../core/ports/environment.ts';
import type { ProductKind } from '../../core/rules/product-kinds.ts';
import { renewsByItself } from '../../core/rules/renewal.ts';
import { type Term, termAt } from '../../core/rules/term.ts';

export interface TermFacts {
  readonly kind: ProductKind;
  readonly purchasedAt: Instant;
  readonly term: string | null;
  /** When a later term began, as an invoice says; `null` where none does. */
  readonly renewedAt: Instant | null;
  readonly cancelledAt: Instant | null;
}

/** `null` for what has no term. What was cancelled stays in the term that it was cancelled in; what does not renew, in its first. */
export const termOf = (facts: TermFacts, now: Instant): Term | null => {
  const { kind, purchasedAt, term, renewedAt, cancelledAt } = facts;
  const at = Math.min(now, cancelledAt ?? now);
  if (renewedAt !== null && renewedAt <= at) {
    const since = termAt(renewedAt, term, at);
    return since === null ? null : { ...since, number: since.number + 1 };
  }
  return termAt(purchasedAt, term, renewsByItself(kind, purchasedAt) ? at : purchasedAt);
};
