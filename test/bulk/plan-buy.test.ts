/** Which rows of a list become which purchases. The sandbox is real; it is read and never changed. */

import { createRun } from '../../src/core/operations/bulk/open-run.ts';
import { type BuyPlan, type BuyPlanOptions, type BuyRow, planBuy } from '../../src/core/operations/bulk/plan-buy.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { keyOf } from '../../src/input/manifest.ts';
import {
  collect,
  contoso,
  failureOf,
  minuteMs,
  type OperationsBench,
  operate,
  today,
} from '../operations/operations-bench.ts';

const sql = { productId: 'DG7GMGF0DVT7', skuId: '000C' };
const server = { productId: 'DG7GMGF0D5RK', skuId: '0005' };

const rowsOf = (...rows: readonly Partial<BuyRow>[]): readonly BuyRow[] =>
  rows.map((row, at) => {
    const full = {
      ...{ line: at + 1, customer: contoso.id, ...server, quantity: 2, term: null, billingCycle: null, poNumber: null },
      ...row,
    };
    return { ...full, key: keyOf(full) };
  });

const plan = (partner: Partner, rows: readonly BuyRow[], again: BuyPlanOptions['again'] = 'report'): Promise<BuyPlan> =>
  planBuy(partner, rows, { again, needsPrice: false });

const statesOf = ({ intents }: BuyPlan): readonly unknown[] =>
  intents.map(({ shownAs, state, failure }) => [shownAs, state, failure?.code ?? null]);
const repeatsOf = ({ repeats }: BuyPlan): readonly unknown[] =>
  repeats.map(({ line, failure }) => [line, failure.code]);

/** A run of these rows, begun and not carried out. */
const begin = async (bench: OperationsBench, id: string, all: BuyPlan): Promise<readonly string[]> => {
  const journal = await bench.journal();
  const request = { kind: 'buy', manifest: `manifest-${id}`, source: null } as const;
  await createRun(bench.partner, journal, request, all, { id, at: today, facts: {} });
  return (await collect(journal.listIntents(id))).map(({ state }) => state);
};

operate('lines are quoted, each with its own price, and refused one by one', async ({ partner }) => {
  const all = await plan(
    partner,
    rowsOf(
      {},
      { quantity: 2_000_000 },
      { productId: 'DG7GMGF0XXXX' },
      { skuId: '9999' },
      { customer: 'nobody.example' },
      { customer: contoso.domain, quantity: 3, poNumber: 'PO-1' },
    ),
  );
  expect(statesOf(all)).toEqual([
    ['2 × DG7GMGF0D5RK:0005', 'ready', null],
    ['2 × DG7GMGF0D5RK:0005', 'refused', 'customerNotFound'],
    ['2000000 × DG7GMGF0D5RK:0005', 'refused', 'quantityOutOfRange'],
    ['2 × DG7GMGF0XXXX:0005', 'refused', 'productNotFound'],
    ['2 × DG7GMGF0D5RK:9999', 'refused', 'skuNotFound'],
    ['3 × DG7GMGF0D5RK:0005', 'ready', null],
  ]);
  expect(all.lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
  const [two, , , , , three] = all.intents;
  const [amount] = (two?.facts['total'] ?? []) as readonly string[];
  expect([Number(amount) > 0, three?.facts['poNumber'], three?.facts['quantity']]).toEqual([true, 'PO-1', '3']);
});

describe('when the same was bought within a day', () => {
  const order = { quantity: 25, productId: 'DG7GMGF0DVT7', skuId: '000C' };

  operate('then the history tells, unless a repetition is meant; or the line is left out', async (bench) => {
    await bench.controls.setClock(Date.UTC(2026, 10, 19, 6));
    const rows = rowsOf(order, {});
    const [report, skip, buy] = [
      await plan(bench.partner, rows),
      await plan(bench.partner, rows, 'skip'),
      await plan(bench.partner, rows, 'buy'),
    ];
    expect([repeatsOf(report), repeatsOf(skip), repeatsOf(buy)]).toEqual([
      [[1, 'repeatPurchase']],
      [[1, 'repeatPurchase']],
      [],
    ]);
    expect([report, skip, buy].map((all) => all.intents.map(({ state }) => state))).toEqual([
      ['ready', 'ready'],
      ['noop', 'ready'],
      ['ready', 'ready'],
    ]);
  });

  operate('then what this machine began in another run tells too', async (bench) => {
    const rows = rowsOf({});
    await begin(bench, 'aaaaaaaa', await plan(bench.partner, rows));
    const journal = await bench.journal();
    const at = today + minuteMs;
    await journal.advance('aaaaaaaa', { number: 1, state: 'cart', at, cartId: 'cart-1' });
    await journal.advance('aaaaaaaa', { number: 1, state: 'sent', at, requestId: 'x' });
    expect(repeatsOf(await plan(bench.partner, rows))).toEqual([[1, 'repeatPurchase']]);
  });
});

operate('the same for another purchase order is another purchase, in one file as in two', async (bench) => {
  const all = await plan(bench.partner, rowsOf({ poNumber: 'PO-1' }, { poNumber: 'PO-2' }));
  expect(await begin(bench, 'aaaaaaaa', all)).toEqual(['ready', 'ready']);
  const more = await plan(bench.partner, rowsOf({ poNumber: 'PO-3' }, { poNumber: 'PO-4' }), 'buy');
  expect(await begin(bench, 'bbbbbbbb', more)).toEqual(['ready', 'ready']);
  const same = await plan(bench.partner, rowsOf({ poNumber: 'PO-1' }));
  expect(await begin(bench, 'cccccccc', same)).toEqual(['elsewhere']);
});

/** How many purchases a plan has, and which of them each line of the input is. */
const mappedIn = ({ intents, lines }: BuyPlan): readonly unknown[] => [
  intents.length,
  lines.map(({ number }) => number),
];

describe.each(['report', 'skip', 'buy'] as const)('when --again is %s, the same purchase is one', (again) => {
  const same = (title: string, ...rows: readonly Partial<BuyRow>[]): void =>
    operate(title, async ({ partner }) => {
      expect(mappedIn(await plan(partner, rowsOf(...rows), again))).toEqual([1, rows.map(() => 1)]);
    });

  same('under three names of one customer', {}, { customer: contoso.domain }, { customer: contoso.name.toUpperCase() });
  same('written down twice as it is', {}, {});
  same(
    'with the term and the cycle that would be taken anyway',
    sql,
    { ...sql, term: 'P3Y' },
    { ...sql, billingCycle: 'one_time', term: 'P3Y' },
  );
  same(
    'with an order number of other letters, or of none',
    { poNumber: 'PO-é1' },
    { poNumber: ' po-é1 '.normalize('NFD') },
  );
  same('with an order number that is blank, or none at all', {}, { poNumber: '' }, { poNumber: '\u00a0 ' });
  same(
    'where neither can be ordered',
    { skuId: '9999' },
    { skuId: '9999', customer: contoso.domain },
    { skuId: '9999' },
  );

  operate('and differs by customer, item, quantity and order number', async ({ partner }) => {
    const rows = rowsOf(
      ...[{}, { quantity: 3 }, { poNumber: 'a' }, { poNumber: 'b' }],
      ...[{ customer: 'fabrikam.onmicrosoft.com' }, sql, { ...sql, skuId: '0003' }],
    );
    const { intents, lines } = await plan(partner, rows, again);
    expect([intents.length, new Set(lines.map(({ number }) => number)).size]).toEqual([7, 7]);
  });
});

operate(
  'a repetition that is meant waits for the same purchase of another run that is still under way',
  async (bench) => {
    expect(await begin(bench, 'aaaaaaaa', await plan(bench.partner, rowsOf(sql)))).toEqual(['ready']);
    const again = rowsOf({ ...sql, customer: contoso.domain, term: 'P3Y' });
    expect(await begin(bench, 'bbbbbbbb', await plan(bench.partner, again, 'buy'))).toEqual(['elsewhere']);
  },
);

operate('without a customer, or without the role, nothing is planned', async (bench) => {
  expect(await failureOf(() => plan(bench.partner, rowsOf({ customer: null })))).toMatchObject({
    code: 'argumentMissing',
  });
  const reader = await bench.signInAs('helpdesk-agent');
  expect(await failureOf(() => plan(reader, rowsOf({})))).toMatchObject({ code: 'roleMissing' });
});
