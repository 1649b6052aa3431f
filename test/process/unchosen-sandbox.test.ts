/** What is real is said before it happens, and in a CI job a sandbox that nobody chose is not taken for the real thing. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, inSession, type Session } from './session.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const buy = `csp buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5`;
const reason = '--reason x --acknowledge';
const cancelOne = `csp cancel c403d91b21d2/1 ${contoso} ${reason}`;
const cancelList = `csp cancel --file - ${reason}`;
const list = 'customer,order\ncontoso.onmicrosoft.com,f5c3b5ddb342\n';
const banner = 'SANDBOX · nothing here is real';

const errorOf = ({ stderr }: Ended): { code: string; message: string } =>
  JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error;

const settle = ({ home }: Session, path: string, settings: object): void => {
  mkdirSync(join(home, 'config'), { recursive: true });
  writeFileSync(join(home, path), JSON.stringify(settings));
};

test('every change of the sandbox says first that nothing there is real, also when quiet; reading does not', () =>
  inSession(async (session) => {
    await session.run('csp sandbox clock advance 1h');
    for (const line of [buy, cancelOne, cancelList]) {
      const { stderr, exitCode } = await session.run(`${line} --yes --quiet -o json`, { input: list });
      const [first, ...others] = stderr.split('\n');
      expect({ line, exitCode, first }).toEqual({ line, exitCode: 0, first: banner });
      expect(others).not.toContain(banner);
    }
    for (const line of ['csp customers', `csp list-software ${contoso}`, 'csp whoami'])
      expect((await session.run(line)).stderr).toBe('');
  }));

test('csp cancel --file in a CI job, with no backend chosen: nothing is read, nothing is cancelled, exit 8', () =>
  inSession(async (session) => {
    for (const line of [cancelList, cancelOne, buy]) {
      const refused = await session.run(`CI=true ${line} --yes -o json`, { input: list });
      expect([line, refused.exitCode, errorOf(refused).code, refused.stdout]).toEqual([
        line,
        8,
        'backendNotChosen',
        '',
      ]);
      expect(errorOf(refused).message).toContain('CSP_BACKEND');
    }
    expect(existsSync(join(session.home, 'state/sandbox.db'))).toBe(false);
  }));

test('looking and planning need no choice; CI that is empty, 0 or false is none', () =>
  inSession(async (session) => {
    await session.run('csp sandbox clock advance 1h');
    for (const line of [`${buy} --dry-run`, `${cancelList} --dry-run`, `${cancelList} --plan-out plan.json`])
      expect((await session.run(`CI=1 ${line}`, { input: list })).exitCode).toBe(0);
    for (const CI of ['', '0', 'false', 'False'])
      expect((await session.run(`${buy} --again --yes`, { env: { CI } })).exitCode).toBe(0);
  }));

test('a flag, a variable, a setting or a profile chooses; a profile that names no backend does not, and no project does', () =>
  inSession(async (session) => {
    const env = { CI: 'true' };
    const ends = async (line: string, more = {}): Promise<number> =>
      (await session.run(line, { env: { ...env, ...more } })).exitCode;
    const again = `${buy} --again --yes`;
    expect(await ends(again)).toBe(8);
    expect(await ends(`${again} --backend sandbox`)).toBe(0);
    expect(await ends(again, { CSP_BACKEND: 'sandbox' })).toBe(0);
    settle(session, 'config/config.json', { profiles: { acme: { protected: 'true' }, play: { backend: 'sandbox' } } });
    expect(await ends(`${again} --profile play`)).toBe(0);
    expect(await ends(again, { CSP_PROFILE: 'play' })).toBe(0);
    expect(await ends(again, { CSP_PROFILE: 'acme' })).toBe(8);
    settle(session, '.csprc.json', { backend: 'sandbox' });
    expect(await ends(`${again} --backend sandbox`)).toBe(2);
  }));

test('--confirm-tenant is held against the tenant of the sandbox too', () =>
  inSession(async (session) => {
    const wrong = await session.run(`${buy} --yes --confirm-tenant wrong.example -o json`);
    expect([wrong.exitCode, errorOf(wrong).code]).toEqual([8, 'tenantMismatch']);
    const right = `${buy} --yes --confirm-tenant firstupconsultants.onmicrosoft.com`;
    expect((await session.run(right)).exitCode).toBe(0);
  }));
