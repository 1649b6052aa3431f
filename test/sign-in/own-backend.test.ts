/** A backend of the user's own is taken from their settings file, and from nowhere else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession, root, type Session } from '../process/session.ts';

const example = join(root, 'fixtures/backends/one-customer.mjs');

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
      [2, 'argumentInvalid'],
    ]);
  }));
