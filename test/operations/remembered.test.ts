/** What an order says when it is read by its id counts more than what this machine remembers of it: lists lag, orders do not. */
import { recheckPlan } from '../../src/core/operations/bulk/recheck-plan.ts';
import { getSoftwareLine } from '../../src/core/operations/order-line.ts';
import {
  cancelNow,
  contoso,
  minuteMs,
  type OperationsBench,
  operate,
  planNamed,
  today,
  twoLines,
  windowsServer,
} from './operations-bench.ts';

const remember = async (bench: OperationsBench, orderId: string, lines: readonly number[]): Promise<void> => {
  const { environment, userPrincipalName: actor } = bench.partner.identity;
  const shared = { environment, at: today, actor, type: 'cancel', customerId: contoso.id, requestId: 'r' } as const;
  for (const line of lines) await bench.state.record({ ...shared, orderId, line, facts: {} });
};

const statesOf = async (bench: OperationsBench, ...orders: readonly string[]) => {
  const { plan } = await planNamed(
    bench.partner,
    contoso,
    orders.map((orderId) => ({ orderId })),
  );
  return plan.intents.map(({ orderId, state }) => [orderId, state]);
};

operate(
  'a cancellation that is remembered and did not happen: the open orders are cancelled, alone or together',
  async (bench) => {
    await remember(bench, twoLines, [0, 1]);
    await remember(bench, windowsServer, [0]);
    expect(await statesOf(bench, twoLines)).toEqual([[twoLines, 'ready']]);
    expect(await statesOf(bench, twoLines, windowsServer)).toEqual([
      [twoLines, 'ready'],
      [windowsServer, 'ready'],
    ]);
    expect((await getSoftwareLine(bench.partner, contoso, windowsServer, 0)).status).toBe('active');
  },
);

operate(
  'a cancellation that the list does not show yet: the orders themselves say so, and nothing is sent',
  async (bench) => {
    await cancelNow(bench, contoso, [{ orderId: twoLines }]);
    expect((await bench.backend.listOrders(contoso.id)).find(({ id }) => id === twoLines)?.lineItems[0]?.status).toBe(
      'active',
    );
    expect(await statesOf(bench, twoLines, windowsServer)).toEqual([
      [twoLines, 'noop'],
      [windowsServer, 'ready'],
    ]);
  },
);

operate(
  'a plan whose order is remembered as cancelled since, and is open: it is still to be cancelled',
  async (bench) => {
    const { plan } = await planNamed(bench.partner, contoso, [{ orderId: twoLines }, { orderId: windowsServer }]);
    await remember(bench, twoLines, [0, 1]);
    await cancelNow(bench, contoso, [{ orderId: windowsServer }]);
    const checked = await recheckPlan(bench.partner, plan, today - minuteMs);
    expect(checked.intents.map(({ orderId, state }) => [orderId, state])).toEqual([
      [twoLines, 'ready'],
      [windowsServer, 'noop'],
    ]);
  },
);
