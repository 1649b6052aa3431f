/** One order under several names: of itself, of its lines, of its customer. The sandbox is real; it is read and never changed. */
import type { CancelRow } from '../../src/core/operations/bulk/plan-cancel.ts';
import { contoso, failureOf, operate, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { intentsOf, linesOf, plan, rowsOf } from './plan-bench.ts';

const sku = { productId: 'DG7GMGF0DVT7', skuId: '000C' };

operate('what an order does not have is refused once, under whatever names', async ({ partner }) => {
  const all = await plan(
    partner,
    rowsOf(
      ...[contoso.id, contoso.domain, contoso.name].map((customer) => ({ customer, orderId: twoLines, orderLine: 7 })),
      { orderId: 'c403d91b21d2', orderLine: 7, reason: 'r' },
      ...['Nobody, Inc.', 'NOBODY, INC.'].map((customer) => ({ customer, orderId: windowsServer })),
    ),
  );
  expect([intentsOf(all), linesOf(all)]).toEqual([
    [
      ['c403d91b21d2', [7], false, 'refused', 'lineNotFound'],
      [windowsServer, [], true, 'refused', 'customerNotFound'],
    ],
    [
      [1, 1, 7],
      [2, 1, 7],
      [3, 1, 7],
      [4, 1, 7],
      [5, 2, null],
      [6, 2, null],
    ],
  ]);
});

describe('when an order is named by both of its ids', () => {
  const both = (first: Partial<CancelRow>, second: Partial<CancelRow>): readonly CancelRow[] =>
    rowsOf(
      { orderId: twoLines, ...first },
      { orderId: windowsServer, reason: 's' },
      {
        ...{ orderId: 'c403d91b21d2', customer: contoso.domain },
        ...second,
      },
    );

  operate('with other reasons or tickets for the same lines, then that refuses the file', async ({ partner }) => {
    const conflicts = [
      [{ reason: 'r' }, { reason: 'q' }],
      [{ ticket: 'T-1' }, { ticket: 'T-2' }],
      [{ reason: 'r' }, {}],
      [
        { reason: 'r', orderLine: 1 },
        { reason: 'q', ...sku },
      ],
    ] as const;
    for (const [first, second] of conflicts)
      expect(await failureOf(() => plan(partner, both(first, second)))).toEqual({
        code: 'inputRefused',
        details: { file: 'orders.csv', line: 3, column: null, reason: 'conflict', found: '1' },
      });
  });

  operate('with the same reason, or reasons for lines of their own, then it is one order', async ({ partner }) => {
    for (const [first, second] of [
      [{ reason: 'r' }, { reason: 'r' }],
      [
        { reason: 'r', orderLine: 0 },
        { reason: 'q', orderLine: 1 },
      ],
    ] as const)
      expect(intentsOf(await plan(partner, both(first, second)))).toEqual([
        ['c403d91b21d2', [0, 1], true, 'ready', null],
        ['f5c3b5ddb342', [0], true, 'ready', null],
      ]);
  });
});
