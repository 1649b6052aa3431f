/** Words for the states of orders and of their lines. */
export const statuses = {
  status: {
    pending: '處理中',
    active: '使用中',
    suspended: '已暫停',
    'cancel-pending': '取消中',
    cancelled: '已取消',
    expired: '已到期',
    disabled: '已停用',
    unknown: '不明',
    completed: '已完成',
    pending_review: '審查中',
    pending_po_upload: '等候採購單',
    po_upload_complete: '採購單審查中',
    po_review_rejected: '採購單遭拒',
    partial_success: '部分完成',
    error: '失敗',
    renew: '續約',
    addQuantity: '增加數量',
    removeQuantity: '減少數量',
    cancel: '取消',
    customerCredit: '退款',
  } as { readonly [status: string]: string },
  /** Why a line cannot be cancelled, in a word or two for a cell of a table. */
  refused: {
    cancelWindowClosed: '已截止',
    supportRequestOnly: '須提支援要求',
    cancelUndetermined: '提支援要求',
    neverCancellable: '不可取消',
    reservationRules: '另有規定',
    cancelNotAllowed: '不允許',
    lineStatusUnclear: '不明',
  } as { readonly [code: string]: string },
  purchaseOrderNeeded: (d: { orders: string }) =>
    `訂單 ${d.orders} 正在等候客戶的採購單：請在合作夥伴中心的訂單頁面上傳。`,
};
