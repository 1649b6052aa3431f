/** Cancelling: every rule on both sides of its edge, and what it leaves behind. */
import type { Order } from '../../src/core/ports/backend.ts';
import {
  ask,
  cancelOrder,
  codeOf,
  collect,
  contoso,
  contosoSuites,
  dayMs,
  type ExamBench,
  fabrikam,
  type OpenBench,
  type States,
  secondMs,
  tailspin,
  today,
  windowsServer,
} from './exam-bench.ts';

const twoLines = '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1';
/** Fabrikam's orders at the edges: perpetual, then a subscription, each at the deadline and a second past it. */
const edges = {
  perpetual30: ['agxBtqwCWjFqM2SeQ4IkTQYwGWQlDgPn1', 'pOrcqhaMcmlILjsevDEGiRN2dAh4bmMp1'],
  subscription7: ['LZvuIUFlrwV8uuNrPt2j2F57x9LAJYbu1', '870r2xz8D4b4P8eadjVG6GzVpRYAyiVv1'],
  sixty: ['wAuEAp7ztvXXynOrcS21iIJNV3ytXG5g1', 'CKsVeOt7JInZcHxs2lRVI81UhmnfTChZ1'],
} as const;

const cancel = ({ backend }: ExamBench, customerId: string, orderId: string): Promise<string> =>
  codeOf(cancelOrder(backend, customerId, orderId, 'all', `cancel-${orderId}`));

const cancelEach = (bench: ExamBench, customerId: string, orderIds: readonly string[]): Promise<readonly string[]> =>
  Promise.all(orderIds.map((orderId) => cancel(bench, customerId, orderId)));

const withoutPrices = (order: Order): Order => ({
  ...order,
  total: null,
  lineItems: order.lineItems.map((item) => ({ ...item, price: null })),
});

const stateOf = (order: Order | undefined): readonly (string | undefined)[] => [
  order?.status,
  ...(order?.lineItems ?? []).map(({ status }) => status),
];

export const cancellingExam = (open: OpenBench, states: States): void => {
  describe('cancelling', () => {
    ask(open, 'today: perpetual software up to 30 days, subscriptions up to 7, to the second', async (bench) => {
      expect(await cancelEach(bench, fabrikam, edges.perpetual30)).toEqual(['fine', states.code('cancelWindowClosed')]);
      expect(await cancelEach(bench, fabrikam, edges.subscription7)).toEqual([
        'fine',
        states.windowsEndWithTheirDay ? 'fine' : states.code('cancelWindowClosed'),
      ]);
      expect(await cancelEach(bench, fabrikam, edges.sixty)).toEqual([
        states.code('cancelWindowClosed'),
        states.code('cancelWindowClosed'),
      ]);
    });

    const february2020 = Date.UTC(2020, 1, 20);
    ask(
      open,
      'bought in 2019 or 2020: up to 60 days, whatever the kind',
      async (bench) => {
        expect(await cancelEach(bench, fabrikam, edges.sixty)).toEqual(['fine', states.code('cancelWindowClosed')]);
        expect(await cancelEach(bench, fabrikam, edges.subscription7)).toEqual(['fine', 'fine']);
        expect(await cancelEach(bench, fabrikam, edges.perpetual30)).toEqual(['fine', 'fine']);
      },
      february2020,
    );

    const april2021 = Date.UTC(2021, 3, 10);
    ask(
      open,
      'bought in spring 2021: perpetual software needs a support request, subscriptions do not',
      async (bench) => {
        expect(await cancelEach(bench, fabrikam, edges.perpetual30)).toEqual([
          states.code('supportRequestOnly'),
          states.code('supportRequestOnly'),
        ]);
        expect(await cancelEach(bench, fabrikam, edges.subscription7)).toEqual(['fine', 'fine']);
      },
      april2021,
    );

    const july2021 = Date.UTC(2021, 6, 20);
    ask(
      open,
      'bought since June 2021: up to 30 days, whatever the kind',
      async (bench) => {
        expect(await cancelEach(bench, fabrikam, edges.perpetual30)).toEqual([
          'fine',
          states.code('cancelWindowClosed'),
        ]);
        expect(await cancelEach(bench, fabrikam, edges.subscription7)).toEqual(['fine', 'fine']);
      },
      july2021,
    );

    ask(open, 'ESU needs a support request; Linux plans and reservations are not cancelled here', async (bench) => {
      expect(await cancel(bench, contoso, 'IyO7CQIGrZtJwUwkD7upP6yF83Xm54Qk1')).toBe(states.code('supportRequestOnly'));
      expect(await cancel(bench, contosoSuites, 'CsVPMYCTZwUZFWNXzQaqjw6QRaVV8sm41')).toBe(
        states.code('neverCancellable'),
      );
      expect(await cancel(bench, tailspin, 'iC6thbK7rb7KLMnWqIHsF1uFwAFRjMc41')).toBe(states.code('neverCancellable'));
      expect(await cancel(bench, contoso, 'FRWNHhXnjKc10c4Guc0ktiCjrzoFjHMQ1')).toBe(states.code('reservationRules'));
    });

    ask(open, 'a refusal changes nothing', async (bench) => {
      const before = await bench.backend.getOrder(contoso, 'KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1');
      expect(await cancel(bench, contoso, before.id)).toBe(states.code('cancelWindowClosed'));
      expect(await bench.backend.getOrder(contoso, before.id)).toEqual(before);
      expect(await collect(bench.backend.listAuditRecords({ from: 0, to: today }, {}))).toEqual([]);
    });

    ask(open, 'a whole order: cancelled, quantities kept, one record a line', async ({ backend }) => {
      const order = await cancelOrder(backend, contoso, twoLines, 'all', 'request-1');
      expect([order.status, order.lineItems.map(({ status, quantity }) => [status, quantity])]).toEqual([
        'cancelled',
        [
          ['cancelled', 2],
          ['cancelled', 25],
        ],
      ]);
      const records = await collect(backend.listAuditRecords({ from: today, to: today }, {}));
      expect(
        records.map((record) => [record.operationType, record.orderId, record.line, record.correlationId]),
      ).toEqual([
        ['update_order', twoLines, 0, states.recordId('request-1')],
        ['update_order', twoLines, 1, states.recordId('request-1')],
      ]);
    });

    ask(
      open,
      'one line: quantity 0, the order completed; then the other line: the order cancelled',
      async ({ backend }) => {
        const first = await cancelOrder(backend, contoso, twoLines, [1], 'request-1');
        expect([first.status, first.lineItems.map(({ status, quantity }) => [status, quantity])]).toEqual([
          'completed',
          [
            ['active', 2],
            ['cancelled', 0],
          ],
        ]);
        expect((await cancelOrder(backend, contoso, twoLines, [0], 'request-2')).status).toBe('cancelled');
      },
    );

    ask(
      open,
      'cancelling again: the same request is answered as before, another is refused, and nothing changes',
      async ({ backend, setNow }) => {
        const first = await cancelOrder(backend, contoso, twoLines, 'all', 'request-1');
        await setNow(today + 80 * dayMs);
        const again = await cancelOrder(backend, contoso, twoLines, 'all', 'request-1');
        expect(states.prices ? again : withoutPrices(again)).toEqual(first);
        const another = cancelOrder(backend, contoso, twoLines, 'all', 'request-2');
        expect(await codeOf(another)).toBe('cancelRefusedByService');
        expect(await collect(backend.listAuditRecords({ from: today, to: today + 200 * dayMs }, {}))).toHaveLength(2);
      },
    );

    ask(open, 'a request id that served another order is refused', async ({ backend }) => {
      await cancelOrder(backend, contoso, twoLines, [0], 'request-1');
      expect(await codeOf(cancelOrder(backend, contoso, twoLines, [1], 'request-1'))).toBe(states.reusedId.cancel);
      const { lineItems } = await backend.getOrder(contoso, twoLines);
      expect(lineItems.map(({ status }) => status)).toEqual(['cancelled', 'active']);
    });

    ask(open, 'unknown orders and lines are named; an empty list never means all', async ({ backend }) => {
      expect(await codeOf(cancelOrder(backend, contoso, 'no-such-order', 'all', 'a'))).toBe('orderNotFound');
      expect(await codeOf(cancelOrder(backend, contoso, twoLines, [0, 7], 'b'))).toBe(states.code('lineNotFound'));
      expect(await codeOf(cancelOrder(backend, contoso, twoLines, [], 'c'))).toBe('internal');
      const { lineItems } = await backend.getOrder(contoso, twoLines);
      expect(lineItems.map(({ status }) => status)).toEqual(['active', 'active']);
    });

    ask(open, 'a pending order can be cancelled', async (bench) => {
      expect(await cancel(bench, contoso, 'BqLKnYREDjQ6kYcHP12qSziXcHc3oeYa1')).toBe('fine');
    });

    const one = { line: 1, offerId: null };
    ask(open, 'asked for a line, then for the rest: the answer shows what is cancelled', async ({ backend }) => {
      const { lineItems } = await backend.getOrder(contoso, twoLines);
      const request = { customerId: contoso, orderId: twoLines, lines: lineItems.slice(1), requestId: 'request-1' };
      expect(stateOf(await backend.requestCancel(request))).toEqual(['completed', 'active', 'cancelled']);
      expect(stateOf(await backend.requestCancel({ ...request, lines: 'all', requestId: 'request-2' }))).toEqual([
        'cancelled',
        'cancelled',
        'cancelled',
      ]);
    });

    ask(open, 'asked twice under one request id: done once, and answered alike', async ({ backend }) => {
      const request = { customerId: contoso, orderId: twoLines, lines: [one], requestId: 'request-1' };
      const first = await backend.requestCancel(request);
      expect(await backend.requestCancel(request)).toEqual(first);
      expect(await collect(backend.listAuditRecords({ from: today, to: today }, {}))).toHaveLength(1);
    });

    ask(open, 'asked again for what is cancelled: refused by the service’s number, once more', async ({ backend }) => {
      const request = { customerId: contoso, orderId: twoLines, lines: [one], requestId: 'request-1' };
      await backend.requestCancel(request);
      const again = backend.requestCancel({ ...request, requestId: 'request-2' });
      await expect(again).rejects.toMatchObject({
        code: 'cancelRefusedByService',
        details: { orderId: twoLines, serviceCode: '800061' },
      });
      expect(await collect(backend.listAuditRecords({ from: today, to: today }, {}))).toHaveLength(1);
    });

    ask(
      open,
      'asked for what may not be, for nothing, or for no order: refused, and nothing changed',
      async (bench) => {
        const { backend } = bench;
        const late = { customerId: fabrikam, orderId: edges.perpetual30[1], lines: 'all', requestId: 'a' } as const;
        expect(await codeOf(backend.requestCancel(late))).toBe(states.code('cancelWindowClosed'));
        const empty = { customerId: contoso, orderId: twoLines, lines: [], requestId: 'b' };
        expect(await codeOf(backend.requestCancel(empty))).toBe('internal');
        const nowhere = { ...late, customerId: contoso, orderId: 'no-such-order', requestId: 'c' };
        expect(await codeOf(backend.requestCancel(nowhere))).toBe('orderNotFound');
        expect(await collect(backend.listAuditRecords({ from: 0, to: today }, {}))).toEqual([]);
      },
    );

    ask(open, 'it ends the key, the links and the entitlement of the line', async ({ backend, setNow, download }) => {
      const [option] = await backend.listDownloadOptions(windowsServer);
      if (option === undefined) throw new Error('no download options');
      await backend.getProductKey(windowsServer, option, 'key-1');
      await backend.getDownloadLink(windowsServer, option, false, 'link-1');
      await cancelOrder(backend, contoso, windowsServer.orderId, 'all', 'cancel-1');
      await setNow(today + secondMs);
      expect(await codeOf(backend.getProductKey(windowsServer, option, 'key-2'))).toBe('keyRevoked');
      expect(await codeOf(backend.getProductKey(windowsServer, option, 'key-1'))).toBe('keyRevoked');
      expect(await codeOf(backend.getDownloadLink(windowsServer, option, states.linkLives, 'link-2'))).toBe(
        'linkEnded',
      );
      expect(await codeOf(download(windowsServer, 1))).toBe('linkEnded');
      if (states.linkLives) expect(await backend.listDownloadLinks(contoso)).toEqual([]);
      const owned = await backend.listEntitlements(contoso);
      expect(owned.some(({ orderId }) => orderId === windowsServer.orderId)).toBe(false);
    });
  });
};
