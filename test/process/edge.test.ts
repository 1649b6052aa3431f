/** What people and scripts are told when the service waits, fails, or is at work: the built program and an emulator. */
import { inEmulatedSession, signIn } from './emulated-session.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const runId = '0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9';
const correlated = `--correlation-id ${runId}`;

const errorOf = (stderr: string) => JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error;

test('the id of the run is sent with every request, and every failure after that names it', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    const traced = await run(`csp customers ${correlated} --debug -o json`);
    expect(traced.stderr).toContain(`correlation ${runId.toLowerCase()}`);
    emulated.faults.push({ on: 'orders', status: 403, code: '800073' });
    const refused = await run(`csp orders ${contoso} ${correlated} -o json`);
    expect([refused.exitCode, errorOf(refused.stderr)]).toMatchObject([
      6,
      { code: 'serviceRefused', correlationId: runId.toLowerCase() },
    ]);
    emulated.faults.push({ on: 'orders', status: 403, code: '800073' });
    expect((await run(`csp orders ${contoso} ${correlated}`)).stderr).toContain(
      `\nCorrelation id: ${runId.toLowerCase()}\n`,
    );
    const before = await run('csp customers --correlation-id nonsense -o json');
    expect([before.exitCode, errorOf(before.stderr)]).toMatchObject([
      2,
      { code: 'argumentInvalid', correlationId: null, details: { flag: '--correlation-id', given: 'nonsense' } },
    ]);
  }));

test('a failure of the service is told as one, with both ids; a page is told as a page', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    // An hour: longer than anybody waits.
    emulated.faults.push({ on: 'orders', status: 503, retryAfter: '3600' });
    const busy = await run(`csp orders ${contoso} ${correlated} -o json`);
    expect([busy.exitCode, errorOf(busy.stderr)]).toMatchObject([
      7,
      {
        code: 'serviceFailed',
        message: expect.stringMatching(/^Partner Center answered that it has trouble of its own \(HTTP 503\)\./),
        retryable: true,
        hint: 'csp doctor',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        correlationId: runId.toLowerCase(),
      },
    ]);
    emulated.faults.push({ on: 'orders', status: 403, html: true });
    const page = await run(`csp orders ${contoso}`);
    expect([page.exitCode, page.stderr]).toEqual([
      7,
      expect.stringMatching(
        /^Error: Something on the way answered in Partner Center’s place \(HTTP 403\)\.\n.*Request id: .*\. Correlation id: .*\.\n/,
      ),
    ]);
  }));

test('a long wait is told once, with its end; with --quiet it is not', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    const limited = { on: 'orders', status: 429, retryAfter: '7' } as const;
    const said = /^Partner Center asks to wait: going on in [67] seconds?, at \d\d:\d\d:\d\d UTC\.\n$/;
    emulated.faults.push(limited);
    const told = await run(`csp orders ${contoso} --ids`);
    emulated.faults.push(limited);
    const quiet = await run(`csp orders ${contoso} --ids -q`);
    expect([told.exitCode, told.stderr, quiet.exitCode, quiet.stderr]).toEqual([0, expect.stringMatching(said), 0, '']);
    expect(quiet.stdout).toBe(told.stdout);
  }));

test('T30 an order that the service works on is told as that', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    emulated.faults.push({ on: 'cancel', status: 409, code: '800014' });
    const cancel = `csp cancel c403d91b21d2 ${contoso} --acknowledge --yes --reason x -o json`;
    const { stdout, stderr, exitCode } = await emulated.session.run(`${cancel} --timeout 12s`);
    const [told, ...rest] = stderr.split('\n').filter((line) => line.startsWith('What became of'));
    expect(told).toBe('What became of 1 order is not known yet: looking again for up to 18 minutes.');
    expect(rest).toEqual([]);
    // The same command goes on looking, so it is not given up yet.
    expect([exitCode, errorOf(stderr).code]).toEqual([7, 'timeout']);
    expect(JSON.parse(stdout)[0]).toMatchObject({ outcome: 'unknown', code: 'outcomeUnknown' });
  }));

test('T31 a purchase whose answer names another order is never told as bought', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    emulated.faults.push({ on: 'checkout', wrongOrder: true });
    const buy = `csp buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5 --accept-unknown-price --yes --timeout 12s`;
    const { stdout, stderr, exitCode } = await emulated.session.run(`${buy} ${correlated} -o json`);
    expect([exitCode, stdout, errorOf(stderr)]).toMatchObject([
      5,
      '',
      {
        code: 'purchaseUnknown',
        hint: `csp orders ${contoso}`,
        correlationId: runId.toLowerCase(),
        details: { cartId: expect.stringMatching(/^[0-9a-f-]{36}$/), reason: 'timeout' },
      },
    ]);
  }));
