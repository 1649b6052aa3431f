/** A backend of somebody's own that fails with what csp does not know: never a success, and after a write never "nothing was done". */
import { contoso, errorOf, inOwnSession } from './own-bench.ts';

const cancel = 'csp cancel --file - --profile mine --reason x --acknowledge --yes';
const list = 'customer,order\ncontoso.onmicrosoft.com,f5c3b5ddb342\n';
const withRefused = `${list}contoso.onmicrosoft.com,3ab104f632ef\n`;
const buy = `csp buy --profile mine ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes`;
const purchases = 'customer,productId,skuId,quantity\ncontoso.onmicrosoft.com,DG7GMGF0DVT7,000C,5\n';
const countOrders = `csp orders ${contoso} --ids | wc -l`;

/** Done at the service, and told with a failure. */
const failing = (failure: string): string => `
  requestCancel: async (request) => { await backend.requestCancel(request); throw ${failure}; },
  checkoutCart: async (...given) => { await backend.checkoutCart(...given); throw ${failure}; },`;

const foreign = [
  "new CspError('orderLocked', {})",
  "new CspError('cancelRefusedByService', {})",
  "{ [Symbol.for('csp.CspError')]: true, code: 'declined', details: {} }",
];

test.each(foreign)('cancelled, and then failed with %s: what shows counts', (failure) =>
  inOwnSession(failing(failure), async ({ run }) => {
    const ended = await run(`${cancel} -o json`, { input: list });
    expect([ended.exitCode, JSON.parse(ended.stdout)]).toMatchObject([0, [{ outcome: 'cancelled' }]]);
    const shown = await run(`csp orders ${contoso} --order f5c3b5ddb342 -o json`);
    expect(JSON.parse(shown.stdout)).toMatchObject([{ status: 'cancelled' }]);
  }),
);

/** Shows every line as active, whatever became of it. */
const blind = `
  getOrder: async (...given) => {
    const order = await backend.getOrder(...given);
    return { ...order, status: 'completed', lineItems: order.lineItems.map((item) => ({ ...item, status: 'active' })) };
  },`;

test.each([
  ['alone', list],
  ['beside a refused one', withRefused],
])('an order whose state nobody sees after it, %s, ends neither with 0 nor with 6', (_, input) =>
  inOwnSession(failing(foreign[0] ?? '') + blind, async ({ run }) => {
    const ended = await run(`${cancel} --max-duration 3s -o json`, { input });
    expect([ended.exitCode, JSON.parse(ended.stdout)[0].outcome]).toEqual([7, 'unknown']);
  }),
);

test('an order that cannot be read after it ends with 1, names backend, method and code, and is in doubt', () =>
  inOwnSession(
    `requestCancel: async () => { globalThis.hasSent = true; throw new CspError('orderLocked', {}); },
     getOrder: async (...given) => { if (globalThis.hasSent) throw new CspError('orderLocked', {}); return backend.getOrder(...given); },`,
    async ({ run }) => {
      const ended = await run(`${cancel} -o json`, { input: list });
      expect([ended.exitCode, JSON.parse(ended.stdout)[0].outcome, errorOf(ended).details]).toEqual([
        1,
        'unknown',
        { backend: 'my-erp', method: 'getOrder', reason: 'orderLocked' },
      ]);
    },
  ));

test.each(foreign)('bought, and then failed with %s: unknown, 5, and never bought again', (failure) =>
  inOwnSession(failing(failure), async ({ run }) => {
    const before = Number((await run(countOrders)).stdout);
    const once = await run(`${buy} -o json`);
    expect([once.exitCode, once.stdout, errorOf(once).code]).toEqual([5, '', 'purchaseUnknown']);
    expect(errorOf(once).message).toContain('my-erp.checkoutCart');
    await run(`${buy} --again -o json`);
    expect(Number((await run(countOrders)).stdout)).toBe(before + 1);
  }),
);

test('a list of purchases that fail so is unknown too', () =>
  inOwnSession(failing(foreign[0] ?? ''), async ({ run }) => {
    const before = Number((await run(countOrders)).stdout);
    const line = 'csp buy --profile mine --file - --yes -o json';
    const ended = await run(line, { input: purchases });
    expect([ended.exitCode, JSON.parse(ended.stdout)[0].outcome]).toEqual([5, 'unknown']);
    await run(line, { input: purchases });
    expect(Number((await run(countOrders)).stdout)).toBe(before + 1);
  }));

test.each(['en', 'ja', 'zh-TW', 'ru'])('reading fails with 1 and names backend, method and code, in %s', (lang) =>
  inOwnSession(
    `listOrders: async () => { throw new CspError('orderLocked', {}); },
     listCustomers: async function* () { throw new CspError('customerNotFound', {}); },`,
    async ({ run }) => {
      const orders = await run(`csp orders --profile mine ${contoso} --lang ${lang}`);
      expect([orders.exitCode, orders.stdout]).toEqual([1, '']);
      for (const word of ['my-erp', 'listOrders', 'orderLocked']) expect(orders.stderr).toContain(word);
      const customers = await run(`csp customers --profile mine -o json`);
      expect([customers.exitCode, customers.stdout, errorOf(customers).details]).toEqual([
        1,
        '',
        { backend: 'my-erp', method: 'listCustomers', reason: 'customerNotFound (query)' },
      ]);
    },
  ),
);

test('what it fails with in our own words stays what it is', () =>
  inOwnSession(
    `listOrders: async () => { throw new CspError('serviceRefused', { operation: 'GET /orders', status: 400, serviceCode: '800061', text: 'no' }); },`,
    async ({ run }) => {
      const ended = await run(`csp orders --profile mine ${contoso} -o json`);
      expect([ended.exitCode, errorOf(ended).code]).toEqual([6, 'serviceRefused']);
    },
  ));

test('a close that fails is told, and what was done stays done', () =>
  inOwnSession("close: async () => { throw new Error('still busy'); },", async ({ run }) => {
    const ended = await run('csp customers --profile mine --ids');
    expect([ended.exitCode, ended.stdout.split('\n').length > 1]).toEqual([0, true]);
    expect(ended.stderr).toContain('close: Error: still busy');
  }));

test('a factory that fails, or makes nothing, is told by the name of its file', () =>
  inOwnSession('get name() { throw new Error("no"); },', async ({ run }) => {
    const ended = await run('csp customers --profile mine -o json');
    expect([ended.exitCode, ended.stdout, errorOf(ended).details]).toEqual([
      1,
      '',
      { backend: 'my-erp.mjs', method: 'createBackend', reason: 'Error: no' },
    ]);
  }));
