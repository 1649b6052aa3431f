/** What is said of an order, or of a line of it, whose status is not what one would wish. */
import type { ErrorDetails, OrdersPlaced } from '../../core/errors.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `訂單 ${d.orderId} ` : `訂單 ${d.orderId} 項次 ${d.line} `;

const why: { readonly [status: string]: string } = {
  error: '合作夥伴中心處理失敗，這張訂單沒有買到任何項目。可加上 --again 重新訂購。',
  po_review_rejected: 'Microsoft 拒絕了客戶的採購單，這張訂單沒有買到任何項目。',
  cancelled: '所有項次都已取消。',
  partial_success: '只買到一部分，其餘失敗。請查看訂單，只重新訂購缺少的項目。',
};

const ids = (placed: OrdersPlaced | undefined): string => {
  const { requestId = '' } = placed ?? {};
  return requestId === '' ? '' : `要求識別碼：${requestId}。`;
};

export const statusErrors = {
  lineStatusUnclear: (d: ErrorDetails['lineStatusUnclear']) => ({
    what:
      d.status === 'unknown'
        ? `${order(d)}未取消：無法判斷其訂閱的狀態。`
        : `${order(d)}未取消：狀態為「${d.status}」，沒有規則說明其意義。`,
    why: '加上 --try-anyway 則由服務決定。',
  }),
  cancelNotAllowed: (d: ErrorDetails['cancelNotAllowed']) => ({
    what: `${order(d)}無法取消：服務不允許取消「${d.title}」。`,
    why: '仍可透過支援要求申請退款。加上 --try-anyway 則仍會詢問服務。',
  }),
  orderFailed: (d: ErrorDetails['orderFailed']) => ({
    what: `${order(d)}不算購買完成：狀態為「${d.status}」。`,
    why: `${why[d.status] ?? ''}${ids(d.placed)}`,
  }),
  orderUnclear: (d: ErrorDetails['orderUnclear']) => ({
    what: `${order(d)}已建立，但狀態為「${d.status}」，目前無法判斷是否已買到。`,
    why: `請勿重新訂購，稍後再查看。${ids(d.placed)}`,
  }),
};
