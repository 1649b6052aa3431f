/** What a subscription says of the order line behind it. */
import type { LineItem } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { termStart } from '../../core/rules/term.ts';
import type { WireSubscription } from './schemas.ts';
import { toText } from './translate-values.ts';

type SubscribedFacts = Pick<LineItem, 'cancelAllowedUntil' | 'termStartsAt' | 'termEndsAt' | 'subscribedQuantity'>;

export const toSubscribed = (subscription: WireSubscription): SubscribedFacts => {
  const { quantity } = subscription;
  return {
    cancelAllowedUntil: cancelAllowedUntil(subscription),
    ...currentTerm(subscription),
    ...(quantity == null ? {} : { subscribedQuantity: quantity }),
  };
};

/** The last instant at which some of the price comes back. */
const cancelAllowedUntil = (subscription: WireSubscription): SubscribedFacts['cancelAllowedUntil'] => {
  const { cancellationAllowedUntilDate: stated, refundOptions } = subscription;
  if (stated === null) return 'not-allowed';
  if (stated !== undefined) return stated;
  const ends = (refundOptions ?? []).map(({ expiresAt, expiresAfter }) =>
    expiresAt === undefined ? expiresAfter : expiresAt,
  );
  // Where one has no end, some of the price comes back as long as the term lasts.
  if (ends.includes(null)) return lastSecond(subscription);
  const known = ends.flatMap((end) => end ?? []);
  return known.length === 0 ? null : Math.max(...known);
};

/** Of the term that runs; `null` where its end is not stated. */
const lastSecond = ({ commitmentEndDateTime, commitmentEndDate }: WireSubscription): Instant | null => {
  const stated = commitmentEndDateTime ?? commitmentEndDate;
  return stated == null ? null : afterLastDay(stated) - 1_000;
};

const dayMs = 86_400_000;

/**
 * The service states when the term ends, and of the beginning only that of the first one, so the latter is counted back.
 * Its end is the last day that belongs to the term, at its first or at its last second.
 */
const currentTerm = (subscription: WireSubscription): Pick<SubscribedFacts, 'termStartsAt' | 'termEndsAt'> => {
  const { commitmentEndDateTime, commitmentEndDate, effectiveStartDate, termDuration } = subscription;
  const stated = commitmentEndDateTime ?? commitmentEndDate;
  if (stated == null) return {};
  const termEndsAt = afterLastDay(stated);
  const counted = termStart(termEndsAt, toText(termDuration));
  if (counted === null) return {};
  const begun = effectiveStartDate ?? counted;
  return { termStartsAt: begun < termEndsAt ? Math.max(counted, begun) : counted, termEndsAt };
};

const afterLastDay = (end: Instant): Instant => {
  const sinceMidnight = end % dayMs;
  const isWholeDay = sinceMidnight === 0 || sinceMidnight >= dayMs - 1_000;
  return isWholeDay ? end - sinceMidnight + dayMs : end;
};
