/** Where nobody can answer, nothing that changes something happens; where somebody can, a no and a Ctrl-C are final. */
import { openSession } from './session.ts';
import { runInTerminal } from './terminal.ts';

const session = openSession();
// Past the time in which an order of the new world is fulfilled: from then on nothing changes by itself.
beforeAll(() => session.run('csp sandbox clock advance 1h'));
afterAll(() => session.close());

const contoso = '--customer contoso.onmicrosoft.com';
const buy = `csp buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5`;
const cancel = `csp cancel c403d91b21d2 ${contoso} --acknowledge --reason x`;
const changes = [buy, cancel, 'csp sandbox reset', 'csp sandbox import fixtures/reconciliation/2020-10-eur.csv'];

/** What the sandbox holds. */
const world = async (): Promise<string> =>
  (await session.run('csp list-software --all-customers --fields orderId,line,quantity,status')).stdout;

test.each(changes)('without a terminal: %s', async (line) => {
  const before = await world();
  const { exitCode, stderr } = await session.run(line);
  expect({ exitCode, world: await world() }).toEqual({ exitCode: 2, world: before });
  expect(stderr).toContain('--yes');
});

test.each([
  ['--no-input', {}],
  ['-o json', {}],
  ['--query "[0]"', {}],
  ['', { CI: '1', CSP_BACKEND: 'sandbox' }],
  ['', { CSP_NO_INPUT: '1' }],
])('on a terminal that must not be asked: %s %j', async (flags, env) => {
  const before = await world();
  const { exitCode } = await runInTerminal(session, `${cancel} ${flags}`, { env });
  expect({ exitCode, world: await world() }).toEqual({ exitCode: 2, world: before });
});

test.each([
  ['no', ['n'], 6],
  ['nothing but the return key', ['\r'], 6],
  ['Ctrl-C', ['\u0003'], 130],
  ['Ctrl-D', ['\u0004'], 130],
])('answered with %s', async (_, answers, expected) => {
  const before = await world();
  for (const line of [buy, cancel, 'csp sandbox reset']) {
    const { exitCode, sent } = await runInTerminal(session, line, { answers });
    expect({ line, exitCode, world: await world() }).toEqual({ line, exitCode: expected, world: before });
    expect(sent).not.toMatch(/\n\s+at /);
  }
});

test('--dry-run wins over --yes', async () => {
  const before = await world();
  for (const line of changes) await session.run(`${line} --yes --dry-run`);
  expect(await world()).toBe(before);
});

test('quantities that are no plain whole numbers are refused', async () => {
  const before = await world();
  const quantities = ['1e3', '1,000', '-1', '1.5', '0', '01', '５', '2147483648', '', ' 5'];
  const words = ['buy', '--customer', 'contoso.onmicrosoft.com', '--product', 'DG7GMGF0DVT7', '--sku', '000C', '--yes'];
  const ended = await Promise.all(quantities.map((quantity) => session.csp([...words, '--quantity', quantity])));
  expect(ended.map(({ stdout, exitCode }) => ({ stdout, exitCode }))).toEqual(
    quantities.map(() => ({ stdout: '', exitCode: 2 })),
  );
  expect(await world()).toBe(before);
});

test('when the time is up, a command that waits gives up and says so', async () => {
  const { stderr, exitCode } = await session.run(`${buy} --yes --again --wait --timeout 1s -q -o json`);
  expect({ error: JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error, exitCode }).toEqual({
    error: expect.objectContaining({
      code: 'timeout',
      retryable: false,
      details: expect.objectContaining({ seconds: 1 }),
    }),
    exitCode: 7,
  });
});

test('a command that is done in time does not wait for --timeout', async () => {
  const begun = Date.now();
  expect((await session.run('csp customers --timeout 1h')).exitCode).toBe(0);
  expect(Date.now() - begun).toBeLessThan(10_000);
});
