/** Faults on the wire, over the real transport to the real emulator: nothing is bought or cancelled twice, and nothing wrong is believed. */
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { openEmulatedBench } from '../exam/emulated-bench.ts';
import { cancelOrder, codeOf, contoso, type ExamBench, today } from '../exam/exam-bench.ts';

const sql = {
  catalogItemId: 'DG7GMGF0FKZV:0003:DG7GMGF0DWMS',
  quantity: 2,
  term: 'P3Y',
  billingCycle: 'one_time',
} as const;
const twoLines = '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1';

/** With an emulator that forgets request ids at once, so that only the backend keeps things from being done twice. */
const withFault = (title: string, rule: FaultRule, run: (bench: ExamBench) => Promise<void>): void => {
  test(title, async () => {
    let left = rule.times ?? 1;
    const take = (fits: (candidate: FaultRule) => boolean) => (left > 0 && fits(rule) && left-- > 0 ? rule : undefined);
    const bench = await openEmulatedBench(today, { remembers: 'none', faults: { take } });
    try {
      await run(bench);
    } finally {
      await bench.close();
    }
  });
};

withFault(
  'when a checkout is carried out and its answer lost, then one order is made, and found (T5)',
  { on: 'checkout', reset: 'after', times: 1 },
  async ({ backend }) => {
    const before = (await backend.listOrders(contoso)).map(({ id }) => id);
    const cart = await backend.createCart(contoso, [sql], 'cart-1');
    const { orders } = await backend.checkoutCart(contoso, cart.id, 'checkout-1');
    const after = (await backend.listOrders(contoso)).map(({ id }) => id);
    expect(after.filter((id) => !before.includes(id))).toEqual(orders.map(({ id }) => id));
    expect(orders).toHaveLength(1);
  },
);

for (const [what, rule] of [
  ['lost', { reset: 'after' }],
  ['cut', { cut: true }],
] as const) {
  withFault(
    `when a cancellation is carried out and its answer is ${what} every time, then the order itself tells (T26, T28)`,
    { on: 'cancel', times: 9, ...rule },
    async ({ backend }) => {
      expect(await codeOf(cancelOrder(backend, contoso, twoLines, [1], 'cancel-1'))).toBe('outcomeUnsettled');
      const { lineItems } = await backend.getOrder(contoso, twoLines);
      expect(lineItems.map(({ status }) => status)).toEqual(['active', 'cancelled']);
    },
  );
}

withFault(
  'when the answer to a cancellation is about another order, then it is not believed (T31)',
  { on: 'cancel', wrongOrder: true, times: 9 },
  async ({ backend }) => {
    expect(await codeOf(cancelOrder(backend, contoso, twoLines, [1], 'cancel-1'))).toBe('wrongAnswer');
  },
);

withFault(
  'when the answer to a checkout names another order, then it is not believed, and one order was made (T31)',
  { on: 'checkout', wrongOrder: true, times: 9 },
  async ({ backend }) => {
    const before = (await backend.listOrders(contoso)).map(({ id }) => id);
    const cart = await backend.createCart(contoso, [sql], 'cart-1');
    expect(await codeOf(backend.checkoutCart(contoso, cart.id, 'checkout-1'))).toBe('outcomeUnknown');
    const after = (await backend.listOrders(contoso)).map(({ id }) => id);
    expect(after.filter((id) => !before.includes(id))).toHaveLength(1);
  },
);

for (const [what, rule] of [
  ['the connection is reset', { reset: 'before' }],
  ['a proxy answers with HTML', { html: true }],
] as const) {
  withFault(
    `when a cancellation never arrives because ${what}, then nobody says that it did`,
    { on: 'cancel', times: 9, ...rule },
    async ({ backend }) => {
      expect(await codeOf(cancelOrder(backend, contoso, twoLines, [1], 'cancel-1'))).toBe('outcomeUnsettled');
      const { lineItems } = await backend.getOrder(contoso, twoLines);
      expect(lineItems.map(({ status }) => status)).toEqual(['active', 'active']);
    },
  );
}
