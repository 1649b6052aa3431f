/** How the outcome of a cancellation is shown, one row a line. */
import type { CancelResult } from '../core/operations/cancel.ts';
import type { Tone, View } from '../core/ports/environment.ts';
import { orderWord } from '../core/rules/order-reference.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';
import type { Messages } from '../locales/messages.ts';
import { tableMoney } from '../terminal/format.ts';
import { failureText } from './failure-text.ts';
import { instantJson, moneyJson } from './order-words.ts';

export const outcomeTones: { readonly [O in CancelResult['outcome']]: Tone } = {
  cancelled: 'good',
  'already-cancelled': 'dim',
  'would-cancel': 'plain',
  refused: 'warn',
  unknown: 'bad',
  failed: 'bad',
  'not-tried': 'dim',
};

export const cancelFields: readonly string[] = [
  'orderId',
  'customerId',
  'line',
  'outcome',
  'code',
  'message',
  'credit.amount',
  'credit.currency',
  'visibleBy',
  'requestId',
];

/** `own` are the texts for people, `english` those of machine formats. */
export const cancelView = (
  messages: Messages,
  { own, english }: { readonly own: ErrorTexts; readonly english: ErrorTexts },
): View<CancelResult> => ({
  json: (row) => ({
    orderId: row.orderId,
    customerId: row.customerId,
    line: row.line,
    outcome: row.outcome,
    code: row.failure?.code ?? null,
    message: row.failure === null ? null : failureText(english, row.failure),
    credit: moneyJson(row.credit),
    visibleBy: instantJson(row.visibleBy),
    requestId: row.requestId,
  }),
  fields: cancelFields,
  id: ({ orderId, line }) => (line === null ? orderId : orderWord(orderId, line)),
  columns: [
    { title: messages.text.title.order, cell: ({ shownAs }) => shownAs, priority: 1, shrinkTo: 12 },
    {
      title: messages.text.title.line,
      cell: ({ line }) => (line === null ? '–' : String(line)),
      align: 'right',
      priority: 2,
    },
    {
      title: messages.text.title.outcome,
      cell: ({ outcome }) => ({ text: messages.text.outcome[outcome], tone: outcomeTones[outcome] }),
      priority: 1,
    },
    {
      title: messages.text.title.credit,
      cell: ({ credit }) => (credit === null ? '–' : tableMoney(credit)),
      align: 'right',
      priority: 3,
    },
    {
      title: messages.text.title.message,
      cell: ({ failure }) => (failure === null ? '' : failureText(own, failure)),
      priority: 2,
      shrinkTo: 20,
    },
  ],
  empty: '',
});
