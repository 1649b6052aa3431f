/** `ORDER/LINE` wherever one order is named, and the roles that it takes to see it. */
import { windowsServer } from '../operations/operations-bench.ts';
import { command } from './command-bench.ts';

const customer = '--customer contoso.onmicrosoft.com';
const get = '--version 2022 --language en-US --file-type "64 Bit, ISO"';

/** The same line, said in three ways. */
const commands: readonly (readonly [words: string, order: string, shape: string])[] = [
  [`get-key ${customer} ${get} --order`, 'f5c3b5ddb342', '-o json --fields orderId,line'],
  [`copy-link ${customer} ${get} --order`, 'f5c3b5ddb342', '-o json --fields orderId,line'],
  [`support-request ${customer} --reason x --order`, '3ab104f632ef', '-o json --query "description.quantity"'],
  [`cancel -n ${customer}`, 'f5c3b5ddb342', '-o json --fields orderId,line,outcome'],
];

command(
  'when a line is named behind its order, then it is as with --line, and another --line is refused',
  async ({ csp }) => {
    for (const [words, order, shape] of commands) {
      const behind = await csp(`${words} ${order}/0 ${shape}`);
      const apart = await csp(`${words} ${order} --line 0 ${shape}`);
      const both = await csp(`${words} ${order}/0 --line 0 ${shape}`);
      expect([words, behind.failure, behind.stdout]).toEqual([words, null, apart.stdout]);
      expect([words, both.failure, both.stdout]).toEqual([words, null, apart.stdout]);
      const against = await csp(`${words} ${order}/0 --line 1`);
      expect([words, against.failure]).toMatchObject([words, { code: 'argumentsConflict' }]);
      expect((await csp(`${words} ${order}/00`)).failure).toMatchObject({ code: 'argumentInvalid' });
    }
  },
);

command('when a line is explained or its order looked up, then it must be there', async ({ csp }) => {
  const explained = await csp(`policy explain c403d91b21d2/1 ${customer} --ids`);
  expect(explained.stdout).toBe('2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1/1\n');
  expect((await csp(`policy explain c403d91b21d2/2 ${customer}`)).failure).toMatchObject({ code: 'lineNotFound' });
  const found = await csp(`orders ${customer} --order c403d91b21d2/1 --ids`);
  expect(found.stdout).toBe('2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1\n');
  expect((await csp(`orders ${customer} --order c403d91b21d2/2`)).failure).toMatchObject({ code: 'lineNotFound' });
});

command(
  'when the role that lists need is missing, then every command that reads orders names itself',
  async (bench) => {
    await bench.signInAs('account-admin');
    for (const [act, words] of [
      ['orders', `orders ${customer}`],
      ['orders', `orders ${customer} --order ${windowsServer}`],
      ['policy explain', `policy explain ${windowsServer} ${customer}`],
      ['support-request', `support-request --order ${windowsServer} ${customer} --reason x`],
    ] as const) {
      const needed = ['admin-agent', 'global-admin'];
      expect((await bench.csp(words)).failure).toEqual({
        code: 'roleMissing',
        details: { act, needed, held: ['account-admin'] },
      });
    }
  },
);

command(
  'when a line may only be cancelled by request, then list and explanation agree on what cancelling brings',
  async ({ csp }) => {
    const fields = 'cancellable,cancelBy,daysLeft,refund,deadlineSource';
    const at = '--customer fabrikam.onmicrosoft.com -o json';
    const explained = JSON.parse((await csp(`policy explain fdbd4d1d4905 ${at}`)).stdout)[0];
    const [listed] = JSON.parse((await csp(`list-software ${at} --query "[?orderId=='${explained.orderId}']"`)).stdout);
    expect(explained.rule).toBe('on-premises-support-request');
    for (const field of fields.split(',')) expect([field, explained[field]]).toEqual([field, listed[field]]);
  },
  Date.UTC(2021, 5, 1) - 1,
);

command('when a line has no downloads, then no rule for links is shown', async ({ csp }) => {
  for (const order of ['2aa874c71052', '83aa69bba1d8']) {
    expect(JSON.parse((await csp(`policy explain ${order} ${customer} -o json`)).stdout)).toMatchObject([
      { link: null },
    ]);
    const seen = await csp(`policy explain ${order} ${customer}`, { columns: 120, answers: [] });
    expect(seen.stdout).not.toContain('Links');
  }
});
