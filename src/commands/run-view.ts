import type { RunRow } from '../core/operations/bulk/run-report.ts';
import type { View } from '../core/ports/environment.ts';
export const runFields = ['inputLine', 'customerId', 'orderId', 'outcome'];
export const runRowView = (): View<RunRow> => ({
  json: (r) => ({
    inputLine: r.inputLine,
    customerId: r.customerId,
    orderId: r.orderId,
    outcome: r.outcome,
    code: r.failure?.code ?? null,
    requestId: r.requestId,
  }),
  fields: runFields,
  id: (r) => r.orderId ?? '',
  columns: [],
  empty: '',
});
