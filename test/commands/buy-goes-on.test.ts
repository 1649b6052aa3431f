/** A single purchase that was begun before: the same command goes on with it, and a person can settle it. */
import { CspError } from '../../src/core/errors.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { contoso } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';
import { writePurchases } from './list-bench.ts';

const line = 'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5';

const orderCount = async ({ backend }: CommandBench): Promise<number> => (await backend.listOrders(contoso.id)).length;

const runsOf = async ({ csp }: CommandBench): Promise<readonly { readonly id: string }[]> =>
  JSON.parse((await csp('runs list -o json')).stdout);

/** Orders, and loses the answer. */
const lost = (real: Partner): Partner => ({
  ...real,
  backend: {
    ...real.backend,
    checkoutCart: async (...words) => {
      await real.backend.checkoutCart(...words);
      throw new CspError('outcomeUnsettled', {
        ...{ operation: 'POST', requestId: 'R', correlationId: 'C', reason: 'answerLost' as const },
      });
    },
  },
});

command('when nobody knows what came of it, then the same command finds it, asked or not', async (bench) => {
  const before = await orderCount(bench);
  const { failure, stdout } = await bench.csp(`${line} --yes -o json`, { partner: lost });
  const [run] = await runsOf(bench);
  expect([stdout, failure]).toEqual([
    '',
    {
      code: 'purchaseUnknown',
      details: {
        ...{ customer: contoso.domain, runId: run?.id, total: { amount: '205.00', currency: 'USD' } },
        cartId: '5a000000-0000-4000-8000-000000000003',
        requestId: '1d000000-0000-4000-8000-000000000003',
        reason: 'answerLost',
      },
    },
  ]);
  const continues = `Run ${run?.id} is not finished: 1 purchase in doubt.`;
  const declined = await bench.csp(line, { columns: 80, answers: [false] });
  expect([declined.failure, declined.stderr]).toEqual([
    { code: 'declined', details: {} },
    expect.stringContaining(continues),
  ]);
  const found = await bench.csp(`${line} --again`, { columns: 80, answers: [true] });
  const [order] = await bench.backend.listOrders(contoso.id);
  expect([found.failure, found.stderr]).toEqual([null, expect.stringContaining(continues)]);
  expect(found.stderr).toContain(`Ordered: ${order?.alternateId}. Request id: 1d000000-0000-4000-8000-000000000003.`);
  expect([await orderCount(bench), (await runsOf(bench)).length]).toEqual([before + 1, 1]);
});

command('when a person settles it, then the guard goes by that', async (bench) => {
  const begin = () => bench.csp(`${line} --yes`, { partner: lost });
  const settle = (as: string) => bench.csp(`runs resolve last --line 1 --as ${as} --reason Seen`);
  await begin();
  await settle('done');
  expect((await bench.csp(`${line} --yes`)).failure).toMatchObject({ code: 'repeatPurchase' });
  expect(await runsOf(bench)).toMatchObject([{ lines: 1, source: null, orders: { done: 1 } }]);
});

command('when it was bought, then activity shows it once, with its run and cart', async (bench) => {
  await bench.csp(`${line} --yes`);
  const rows = JSON.parse((await bench.csp('activity --event purchase --since 1d -o json')).stdout);
  expect(rows).toMatchObject([
    { event: 'purchase', details: { item: 'DG7GMGF0DVT7:000C', quantity: '5', run: '00000001' } },
  ]);
});

command('when a list has the same purchase still to make, then one of the two makes it', async (bench) => {
  const before = await orderCount(bench);
  const file = writePurchases(bench, ['5 PO-1']);
  await bench.csp(`buy --file ${file} --yes`, { stepsLeft: 0 });
  const { failure, stdout } = await bench.csp(`${line} --po-number PO-1 --yes -o json`);
  const [order] = await bench.backend.listOrders(contoso.id);
  expect([failure, JSON.parse(stdout).orders[0].id]).toEqual([null, order?.id]);
  const rows = JSON.parse((await bench.csp(`buy --file ${file} --yes -o json`)).stdout);
  expect(rows).toMatchObject([{ outcome: 'ordered', orderId: order?.id }]);
  expect(await orderCount(bench)).toBe(before + 1);
});

command(
  'when a limit is given and the cart of a list’s line states no price, then it is not ordered',
  async (bench) => {
    const before = await orderCount(bench);
    const partner = (real: Partner): Partner => {
      const createCart: Partner['backend']['createCart'] = async (...words) => ({
        ...(await real.backend.createCart(...words)),
        total: null,
      });
      return { ...real, backend: { ...real.backend, createCart } };
    };
    const limit = '--max-total 500 --currency USD';
    const list = await bench.csp(`buy --file ${writePurchases(bench, ['5 PO-1'])} --yes ${limit} -o json`, { partner });
    expect(JSON.parse(list.stdout)).toMatchObject([{ outcome: 'refused', code: 'priceUnknown' }]);
    expect((await bench.csp(`${line} --yes ${limit}`, { partner })).failure).toMatchObject({ code: 'priceUnknown' });
    expect(await orderCount(bench)).toBe(before);
  },
);
