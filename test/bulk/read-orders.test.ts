/** How the orders of a list are read: by one list, or each by itself. The sandbox is real; it is read and never changed. */
import { CspError } from '../../src/core/errors.ts';
import type { Backend } from '../../src/core/ports/backend.ts';
import {
  cancelledOrder,
  contoso,
  failureOf,
  type OperationsBench,
  operate,
  twoLines,
  windowsServer,
} from '../operations/operations-bench.ts';
import { intentsOf, plan, rowsOf } from './plan-bench.ts';

const adatum = { id: 'd7f1f601-f19a-4f01-b392-5cadb0112e71', domain: 'adatum.onmicrosoft.com', order: '7881f6fa8801' };
const shortNumber = 'c403d91b21d2';

/** The same partner, whose reads are written down; `large` has more orders than one list holds. */
const watch = (
  { partner, backend }: OperationsBench,
  large?: string,
  { onlyListed }: { readonly onlyListed?: string } = {},
) => {
  const asked: string[] = [];
  const reading: Backend = {
    ...backend,
    listOrders: async (id) => {
      asked.push(id === contoso.id ? 'list' : `list ${id}`);
      if (id === large) throw new CspError('orderListTooLarge', { customer: id });
      return backend.listOrders(id);
    },
    getOrder: async (id, orderId) => {
      asked.push(orderId);
      if (orderId === onlyListed) throw new CspError('orderListTooLarge', { customer: id });
      return backend.getOrder(id, orderId);
    },
  };
  return { asked, partner: { ...partner, backend: reading } };
};

operate('one order of a customer is read by itself, and planned as out of the list', async (bench) => {
  const { asked, partner } = watch(bench);
  const rows = rowsOf({ orderId: twoLines, orderLine: 0 }, { orderId: twoLines, orderLine: 1 });
  const alone = await plan(partner, rows);
  const { intents } = await plan(bench.partner, [...rows, ...rowsOf({ orderId: windowsServer })]);
  expect([alone.intents, asked]).toEqual([intents.slice(0, 1), [twoLines]]);
});

operate('two orders of a customer are one list; one is read by itself, also by its short number', async (bench) => {
  const { asked, partner } = watch(bench);
  await plan(partner, rowsOf({ orderId: twoLines }, { orderId: windowsServer }));
  await plan(partner, rowsOf({ orderId: shortNumber }));
  expect(asked).toEqual(['list', shortNumber]);
});

operate('one order that is not there is asked for once, and looked for where nobody looked yet', async (bench) => {
  const { asked, partner } = watch(bench);
  await plan(partner, rowsOf({ orderId: 'no-such-order' }));
  expect(asked.splice(0)).toEqual(['no-such-order']);
  await plan(partner, rowsOf({ orderId: windowsServer }, { customer: adatum.id, orderId: 'no-such-order' }));
  expect(asked).toEqual([windowsServer, 'no-such-order', 'list']);
});

describe('when the list of a customer is too large', () => {
  operate('then each order is read by itself', async (bench) => {
    const { asked, partner } = watch(bench, contoso.id);
    const rows = rowsOf(
      { orderId: twoLines },
      { orderId: shortNumber },
      { orderId: cancelledOrder },
      { orderId: 'no-such-order' },
      { customer: adatum.domain, orderId: adatum.order },
    );
    expect(intentsOf(await plan(partner, rows))).toEqual([
      [shortNumber, [0, 1], true, 'ready', null],
      [adatum.order, [0], true, 'refused', 'reservationRules'],
      ['83aa69bba1d8', [0], true, 'noop', null],
      ['no-such-order', [], true, 'refused', 'orderNotFound'],
    ]);
    expect(asked.filter((one) => one !== adatum.order && !one.includes(adatum.id))).toEqual([
      'list',
      twoLines,
      shortNumber,
      cancelledOrder,
      'no-such-order',
    ]);
  });

  operate('then an order whose short number only the list resolves is refused for its row alone', async (bench) => {
    const { partner } = watch(bench, contoso.id, { onlyListed: shortNumber });
    const rows = rowsOf({ orderId: shortNumber }, { orderId: windowsServer });
    expect(intentsOf(await plan(partner, rows))).toEqual([
      [shortNumber, [], true, 'refused', 'orderListTooLarge'],
      ['f5c3b5ddb342', [0], true, 'ready', null],
    ]);
  });

  operate('then an order of theirs under another customer still refuses the file', async (bench) => {
    const { partner } = watch(bench, contoso.id);
    const rows = rowsOf(
      { orderId: windowsServer },
      { orderId: cancelledOrder },
      { customer: adatum.domain, orderId: twoLines },
      { customer: adatum.domain, orderId: '000000000000' },
    );
    expect(await failureOf(() => plan(partner, rows))).toEqual({
      code: 'orderOfAnother',
      details: { line: 3, orderId: twoLines, customer: adatum.domain, owner: contoso.domain },
    });
  });
});
