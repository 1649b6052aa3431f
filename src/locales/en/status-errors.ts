/** What is said of an order, or of a line of it, whose status is not what one would wish. */
import type { ErrorDetails, OrdersPlaced } from '../../core/errors.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Order ${d.orderId}` : `Order ${d.orderId}, line ${d.line},`;

const why: { readonly [status: string]: string } = {
  error: 'It failed at Partner Center, and nothing was bought by it. It can be ordered again; add --again.',
  po_review_rejected: 'Microsoft rejected the customer’s purchase order, and nothing was bought by it.',
  cancelled: 'All of its lines are cancelled.',
  partial_success: 'A part of it was bought, the rest failed. Look at it, and order again only what is not there.',
};

const ids = (placed: OrdersPlaced | undefined): string => {
  const { requestId = '' } = placed ?? {};
  return requestId === '' ? '' : ` Request id: ${requestId}.`;
};

export const statusErrors = {
  lineStatusUnclear: (d: ErrorDetails['lineStatusUnclear']) => ({
    what:
      d.status === 'unknown'
        ? `${order(d)} is not cancelled: it cannot be told which state its subscription has.`
        : `${order(d)} is not cancelled: its status is “${d.status}”, and no rule says what that means.`,
    why: 'With --try-anyway the service decides.',
  }),
  cancelNotAllowed: (d: ErrorDetails['cancelNotAllowed']) => ({
    what: `${order(d)} cannot be cancelled: the service says that it allows no cancellation of “${d.title}”.`,
    why: 'A refund can still be asked for by a support request. With --try-anyway the service is asked all the same.',
  }),
  orderFailed: (d: ErrorDetails['orderFailed']) => ({
    what: `${order(d)} is no purchase: its status is “${d.status}”.`,
    why: `${why[d.status] ?? ''}${ids(d.placed)}`,
  }),
  orderUnclear: (d: ErrorDetails['orderUnclear']) => ({
    what: `${order(d)} was placed, but its status is “${d.status}”: nobody can say yet whether it is bought.`,
    why: `Do not order again; look at it later.${ids(d.placed)}`,
  }),
};
