/** Real processes that buy: at the same moment, killed half-way, given up while they wait or ask. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession, type Session } from './session.ts';
import { runInTerminal } from './terminal.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const buy = `csp buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5`;

const orderIds = async ({ run }: Session): Promise<readonly string[]> =>
  (await run(`csp orders ${contoso} --fields alternateId`)).stdout.trim().split('\n');

const errorOf = (stderr: string): { readonly [name: string]: unknown } =>
  JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error;

test('eight identical purchases at once place one order', async () => {
  await inSession(async (session) => {
    const before = await orderIds(session);
    const ends = await Promise.all(Array.from({ length: 8 }, () => session.run(`${buy} --yes --ids -q`)));
    const refused = ends.filter(({ exitCode }) => exitCode !== 0);
    expect(refused).toHaveLength(7);
    // Told by the order that stands, or by the process that was just placing it.
    const codes = refused.map(({ stderr, exitCode }) => `${exitCode} ${errorOf(stderr)['code']}`);
    expect(codes.filter((code) => code !== '8 repeatPurchase' && code !== '9 runLive')).toEqual([]);
    expect(await orderIds(session)).toHaveLength(before.length + 1);
    expect((await session.run('csp activity --verify')).exitCode).toBe(0);
  });
});

/** After the run, two requests, the subscription and the cart: the order's own id, made while the checkout is under way. */
const killed = { NODE_OPTIONS: `--require ${join(__dirname, 'killed-at-id.cjs')}`, KILLED_AT_ID: '6' };

const runsOf = async ({ run }: Session): Promise<readonly { readonly id: string; readonly source: string | null }[]> =>
  JSON.parse((await run('csp runs list -o json')).stdout);

test('when the process dies in the checkout, then the same command goes on with that purchase', async () => {
  await inSession(async (session) => {
    const before = await orderIds(session);
    expect((await session.csp([...buy.split(' ').slice(1), '--yes'], { env: killed })).exitCode).toBe(137);
    expect(await orderIds(session)).toEqual(before);
    const inDoubt = { kind: 'buy', source: null, lines: 1, finishedAt: null, orders: { inDoubt: 1, left: 0 } };
    expect(await runsOf(session)).toMatchObject([inDoubt]);
    const previewed = await session.run(`${buy} --dry-run`);
    expect([previewed.exitCode, await orderIds(session)]).toEqual([0, before]);
    const { stderr, exitCode } = await session.run(`${buy} --yes --again`);
    expect(exitCode).toBe(0);
    for (const told of [previewed.stderr, stderr])
      expect(told).toMatch(/^Run [0-9a-f]{8} is not finished: 1 purchase in doubt\.$/m);
    expect(await orderIds(session)).toHaveLength(before.length + 1);
    expect(await runsOf(session)).toMatchObject([{ orders: { done: 1, inDoubt: 0 } }]);
    expect((await session.run(`${buy} --yes`)).exitCode).toBe(8);
    expect((await session.run('csp activity --verify')).exitCode).toBe(0);
  });
});

test('when a list has this purchase in doubt, then that one is finished, and the run that had begun it is told', async () => {
  await inSession(async (session) => {
    const before = await orderIds(session);
    const row = 'contoso.onmicrosoft.com,DG7GMGF0DVT7,000C,5';
    writeFileSync(join(session.home, 'buy.csv'), `customer,product,sku,quantity\n${row}\n`);
    expect((await session.csp(['buy', '--file', 'buy.csv', '--yes'], { env: killed })).exitCode).toBe(137);
    const { stdout, stderr, exitCode } = await session.run(`${buy} --yes --again -o json`);
    const list = (await runsOf(session)).find(({ source }) => source !== null);
    expect([exitCode, JSON.parse(stdout).byRun]).toEqual([0, list?.id]);
    expect(stderr).toContain(`Run ${list?.id} had begun this purchase`);
    expect(await orderIds(session)).toHaveLength(before.length + 1);
  });
});

test('when a person found that nothing was ordered, then it can be bought at once', async () => {
  await inSession(async (session) => {
    const before = await orderIds(session);
    await session.csp([...buy.split(' ').slice(1), '--yes'], { env: killed });
    const other = await session.run(`${buy} --po-number PO-2 --yes -q -o json`);
    const error = errorOf(other.stderr);
    expect([other.exitCode, error]).toEqual([
      8,
      expect.objectContaining({
        code: 'repeatPurchase',
        hint: `csp orders ${contoso}`,
        message: expect.stringMatching(/was begun \d+ seconds? ago and may have gone through\..* add --again\./),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        details: expect.objectContaining({ orderId: null }),
      }),
    ]);
    const reason = '--reason "No such order"';
    expect((await session.run(`csp runs resolve last --line 1 --as not-done ${reason}`)).exitCode).toBe(0);
    expect((await session.run(`${buy} --po-number PO-2 --yes`)).exitCode).toBe(0);
    expect(await orderIds(session)).toHaveLength(before.length + 1);
    expect(await runsOf(session)).toMatchObject([{ orders: { done: 1 } }, { orders: { dropped: 1 } }]);
  });
});

test.each([
  ['--timeout', (words: string) => `${words} --timeout 1s`, 'timeout', 7],
  [
    'Ctrl-C',
    (words: string) => `timeout --foreground --preserve-status -s INT 2 ${words.replace('csp', '"$(command -v csp)"')}`,
    'interrupted',
    130,
  ],
  [
    'SIGTERM',
    (words: string) => `timeout --foreground --preserve-status 2 ${words.replace('csp', '"$(command -v csp)"')}`,
    'terminated',
    143,
  ],
] as const)(
  'when %s ends the wait, then the order is shown and not to be made again',
  async (_way, end, code, exit) => {
    await inSession(async (session) => {
      await session.run('csp sandbox status');
      const { stdout, stderr, exitCode } = await session.run(end(`${buy} --yes --wait -o json`));
      const { orders, requestId } = JSON.parse(stdout);
      const [{ alternateId, status }] = orders;
      expect([exitCode, orders.length, status]).toEqual([exit, 1, 'pending']);
      const [, , , ordered, waiting] = stderr.split('\n');
      expect([ordered, waiting]).toEqual([
        `Ordered: ${alternateId}. Request id: ${requestId}.`,
        'Waiting until it is fulfilled …',
      ]);
      const error = errorOf(stderr);
      expect(error).toMatchObject({
        code,
        exitCode: exit,
        retryable: false,
        requestId,
        hint: `csp orders ${contoso} --order ${alternateId}`,
        details: { placed: { customer: 'contoso.onmicrosoft.com', orders: [alternateId], requestId } },
      });
      expect(error['message']).not.toMatch(/run/i);
      expect((await session.run(String(error['hint']))).stdout).toContain(alternateId);
    });
  },
);

test.each([
  ['a yes or no', buy],
  ['a list', `csp buy ${contoso}`],
])('when the time is up while %s is open, then the process ends', async (_kind, words) => {
  await inSession(async (session) => {
    await session.run('csp sandbox status');
    const begun = Date.now();
    const { exitCode, screen, sent } = await runInTerminal(session, `${words} --timeout 1s`);
    expect(exitCode).toBe(7);
    expect(Date.now() - begun).toBeLessThan(8_000);
    expect(screen.join('\n')).toContain('Error: The time given, 1 second, is up.');
    expect(sent).not.toMatch(/\n\s+at /);
  });
});
