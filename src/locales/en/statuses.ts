/** Words for the states of orders and of their lines. */
export const statuses = {
  status: {
    pending: 'pending',
    active: 'active',
    suspended: 'suspended',
    'cancel-pending': 'cancelling',
    cancelled: 'cancelled',
    expired: 'expired',
    disabled: 'disabled',
    unknown: 'unknown',
    completed: 'completed',
    pending_review: 'under review',
    pending_po_upload: 'waits for a purchase order',
    po_upload_complete: 'purchase order under review',
    po_review_rejected: 'purchase order rejected',
    partial_success: 'bought in part',
    error: 'failed',
    renew: 'renewal',
    addQuantity: 'addition',
    removeQuantity: 'reduction',
    cancel: 'cancellation',
    customerCredit: 'credit',
  } as { readonly [status: string]: string },
  /** Why a line cannot be cancelled, in a word or two for a cell of a table. */
  refused: {
    cancelWindowClosed: 'closed',
    supportRequestOnly: 'by request only',
    cancelUndetermined: 'by request',
    neverCancellable: 'never',
    reservationRules: 'other rules',
    cancelNotAllowed: 'not allowed',
    lineStatusUnclear: 'unclear',
  } as { readonly [code: string]: string },
  purchaseOrderNeeded: (d: { orders: string }) =>
    `Order ${d.orders} waits for the customer’s purchase order: upload it in Partner Center, at the order.`,
};
