/** What goes wrong after the order stands: the rows are there, and nobody is told to run it again. */
import { CspError } from '../../src/core/errors.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import { contoso } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';

const line = 'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes -o json';
const requestId = '1d000000-0000-4000-8000-000000000003';

const placedIn = async ({ backend }: CommandBench) => {
  const [order] = await backend.listOrders(contoso.id);
  return { customer: contoso.domain, orders: [order?.alternateId], requestId };
};

const rowsOf = (stdout: string): readonly string[] => {
  const shown: { readonly orders: readonly { readonly alternateId: string; readonly status: string }[] } =
    JSON.parse(stdout);
  return shown.orders.map(({ alternateId, status }) => `${alternateId} ${status}`);
};

command('when this machine cannot write it down, then the order is shown and named as done', async (bench) => {
  const journal = (real: Journal): Journal => ({
    ...real,
    advance: async (runId, change) => {
      if (change.state !== 'done') return real.advance(runId, change);
      throw new CspError('storageFailed', { path: '/tmp/activity.db', reason: 'database or disk is full' });
    },
  });
  const { stdout, stderr, failure } = await bench.csp(line, { journal });
  const placed = await placedIn(bench);
  expect([rowsOf(stdout), failure]).toEqual([
    [`${placed.orders[0]} pending`],
    {
      code: 'purchaseNotRecorded',
      details: { ...placed, reason: '/tmp/activity.db: database or disk is full' },
    },
  ]);
  expect(stderr).toContain(`Ordered: ${placed.orders[0]}. Request id: ${requestId}.`);
});

command('when the order cannot be read while it is waited for, then it is shown as it was', async (bench) => {
  const getOrder = async (): Promise<never> => {
    throw new CspError('busy', { path: '/tmp/sandbox.db' });
  };
  const partner = (real: Partner): Partner => ({ ...real, backend: { ...real.backend, getOrder } });
  const { stdout, stderr, failure } = await bench.csp(`${line} --wait`, { partner });
  const placed = await placedIn(bench);
  expect([rowsOf(stdout), failure]).toEqual([
    [`${placed.orders[0]} pending`],
    { code: 'orderPending', details: { customer: contoso.domain, orderId: placed.orders[0], placed } },
  ]);
  expect(stderr.trim().split('\n').at(-1)).toBe('Another csp is writing just now.');
});

command('when a part of the cart is refused, then what was ordered is shown', async (bench) => {
  const partner = (real: Partner): Partner => ({
    ...real,
    backend: {
      ...real.backend,
      checkoutCart: async (...words) => ({
        ...(await real.backend.checkoutCart(...words)),
        errors: [{ code: '800023', text: 'No credit.' }],
      }),
    },
  });
  const { stdout, failure } = await bench.csp(line, { partner });
  const placed = await placedIn(bench);
  expect([rowsOf(stdout), failure]).toEqual([
    [`${placed.orders[0]} pending`],
    { code: 'cartLineRefused', details: { line: 0, serviceCode: '800023', text: 'No credit.', placed } },
  ]);
});

command('when the time was up before the order, then nothing is ordered', async (bench) => {
  const before = (await bench.backend.listOrders(contoso.id)).length;
  expect((await bench.csp(line, { stepsLeft: 0 })).failure).toEqual({ code: 'timeout', details: { seconds: 5 } });
  expect((await bench.backend.listOrders(contoso.id)).length).toBe(before);
});
