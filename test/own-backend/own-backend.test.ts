/** A backend of the user's own is taken from their settings file, and from nowhere else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession, root, type Session } from '../process/session.ts';

const example = join(root, 'fixtures/backends/one-customer.mjs');

const uponSandbox = join(root, 'fixtures/backends/small-purchases.mjs');

const settle = ({ home }: Session, settings: object): void => {
  mkdirSync(join(home, 'config'), { recursive: true });
  writeFileSync(join(home, 'config/config.json'), JSON.stringify(settings));
};

test('a profile names a module, and commands work on it', () =>
  inSession(async (session) => {
    settle(session, { profiles: { mine: { backend: example } } });
    expect(await session.run('csp customers --profile mine')).toEqual({
      exitCode: 0,
      stdout: '5b7d3c1e-0a42-4f68-9d17-c2e8a6b40f93\tfabrikam.example\tFabrikam\tDE\n',
      stderr: '',
    });
    const whoami = await session.run('csp whoami --profile mine -o json');
    expect(JSON.parse(whoami.stdout)).toMatchObject({ backend: 'one-customer', roles: ['admin-agent'] });
  }));

test('one that is built upon the sandbox buys there, and its own refusal is worded by the tool', () =>
  inSession(async (session) => {
    settle(session, { backend: './my-backend.mjs' });
    writeFileSync(
      join(session.home, 'config/my-backend.mjs'),
      `export { createBackend } from ${JSON.stringify(uponSandbox)};`,
    );
    const buy = 'csp buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --yes';
    const refused = await session.run(`${buy} --quantity 6000 -o json`);
    const { error } = JSON.parse(refused.stderr.trim().split('\n').at(-1) ?? '');
    expect([refused.exitCode, refused.stdout, error.code, error.details]).toEqual([
      6,
      '',
      'quantityOutOfRange',
      { given: 6000, minimum: 1, maximum: 5000 },
    ]);
    const bought = await session.run(`${buy} --quantity 3 --ids`);
    const shown = await session.run('csp orders --customer contoso.onmicrosoft.com --limit 1 --ids');
    expect([bought.exitCode, shown.stdout]).toEqual([0, bought.stdout]);
    const local = await session.run('csp whoami -o json');
    expect(JSON.parse(local.stdout)).toMatchObject({ backend: 'small-purchases' });
  }));

test('a relative path starts at the settings file; what is missing or no backend is refused', () =>
  inSession(async (session) => {
    settle(session, { backend: './mine.mjs' });
    const missing = await session.run('csp customers -o json');
    writeFileSync(join(session.home, 'config/mine.mjs'), 'export const other = 1;');
    const empty = await session.run('csp customers -o json');
    writeFileSync(join(session.home, 'config/mine.mjs'), `export * from ${JSON.stringify(example)};`);
    const found = await session.run('csp customers --ids');
    const reasons = [missing, empty].map(({ stderr }) => JSON.parse(stderr).error.details.reason);
    expect([missing.exitCode, empty.exitCode, reasons]).toEqual([3, 3, ['unreadable', 'notFile']]);
    expect([found.exitCode, found.stdout]).toEqual([0, '5b7d3c1e-0a42-4f68-9d17-c2e8a6b40f93\n']);
  }));

test('neither a project file nor a variable may name code that runs', () =>
  inSession(async (session) => {
    const byVariable = await session.run('csp customers -o json', { env: { CSP_BACKEND: example } });
    writeFileSync(join(session.home, '.csprc.json'), JSON.stringify({ backend: example }));
    const byProject = await session.run('csp customers -o json');
    expect([byVariable, byProject].map(({ exitCode, stderr }) => [exitCode, JSON.parse(stderr).error.code])).toEqual([
      [2, 'argumentInvalid'],
      [2, 'settingNotForProject'],
    ]);
  }));
