/** Words for the states of orders and of their lines. */
export const statuses = {
  status: {
    pending: 'в обработке',
    active: 'действует',
    suspended: 'приостановлено',
    'cancel-pending': 'отменяется',
    cancelled: 'отменено',
    expired: 'срок истек',
    disabled: 'отключено',
    unknown: 'неизвестно',
    completed: 'выполнено',
    pending_review: 'на проверке',
    pending_po_upload: 'ждет заказ на покупку',
    po_upload_complete: 'заказ на покупку на проверке',
    po_review_rejected: 'заказ на покупку отклонен',
    partial_success: 'выполнено частично',
    error: 'сбой',
    renew: 'продление',
    addQuantity: 'увеличение',
    removeQuantity: 'уменьшение',
    cancel: 'отмена',
    customerCredit: 'кредит',
  } as { readonly [status: string]: string },
  /** Why a line cannot be cancelled, in a word or two for a cell of a table. */
  refused: {
    cancelWindowClosed: 'отменять поздно',
    supportRequestOnly: 'по запросу',
    cancelUndetermined: 'по запросу',
    neverCancellable: 'нельзя',
    reservationRules: 'свои правила',
    cancelNotAllowed: 'не разрешено',
    lineStatusUnclear: 'неясно',
  } as { readonly [code: string]: string },
  purchaseOrderNeeded: (d: { orders: string }) =>
    `Заказ ${d.orders} ждет заказ на покупку клиента: загрузите его в Центре партнеров, на странице заказа.`,
};
