/** Which rows of a list become which cancellations. The sandbox is real; it is read and never changed. */
import { planCancel } from '../../src/core/operations/bulk/plan-cancel.ts';
import type { Backend } from '../../src/core/ports/backend.ts';
import {
  cancelledOrder,
  closed,
  contoso,
  failureOf,
  operate,
  partlyCancelled,
  reservation,
  twoLines,
  windowsServer,
} from '../operations/operations-bench.ts';
import { intentsOf, linesOf, plan, rowsOf } from './plan-bench.ts';

const adatum = { id: 'd7f1f601-f19a-4f01-b392-5cadb0112e71', domain: 'adatum.onmicrosoft.com', order: '7881f6fa8801' };
const sku = { productId: 'DG7GMGF0DVT7', skuId: '000C' };

operate('orders are ready, cancelled already, refused, or not there', async ({ partner }) => {
  const all = await plan(
    partner,
    rowsOf(
      { orderId: twoLines },
      { orderId: cancelledOrder },
      { orderId: partlyCancelled },
      { orderId: closed },
      { orderId: reservation },
      { orderId: 'no-such-order' },
    ),
  );
  expect([intentsOf(all), linesOf(all)]).toEqual([
    [
      ['c403d91b21d2', [0, 1], true, 'ready', null],
      ['83aa69bba1d8', [0], true, 'noop', null],
      ['a39d20709a3c', [0, 1], true, 'ready', null],
      ['3ab104f632ef', [0], true, 'refused', 'cancelWindowClosed'],
      ['2aa874c71052', [0], true, 'refused', 'reservationRules'],
      ['no-such-order', [], true, 'refused', 'orderNotFound'],
    ],
    [1, 2, 3, 4, 5, 6].map((line) => [line, line, null]),
  ]);
});

operate(
  'rows of one order are one cancellation, whatever id they use and whatever stands between',
  async ({ partner }) => {
    const all = await plan(
      partner,
      rowsOf(
        { orderId: twoLines, orderLine: 1 },
        { orderId: windowsServer },
        { orderId: 'C403D91B21D2', orderLine: 0 },
        { orderId: 'c403d91b21d2', orderLine: 1 },
      ),
    );
    expect([intentsOf(all), linesOf(all)]).toEqual([
      [
        ['c403d91b21d2', [0, 1], true, 'ready', null],
        ['f5c3b5ddb342', [0], true, 'ready', null],
      ],
      [
        [1, 1, 1],
        [2, 2, null],
        [3, 1, 0],
        [4, 1, 1],
      ],
    ]);
  },
);

operate('a line and the whole order are the whole order', async ({ partner }) => {
  const all = await plan(partner, rowsOf({ orderId: twoLines, orderLine: 0 }, { orderId: 'c403d91b21d2' }));
  expect([intentsOf(all), linesOf(all)]).toEqual([
    [['c403d91b21d2', [0, 1], true, 'ready', null]],
    [
      [1, 1, 0],
      [2, 1, null],
    ],
  ]);
});

operate(
  'what was bought names only its own lines, and the whole order where it is all of them',
  async ({ partner }) => {
    const other = { productId: 'DG7GMGF0FKZV', skuId: '0003' };
    const one = await plan(partner, rowsOf({ orderId: 'c403d91b21d2', ...sku }));
    const both = await plan(partner, rowsOf({ orderId: 'c403d91b21d2', ...sku }, { orderId: twoLines, ...other }));
    const none = await plan(partner, rowsOf({ orderId: twoLines, productId: 'DG7GMGF0FKZV', skuId: '9999' }));
    expect([intentsOf(one), linesOf(one), one.intents[0]?.facts['offers']]).toEqual([
      [['c403d91b21d2', [1], false, 'ready', null]],
      [[1, 1, 1]],
      [[1, expect.stringContaining('DG7GMGF0DVT7:000C')]],
    ]);
    expect(intentsOf(both)).toEqual([['c403d91b21d2', [0, 1], true, 'ready', null]]);
    expect(intentsOf(none)).toEqual([['c403d91b21d2', [], true, 'refused', 'lineNotFound']]);
  },
);

operate('a line that is not there is refused alone, however often it is named', async ({ partner }) => {
  const other = { productId: 'DG7GMGF0FKZV', skuId: '9999' };
  const rows = rowsOf(
    { orderId: twoLines, orderLine: 7 },
    { orderId: twoLines, orderLine: 0 },
    { orderId: twoLines, orderLine: 7 },
    { orderId: twoLines, ...other },
  );
  const all = await plan(partner, rows);
  expect([intentsOf(all), linesOf(all)]).toEqual([
    [
      ['c403d91b21d2', [7], false, 'refused', 'lineNotFound'],
      ['c403d91b21d2', [], true, 'refused', 'lineNotFound'],
      ['c403d91b21d2', [0], false, 'ready', null],
    ],
    [
      [1, 1, 7],
      [2, 3, 0],
      [3, 1, 7],
      [4, 2, null],
    ],
  ]);
  const { intents } = all;
  expect(intents.map(({ customerName, failure }) => [customerName, failure?.details])).toEqual([
    [contoso.domain, { customer: contoso.domain, orderId: twoLines, line: 7 }],
    [contoso.domain, { customer: contoso.domain, orderId: twoLines }],
    [contoso.domain, undefined],
  ]);
});

operate('a customer under several names is one customer', async ({ partner }) => {
  const names = [contoso.id, contoso.domain, contoso.domain.toUpperCase(), contoso.name];
  const all = await plan(partner, rowsOf(...names.map((customer) => ({ customer, orderId: twoLines }))));
  expect([intentsOf(all), linesOf(all)]).toEqual([
    [['c403d91b21d2', [0, 1], true, 'ready', null]],
    [1, 2, 3, 4].map((line) => [line, 1, null]),
  ]);
});

operate('customers come in turn', async ({ partner }) => {
  const rows = rowsOf(
    { orderId: twoLines },
    { orderId: windowsServer },
    { orderId: partlyCancelled },
    { customer: adatum.domain, orderId: adatum.order },
  );
  const { intents } = await plan(partner, rows);
  expect(intents.map(({ customerName }) => customerName.split('.')[0])).toEqual([
    'contoso',
    'adatum',
    'contoso',
    'contoso',
  ]);
});

operate('a customer that is not there refuses its own rows', async ({ partner }) => {
  const all = await plan(partner, rowsOf({ customer: 'nobody.example', orderId: twoLines }, { orderId: twoLines }));
  expect(intentsOf(all)).toEqual([
    [twoLines, [], true, 'refused', 'customerNotFound'],
    ['c403d91b21d2', [0, 1], true, 'ready', null],
  ]);
});

describe('T45: when an order belongs to another customer', () => {
  operate('then one of the same file refuses the file, whatever id names it', async ({ partner }) => {
    for (const orderId of [twoLines, 'c403d91b21d2', 'C403D91B21D2']) {
      const rows = rowsOf({ orderId: windowsServer }, { customer: adatum.domain, orderId });
      expect(await failureOf(() => plan(partner, rows))).toEqual({
        code: 'orderOfAnother',
        details: { line: 2, orderId, customer: adatum.domain, owner: contoso.domain },
      });
    }
  });

  operate('then the same order under both customers refuses the file', async ({ partner }) => {
    const rows = rowsOf({ orderId: twoLines }, { customer: adatum.id, orderId: twoLines });
    expect(await failureOf(() => plan(partner, rows))).toMatchObject({ code: 'orderOfAnother' });
  });

  operate('then one that the file does not know is an order that is not there', async ({ partner }) => {
    expect(intentsOf(await plan(partner, rowsOf({ customer: adatum.domain, orderId: twoLines })))).toEqual([
      [twoLines, [], true, 'refused', 'orderNotFound'],
    ]);
  });
});

operate(
  'an order that the list does not show yet is read by its id, and is one under both of its ids',
  async (bench) => {
    const asked: string[] = [];
    const backend: Backend = {
      ...bench.backend,
      listOrders: async () => [],
      getOrder: async (customerId, orderId) => {
        asked.push(orderId);
        return bench.backend.getOrder(customerId, orderId);
      },
    };
    const rows = rowsOf(
      { orderId: 'c403d91b21d2', orderLine: 0 },
      { orderId: twoLines, orderLine: 1 },
      { orderId: twoLines },
    );
    const all = await plan({ ...bench.partner, backend }, rows);
    expect([intentsOf(all), linesOf(all), asked]).toEqual([
      [['c403d91b21d2', [0, 1], true, 'ready', null]],
      [
        [1, 1, 0],
        [2, 1, 1],
        [3, 1, null],
      ],
      ['c403d91b21d2', twoLines],
    ]);
  },
);

operate('where the window seems closed, the service may be asked anyway', async ({ partner }) => {
  const rows = rowsOf({ orderId: closed }, { orderId: reservation }, { orderId: cancelledOrder });
  expect(intentsOf(await plan(partner, rows, true))).toEqual([
    ['3ab104f632ef', [0], true, 'ready', null],
    ['2aa874c71052', [0], true, 'refused', 'reservationRules'],
    ['83aa69bba1d8', [0], true, 'noop', null],
  ]);
});

operate('the reasons of the rows go with their order', async ({ partner }) => {
  const rows = rowsOf(
    { orderId: twoLines, orderLine: 0 },
    { orderId: twoLines, orderLine: 1, reason: 'Wrong edition', ticket: 'T-1' },
  );
  expect((await plan(partner, rows)).intents[0]?.facts).toMatchObject({ reason: 'Wrong edition', ticket: 'T-1' });
});

operate('the rows are let go as they are planned', async ({ partner }) => {
  const rows = [
    ...rowsOf({ orderId: twoLines }, { orderId: 'no-such-order' }, { orderId: closed, customer: 'nobody' }),
  ];
  const { lines } = await planCancel(partner, rows, { triesAnyway: false });
  expect([lines.length, rows]).toEqual([3, []]);
});

operate('a plan tells when each was bought, until when by whose word, the credit, and what is lost', async (bench) => {
  const facts = (await plan(bench.partner, rowsOf({ orderId: twoLines }, { orderId: '3ab104f632ef' }))).intents.map(
    (intent) => intent.facts,
  );
  expect(facts).toEqual([
    {
      ...{
        purchasedAt: expect.any(Number),
        cancelBy: expect.any(Number),
        deadlineSource: 'edition',
        edition: '2022-10',
      },
      ...{ credit: [expect.stringMatching(/^\d+\.\d\d$/), 'USD'], creditKinds: ['prorated'] },
    },
    {
      ...{ purchasedAt: expect.any(Number), cancelBy: null, deadlineSource: null, edition: null },
      ...{ credit: null, creditKinds: [], paid: ['6771.00', 'USD'] },
    },
  ]);
});
