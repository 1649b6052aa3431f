/** Words for the states of orders and of their lines. */
export const statuses = {
  status: {
    pending: '処理中',
    active: '有効',
    suspended: '一時停止',
    'cancel-pending': 'キャンセル中',
    cancelled: 'キャンセル済み',
    expired: '期限切れ',
    disabled: '無効',
    unknown: '不明',
    completed: '完了',
    pending_review: '審査中',
    pending_po_upload: '発注書待ち',
    po_upload_complete: '発注書の審査中',
    po_review_rejected: '発注書の却下',
    partial_success: '一部のみ成立',
    error: '失敗',
    renew: '更新',
    addQuantity: '数量の追加',
    removeQuantity: '数量の削減',
    cancel: 'キャンセル',
    customerCredit: 'クレジット',
  } as { readonly [status: string]: string },
  /** Why a line cannot be cancelled, in a word or two for a cell of a table. */
  refused: {
    cancelWindowClosed: '期間終了',
    supportRequestOnly: 'サポート要求のみ',
    cancelUndetermined: 'サポート要求',
    neverCancellable: '不可',
    reservationRules: '別の規則',
    cancelNotAllowed: '許可なし',
    lineStatusUnclear: '不明',
  } as { readonly [code: string]: string },
  purchaseOrderNeeded: (d: { orders: string }) =>
    `注文 ${d.orders} はお客様の発注書を待っています。パートナー センターの注文のページでアップロードしてください。`,
};
