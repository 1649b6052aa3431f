/** Failures after which nobody knows what became of a request, and why. */
import type { ErrorDetails, UnknownReason } from '../../core/errors.ts';
import { proseMoney } from '../../terminal/format.ts';
import { wordsOf } from '../words-of.ts';

const reasons: { readonly [R in UnknownReason]: string } = {
  answerLost: 'the connection ended before the answer came',
  answerUnusable: 'the answer could not be read',
  serviceFailed: 'Partner Center answered with a failure of its own',
  inProgress: 'Partner Center says that it is still at work on it',
  notShown: 'Partner Center took the request but does not show the change yet',
  notConfirmed: 'Partner Center does not show the order that it answered with',
  wrongAnswer: 'Partner Center answered about something else',
  signInNeeded: 'Partner Center asked to sign in again, which does not prove that nothing was done',
  crossHost: 'the answer led to another host, which does not prove that nothing was done',
  throttled: 'Partner Center turned it away until later, which does not prove that nothing was done',
  refused: 'Partner Center refused it, but what it shows does not prove that nothing was done',
  unavailable: 'Partner Center could not be reached any more',
  timeout: 'the time given was up before the answer came',
  unanswered: 'no answer is written down yet',
  interrupted: 'it was interrupted before the answer came',
  terminated: 'it was ended from outside before the answer came',
  backendFailed: 'the backend failed in a way that csp does not know',
};

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `Order ${d.orderId}` : `Order ${d.orderId}, line ${d.line},`;

const price = ({ total }: ErrorDetails['purchaseUnknown']): string =>
  total === null ? 'not stated by Partner Center' : proseMoney(total, 'en');

const difference = (d: ErrorDetails['purchaseUnknown']): string =>
  d.expected === undefined || d.found === undefined ? '' : `Asked for ${d.expected}; answered with ${d.found}. `;

export const unknownOutcomes = {
  outcomeUnknown: (d: ErrorDetails['outcomeUnknown']) => ({
    what: `${order(d)} may or may not have been changed: ${reasons[d.reason]}.`,
    why: `Look at the order in a few minutes; if nothing has changed, run the same command again. Request id: ${d.requestId}.`,
  }),
  purchaseUnknown: (d: ErrorDetails['purchaseUnknown']) => ({
    what: `The order may or may not have been placed: ${wordsOf(reasons, d.reason)}.`,
    why: `${difference(d)}Customer: ${d.customer}. Price: ${price(d)}. Cart id: ${d.cartId}. Request id: ${d.requestId}.${d.correlationId ? ` Correlation id: ${d.correlationId}.` : ''} Look at the customer’s orders. The same command looks too, and never orders it a second time.${d.runId ? ' To record what you find:' : ''}`,
  }),
  outcomeUnsettled: (d: ErrorDetails['outcomeUnsettled']) => ({
    what: `It is not known whether this was carried out: ${reasons[d.reason]}.`,
    why: `Look before you do anything else. ${d.operation}. Request id: ${d.requestId}.${d.correlationId && ` Correlation id: ${d.correlationId}.`}`,
  }),
};
