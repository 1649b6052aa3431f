/** What is said of an order, or of a line of it, whose status is not what one would wish. */
import type { ErrorDetails, OrdersPlaced } from '../../core/errors.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Заказ ${d.orderId}` : `Заказ ${d.orderId}, позиция ${d.line}`;

const why: { readonly [status: string]: string } = {
  error: 'В Центре партнеров произошел сбой, по этому заказу ничего не куплено. Заказать снова можно с флагом --again.',
  po_review_rejected: 'Microsoft отклонила заказ на покупку клиента, по этому заказу ничего не куплено.',
  cancelled: 'Все его позиции отменены.',
  partial_success: 'Часть куплена, остальное не удалось. Посмотрите заказ и закажите снова только то, чего в нем нет.',
};

const ids = (placed: OrdersPlaced | undefined): string => {
  const { requestId = '' } = placed ?? {};
  return requestId === '' ? '' : ` Идентификатор запроса: ${requestId}.`;
};

export const statusErrors = {
  lineStatusUnclear: (d: ErrorDetails['lineStatusUnclear']) => ({
    what:
      d.status === 'unknown'
        ? `${order(d)}: не отменяется, состояние подписки установить нельзя.`
        : `${order(d)}: не отменяется, статус «${d.status}», и нет правила, что он означает.`,
    why: 'С флагом --try-anyway решает служба.',
  }),
  cancelNotAllowed: (d: ErrorDetails['cancelNotAllowed']) => ({
    what: `${order(d)}: отменить нельзя, служба не разрешает отмену «${d.title}».`,
    why: 'Возврат можно попросить запросом в службу поддержки. С флагом --try-anyway служба будет спрошена все равно.',
  }),
  orderFailed: (d: ErrorDetails['orderFailed']) => ({
    what: `${order(d)}: покупка не состоялась, статус «${d.status}».`,
    why: `${why[d.status] ?? ''}${ids(d.placed)}`,
  }),
  orderUnclear: (d: ErrorDetails['orderUnclear']) => ({
    what: `${order(d)}: размещен, но его статус «${d.status}», и пока неизвестно, состоялась ли покупка.`,
    why: `Не заказывайте снова; посмотрите заказ позже.${ids(d.placed)}`,
  }),
};
