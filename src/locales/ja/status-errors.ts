/** What is said of an order, or of a line of it, whose status is not what one would wish. */
import type { ErrorDetails, OrdersPlaced } from '../../core/errors.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `注文 ${d.orderId}` : `注文 ${d.orderId} の明細 ${d.line}`;

const why: { readonly [status: string]: string } = {
  error: 'パートナー センターでの処理に失敗し、何も購入されていません。--again を付けて注文し直せます。',
  po_review_rejected: 'お客様の発注書が Microsoft に却下され、何も購入されていません。',
  cancelled: 'すべての明細がキャンセルされています。',
  partial_success: '一部は購入され、残りは失敗しました。注文を確認し、足りないものだけを注文し直してください。',
};

const ids = (placed: OrdersPlaced | undefined): string => {
  const { requestId = '' } = placed ?? {};
  return requestId === '' ? '' : ` 要求 ID: ${requestId}。`;
};

export const statusErrors = {
  lineStatusUnclear: (d: ErrorDetails['lineStatusUnclear']) => ({
    what:
      d.status === 'unknown'
        ? `${order(d)} はキャンセルしていません。サブスクリプションの状態を特定できません。`
        : `${order(d)} はキャンセルしていません。状態 ${d.status} の意味を定めた規則がありません。`,
    why: '--try-anyway を付けると、サービスが判断します。',
  }),
  cancelNotAllowed: (d: ErrorDetails['cancelNotAllowed']) => ({
    what: `${order(d)} はキャンセルできません。サービスは「${d.title}」のキャンセルを認めていません。`,
    why: '返金はサポート要求で依頼できます。--try-anyway を付けると、それでもサービスに問い合わせます。',
  }),
  orderFailed: (d: ErrorDetails['orderFailed']) => ({
    what: `${order(d)} は購入として成立していません (状態: ${d.status})。`,
    why: `${why[d.status] ?? ''}${ids(d.placed)}`,
  }),
  orderUnclear: (d: ErrorDetails['orderUnclear']) => ({
    what: `${order(d)} は作成されましたが、状態は ${d.status} です。購入されたかどうかはまだ分かりません。`,
    why: `注文し直さず、後で確認してください。${ids(d.placed)}`,
  }),
};
