/** What the status of an order line means. */

/** Cancelled, or about to be: nothing is left to cancel, to refund or to install. */
export const isCancelled = (status: string): boolean => status === 'cancelled' || status === 'cancel-pending';
