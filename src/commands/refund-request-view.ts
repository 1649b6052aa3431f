/** The JSON shape of a refund request. */
import type { RefundDraft } from '../core/operations/refund-request.ts';
import type { RecordView } from '../core/ports/environment.ts';
import { missingFields } from '../core/rules/refund-request.ts';
import { moneyJson } from './order-words.ts';

/** `text` is the prepared document, `problemType` the portal's own words for the type of problem. */
export const refundRequestView = (text: string, problemType: string): RecordView<RefundDraft> => ({
  json: ({ request }) => ({
    problemType,
    impact: request.impact,
    title: request.title,
    description: {
      tenant: request.tenant,
      orderId: request.orderId,
      subscriptionId: request.subscriptionId,
      reason: request.reason,
      quantity: request.quantity,
      amount: moneyJson(request.amount),
    },
    contact: { ...request.contact },
    files: request.files,
    missing: missingFields(request),
    text,
  }),
  fields: ['problemType', 'impact', 'title', 'description.tenant', 'description.orderId', 'missing'],
  id: ({ request }) => request.orderId ?? request.subscriptionId ?? '',
  rows: () => [[problemType, text]],
});

/** As a document of its own, in ASCII without `#`: whatever the data holds, no hidden character and no CI command is in it raw. */
export const refundRequestJson = (view: RecordView<RefundDraft>, draft: RefundDraft): string =>
  `${JSON.stringify(view.json(draft), null, 2).replace(/[^\n -"$-~]/g, toEscape)}\n`;

const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
