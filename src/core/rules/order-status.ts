/**
 * What the status of an order means, in one table. Words that it lacks are not final and not failed: nobody knows.
 * Source: Partner Center's pages on the order resource and on purchase orders, 2023.
 */
import { createWordFinder } from './status-word.ts';

/**
 * `done`: bought · `waits`: it will be something else · `failed`: nothing was bought, or nothing is left of it · `partly`: a
 * part was bought, the rest failed · `unclear`: neither bought nor failed, as far as one can tell.
 */
export type OrderMeaning = 'done' | 'waits' | 'failed' | 'partly' | 'unclear';

const meanings = {
  completed: 'done',
  pending: 'waits',
  pending_review: 'waits',
  /** Until the partner has uploaded the customer's purchase order. */
  pending_po_upload: 'waits',
  po_upload_complete: 'waits',
  /** What an order begins with. */
  unknown: 'waits',
  suspended: 'unclear',
  partial_success: 'partly',
  po_review_rejected: 'failed',
  error: 'failed',
  cancelled: 'failed',
} as const satisfies { readonly [status: string]: OrderMeaning };

export type OrderStatus = keyof typeof meanings;

const findStatus = createWordFinder(Object.keys(meanings) as readonly OrderStatus[]);

/** The status as the table spells it; other words in small letters. */
export const orderStatusOf = (word: string): string => findStatus(word) ?? word.toLowerCase();

export const meaningOf = (status: string): OrderMeaning => {
  const known = findStatus(status);
  return known === undefined ? 'unclear' : meanings[known];
};

/** The partner must upload the customer's purchase order; the service waits for that. */
export const waitsForPurchaseOrder = (status: string): boolean => findStatus(status) === 'pending_po_upload';
