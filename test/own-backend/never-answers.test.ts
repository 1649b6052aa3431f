/** A backend of somebody's own that never answers: the command does not end with 0. */
import { contoso, errorOf, inOwnSession } from './own-bench.ts';

const never = 'new Promise(() => {})';

test.each([
  ['listCustomers', `listCustomers: async function* () { await ${never}; },`, 'csp customers'],
  ['listOrders', `listOrders: () => ${never},`, `csp orders ${contoso}`],
])('a read that never comes ends with 1 and says so: %s', (method, methods, command) =>
  inOwnSession(methods, async ({ run }) => {
    const ended = await run(`${command} --profile mine -o json`);
    expect([ended.exitCode, errorOf(ended).code, errorOf(ended).details]).toEqual([
      1,
      'backendFailed',
      { backend: 'my-erp', method, reason: expect.stringContaining('it never answered') },
    ]);
  }),
);

test('rows that stop in the middle end a list that is printed with 1', () =>
  inOwnSession(
    `listCustomers: async function* () { for await (const row of backend.listCustomers()) { yield row; await ${never}; } },`,
    async ({ run }) => {
      const ended = await run('csp customers --profile mine -o jsonl');
      expect([ended.exitCode, errorOf(ended).code]).toEqual([1, 'backendFailed']);
    },
  ));

test('a module that waits for ever while it is loaded ends with 1', () =>
  inOwnSession(`...await ${never},`, async ({ run }) => {
    const ended = await run('csp customers --profile mine -o json');
    expect([ended.exitCode, errorOf(ended).code]).toEqual([1, 'backendFailed']);
  }));
