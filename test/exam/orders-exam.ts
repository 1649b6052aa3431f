/** Reading orders and entitlements. */
import {
  ask,
  codeOf,
  contoso,
  dayMs,
  fabrikam,
  margie,
  minuteMs,
  nobody,
  type OpenBench,
  secondMs,
  today,
} from './exam-bench.ts';

const twoLines = '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1';
const pending = 'BqLKnYREDjQ6kYcHP12qSziXcHc3oeYa1';
const cancelled = 'lWlpar1ijrWCZA1tn0XHsC0lsYjrGV3g1';
const partlyCancelled = '6XSguSm1hqdaYM9mzt5cA0UJRqt0gcCZ1';
const runOut = 'sfbEAcXbE4HXT1aPmdQ561080FMK9KOf1';
const justCancelled = '7irHJ2sRegjhmhZ6e1AmGk0p7oo4IwEP1';

export const ordersExam = (open: OpenBench): void => {
  describe('orders and entitlements', () => {
    ask(open, 'orders come newest first, with all of their lines', async ({ backend }) => {
      const orders = await backend.listOrders(contoso);
      const instants = orders.map(({ purchasedAt }) => purchasedAt);
      expect(instants).toEqual([...instants].sort((a, b) => b - a));
      expect(orders).toHaveLength(12);
      const two = orders.find(({ id }) => id === twoLines);
      expect(two?.lineItems.map(({ line, quantity, status }) => [line, quantity, status])).toEqual([
        [0, 2, 'active'],
        [1, 25, 'active'],
      ]);
    });

    ask(open, 'an order is found by its id and by its alternate id', async ({ backend }) => {
      const order = await backend.getOrder(contoso, twoLines);
      expect([order.id, order.alternateId, order.status]).toEqual([twoLines, 'c403d91b21d2', 'completed']);
      expect(await backend.getOrder(contoso, 'c403d91b21d2')).toEqual(order);
    });

    ask(open, 'ids keep their letter case, and an order is its customer’s only', async ({ backend }) => {
      expect(await codeOf(backend.getOrder(contoso, twoLines.toLowerCase()))).toBe('orderNotFound');
      expect(await codeOf(backend.getOrder(fabrikam, twoLines))).toBe('orderNotFound');
      expect(await codeOf(backend.getOrder(fabrikam, 'c403d91b21d2'))).toBe('orderNotFound');
      expect(await codeOf(backend.getOrder(nobody, twoLines))).toBe('customerNotFound');
      expect(await codeOf(backend.listOrders(nobody))).toBe('customerNotFound');
    });

    ask(open, 'a legacy order has no alternate id', async ({ backend }) => {
      const { alternateId } = await backend.getOrder(margie, '4f33c5b3-6479-4064-ac70-99eb0d916865');
      expect(alternateId).toBe(null);
    });

    ask(open, 'a line is pending, active or cancelled', async ({ backend }) => {
      const shown = async (id: string) => {
        const { status, lineItems } = await backend.getOrder(contoso, id);
        return [status, lineItems.map((item) => [item.status, item.quantity])];
      };
      expect(await shown(pending)).toEqual(['pending', [['pending', 5]]]);
      expect(await shown(cancelled)).toEqual(['cancelled', [['cancelled', 30]]]);
      expect(await shown(partlyCancelled)).toEqual([
        'completed',
        [
          ['cancelled', 0],
          ['active', 40],
        ],
      ]);
    });

    const july2021 = Date.UTC(2021, 6, 20);
    ask(
      open,
      'a subscription of before October 2021 runs out with its term',
      async ({ backend }) => {
        const { status, lineItems } = await backend.getOrder(contoso, runOut);
        expect([status, lineItems.map((item) => [item.status, item.quantity])]).toEqual([
          'completed',
          [['expired', 2]],
        ]);
      },
      july2021,
    );

    ask(
      open,
      'a cancellation shows by id at once, in the list within a quarter of an hour',
      async ({ backend, setNow }) => {
        const inList = async () => (await backend.listOrders(fabrikam)).find(({ id }) => id === justCancelled)?.status;
        expect((await backend.getOrder(fabrikam, justCancelled)).status).toBe('cancelled');
        expect(await inList()).toBe('completed');
        await setNow(today + 15 * minuteMs);
        expect(await inList()).toBe('cancelled');
      },
    );

    ask(open, 'orders of the future are not there yet', async ({ backend, setNow }) => {
      await setNow(today - 3 * dayMs);
      expect(await codeOf(backend.getOrder(contoso, twoLines))).toBe('orderNotFound');
      expect((await backend.listOrders(contoso)).map(({ id }) => id)).not.toContain(twoLines);
      await setNow(today + secondMs);
      expect(await codeOf(backend.getOrder(contoso, twoLines))).toBe('fine');
    });

    ask(open, 'entitlements are what is fulfilled, installable and not cancelled', async ({ backend }) => {
      const entitlements = await backend.listEntitlements(contoso);
      const orders = new Set(entitlements.map(({ orderId }) => orderId));
      const reservation = 'FRWNHhXnjKc10c4Guc0ktiCjrzoFjHMQ1';
      expect([pending, cancelled, reservation].filter((id) => orders.has(id))).toEqual([]);
      expect(entitlements.filter(({ orderId }) => orderId === partlyCancelled).map(({ line }) => line)).toEqual([1]);
      expect(entitlements.find(({ orderId }) => orderId === 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1')).toEqual({
        orderId: 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1',
        line: 0,
        productId: 'DG7GMGF0D5RK',
        skuId: '0005',
        quantity: 4,
        fulfilled: true,
        expiresAt: null,
      });
      expect(await codeOf(backend.listEntitlements(nobody))).toBe('customerNotFound');
    });

    ask(open, 'an entitlement of a term says when it runs out', async ({ backend }) => {
      const { purchasedAt } = await backend.getOrder(contoso, twoLines);
      const bought = new Date(purchasedAt);
      const entitlement = (await backend.listEntitlements(contoso)).find(({ orderId }) => orderId === twoLines);
      expect(entitlement?.expiresAt).toBe(bought.setUTCFullYear(bought.getUTCFullYear() + 3));
    });
  });
};
