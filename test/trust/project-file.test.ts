/** The file of a folder that a stranger made: it draws guards tighter and never loosens one, in the built program. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientId, tenantId } from '../emulator/emulator-bench.ts';
import { type Emulated, fetchRefreshToken, inEmulatedSession, signIn } from '../process/emulated-session.ts';
import { type Ended, inSession, type Session } from '../process/session.ts';

const customer = '--customer contoso.onmicrosoft.com';
const cancel = `csp cancel c403d91b21d2/1 ${customer} --reason x --acknowledge --yes -o json`;
const buy = `csp buy ${customer} --product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes -o json`;

const errorOf = ({ stderr }: Ended): { code: string; message: string; details: { key?: string; file?: string } } =>
  JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error;

const projectSays = ({ home }: Session, settings: object): string => {
  const path = join(home, '.csprc.json');
  writeFileSync(path, JSON.stringify(settings));
  return path;
};

/** Signed in as `acme`, a profile of one's own that is protected, with nothing in the environment that would choose. */
const inOwnProfile = (act: (emulated: Emulated, requests: () => number) => Promise<void>): Promise<void> =>
  inSession(async ({ home }) => {
    const ledgerPath = join(home, 'ledger.jsonl');
    // Which world an emulator serves is no call of the API.
    const requests = (): number => readFileSync(ledgerPath, 'utf8').match(/"[^"]*\/v1\//g)?.length ?? 0;
    await inEmulatedSession(
      async (emulated) => {
        const { session, url } = emulated;
        const profile = { backend: 'partner-center', cloud: url, tenant: tenantId, clientId };
        for (const [key, value] of Object.entries({ ...profile, protected: 'true' }))
          await session.run(`csp config set ${key} ${value} --profile acme`);
        await session.run('csp config set profile acme');
        await signIn(emulated);
        await act(emulated, requests);
      },
      { ledgerPath },
    );
  });

const noVariables = 'unset CSP_BACKEND CSP_CLOUD CSP_TENANT_ID CSP_CLIENT_ID;';

test('no folder switches a guard off, moves a change elsewhere or puts another’s page in: refused before a request', () =>
  inOwnProfile(async ({ session }, requests) => {
    const before = requests();
    const evil = { keysPortal: 'https://evil.example', keysHelp: 'https://evil.example' };
    const message = `csp copy-link ${customer} --order c403d91b21d2 --line 1 --message -o json`;
    for (const [settings, key, lines] of [
      [{ protected: 'false' }, 'protected', [cancel, buy]],
      [{ backend: 'sandbox' }, 'backend', [cancel]],
      [{ links: evil }, 'links.keysPortal', [message]],
      [{ contact: { email: 'me@evil.example' } }, 'contact.email', ['csp customers -o json']],
      [{ profiles: { acme: { protected: 'false' } } }, 'profiles.acme.protected', [cancel]],
    ] as const) {
      const file = projectSays(session, settings);
      for (const line of lines) {
        const refused = await session.run(`${noVariables} ${line}`);
        const { code, details, ...error } = errorOf(refused);
        expect([refused.exitCode, refused.stdout, code, details.key, details.file]).toEqual([
          ...[2, '', 'settingNotForProject'],
          ...[key, file],
        ]);
        expect(error.message).not.toContain('evil');
      }
    }
    expect(requests()).toBe(before);
  }));

test('what a project’s file says is shown: by config list with its origin, and by doctor', () =>
  inSession(async (session) => {
    const path = projectSays(session, { lang: 'en', backend: 'sandbox', protectd: true });
    const { stdout } = await session.run('csp config list --show-origin -o json');
    const rows = (JSON.parse(stdout) as { key: string; origin: string; source: string }[]).filter(
      ({ source }) => source === path,
    );
    expect(rows.map(({ key, origin }) => [key, origin])).toEqual([
      ['lang', 'project'],
      ['backend', 'refused'],
      ['protectd', 'unknown'],
    ]);
    const doctor = await session.run(`csp doctor -o json --query "[?check=='settings'].[state,finding,facts]"`);
    expect([doctor.exitCode, JSON.parse(doctor.stdout)]).toEqual([
      8,
      [
        ['bad', 'settingRefused', { key: 'backend', path }],
        ['bad', 'settingMisspelt', { key: 'protectd', path }],
        ['ok', 'settingsOfProject', { keys: 'lang', path }],
      ],
    ]);
  }));

test('a misspelt guard keeps every real change back, naming key and file and not the value; looking goes on', () =>
  inOwnProfile(async ({ session }, requests) => {
    const path = join(session.home, 'config', 'config.json');
    const settings = JSON.parse(readFileSync(path, 'utf8'));
    settings.profiles.acme = { ...settings.profiles.acme, protected: undefined, protectd: 'S3CRET' };
    writeFileSync(path, JSON.stringify(settings));
    const before = requests();
    for (const line of [cancel, buy]) {
      const refused = await session.run(`${noVariables} ${line}`);
      expect([refused.exitCode, errorOf(refused)]).toMatchObject([
        2,
        { code: 'settingUnknown', details: { key: 'profiles.acme.protectd', file: path } },
      ]);
      expect(refused.stderr + refused.stdout).not.toContain('S3CRET');
    }
    expect(requests()).toBe(before);
    expect((await session.run(`${noVariables} ${cancel} --dry-run`)).exitCode).toBe(0);
    expect((await session.run(`${noVariables} csp config unset profiles.acme.protectd`)).exitCode).toBe(0);
    expect((await session.run(`${noVariables} ${cancel}`)).exitCode).toBe(0);
  }));

test('a profile that a folder chose is told with its file, and no --yes is enough for it', () =>
  inOwnProfile(async ({ session }) => {
    const play = `${noVariables} csp config set backend sandbox --profile play`;
    expect((await session.run(play)).exitCode).toBe(0);
    const file = projectSays(session, { profile: 'play' });
    const refused = await session.run(`${noVariables} ${cancel}`);
    expect([refused.exitCode, errorOf(refused).code]).toEqual([2, 'confirmationNeeded']);
    expect(refused.stderr.split('\n')[0]).toBe(`SANDBOX · nothing here is real · profile play (${file})`);
    const other = await session.run(`${noVariables} ${cancel} --confirm-tenant acme.example`);
    expect([other.exitCode, errorOf(other).code]).toEqual([8, 'tenantMismatch']);
    expect((await session.run(`${noVariables} ${cancel} --profile acme --confirm-tenant ${tenantId}`)).exitCode).toBe(
      0,
    );
    projectSays(session, { profile: 'nobody' });
    const unknown = await session.run(`${noVariables} ${cancel}`);
    expect([unknown.exitCode, errorOf(unknown).code]).toEqual([2, 'profileUnknown']);
  }));

test('a profile that signed in is one, without a setting of its own; another is refused with the way out', () =>
  inEmulatedSession(async ({ session, url }) => {
    const input = await fetchRefreshToken(url);
    const login = await session.run('csp login --refresh-token-stdin --insecure-storage --profile new', { input });
    expect(login.exitCode).toBe(0);
    expect((await session.run('csp customers --limit 1 --profile new')).exitCode).toBe(0);
    const { exitCode, stderr } = await session.run('csp customers --profile nwe');
    expect([exitCode, stderr]).toEqual([
      2,
      'Error: There is no profile “nwe” (--profile).\nProfiles: new. A new one begins with its sign-in or its first stored setting.\nTry: csp login --profile nwe\n',
    ]);
  }));
