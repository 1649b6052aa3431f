/** From when to when a purchase, or the term that renewed it, can be cancelled, and the time that its price is for. */
import type { Instant } from '../ports/environment.ts';
import type { CancellationAllowed } from './cancellation-decision.ts';
import type { Period } from './credit.ts';
import { termEnd } from './term.ts';

const dayMs = 86_400_000;

/** Until when the service allows a cancellation; `not-allowed` where it says that there is none. */
export type ServiceDeadline = Instant | 'not-allowed';

export interface TermFacts {
  readonly purchasedAt: Instant;
  readonly term: string | null;
  /** The term that runs, where the service states it. */
  readonly termStartsAt?: Instant | undefined;
  readonly termEndsAt?: Instant | undefined;
  /** `null` where the service states none. */
  readonly cancelAllowedUntil: ServiceDeadline | null;
}

export type Deadline = Pick<CancellationAllowed, 'windowDays' | 'cancelBy' | 'deadlineSource'>;

/** Every term opens a window. One that begins within a day of the purchase is the first, which the purchase begins. */
export const windowBegin = ({ purchasedAt, termStartsAt }: Pick<TermFacts, 'purchasedAt' | 'termStartsAt'>): Instant =>
  termStartsAt === undefined || termStartsAt - purchasedAt <= dayMs ? purchasedAt : termStartsAt;

/** The term that runs, as stated or else by the purchase; `null` when that one is over and nobody states another. */
export const periodOf = ({ purchasedAt, term, termStartsAt, termEndsAt }: TermFacts, now: Instant): Period | null => {
  const startsAt = termStartsAt ?? purchasedAt;
  const endsAt = termEndsAt ?? termEnd(startsAt, term);
  return endsAt === null || endsAt <= now || endsAt <= startsAt ? null : { startsAt, endsAt };
};

export const deadlineOf = (stated: Instant | null, beganAt: Instant, windowDays: number): Deadline =>
  stated === null
    ? { windowDays, cancelBy: beganAt + windowDays * dayMs, deadlineSource: 'edition' }
    : { windowDays: null, cancelBy: stated, deadlineSource: 'service' };
