/** An app without a user, at an emulator: what `csp whoami` says that it can do is what happens then. */
import { type Emulated, inEmulatedSession, signIn } from './emulated-session.ts';

const line = '--customer contoso.onmicrosoft.com --order f5c3b5ddb342';
const signInAlone = 'csp login --service-principal --client-secret-stdin --insecure-storage -q';

interface Ability {
  readonly command: string;
  readonly can: string;
  readonly missing: string | null;
}

const tellAll = async ({ session: { run } }: Emulated) => {
  const { commands } = JSON.parse((await run('csp whoami -o json')).stdout) as { commands: readonly Ability[] };
  const codeOf = ({ stderr }: { stderr: string }): string | undefined =>
    /"code":"(\w+)".*?"missing":"(\w+)"|"code":"(\w+)"/.exec(stderr)?.slice(1).filter(Boolean).join(' ');
  const ended = async (words: string) => {
    const { exitCode, ...rest } = await run(`${words} -o json`);
    return exitCode === 0 ? 'fine' : codeOf(rest);
  };
  return {
    said: Object.fromEntries(
      commands.map(({ command, can, missing }) => [command, [can, missing].filter(Boolean).join(' ')]),
    ),
    done: {
      'list-software': await ended('csp list-software --customer contoso.onmicrosoft.com'),
      'get-key': await ended(`csp get-key ${line}`),
      'copy-link': await ended(`csp copy-link ${line} --print`),
      'support-request --list': await ended('csp support-request --list'),
    },
  };
};

test('without a contract for keys and links it gets the web pages that have them', () =>
  inEmulatedSession(async (emulated) => {
    const { run } = emulated.session;
    expect((await run(signInAlone, { input: 'any' })).exitCode).toBe(0);
    const { said, done } = await tellAll(emulated);
    expect(said).toMatchObject({
      'list-software': 'yes',
      'get-key': 'portal',
      'copy-link': 'portal',
      'support-request --list': 'no user',
    });
    expect(done).toEqual({
      'list-software': 'fine',
      'get-key': 'keysNotInApi',
      'copy-link': 'fine',
      'support-request --list': 'accessDenied user',
    });
    const link = JSON.parse((await run(`csp copy-link ${line} --print -o json`)).stdout);
    expect(link).toMatchObject({ kind: 'customer-portal', url: expect.stringMatching(/^https:/) });
  }));

test('with the contract of 2018 a user is needed, and both say so', () =>
  inEmulatedSession(async (emulated) => {
    const { run } = emulated.session;
    await run(signInAlone, { input: 'any' });
    await run('csp config set downloads.contract 2018');
    const { said, done } = await tellAll(emulated);
    expect(said).toMatchObject({ 'get-key': 'no user', 'copy-link': 'no user' });
    expect(done).toMatchObject({ 'get-key': 'accessDenied user', 'copy-link': 'accessDenied user' });
  }));

test('by the contract of 2018 a line has one key, so that nothing need be chosen', () =>
  inEmulatedSession(async (emulated) => {
    await signIn(emulated);
    const { run } = emulated.session;
    const { masked } = JSON.parse((await run(`csp get-key ${line} -o json`)).stdout);
    expect(masked).toMatch(/^(?:\*{5}-){4}[A-Z0-9]{5}$/);
    const chosen = await run(`csp get-key ${line} --language ja-JP -o json`);
    expect([JSON.parse(chosen.stdout).masked, chosen.stderr]).toEqual([
      masked,
      'This order line has one key, whatever the version, language and file type.\n' +
        'Only the last characters are shown. See the whole key with --reveal, or use --copy or --out-file.\n',
    ]);
    const dry = await run(`csp get-key ${line} --dry-run`);
    expect(dry).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'This order line has one key, whatever the version, language and file type.\n',
    });
    expect((await run('csp support-request --list --ids')).stdout.split('\n')).toHaveLength(6);
  }));
