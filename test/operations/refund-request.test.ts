/** A refund request, filled in from the order as far as the words leave it open. */

import { getSoftwareLine } from '../../src/core/operations/order-line.ts';
import { draftRefundRequest, type RefundWords } from '../../src/core/operations/refund-request.ts';
import {
  cancelledOrder,
  closed,
  contoso,
  dayMs,
  failureOf,
  type OperationsBench,
  operate,
  partlyCancelled,
  today,
  twoLines,
} from './operations-bench.ts';

const noWords: RefundWords = {
  orderId: undefined,
  lines: [],
  subscriptionId: undefined,
  reason: undefined,
  quantity: undefined,
  amount: undefined,
  impact: 'moderate',
  title: undefined,
  contact: { name: null, email: null, phone: null },
  files: [],
};

const draft = (bench: OperationsBench, words: Partial<RefundWords>) =>
  draftRefundRequest(bench.partner, contoso, { ...noWords, ...words }, (what) => `Refund of ${what}`);

/** What was filled in from the order. */
const filled = async (bench: OperationsBench, words: Partial<RefundWords>) => {
  const { request, lines } = await draft(bench, words);
  const { title, orderId, quantity, amount } = request;
  return { title, orderId, quantity, amount: amount?.amount ?? null, lines: lines.map(({ item }) => item.line) };
};

operate('when only the order is named, then quantity, amount and title come from it', async (bench) => {
  expect(await draft(bench, { orderId: '3ab104f632ef' })).toEqual({
    customer: contoso,
    lines: [expect.objectContaining({ status: 'active' })],
    cancellable: [],
    unrefundable: [],
    request: {
      impact: 'moderate',
      title: 'Refund of Windows Server 2022 Datacenter - 16 Core License Pack',
      tenant: contoso.id,
      orderId: closed,
      subscriptionId: null,
      reason: null,
      quantity: 1,
      amount: { amount: '6771.00', currency: 'USD' },
      contact: noWords.contact,
      files: [],
    },
  });
});

operate('when words are given, then they win over the order', async (bench) => {
  const words = {
    orderId: closed,
    subscriptionId: 'SUB-1',
    reason: 'Bought for the wrong tenant',
    quantity: 1,
    amount: { amount: '99.50', currency: 'USD' },
    impact: 'critical' as const,
    title: 'Please refund',
    contact: { name: 'Aiko Tanaka', email: 'aiko@example.com', phone: '+81 3 1234 5678' },
    files: ['mail.pdf'],
  };
  const { orderId, ...rest } = words;
  expect((await draft(bench, words)).request).toEqual({ ...rest, orderId, tenant: contoso.id });
});

operate(
  'when an order has several lines, then what is not cancelled is summed up, or the one line named',
  async (bench) => {
    const sql = 'Refund of SQL Server Enterprise - 2 Core License Pack - 3 year';
    const cal = 'Refund of Windows Server CAL - 1 Device CAL - 3 year';
    expect(await filled(bench, { orderId: twoLines })).toEqual({
      title: sql,
      orderId: twoLines,
      quantity: 27,
      amount: '28521.00',
      lines: [0, 1],
    });
    expect(await filled(bench, { orderId: twoLines, lines: [1] })).toEqual({
      title: cal,
      orderId: twoLines,
      quantity: 25,
      amount: '1025.00',
      lines: [1],
    });
    expect(await filled(bench, { orderId: partlyCancelled })).toEqual({
      title: 'Refund of Windows Server CAL - 1 User CAL - 3 year',
      orderId: partlyCancelled,
      quantity: 40,
      amount: '2080.00',
      lines: [1],
    });
  },
);

operate('when everything is cancelled already, then there is nothing to ask for', async (bench) => {
  expect(await failureOf(() => draft(bench, { orderId: cancelledOrder }))).toEqual({
    code: 'nothingToRefund',
    details: { customer: contoso.domain, orderId: cancelledOrder },
  });
  expect(await failureOf(() => draft(bench, { orderId: partlyCancelled, lines: [0] }))).toEqual({
    code: 'nothingToRefund',
    details: { customer: contoso.domain, orderId: partlyCancelled, line: 0 },
  });
});

operate(
  'when lines can still be cancelled, then they are told apart, and left out while others stay',
  async (bench) => {
    const { order, item } = await getSoftwareLine(bench.partner, contoso, closed, undefined);
    const open = { ...item, line: 1, quantity: 2, cancelAllowedUntil: today + dayMs };
    const mixed = { ...order, lineItems: [item, open] };
    const partner = { ...bench.partner, backend: { ...bench.backend, getOrder: async () => mixed } };
    const split = async (words: Partial<RefundWords>) => {
      const all = { ...noWords, orderId: closed, ...words };
      const { lines, cancellable, request } = await draftRefundRequest(partner, contoso, all, (what) => what);
      const numbers = (list: typeof lines) => list.map((line) => line.item.line);
      return [numbers(lines), numbers(cancellable), request.quantity];
    };
    expect([await split({}), await split({ lines: [1] })]).toEqual([
      [[0], [1], 1],
      [[1], [1], 2],
    ]);
  },
);

operate(
  'when nothing of a kind ever comes back, then no request is written: neither for plans nor for reservations',
  async (bench) => {
    const ask = async (name: string, orderId: string) => {
      const customer = await bench.getCustomer(name);
      return failureOf(() => draftRefundRequest(bench.partner, customer, { ...noWords, orderId }, (what) => what));
    };
    expect(await ask('contososuites', '25aa581d8a92')).toMatchObject({ code: 'neverCancellable' });
    expect(await ask('tailspintoys', '68249e8ceb8c')).toMatchObject({ code: 'neverCancellable' });
    expect(await ask('contoso', '2aa874c71052')).toMatchObject({ code: 'reservationRules' });
  },
);

operate('when a plan is one line of several, then it is left out and told', async (bench) => {
  const customer = await bench.getCustomer('contososuites');
  const { order, item: plan } = await getSoftwareLine(bench.partner, customer, '25aa581d8a92', 0);
  const software = (await bench.backend.getOrder(contoso.id, closed)).lineItems.map((item) => ({ ...item, line: 1 }));
  const mixed = { ...order, purchasedAt: today - 100 * dayMs, lineItems: [plan, ...software] };
  const partner = { ...bench.partner, backend: { ...bench.backend, getOrder: async () => mixed } };
  const words = { ...noWords, orderId: order.id };
  const { lines, unrefundable, request } = await draftRefundRequest(partner, customer, words, (what) => what);
  expect([lines, unrefundable].map((list) => list.map(({ item }) => item.line))).toEqual([[1], [0]]);
  expect(request.quantity).toBe(1);
  expect(
    await failureOf(() => draftRefundRequest(partner, customer, { ...words, lines: [0] }, (what) => what)),
  ).toMatchObject({ code: 'neverCancellable', details: { line: 0 } });
});

operate('when fewer are given back than were bought, then so is the sum', async (bench) => {
  const part = (words: Partial<RefundWords>) => filled(bench, { orderId: twoLines, ...words });
  expect(await part({ lines: [1], quantity: 5 })).toMatchObject({ quantity: 5, amount: '205.00' });
  expect(await part({ lines: [1], quantity: 25 })).toMatchObject({ quantity: 25, amount: '1025.00' });
  expect(await part({ quantity: 5 })).toMatchObject({ quantity: 5, amount: null });
  expect(await failureOf(() => part({ lines: [1], quantity: 26 }))).toEqual({
    code: 'argumentInvalid',
    details: { flag: '--quantity', given: '26', expected: '1 … 25' },
  });
});

operate('when another currency than the order’s is given, then it is refused', async (bench) => {
  const amount = { amount: '99.50', currency: 'EUR' };
  expect(await failureOf(() => draft(bench, { orderId: closed, amount }))).toEqual({
    code: 'argumentInvalid',
    details: { flag: '--currency', given: 'EUR', expected: 'USD' },
  });
});

operate('when a price is not known, then the amount is left open', async (bench) => {
  expect(await filled(bench, { orderId: 'dc57d9c30646' })).toMatchObject({ quantity: 15, amount: null });
});

operate('when an order carries a subscription id, then it is in the request', async (bench) => {
  const { request } = await draft(bench, { orderId: 'a2b139ad3996' });
  const order = await bench.backend.getOrder(contoso.id, 'a2b139ad3996');
  expect(request.subscriptionId).toBe(order.lineItems[0]?.subscriptionId);
  expect(request.subscriptionId).not.toBeNull();
});

operate('when only a subscription is named, then no order is looked up', async (bench) => {
  const { request, lines } = await draft(bench, { subscriptionId: 'SUB-1' });
  expect(lines).toEqual([]);
  expect(request).toEqual({
    impact: 'moderate',
    title: 'Refund of SUB-1',
    tenant: contoso.id,
    orderId: null,
    subscriptionId: 'SUB-1',
    reason: null,
    quantity: null,
    amount: null,
    contact: noWords.contact,
    files: [],
  });
});

operate('when order or line are not there, then that is the failure', async (bench) => {
  expect(await failureOf(() => draft(bench, { orderId: '000000000000' }))).toMatchObject({ code: 'orderNotFound' });
  expect(await failureOf(() => draft(bench, { orderId: twoLines, lines: [2] }))).toEqual({
    code: 'lineNotFound',
    details: { customer: contoso.domain, orderId: twoLines, line: 2 },
  });
});
