/**
 * What the status of an order line means. Source: the states of a subscription in Partner Center's lifecycle pages.
 */
import { createWordFinder } from './status-word.ts';

/**
 * `open`: it may be cancelled inside its window · `ended`: cancelled, or about to be · `over`: nothing can be done with it any
 * more · `unclear`: nobody here knows.
 */
type LineMeaning = 'open' | 'ended' | 'over' | 'unclear';

const meanings = {
  active: 'open',
  pending: 'open',
  /** Still billed. */
  suspended: 'open',
  cancelled: 'ended',
  'cancel-pending': 'ended',
  expired: 'over',
  disabled: 'over',
  /** Of orders that failed. */
  error: 'over',
  po_review_rejected: 'over',
  /** It cannot be told which state it has. */
  unknown: 'unclear',
} as const satisfies { readonly [status: string]: LineMeaning };

export type LineStatus = keyof typeof meanings;

const findStatus = createWordFinder(Object.keys(meanings) as readonly LineStatus[]);

const meaningOf = (status: string): LineMeaning => {
  const known = findStatus(status);
  return known === undefined ? 'unclear' : meanings[known];
};

/** Cancelled, or about to be: nothing is left to cancel, to refund or to install. */
export const isCancelled = (status: string): boolean => meaningOf(status) === 'ended';

/** Its window says whether it can be cancelled. */
export const isOpenStatus = (status: string): boolean => meaningOf(status) === 'open';

/** Nothing can be done with it any more. */
export const isOver = (status: string): boolean => meaningOf(status) === 'over';

/** Nothing is promised; the service may be asked. */
export const isUnclear = (status: string): boolean => meaningOf(status) === 'unclear';

/** The status of a subscription as that of its line: its last state is what the service calls a cancelled one. */
export const subscriptionStatusOf = (word: string): string => {
  const known = findSubscriptionStatus(word);
  if (known === 'deleted') return 'cancelled';
  return known === 'none' ? 'unknown' : (known ?? word.toLowerCase());
};

const findSubscriptionStatus = createWordFinder([
  'none',
  'active',
  'pending',
  'suspended',
  'expired',
  'disabled',
  'deleted',
]);
