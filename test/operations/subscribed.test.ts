/** What the service says of a line wins over what its order would tell: renewals, odd states, one row a subscription. */
import { createSoftwareReader, listCustomerSoftware, type SoftwareLine } from '../../src/core/operations/software.ts';
import type { Customer } from '../../src/core/ports/backend.ts';
import { contoso, dayMs, type OperationsBench, operate, secondMs, today } from './operations-bench.ts';

const list = async (bench: OperationsBench, customer: Customer = contoso): Promise<readonly SoftwareLine[]> =>
  listCustomerSoftware(await createSoftwareReader(bench.partner), customer);

/** What a row says about itself in a few words. */
const summary = ({ order, item, kind, status, decision, keyAccess }: SoftwareLine) => [
  `${order.alternateId ?? order.id}/${item.line}`,
  kind,
  status,
  decision === null ? null : decision.rule,
  keyAccess,
];

operate('when the service calls a subscription active whose term is over, then it is: terms renew', async (bench) => {
  const wingtip = await bench.getCustomer('wingtiptoys');
  const renewedOn = today - 2 * dayMs;
  const backend = {
    ...bench.backend,
    listOrders: async (customerId: string) =>
      (await bench.backend.listOrders(customerId)).map((order) => ({
        ...order,
        lineItems: order.lineItems.map((item) => ({
          ...item,
          status: 'active',
          ...(order.alternateId === 'e4fb45c65e29' && {
            ...{ cancelAllowedUntil: null, termStartsAt: renewedOn, termEndsAt: today + 363 * dayMs },
          }),
        })),
      })),
  };
  const lines = await list({ ...bench, partner: { ...bench.partner, backend } }, wingtip);
  expect(lines.map(summary)).toEqual([
    ['e4fb45c65e29/0', 'subscription', 'active', 'window', 'partner'],
    ['f59ee2666561/0', 'subscription', 'active', 'window-closed', 'partner'],
    ['2a53315f083f/0', 'subscription', 'active', 'window-closed', 'partner'],
  ]);
  // Nobody states a deadline, so that of the edition in force when the term began counts from there.
  expect(lines[0]?.decision).toMatchObject({ cancelBy: renewedOn + 7 * dayMs, deadlineSource: 'edition' });
});

const odd = {
  id: 'ODD',
  alternateId: null,
  customerId: contoso.id,
  purchasedAt: today - dayMs,
  status: 'completed',
  total: null,
};

operate('when the service has words of its own, then they pass through and nothing is promised', async (bench) => {
  const backend = {
    ...bench.backend,
    listOrders: async () => [
      {
        ...odd,
        lineItems: [
          { ...oddItem, line: 0, status: 'held' },
          { ...oddItem, line: 1, productId: 'UNKNOWN00000', status: 'active' },
          { ...oddItem, line: 2, status: 'active', cancelAllowedUntil: today + secondMs },
          { ...oddItem, line: 3, status: 'cancel-pending' },
          { ...oddItem, line: 4, status: 'suspended', cancelAllowedUntil: today + 2 * secondMs },
          { ...oddItem, line: 5, status: 'disabled', cancelAllowedUntil: today + secondMs },
          { ...oddItem, line: 6, status: 'active', cancelAllowedUntil: 'not-allowed' as const },
          { ...oddItem, line: 7, status: 'unknown', cancelAllowedUntil: today + secondMs },
        ],
      },
    ],
  };
  const lines = await list({ ...bench, partner: { ...bench.partner, backend } });
  expect(lines.map(summary)).toEqual([
    ['ODD/2', 'perpetual', 'active', 'window', 'partner'],
    ['ODD/4', 'perpetual', 'suspended', 'window', 'partner'],
    ['ODD/0', 'perpetual', 'held', 'status-unknown', 'partner'],
    ['ODD/1', null, 'active', null, 'none'],
    ['ODD/3', 'perpetual', 'cancel-pending', null, 'none'],
    ['ODD/5', 'perpetual', 'disabled', null, 'partner'],
    ['ODD/6', 'perpetual', 'active', 'service-not-allowed', 'partner'],
    ['ODD/7', 'perpetual', 'unknown', 'status-unknown', 'partner'],
  ]);
  expect(lines[0]?.decision).toMatchObject({ cancelBy: today + secondMs, deadlineSource: 'service', windowDays: null });
  expect(lines[6]?.decision).toMatchObject({ allowed: false, cancelBy: null, deadlineSource: 'service' });
});

operate('when lines renew a subscription, add to it or take from it, then it is one row', async (bench) => {
  const own = { ...oddItem, line: 0, status: 'active', subscriptionId: 'B0A1C2D3-0000-4000-8000-00000000000A' };
  const price = { amount: '300.00', currency: 'USD' };
  const of = (id: string, daysAgo: number, item: object) => ({
    ...odd,
    id,
    purchasedAt: today - daysAgo * dayMs,
    lineItems: [{ ...own, ...item, price, subscribedQuantity: 7 }],
  });
  const taking = ['removeQuantity', 'CustomerCredit', 'cancel'].map((transactionType, day) =>
    of(transactionType, 3 + day, { transactionType }),
  );
  const unnamed = of('unnamed', 1, { transactionType: 'removeQuantity', subscriptionId: null });
  const orders = [
    unnamed,
    ...taking,
    of('renewed', 2, { transactionType: 'renew', quantity: 7, subscriptionId: own.subscriptionId.toLowerCase() }),
    of('added', 200, { transactionType: 'AddQuantity', quantity: 2 }),
    of('begun', 367, { quantity: 5 }),
  ];
  const backend = { ...bench.backend, listOrders: async () => orders };
  const lines = await list({ ...bench, partner: { ...bench.partner, backend } });
  // What five cost is not the price of seven.
  expect(lines.map(({ order, item }) => [order.id, item.quantity, item.price])).toEqual([['begun', 7, null]]);
});

const oddItem = {
  productId: 'DG7GMGF0DWTL',
  skuId: '0001',
  offerId: null,
  title: 'Something odd',
  quantity: 1,
  term: null,
  price: null,
  cancelAllowedUntil: null,
  subscriptionId: null,
};
