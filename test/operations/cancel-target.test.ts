/** What a cancellation would meet, read without changing anything. */
import { listPlanRows } from '../../src/core/operations/bulk/run-report.ts';
import type { CancelTarget } from '../../src/core/operations/cancel-target.ts';
import { type OrderWord, parseOrderWord } from '../../src/core/rules/order-reference.ts';
import {
  cancelledOrder,
  cancelNow,
  closed,
  collect,
  contoso,
  dayMs,
  failureOf,
  hourMs,
  type OperationsBench,
  operate,
  partlyCancelled,
  pending,
  planNamed,
  reservation,
  today,
  twoLines,
  windowsServer,
} from './operations-bench.ts';

const preview = async (bench: OperationsBench, orders: readonly string[], lines: readonly number[] = []) =>
  (await planNamed(bench.partner, contoso, wordsOf(orders, lines))).targets;

/** Every line named of every order, or the orders as a whole. */
const wordsOf = (orders: readonly string[], lines: readonly number[]): readonly OrderWord[] =>
  orders.flatMap((orderId) => (lines.length === 0 ? [{ orderId }] : lines.map((line) => ({ orderId, line }))));

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** A target in a few words. */
const summary = ({ asked, order, lines, isWholeOrder, refusal }: CancelTarget) => ({
  asked,
  order: order?.id ?? null,
  lines: lines.map(({ item }) => item.line),
  isWholeOrder,
  refusal: refusal?.code ?? null,
});

operate('when an order is named by id or by alternate id, then it is the whole order', async (bench) => {
  for (const asked of [twoLines, 'c403d91b21d2', 'C403D91B21D2']) {
    expect((await preview(bench, [asked])).map(summary)).toEqual([
      { asked, order: twoLines, lines: [0, 1], isWholeOrder: true, refusal: null },
    ]);
  }
});

operate('when lines are named, then it is those, and all of them are the whole order again', async (bench) => {
  const asked = twoLines;
  expect((await preview(bench, [asked], [1])).map(summary)).toEqual([
    { asked, order: twoLines, lines: [1], isWholeOrder: false, refusal: null },
  ]);
  expect((await preview(bench, [asked], [1, 0])).map(summary)).toEqual([
    { asked, order: twoLines, lines: [0, 1], isWholeOrder: true, refusal: null },
  ]);
  expect((await preview(bench, [asked], [1, 1])).map(summary)).toEqual([
    { asked, order: twoLines, lines: [1], isWholeOrder: false, refusal: null },
  ]);
});

operate(
  'when a line is not there, then it is refused and named, and the others are meant all the same',
  async (bench) => {
    const { plan, targets } = await planNamed(bench.partner, contoso, wordsOf([twoLines], [0, 2]));
    expect(targets.map(summary)).toEqual([
      { asked: twoLines, order: twoLines, lines: [0], isWholeOrder: false, refusal: null },
    ]);
    expect(plan.intents.map(({ lines, state, failure }) => [lines, state, failure])).toEqual([
      [[2], 'refused', { code: 'lineNotFound', details: { customer: contoso.domain, orderId: twoLines, line: 2 } }],
      [[0], 'ready', null],
    ]);
  },
);

operate('when one line of an order may not be cancelled, then none is; named alone, the other may', async (bench) => {
  const trey = await bench.getCustomer('treyresearch');
  const mixed = 'k9lOSlnlKOiAEYlZlsyul5FEKwQyxla01';
  await bench.controls.advanceClock(48 * hourMs);
  const previewMixed = async (lines: readonly number[]) =>
    (await planNamed(bench.partner, trey, wordsOf([mixed], lines))).targets;
  const refusal = {
    code: 'cancelWindowClosed',
    details: {
      customer: trey.domain,
      orderId: mixed,
      line: 0,
      closedAt: today + 24 * hourMs,
      windowDays: 7,
      edition: '2022-10',
    },
  };
  expect((await previewMixed([]))[0]?.refusal).toEqual(refusal);
  expect((await previewMixed([0]))[0]?.refusal).toEqual(refusal);
  expect((await previewMixed([1])).map(summary)).toEqual([
    { asked: mixed, order: mixed, lines: [1], isWholeOrder: false, refusal: null },
  ]);
  await bench.controls.setClock(today + 24 * hourMs);
  expect((await previewMixed([]))[0]?.refusal).toBeNull();
});

operate('when an order is named twice, by its id and by its alternate id, then it is one order', async (bench) => {
  const targets = await preview(bench, ['c403d91b21d2', twoLines, windowsServer, 'c403d91b21d2', 'C403D91B21D2']);
  expect(targets.map(({ asked }) => asked)).toEqual(['c403d91b21d2', windowsServer]);
});

operate(
  'when lines of one order are named under both of its ids, then they are one target, once each',
  async (bench) => {
    const summaries = async (...words: readonly OrderWord[]) =>
      (await planNamed(bench.partner, contoso, words)).targets.map(summary);
    const both = { asked: twoLines, order: twoLines, lines: [0, 1], isWholeOrder: true, refusal: null };
    const named = { orderId: twoLines, line: 0 };
    expect(await summaries(named, { orderId: 'c403d91b21d2', line: 1 }, named)).toEqual([both]);
    expect(await summaries(named, { orderId: 'c403d91b21d2' })).toEqual([both]);
    expect(await summaries(named)).toEqual([{ ...both, lines: [0], isWholeOrder: false }]);
  },
);

operate('when a line is neither live nor cancelled, then dry run and real run refuse it alike', async (bench) => {
  const expired = reservation;
  await bench.controls.advanceClock(400 * dayMs);
  const [target] = await preview(bench, [expired]);
  const refusal = { customer: contoso.domain, orderId: expired, line: 0 };
  expect(target?.refusal).toEqual({ code: 'lineNotActive', details: { ...refusal, status: 'expired' } });
  const unknownKind = { ...bench.backend, findProduct: async () => undefined };
  const partner = { ...bench.partner, backend: unknownKind };
  const [strange] = (await planNamed(partner, contoso, [{ orderId: windowsServer }])).targets;
  const { title } = (await bench.backend.getOrder(contoso.id, windowsServer)).lineItems[0] ?? { title: '' };
  expect(strange?.refusal).toEqual({
    code: 'kindUnknown',
    details: { customer: contoso.domain, orderId: windowsServer, line: 0, title },
  });
});

operate('when orders do not exist, or belong to someone else, then each is refused on its own', async (bench) => {
  const strangers = 'agxBtqwCWjFqM2SeQ4IkTQYwGWQlDgPn1';
  const targets = await preview(bench, ['000000000000', windowsServer, strangers, '111111111111']);
  expect(targets.map(summary)).toEqual([
    { asked: '000000000000', order: null, lines: [], isWholeOrder: true, refusal: 'orderNotFound' },
    { asked: windowsServer, order: windowsServer, lines: [0], isWholeOrder: true, refusal: null },
    { asked: strangers, order: null, lines: [], isWholeOrder: true, refusal: 'orderNotFound' },
    { asked: '111111111111', order: null, lines: [], isWholeOrder: true, refusal: 'orderNotFound' },
  ]);
});

operate('when there is no such customer, then their orders are refused for that', async (bench) => {
  const nobody = { ...contoso, id: '11111111-1111-4111-8111-111111111111' };
  const { plan } = await planNamed(bench.partner, nobody, [{ orderId: twoLines }]);
  expect(plan.intents.map(({ state, failure }) => [state, failure])).toEqual([
    ['refused', { code: 'customerNotFound', details: { query: nobody.id } }],
  ]);
});

operate('when the kind has rules of its own, then the refusal says which', async (bench) => {
  const esu = 'IyO7CQIGrZtJwUwkD7upP6yF83Xm54Qk1';
  const refusals = (await preview(bench, [esu, reservation, closed])).map(({ refusal }) => refusal);
  expect(refusals).toEqual([
    {
      code: 'supportRequestOnly',
      details: {
        customer: contoso.domain,
        orderId: esu,
        line: 0,
        rule: 'esu',
        edition: '2022-10',
        source: '2020-01-21 page on software subscriptions',
      },
    },
    {
      code: 'reservationRules',
      details: {
        customer: contoso.domain,
        orderId: reservation,
        line: 0,
        title: 'Reserved VM Instance, Standard_NV12, US East 2, 1 Year',
      },
    },
    {
      code: 'cancelWindowClosed',
      details: {
        customer: contoso.domain,
        orderId: closed,
        line: 0,
        closedAt: today - 6 * hourMs,
        windowDays: 30,
        edition: '2022-10',
      },
    },
  ]);
});

operate('when only Admin agents may cancel, then a Global admin is told so before anything is read', async (bench) => {
  const partner = await bench.signInAs('global-admin');
  expect(await failureOf(() => planNamed(partner, contoso, [{ orderId: '000000000000' }]))).toEqual({
    code: 'roleMissing',
    details: { act: 'cancel', needed: ['admin-agent'], held: ['global-admin'] },
  });
});

operate('when a plan is looked at, then each row says what would become of it, and nothing is done', async (bench) => {
  const orders = [twoLines, `${partlyCancelled}/0`, `${partlyCancelled}/1`, cancelledOrder, pending, closed];
  const refs = [...orders, '000000000000'].map((text) => parseOrderWord(text) ?? { orderId: '' });
  const { plan } = await planNamed(bench.partner, contoso, refs);
  const rows = [...listPlanRows(plan, 'sandbox')];
  expect(rows.map((row) => [row.inputLine, row.shownAs, row.line, row.outcome, row.credit, row.failure?.code])).toEqual(
    [
      [1, 'c403d91b21d2', null, 'would-cancel', usd('28463.53'), undefined],
      [2, 'a39d20709a3c', 0, 'already-cancelled', null, undefined],
      [3, 'a39d20709a3c', 1, 'would-cancel', usd('2070.51'), undefined],
      [4, '83aa69bba1d8', null, 'already-cancelled', null, undefined],
      [5, '3f43ecea0135', null, 'would-cancel', usd('3160.00'), undefined],
      [6, '3ab104f632ef', null, 'refused', null, 'cancelWindowClosed'],
      [7, '000000000000', null, 'refused', null, 'orderNotFound'],
    ],
  );
  expect(await collect(bench.backend.listAuditRecords({ from: 0, to: today }, {}))).toEqual([]);
  expect(await bench.state.listEvents(bench.partner.identity.environment, { since: 0 })).toEqual([]);
});

operate('when a line of an order was cancelled before, then only the others are sent, and told so', async (bench) => {
  const rows = await cancelNow(bench, contoso, [
    { orderId: partlyCancelled, line: 0 },
    { orderId: partlyCancelled, line: 1 },
  ]);
  expect(rows.map(({ line, outcome, credit }) => [line, outcome, credit])).toEqual([
    [0, 'already-cancelled', null],
    [1, 'cancelled', usd('2070.51')],
  ]);
  const again = await cancelNow(bench, contoso, [{ orderId: partlyCancelled }]);
  expect(again.map(({ line, outcome, credit, requestId }) => [line, outcome, credit, requestId])).toEqual([
    [null, 'already-cancelled', null, null],
  ]);
  const events = await bench.state.listEvents(bench.partner.identity.environment, { since: 0, type: 'cancel' });
  expect(events.map(({ line, facts }) => [line, facts['reason']])).toEqual([[1, 'Ordered twice']]);
});
