/** Cancelling for good: one request an order, and what is said and remembered about it. */
import { type CancelResult, cancelTarget, previewCancel } from '../../src/core/operations/cancel.ts';
import { worstFailure } from '../../src/core/operations/cancel-failure.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import {
  cancelledOrder,
  closed,
  collect,
  contoso,
  failureOf,
  minuteMs,
  type OperationsBench,
  operate,
  partlyCancelled,
  today,
  twoLines,
  windowsServer,
} from './operations-bench.ts';

const facts = { reason: 'Ordered twice', ticket: 'T-1' };

const cancel = async (
  bench: OperationsBench,
  orders: readonly string[],
  lines: readonly number[] = [],
  partner: Partner = bench.partner,
): Promise<readonly CancelResult[]> => {
  const results: CancelResult[] = [];
  const words = orders.flatMap((orderId) =>
    lines.length === 0 ? [{ orderId }] : lines.map((line) => ({ orderId, line })),
  );
  for (const target of await previewCancel(partner, contoso, words)) {
    results.push(...(await cancelTarget(partner, target, bench.newId, facts)));
  }
  return results;
};

const firstId = '1d000000-0000-4000-8000-000000000001';
const usd = (amount: string) => ({ amount, currency: 'USD' });

operate(
  'when an order is cancelled, then every line is reported, remembered and in the activity log',
  async (bench) => {
    const row = {
      customerId: contoso.id,
      orderId: twoLines,
      shownAs: 'c403d91b21d2',
      outcome: 'cancelled',
      failure: null,
      visibleBy: today + 15 * minuteMs,
      requestId: firstId,
    };
    expect(await cancel(bench, [twoLines])).toEqual([
      { ...row, line: 0, credit: usd('27440.60') },
      { ...row, line: 1, credit: usd('1022.93') },
    ]);
    const after = await bench.backend.getOrder(contoso.id, twoLines);
    expect([after.status, ...after.lineItems.map(({ status, quantity }) => `${status} ${quantity}`)]).toEqual([
      'cancelled',
      'cancelled 2',
      'cancelled 25',
    ]);
    const event = {
      environment: bench.partner.identity.environment,
      at: today,
      actor: 'admin@firstupconsultants.onmicrosoft.com',
      customerId: contoso.id,
      orderId: twoLines,
      requestId: firstId,
      facts,
    };
    expect(await bench.state.listEvents(bench.partner.identity.environment, { since: 0 })).toEqual([
      { ...event, sequence: 1, type: 'cancel-intent', line: 0 },
      { ...event, sequence: 2, type: 'cancel-intent', line: 1 },
      { ...event, sequence: 3, type: 'cancel', line: 0 },
      { ...event, sequence: 4, type: 'cancel', line: 1 },
    ]);
    const records = await collect(bench.backend.listAuditRecords({ from: today, to: today }, {}));
    expect(
      records.map(({ operationType, orderId, line, correlationId }) => [operationType, orderId, line, correlationId]),
    ).toEqual([
      ['update_order', twoLines, 0, firstId],
      ['update_order', twoLines, 1, firstId],
    ]);
  },
);

operate('when one line is named, then the other stays as it was', async (bench) => {
  expect((await cancel(bench, [twoLines], [1])).map(({ line, outcome }) => [line, outcome])).toEqual([
    [1, 'cancelled'],
  ]);
  const after = await bench.backend.getOrder(contoso.id, twoLines);
  expect(after.lineItems.map(({ status, quantity }) => `${status} ${quantity}`)).toEqual(['active 2', 'cancelled 0']);
});

operate('when a line of the order was cancelled before, then only the open one is sent', async (bench) => {
  const results = await cancel(bench, [partlyCancelled]);
  expect(results.map(({ line, outcome, credit, requestId }) => [line, outcome, credit, requestId])).toEqual([
    [0, 'already-cancelled', null, null],
    [1, 'cancelled', usd('2070.51'), firstId],
  ]);
  const events = await bench.state.listEvents(bench.partner.identity.environment, { since: 0 });
  expect(events.map(({ type, line }) => `${type} ${line}`)).toEqual(['cancel-intent 1', 'cancel 1']);
});

operate('when everything was cancelled before, then nothing is sent and it is no failure', async (bench) => {
  const again = {
    customerId: contoso.id,
    line: 0,
    outcome: 'already-cancelled',
    failure: null,
    credit: null,
    visibleBy: null,
  };
  expect(await cancel(bench, [cancelledOrder])).toEqual([
    { ...again, orderId: cancelledOrder, shownAs: '83aa69bba1d8', requestId: null },
  ]);
  await cancel(bench, [windowsServer]);
  const results = await cancel(bench, [windowsServer]);
  expect(results).toEqual([{ ...again, orderId: windowsServer, shownAs: 'f5c3b5ddb342', requestId: null }]);
  expect(worstFailure(contoso, results)).toBeUndefined();
  expect(await bench.state.listEvents(bench.partner.identity.environment, { since: 0 })).toHaveLength(2);
});

operate(
  'when a line may not be cancelled, then nothing of its order is sent and the others are done',
  async (bench) => {
    const results = await cancel(bench, [closed, '000000000000', windowsServer]);
    expect(
      results.map(({ orderId, line, outcome, failure }) => [orderId, line, outcome, failure?.code ?? null]),
    ).toEqual([
      [closed, 0, 'refused', 'cancelWindowClosed'],
      ['000000000000', null, 'refused', 'orderNotFound'],
      [windowsServer, 0, 'cancelled', null],
    ]);
    expect(worstFailure(contoso, results)).toMatchObject({ code: 'cancelWindowClosed', exitCode: 6 });
    const records = await collect(bench.backend.listAuditRecords({ from: 0, to: today }, {}));
    expect(records.map(({ orderId }) => orderId)).toEqual([windowsServer]);
  },
);

operate(
  'when the window closes between preview and request, then the service refuses and the row says so',
  async (bench) => {
    const [target] = await previewCancel(bench.partner, contoso, [{ orderId: windowsServer }]);
    if (target === undefined) throw new Error('no preview');
    await bench.controls.advanceClock(6 * 60 * minuteMs + 1);
    const results = await cancelTarget(bench.partner, target, bench.newId, facts);
    expect(results).toEqual([
      {
        customerId: contoso.id,
        orderId: windowsServer,
        shownAs: 'f5c3b5ddb342',
        line: 0,
        outcome: 'refused',
        failure: {
          code: 'cancelWindowClosed',
          details: {
            customer: contoso.id,
            orderId: windowsServer,
            line: 0,
            closedAt: today + 6 * 60 * minuteMs,
            windowDays: 30,
            edition: '2022-10',
          },
        },
        credit: null,
        visibleBy: null,
        requestId: firstId,
      },
    ]);
    const events = await bench.state.listEvents(bench.partner.identity.environment, { since: 0 });
    expect(events.map(({ type }) => type)).toEqual(['cancel-intent', 'cancel-refused']);
  },
);

operate('when an order has been cancelled here, then its key and links are refused at once', async (bench) => {
  const [option] = await bench.backend.listDownloadOptions({ customerId: contoso.id, orderId: windowsServer, line: 0 });
  if (option === undefined) throw new Error('no option');
  const target = { customerId: contoso.id, orderId: windowsServer, line: 0 };
  await bench.backend.getDownloadLink(target, option, false, 'link-1');
  await cancel(bench, [windowsServer]);
  expect(await failureOf(() => bench.backend.getProductKey(target, option, 'key-1'))).toMatchObject({
    code: 'keyRevoked',
  });
  expect(await bench.backend.listDownloadLinks(contoso.id)).toEqual([]);
});
