/** Lists and plans that meet what was done before: by a plan made earlier, by the run that they follow, by a limit of today. */
import { readFileSync, writeFileSync } from 'node:fs';
import { CspError } from '../../src/core/errors.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { cancelledOrder, closed, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { command } from './command-bench.ts';
import { agreed, codeOf, pathOf, ran, writeOrders, writePurchases } from './list-bench.ts';

command('when orders of a plan were cancelled since it was made, then they are not sent again', async (bench) => {
  const plan = pathOf(bench, 'plan.json');
  await bench.csp(`cancel --file ${writeOrders(bench, [twoLines, windowsServer])} --plan-out ${plan}`);
  await bench.csp(`cancel --file ${writeOrders(bench, [windowsServer], 'one.csv')} ${agreed}`);
  const requestCancel = async (): Promise<never> => {
    throw new Error('nothing is to be sent');
  };
  await bench.csp(`cancel --file ${writeOrders(bench, [twoLines], 'other.csv')} ${agreed}`);
  const partner = (own: Partner): Partner => ({ ...own, backend: { ...own.backend, requestCancel } });
  const applied = await ran(bench, `cancel --apply ${plan} ${agreed} --expect-count 2`, { partner });
  expect([applied.failure, applied.rows]).toEqual([null, ['2 already-cancelled', '3 already-cancelled']]);
});

/** Refuses the first order that it is asked to cancel. */
const refusingOnce = (partner: Partner): Partner => {
  let isRefused = false;
  const { requestCancel } = partner.backend;
  return {
    ...partner,
    backend: {
      ...partner.backend,
      requestCancel: async (...words: Parameters<typeof requestCancel>) => {
        if (isRefused) return requestCancel(...words);
        isRefused = true;
        throw new CspError('serviceRefused', {
          operation: 'PATCH',
          status: 400,
          serviceCode: '2093',
          text: 'Not now.',
        });
      },
    },
  };
};

command(
  'when what the service refused is tried again, then the reports of the run before are replaced',
  async (bench) => {
    const [results, summary] = [pathOf(bench, 'rows.csv'), pathOf(bench, 'page.md')];
    const path = writeOrders(bench, [twoLines, windowsServer]);
    const line = `cancel --file ${path} ${agreed} --concurrency 1 --results ${results} --summary ${summary}`;
    const first = await ran(bench, line, { partner: refusingOnce });
    expect([codeOf(first), first.rows]).toEqual(['runRefused', ['2 refused serviceRefused', '3 cancelled']]);
    const again = await ran(bench, line);
    expect([again.failure, again.rows]).toEqual([null, ['2 cancelled', '3 already-cancelled']]);
    expect([
      readFileSync(results, 'utf8').split('\n').length,
      readFileSync(summary, 'utf8').startsWith('<!-- csp run 00000001'),
    ]).toEqual([4, false]);
    writeFileSync(results, 'mine');
    expect(
      codeOf(
        await ran(bench, `cancel --file ${writeOrders(bench, [twoLines], 'b.csv')} ${agreed} --results ${results}`),
      ),
    ).toBe('fileExists');
  },
);

command('when every row has a reason of its own, then none is missing', async (bench) => {
  const path = pathOf(bench, 'own.csv');
  writeFileSync(path, `customer,order,reason\ncontoso.onmicrosoft.com,${windowsServer},Ordered twice\n`);
  const { failure, rows } = await ran(bench, `cancel --file ${path} --acknowledge --yes`);
  expect([failure, rows]).toEqual([null, ['2 cancelled']]);
  const [event] = await bench.partner.state.listEvents(bench.partner.identity.environment, {
    since: 0,
    type: 'cancel',
  });
  expect(event?.facts['reason']).toBe('Ordered twice');
});

command('when orders are cancelled already, then each row tells who did it', async (bench) => {
  await ran(bench, `cancel --file ${writeOrders(bench, [windowsServer])} ${agreed}`);
  await bench.csp(`cancel ${twoLines} --customer contoso.onmicrosoft.com ${agreed}`);
  const all = [cancelledOrder, windowsServer, twoLines];
  await ran(bench, `cancel --file ${writeOrders(bench, all)} ${agreed}`);
  const rows = JSON.parse((await bench.csp('runs show last -o json --fields outcome,message,byRun')).stdout);
  expect(rows).toEqual([
    { outcome: 'already-cancelled', message: 'Cancelled already, and not from this machine.', byRun: null },
    { outcome: 'already-cancelled', message: null, byRun: '00000001' },
    { outcome: 'already-cancelled', message: null, byRun: '00000003' },
  ]);
});

command('when a plan means to try what a finished run refused, then it is done', async (bench) => {
  const path = writeOrders(bench, [closed, windowsServer]);
  await ran(bench, `cancel --file ${path} ${agreed}`);
  const plan = pathOf(bench, 'plan.json');
  await bench.csp(`cancel --file ${path} --try-anyway --plan-out ${plan}`);
  const applied = await ran(bench, `cancel --apply ${plan} ${agreed}`);
  expect(applied.rows).toEqual(['2 refused cancelWindowClosed', '3 already-cancelled']);
  const [sent] = (await bench.csp('runs show last -o jsonl')).stdout.split('\n');
  expect(JSON.parse(sent ?? '')).toMatchObject({ inputLine: 2, attempts: 1 });
});

command('when a run of a plan was cut off, then it goes on however old the plan is by now', async (bench) => {
  const plan = pathOf(bench, 'plan.json');
  await bench.csp(`cancel --file ${writeOrders(bench, [twoLines, windowsServer])} --plan-out ${plan}`);
  await ran(bench, `cancel --apply ${plan} ${agreed}`, { stepsLeft: 0 });
  await bench.controls.advanceClock(25 * 3_600_000);
  // The window of one closed meanwhile, which the service says.
  const { rows } = await ran(bench, `cancel --apply ${plan} ${agreed}`);
  expect(rows).toEqual(['2 cancelled', '3 refused cancelWindowClosed']);
});

command('when waiting for the lists fails, then what was done is told all the same', async (bench) => {
  let isPlanned = false;
  const partner = (own: Partner): Partner => ({
    ...own,
    backend: {
      ...own.backend,
      listOrders: async (customerId) => {
        if (isPlanned) throw new CspError('accessDenied', { operation: 'GET', serviceCode: null, missing: 'unknown' });
        isPlanned = true;
        return own.backend.listOrders(customerId);
      },
    },
  });
  const path = writeOrders(bench, [twoLines, windowsServer]);
  const { failure, said } = await ran(bench, `cancel --file ${path} ${agreed} --wait`, { partner });
  expect([codeOf({ failure }), said.at(-1)]).toEqual(['accessDenied', 'Run 00000001: 2 cancelled, of 2 lines.']);
});

command('T71: when no cart has the price of the quote, then nothing is bought and both are told', async (bench) => {
  const dearer = (own: Partner): Partner => ({
    ...own,
    backend: {
      ...own.backend,
      createCart: async (...words) => {
        const cart = await own.backend.createCart(...words);
        return { ...cart, total: { amount: '120.00', currency: 'USD' } };
      },
      checkoutCart: async () => {
        throw new Error('nothing is to be bought');
      },
    },
  });
  const path = writePurchases(bench, ['5 PO-1', '2 PO-2']);
  const { failure, rows } = await ran(bench, `buy --file ${path} --yes`, { partner: dearer });
  expect([failure, rows]).toEqual([
    {
      code: 'priceChanged',
      details: { quoted: expect.objectContaining({ currency: 'USD' }), cart: { amount: '120.00', currency: 'USD' } },
    },
    ['2 refused priceChanged', '3 refused priceChanged'],
  ]);
});

command('when a row names a product, then only its lines are meant', async (bench) => {
  const { lineItems } = await bench.backend.getOrder('45411344-b09d-47e7-9653-542006bf9766', twoLines);
  const path = pathOf(bench, 'products.csv');
  writeFileSync(path, `customer,productId,order\ncontoso.onmicrosoft.com,${lineItems[1]?.productId},${twoLines}\n`);
  const { stdout } = await bench.csp(`cancel --file ${path} --dry-run -o json --fields line,outcome`);
  expect(JSON.parse(stdout)).toEqual([{ line: 1, outcome: 'would-cancel' }]);
});

command('when a run of purchases goes on, then the limit of today holds', async (bench) => {
  const path = writePurchases(bench, ['5 PO-1', '2 PO-2']);
  await ran(bench, `buy --file ${path} --yes --concurrency 1`, { stepsLeft: 1 });
  const kept = await ran(bench, `buy --file ${path} --yes --max-total 1 --currency USD`);
  expect([codeOf(kept), kept.rows]).toEqual(['priceAboveLimit', []]);
  expect((await ran(bench, `buy --file ${path} --yes`)).rows).toEqual(['2 ordered', '3 ordered']);
});

command('when a run of cancellations goes on, then the most to cancel of today holds', async (bench) => {
  const path = writeOrders(bench, [twoLines, windowsServer]);
  await ran(bench, `cancel --file ${path} ${agreed} --concurrency 1`, { stepsLeft: 0 });
  const { failure } = await bench.csp(`cancel --file ${path} ${agreed} --max-cancel 1`);
  expect(failure).toEqual({ code: 'tooMany', details: { found: 2, maximum: 1, flag: '--max-cancel' } });
  expect((await ran(bench, `cancel --file ${path} ${agreed}`)).rows).toEqual(['2 cancelled', '3 cancelled']);
});

command(
  'when a run goes on, then the number that is expected is what is left, or what it began with',
  async (bench) => {
    const path = writeOrders(bench, [twoLines, windowsServer]);
    const goOn = (count: number, scene = {}) =>
      ran(bench, `cancel --file ${path} ${agreed} --expect-count ${count}`, scene);
    await goOn(2, { stepsLeft: 0 });
    await ran(bench, `cancel --file ${path} ${agreed} --concurrency 1 --fail-fast`, { partner: refusingOnce });
    expect((await goOn(5)).failure).toEqual({ code: 'countMismatch', details: { expected: 5, found: 1 } });
    expect((await goOn(2, { stepsLeft: 0 })).failure).toMatchObject({ code: 'timeout' });
    expect((await goOn(1)).rows).toEqual(['2 refused serviceRefused', '3 cancelled']);
  },
);

command('when a single purchase is to be left out, then that is said to be for lists', async (bench) => {
  const words = 'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes';
  expect((await bench.csp(`${words} --again skip`)).failure).toEqual({
    code: 'argumentsConflict',
    details: { flags: ['--again skip', '--product'] },
  });
});
