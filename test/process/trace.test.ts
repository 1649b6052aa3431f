/** What `--verbose` and `--debug` add on stderr, and that no secret is in it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inEmulatedSession, signIn } from './emulated-session.ts';
import { fixedAt, openSession } from './session.ts';

const session = openSession(fixedAt(Date.UTC(2026, 10, 21)));
const { run } = session;
afterAll(() => session.close());

const contoso = '--customer contoso.onmicrosoft.com';
const introduction = `Backend sandbox (${session.home}/state/sandbox.db); its clock reads 21 November 2026 00:00 UTC, policy edition 2022-10.`;
const linesOf = ({ stderr }: { readonly stderr: string }): readonly string[] => stderr.trimEnd().split('\n');

test('without them nothing is said, with --verbose where it was read and how much', async () => {
  expect((await run(`csp orders ${contoso}`)).stderr).toBe('');
  const plain = await run(`csp orders ${contoso}`);
  const verbose = await run(`csp orders ${contoso} -v`);
  expect(verbose.stdout).toBe(plain.stdout);
  expect(linesOf(verbose)).toEqual([introduction, 'Read 1 customer and 12 orders in 4 requests.']);
});

test('with --debug each request is told, with ids and time', async () => {
  const debug = linesOf(await run(`csp orders ${contoso} --debug`)).map((line) => line.replace(/\d+\.\d ms$/, 'T ms'));
  const told = [
    expect.stringMatching(/^csp \d+\.\d+\.\d+, node v\d+.*, settings \S+\/config\/config\.json, state \S+\/state$/),
    introduction,
    'backend.getIdentity → ok T ms',
    'backend.now → ok T ms',
    'backend.findCustomers {"domain":"contoso.onmicrosoft.com"} → 1 rows T ms',
    'backend.listOrders 45411344-b09d-47e7-9653-542006bf9766 → 12 rows T ms',
    'Read 1 customer and 12 orders in 4 requests.',
    'total T ms',
  ];
  expect(debug).toEqual(told);
  const byVariable = await run(`csp orders ${contoso}`, { env: { CSP_DEBUG: '1' } });
  expect(linesOf(byVariable)).toHaveLength(told.length);
  expect((await run(`csp orders ${contoso} --debug -q`)).exitCode).toBe(2);
});

test('a request that fails is told by its code, and the error stays the last line', async () => {
  const { stderr } = await run(`csp orders ${contoso} --order 000000000000 --debug -o json`);
  const told = stderr.trimEnd().split('\n');
  expect(told.filter((line) => line.includes('→ orderNotFound'))).toHaveLength(1);
  expect(JSON.parse(told.at(-1) ?? '').error.code).toBe('orderNotFound');
});

test('the sandbox’s own controls are told, and streams are counted', async () => {
  expect((await run('csp sandbox clock reset --debug')).stderr).toContain('sandbox.resetClock → ok');
  expect((await run('csp customers --debug')).stderr).toContain('backend.listCustomers → 20 rows');
});

test('neither a key nor a link is in a trace', async () => {
  const option = '--language en-US --file-type "64 Bit, ISO"';
  await run('csp sandbox clock set 2020-02-01; csp sandbox reset --yes');
  const order = `${contoso} --order f5c3b5ddb342 ${option}`;
  for (const line of [
    `csp get-key ${order} --reveal -o json --query key`,
    `csp copy-link ${order} --print -o json --query url`,
  ]) {
    const { stdout, stderr } = await run(`${line} --debug`);
    const secret: unknown = JSON.parse(stdout);
    expect([typeof secret, stderr.includes('→ ok'), stderr.includes(String(secret))]).toEqual(['string', true, false]);
  }
});

test('what a run asks of Partner Center is told too', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    writeFileSync(join(emulated.session.home, 'orders.csv'), 'customer,order\ncontoso.onmicrosoft.com,f5c3b5ddb342\n');
    const { stderr } = await emulated.session.run(
      'csp cancel --file orders.csv --acknowledge --yes --reason No --debug',
    );
    expect(linesOf({ stderr }).filter((told) => /^backend\.requestCancel .* → ok .* ms$/.test(told))).toHaveLength(1);
  }));
