/** What customers own, line by line, and how a state that the service does not show yet is laid over it. */

import {
  createSoftwareReader,
  listAllSoftware,
  listCustomerSoftware,
  type SoftwareLine,
} from '../../src/core/operations/software.ts';
import type { Customer } from '../../src/core/ports/backend.ts';
import { cancelOrder } from '../exam/exam-bench.ts';
import {
  collect,
  contoso,
  dayMs,
  hourMs,
  minuteMs,
  type OperationsBench,
  operate,
  today,
  twoLines,
  windowsServer,
} from './operations-bench.ts';

const list = async (bench: OperationsBench, customer: Customer = contoso): Promise<readonly SoftwareLine[]> =>
  listCustomerSoftware(await createSoftwareReader(bench.partner), customer);

const findLine = (lines: readonly SoftwareLine[], orderId: string, line = 0): SoftwareLine | undefined =>
  lines.find(({ order, item }) => order.id === orderId && item.line === line);

/** What a row says about itself in a few words. */
const summary = ({ order, item, kind, status, decision, keyAccess }: SoftwareLine) => [
  `${order.alternateId ?? order.id}/${item.line}`,
  kind,
  status,
  decision === null ? null : decision.rule,
  keyAccess,
];

operate('when a line is listed, then it comes whole: customer, order, item, kind, decision, key', async (bench) => {
  const line = findLine(await list(bench), windowsServer);
  const order = await bench.backend.getOrder(contoso.id, windowsServer);
  expect(line).toEqual({
    customer: contoso,
    order,
    item: order.lineItems[0],
    kind: 'perpetual',
    status: 'active',
    decision: {
      allowed: true,
      edition: '2022-10',
      rule: 'window',
      windowDays: 30,
      cancelBy: today + 6 * hourMs,
      deadlineSource: 'edition',
      daysLeft: 0,
      msLeft: 6 * hourMs,
      fee: 'none',
      credit: { kind: 'full', amount: { amount: '4704.00', currency: 'USD' } },
    },
    keyAccess: 'partner',
  });
});

operate(
  'when a customer’s software is listed, then the nearest deadline comes first, then the newest purchase',
  async (bench) => {
    expect((await list(bench)).map(summary)).toEqual([
      ['2d2f6be21174/0', 'subscription', 'active', 'window', 'partner'],
      ['f5c3b5ddb342/0', 'perpetual', 'active', 'window', 'partner'],
      ['a39d20709a3c/1', 'subscription', 'active', 'window', 'partner'],
      ['c403d91b21d2/0', 'subscription', 'active', 'window', 'partner'],
      ['c403d91b21d2/1', 'subscription', 'active', 'window', 'partner'],
      ['dc57d9c30646/0', 'perpetual', 'active', 'window', 'partner'],
      ['3f43ecea0135/0', 'perpetual', 'pending', 'window', 'partner'],
      ['dae3f031b28d/0', 'esu', 'active', 'esu-support-request', 'partner'],
      ['a39d20709a3c/0', 'subscription', 'cancelled', null, 'none'],
      ['a2b139ad3996/0', 'subscription', 'active', 'window-closed', 'partner'],
      ['2aa874c71052/0', 'reservation', 'active', 'reservation-other-rules', 'none'],
      ['83aa69bba1d8/0', 'perpetual', 'cancelled', null, 'none'],
      ['3ab104f632ef/0', 'perpetual', 'active', 'window-closed', 'partner'],
      // In its second year, which began 35 days ago.
      ['009be60e77d0/0', 'subscription', 'active', 'window-closed', 'partner'],
    ]);
  },
);

operate('when a deadline is reached, then the line is still open; a millisecond later it is not', async (bench) => {
  const fabrikam = await bench.getCustomer('fabrikam');
  const deadline = 'agxBtqwCWjFqM2SeQ4IkTQYwGWQlDgPn1';
  expect(findLine(await list(bench, fabrikam), deadline)?.decision).toMatchObject({
    allowed: true,
    msLeft: 0,
    daysLeft: 0,
  });
  await bench.controls.advanceClock(1);
  expect(findLine(await list(bench, fabrikam), deadline)?.decision).toMatchObject({
    allowed: false,
    rule: 'window-closed',
  });
});

operate(
  'when this machine has just cancelled a line, then it is shown as cancelling until the list knows better',
  async (bench) => {
    const statuses = async () => {
      const lines = await list(bench);
      return [0, 1].map((line) => {
        const found = findLine(lines, twoLines, line);
        return [found?.status, found?.decision?.rule, found?.keyAccess, found?.item.quantity];
      });
    };
    const active = ['active', 'window', 'partner'];
    expect(await statuses()).toEqual([
      [...active, 2],
      [...active, 25],
    ]);

    await cancelOrder(bench.backend, contoso.id, twoLines, [1], 'cancel-1');
    expect(await statuses()).toEqual([
      [...active, 2],
      [...active, 25],
    ]);

    const about = { customerId: contoso.id, orderId: twoLines, line: 1, requestId: 'cancel-1' };
    const { environment, userPrincipalName: actor } = bench.partner.identity;
    await bench.state.record({ environment, at: today, actor, type: 'cancel', ...about, facts: {} });
    expect(await statuses()).toEqual([
      [...active, 2],
      ['cancel-pending', undefined, 'none', 25],
    ]);

    await bench.controls.advanceClock(15 * minuteMs);
    expect(await statuses()).toEqual([
      [...active, 2],
      ['cancelled', undefined, 'none', 0],
    ]);
  },
);

operate(
  'when the list still lags fifteen minutes on, then the cancellation remembered here no longer counts',
  async (bench) => {
    // Nothing was cancelled at the service: what is remembered is all there is.
    const { environment } = bench.partner.identity;
    const about = { customerId: contoso.id, orderId: twoLines, line: 0, requestId: 'cancel-1' };
    await bench.state.record({ environment, at: today, actor: 'somebody', type: 'cancel', ...about, facts: {} });
    const status = async () => findLine(await list(bench), twoLines)?.status;
    expect(await status()).toBe('cancel-pending');
    await bench.controls.advanceClock(15 * minuteMs);
    expect(await status()).toBe('cancel-pending');
    await bench.controls.advanceClock(1);
    expect(await status()).toBe('active');
  },
);

operate(
  'when the clock is set back, then what was cancelled more than a minute later has not happened yet',
  async (bench) => {
    const { environment } = bench.partner.identity;
    const about = { customerId: contoso.id, orderId: twoLines, line: 0, requestId: 'cancel-1' };
    await bench.state.record({ environment, at: today, actor: 'somebody', type: 'cancel', ...about, facts: {} });
    await bench.controls.setClock(today - 1_000);
    expect(findLine(await list(bench), twoLines)?.status).toBe('cancel-pending');
    await bench.controls.setClock(today - 60_001);
    expect(findLine(await list(bench), twoLines)?.status).toBe('active');
  },
);

operate('when something else is remembered, or in another environment, then no line is cancelling', async (bench) => {
  const { environment } = bench.partner.identity;
  const about = {
    at: today,
    actor: 'somebody',
    customerId: contoso.id,
    orderId: twoLines,
    line: 0,
    requestId: null,
    facts: {},
  };
  await bench.state.record({ ...about, environment, type: 'key' });
  await bench.state.record({ ...about, environment: 'partner-center|another', type: 'cancel' });
  expect(findLine(await list(bench), twoLines)?.status).toBe('active');
});

/** Subscriptions that were bought a year before do not renew. */
const september2021 = Date.UTC(2021, 8, 1, 10, 0, 0);

const whenItEnds = async (bench: OperationsBench): Promise<void> => {
  const wingtip = await bench.getCustomer('wingtiptoys');
  const order = await bench.backend.getOrder(wingtip.id, 'yZTDNlRqhR9yvBjkEgGZ8Bqz8Vw6tn721');
  const end = september2021 + 4 * dayMs;
  expect(order.purchasedAt).toBe(end - 365 * dayMs);
  const status = async () => {
    const found = findLine(await list(bench, wingtip), order.id);
    return [found?.status, found?.decision?.rule];
  };
  await bench.controls.setClock(end - 1);
  expect(await status()).toEqual(['active', 'window-closed']);
  await bench.controls.setClock(end);
  expect(await status()).toEqual(['expired', undefined]);
};
operate('when a term ends, then the subscription has expired from that instant on', whenItEnds, september2021);

operate('when a term ends that renews, then the next one begins, with a window of its own', async (bench) => {
  const wingtip = await bench.getCustomer('wingtiptoys');
  const end = today + 4 * dayMs;
  const at = async (now: number) => {
    await bench.controls.setClock(now);
    const found = findLine(await list(bench, wingtip), 'yZTDNlRqhR9yvBjkEgGZ8Bqz8Vw6tn721');
    const { status, decision } = found ?? {};
    return [status, decision?.rule, decision?.cancelBy];
  };
  expect(await at(end - 1)).toEqual(['active', 'window-closed', end - 358 * dayMs]);
  expect(await at(end)).toEqual(['active', 'window', end + 7 * dayMs]);
  expect(await at(end + 7 * dayMs)).toEqual(['active', 'window', end + 7 * dayMs]);
  expect(await at(end + 7 * dayMs + 1)).toEqual(['active', 'window-closed', end + 7 * dayMs]);
});

operate('when all customers are listed, then each one’s lines come together, as they do alone', async (bench) => {
  const reader = await createSoftwareReader(bench.partner);
  const one: SoftwareLine[] = [];
  for await (const customer of bench.backend.listCustomers())
    one.push(...(await listCustomerSoftware(reader, customer)));
  const all = await collect(listAllSoftware(reader, () => undefined));
  expect(all).toEqual(one);
  expect(new Set(all.map(({ customer }) => customer.id)).size).toBe(20);
});
