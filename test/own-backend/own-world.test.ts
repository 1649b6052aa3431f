/** A backend of somebody's own is guarded as the real service is, unless it says itself that nothing there is real. */
import { contoso, errorOf, inOwnSession } from './own-bench.ts';

const buy = `csp buy --profile mine ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes -o json`;
const cancel = `csp cancel c403d91b21d2/1 --profile mine ${contoso} --reason x --acknowledge --yes -o json`;
const list = `csp cancel --file - --profile mine --reason x --acknowledge --yes -o json`;
const orders = 'customer,order\ncontoso.onmicrosoft.com,f5c3b5ddb342\n';
const isSandbox = "getIdentity: async () => ({ ...(await backend.getIdentity()), world: 'sandbox' }),";
const tenant = 'firstupconsultants.onmicrosoft.com';
const countOrders = `csp orders ${contoso} --ids | wc -l`;

test('built upon the sandbox it is live, until it says itself that it is a sandbox', async () => {
  await inOwnSession('', async ({ run }) => {
    expect((await run(buy)).stderr.split('\n')[0]).toBe(`LIVE my-erp · ${tenant} · profile mine`);
  });
  await inOwnSession(isSandbox, async ({ run }) => {
    expect((await run(buy)).stderr.split('\n')[0]).toBe('SANDBOX my-erp · nothing here is real');
  });
});

test('--confirm-tenant of another tenant stops a purchase and a cancellation, also upon a sandbox', async () => {
  for (const methods of ['', isSandbox])
    await inOwnSession(methods, async ({ run }) => {
      const before = (await run(countOrders)).stdout;
      for (const line of [buy, cancel, list]) {
        const ended = await run(`${line} --confirm-tenant wrong.example`, { input: orders });
        expect([ended.exitCode, ended.stdout, errorOf(ended).details]).toEqual([
          8,
          '',
          { expected: 'wrong.example', found: tenant },
        ]);
      }
      expect((await run(countOrders)).stdout).toBe(before);
    });
});

test('a protected profile needs its tenant named', () =>
  inOwnSession(
    '',
    async ({ run }) => {
      for (const line of [buy, cancel, list]) {
        const ended = await run(line, { input: orders });
        expect([ended.exitCode, ended.stdout, errorOf(ended).code]).toEqual([2, '', 'confirmationNeeded']);
      }
      expect((await run(`${buy} --confirm-tenant ${tenant}`)).exitCode).toBe(0);
    },
    { protected: 'true' },
  ));

test('in a CI job without CSP_STATE_DIR nothing is bought there', () =>
  inOwnSession('', async ({ run }) => {
    const ended = await run(`unset CSP_STATE_DIR; CI=true ${buy}`);
    expect([ended.exitCode, ended.stdout, errorOf(ended).code]).toEqual([8, '', 'keptStateNeeded']);
    expect((await run(`CI=true ${buy}`)).exitCode).toBe(0);
  }));
