/** What is known and kept when a cancellation goes wrong: every order has its rows, and what was done is never lost. */
import { CspError, type ErrorCode } from '../../src/core/errors.ts';
import { type CancelResult, cancelTarget, endsRun, previewCancel } from '../../src/core/operations/cancel.ts';
import { worstFailure } from '../../src/core/operations/cancel-failure.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import type { EventType } from '../../src/core/ports/state.ts';
import {
  contoso,
  minuteMs,
  type OperationsBench,
  operate,
  partlyCancelled,
  today,
  windowsServer,
} from './operations-bench.ts';

const firstId = '1d000000-0000-4000-8000-000000000001';

const cancel = async (bench: OperationsBench, partner: Partner): Promise<readonly CancelResult[]> => {
  const [target] = await previewCancel(bench.partner, contoso, [{ orderId: windowsServer }]);
  if (target === undefined) throw new Error('no preview');
  return cancelTarget(partner, target, bench.newId, { reason: 'Ordered twice' });
};

/** The partner whose service answers a cancellation with `error`. */
const refusing = ({ partner }: OperationsBench, error: Error): Partner => ({
  ...partner,
  backend: {
    ...partner.backend,
    cancelOrder: async () => {
      throw error;
    },
  },
});

/** The partner on a machine that cannot write down events of one type. */
const forgetting = ({ partner }: OperationsBench, type: EventType, error: Error): Partner => ({
  ...partner,
  state: {
    ...partner.state,
    record: async (event) => {
      if (event.type === type) throw error;
      return partner.state.record(event);
    },
  },
});

const full = new CspError('storageFailed', { path: 'activity.db', reason: 'database or disk is full' });
const typesOf = async ({ state, partner }: OperationsBench) =>
  (await state.listEvents(partner.identity.environment, { since: 0 })).map(({ type }) => type);
const statusOf = async ({ backend }: OperationsBench) => (await backend.getOrder(contoso.id, windowsServer)).status;

operate('when the intent cannot be written, then nothing is sent', async (bench) => {
  const rows = await cancel(bench, forgetting(bench, 'cancel-intent', full));
  expect(rows.map(({ outcome, failure, requestId }) => [outcome, failure?.code, requestId])).toEqual([
    ['failed', 'storageFailed', null],
  ]);
  expect([await statusOf(bench), endsRun(rows), worstFailure(contoso, rows)?.exitCode]).toEqual([
    'completed',
    true,
    10,
  ]);
});

operate(
  'when the outcome cannot be written, then the row says that it is done, and with which request',
  async (bench) => {
    for (const [error, reason] of [
      [full, 'activity.db: database or disk is full'],
      [new CspError('busy', { path: 'activity.db' }), 'busy'],
    ] as const) {
      await bench.controls.reset();
      const rows = await cancel(bench, forgetting(bench, 'cancel', error));
      expect(rows).toMatchObject([
        { outcome: 'cancelled', credit: { amount: '4704.00', currency: 'USD' }, visibleBy: null },
      ]);
      expect([await statusOf(bench), endsRun(rows)]).toEqual(['cancelled', true]);
      const failure = worstFailure(contoso, rows);
      expect([failure?.code, failure?.exitCode, failure?.isRetryable, failure?.details]).toEqual([
        'cancelNotRecorded',
        10,
        false,
        { customer: contoso.domain, orderId: windowsServer, requestId: rows[0]?.requestId, reason },
      ]);
    }
  },
);

operate('when the request fails, then the row says what is known, and whether the run may go on', async (bench) => {
  const at = { customer: contoso.domain, orderId: windowsServer };
  const cases: readonly (readonly [
    error: Error,
    outcome: string,
    code: ErrorCode,
    endsRun: boolean,
    recorded: boolean,
  ])[] = [
    [
      new CspError('cancelRefusedByService', { ...at, serviceCode: '900117', text: '', days: 30 }),
      'refused',
      'cancelRefusedByService',
      false,
      true,
    ],
    [new CspError('orderNotFound', at), 'refused', 'orderNotFound', false, true],
    [new CspError('busy', { path: 'sandbox.db' }), 'failed', 'busy', false, false],
    [new CspError('orderPending', at), 'failed', 'orderPending', false, false],
    [new CspError('roleMissing', { act: 'cancel', needed: [], held: [] }), 'failed', 'roleMissing', true, false],
    [full, 'failed', 'storageFailed', true, false],
    [
      new CspError('outcomeUnknown', { ...at, requestId: firstId, reason: 'inProgress' }),
      'unknown',
      'outcomeUnknown',
      true,
      false,
    ],
    [new CspError('timeout', { seconds: 5 }), 'unknown', 'outcomeUnknown', true, false],
    [new CspError('interrupted', {}), 'unknown', 'outcomeUnknown', true, false],
    [new TypeError('broken'), 'unknown', 'internal', true, false],
  ];
  for (const [error, outcome, code, ends, isRecorded] of cases) {
    await bench.controls.reset();
    const before = (await typesOf(bench)).length;
    const rows = await cancel(bench, refusing(bench, error));
    expect(rows).toMatchObject([{ outcome, failure: { code }, credit: null, visibleBy: null }]);
    expect([code, endsRun(rows)]).toEqual([code, ends]);
    expect((await typesOf(bench)).slice(before)).toEqual(['cancel-intent', ...(isRecorded ? ['cancel-refused'] : [])]);
  }
});

operate('when a line was cancelled before and the rest is in doubt, then the run ends all the same', async (bench) => {
  const [target] = await previewCancel(bench.partner, contoso, [{ orderId: partlyCancelled }]);
  if (target === undefined) throw new Error('no preview');
  const partner = refusing(bench, new CspError('timeout', { seconds: 5 }));
  const rows = await cancelTarget(partner, target, bench.newId, { reason: 'Ordered twice' });
  expect(rows.map(({ outcome }) => outcome)).toEqual(['already-cancelled', 'unknown']);
  expect(endsRun(rows)).toBe(true);
});

operate('when an order has no lines, then it has a row that says so', async (bench) => {
  const empty: Partner = {
    ...bench.partner,
    backend: {
      ...bench.backend,
      getOrder: async (...words) => ({ ...(await bench.backend.getOrder(...words)), lineItems: [] }),
    },
  };
  const [target] = await previewCancel(empty, contoso, [{ orderId: windowsServer }]);
  expect(target?.refusal).toEqual({
    code: 'orderNotFound',
    details: { customer: contoso.domain, orderId: windowsServer },
  });
});

const rowOf = (changes: Partial<CancelResult>): CancelResult => ({
  customerId: contoso.id,
  orderId: 'A',
  shownAs: 'A',
  line: 0,
  outcome: 'cancelled',
  failure: null,
  credit: null,
  visibleBy: today + 15 * minuteMs,
  requestId: firstId,
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
  if (failure === undefined) expect(worstFailure(contoso, rows)).toBeUndefined();
  else expect(worstFailure(contoso, rows)).toMatchObject(failure);
});
