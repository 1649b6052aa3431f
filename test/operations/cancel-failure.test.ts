/** How the cancellation of several orders ends, and what is said of an order that has nothing to cancel. */
import type { RunRow } from '../../src/core/operations/bulk/run-report.ts';
import { worstFailure } from '../../src/core/operations/cancel-failure.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { contoso, minuteMs, operate, planNamed, today, windowsServer } from './operations-bench.ts';

const firstId = '1d000000-0000-4000-8000-000000000001';

operate('when an order has no lines, then it has a row that says so', async (bench) => {
  const empty: Partner = {
    ...bench.partner,
    backend: {
      ...bench.backend,
      getOrder: async (...words) => ({ ...(await bench.backend.getOrder(...words)), lineItems: [] }),
    },
  };
  const { targets } = await planNamed(empty, contoso, [{ orderId: windowsServer }]);
  expect(targets.map(({ refusal }) => refusal)).toEqual([
    {
      code: 'orderNotFound',
      details: { customer: contoso.domain, orderId: windowsServer },
    },
  ]);
});

const rowOf = (changes: Partial<RunRow>): RunRow => ({
  runId: 'aaaaaaaa',
  inputLine: 1,
  world: 'sandbox',
  customerName: contoso.domain,
  customerId: contoso.id,
  orderId: 'A',
  shownAs: 'A',
  line: 0,
  outcome: 'cancelled',
  failure: null,
  credit: null,
  visibleBy: today + 15 * minuteMs,
  requestId: firstId,
  openLines: [],
  attempts: 1,
  settledAt: today,
  sameAsLine: null,
  isFirst: true,
  byRun: null,
  isForeign: false,
  purchase: null,
  ...changes,
});
const at = { customer: contoso.domain, orderId: 'B' };
const missing = rowOf({ shownAs: 'B', outcome: 'refused', failure: { code: 'orderNotFound', details: at } });
const refused = rowOf({
  outcome: 'refused',
  failure: { code: 'neverCancellable', details: { ...at, title: 'Linux' } },
});
const unknown = rowOf({
  outcome: 'unknown',
  failure: { code: 'outcomeUnknown', details: { ...at, requestId: firstId, reason: 'interrupted' } },
});
const lineless = rowOf({ outcome: 'refused', failure: { code: 'lineNotFound', details: { ...at, line: 9 } } });
const busy = rowOf({ outcome: 'failed', failure: { code: 'busy', details: { path: 'x' } } });

test.each([
  ['all done', [rowOf({})], undefined],
  [
    'one of two not found',
    [rowOf({}), missing],
    { code: 'notAllFound', exitCode: 6, details: { customer: contoso.domain, missing: ['B'] } },
  ],
  [
    'a line not found',
    [rowOf({}), lineless],
    { code: 'notAllFound', exitCode: 6, details: { customer: contoso.domain, missing: ['A/9'] } },
  ],
  ['none found', [missing, missing], { code: 'orderNotFound', exitCode: 11 }],
  ['not found and refused', [missing, refused], { code: 'neverCancellable', exitCode: 6 }],
  ['refused, then busy', [refused, busy, rowOf({})], { code: 'busy', exitCode: 7 }],
  [
    'busy, then unknown, then the rest not tried',
    [busy, unknown, rowOf({ outcome: 'not-tried' })],
    { code: 'outcomeUnknown', exitCode: 5 },
  ],
] as const)('when of several orders %s, then the command ends with the most serious', (_case, rows, failure) => {
  if (failure === undefined) expect(worstFailure(rows)).toBeUndefined();
  else expect(worstFailure(rows)).toMatchObject(failure);
});
