/** Each way to sign in, over real HTTP. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientId, refusal, tenantId, user } from './entra-server.ts';
import { failureOf, inputOf, page, type SignInBench, withBench } from './sign-in-bench.ts';

const account = (bench: SignInBench, changes: object) => ({
  profile: 'default',
  kind: 'app+user',
  userPrincipalName: user,
  tenantId,
  clientId,
  cloud: bench.entra.origin,
  isEmulator: true,
  roles: null,
  hasMfa: true,
  keptIn: { place: 'file', path: join(bench.folder, 'default.json') },
  keepsClientSecret: false,
  accessEndsAt: expect.any(Number),
  ...changes,
});
const app = { kind: 'app', userPrincipalName: null, hasMfa: null };
const scope = 'https://api.partnercenter.microsoft.com/.default';

/** Goes where the address points, as a browser does. */
const browse = async (bench: SignInBench): Promise<string> => {
  while (bench.said.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const [{ url = '' } = {}] = bench.said as { url?: string }[];
  return (await fetch(url)).text();
};

test('browser: code, PKCE, state and nonce; the page says that it is done', () =>
  withBench(async (bench) => {
    const [signedIn, shown] = await Promise.all([
      bench.login({ kind: 'browser', opensBrowser: false, page }),
      browse(bench),
    ]);
    expect(signedIn).toEqual(account(bench, { way: 'browser' }));
    expect(shown).toContain('<p>DONE</p>');
    expect(bench.entra.asked).toEqual([
      {
        grant_type: 'authorization_code',
        client_id: clientId,
        code: 'code-0-0',
        code_verifier: expect.any(String),
        scope: `${scope} openid profile offline_access`,
        redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      },
    ]);
  }));

test('browser: a return with another state is turned away and changes nothing; a refusal ends it', () =>
  withBench(async (bench) => {
    const failure = failureOf(bench.login({ kind: 'browser', opensBrowser: false, page }));
    while (bench.said.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const [{ url = '' } = {}] = bench.said as { url?: string }[];
    const { redirect_uri, state } = Object.fromEntries(new URL(url).searchParams);
    const forged = await fetch(`${redirect_uri}/?code=stolen&state=other`);
    expect([forged.status, await forged.text()]).toEqual([404, expect.stringContaining('<p>FAILED</p>')]);
    await fetch(`${redirect_uri}/?error=access_denied&state=${state}`);
    expect(await failure).toEqual({
      code: 'signInFailed',
      exitCode: 4,
      details: { cause: 'denied', serviceCode: null, text: 'access_denied' },
    });
    expect(bench.entra.asked).toEqual([]);
  }));

test('T68 device code: asks at the pace that the host sets, and five seconds slower each time it says so', () =>
  withBench(async (bench) => {
    bench.entra.refusals.push(refusal('slow_down', '70016'), refusal('slow_down', '70016'));
    bench.entra.pending = 1;
    expect(await bench.login({ kind: 'device-code' })).toEqual(account(bench, { way: 'device-code' }));
    expect(bench.pauses).toEqual([5000, 10_000, 15_000, 15_000]);
    expect(bench.said).toEqual([
      { userCode: 'ABCD-1234', url: `${bench.entra.origin}/devicelogin`, expiresAt: expect.any(Number) },
    ]);
  }));

test.each([
  ['denied', refusal('authorization_declined', '70018'), 'denied', '70018'],
  ['expired', refusal('expired_token', '70020'), 'expired', '70020'],
] as const)('T68 device code: %s', (_name, answer, cause, serviceCode) =>
  withBench(async (bench) => {
    bench.entra.refusals.push(answer);
    expect(await failureOf(bench.login({ kind: 'device-code' }))).toEqual({
      code: 'signInFailed',
      exitCode: 4,
      details: { cause, serviceCode, text: 'The words of the host.' },
    });
    expect(await bench.signIn.findAccount()).toBeUndefined();
  }),
);

test('T68 device code: nobody comes, and it ends when the code does', () =>
  withBench(async (bench) => {
    bench.entra.pending = 1000;
    expect(await failureOf(bench.login({ kind: 'device-code' }))).toMatchObject({ details: { cause: 'expired' } });
    expect(bench.pauses.length).toBe(180);
  }));

test.each(['https://microsoft.com.evil.example/devicelogin', 'http://microsoft.com/devicelogin', 'javascript:1'])(
  'T68 device code: a page that is not on the list is refused: %s',
  (address) =>
    withBench(async (bench) => {
      bench.entra.verificationUri = address;
      expect(await failureOf(bench.login({ kind: 'device-code' }))).toMatchObject({
        code: 'signInFailed',
        details: { cause: 'host' },
      });
      expect([bench.said, bench.entra.asked]).toEqual([[], []]);
    }),
);

test('client secret from standard input: the app itself', () =>
  withBench(
    async (bench) => {
      const signedIn = await bench.login({ kind: 'client-secret', from: { place: 'stdin' } });
      expect(signedIn).toEqual(account(bench, { ...app, way: 'client-secret', keepsClientSecret: true }));
      expect(bench.entra.asked).toEqual([
        { grant_type: 'client_credentials', client_id: clientId, client_secret: 's3cret-canary', scope },
      ]);
    },
    { stdin: inputOf('s3cret-canary\n') },
  ));

test('certificate: a signed assertion that names the token endpoint and the thumbprint', () =>
  withBench(async (bench) => {
    const path = join(bench.folder, '..', 'app.pem');
    const words = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=csp -keyout ${path} -out ${path}.crt`;
    execFileSync('openssl', words.split(' '), { stdio: 'ignore' });
    const certificate = execFileSync('cat', [`${path}.crt`]).toString();
    writeFileSync(path, execFileSync('cat', [path]).toString() + certificate);
    await bench.login({ kind: 'certificate', path });
    const [asked] = bench.entra.asked;
    const [header, payload] = (asked?.['client_assertion'] ?? '')
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) });
    expect(payload).toMatchObject({
      aud: `${bench.entra.origin}/${tenantId}/oauth2/v2.0/token`,
      iss: clientId,
      sub: clientId,
    });
    expect(asked).toMatchObject({ grant_type: 'client_credentials', scope });
  }));

test('refresh token of the Secure Application Model, with the secret of its web app', () =>
  withBench(
    async (bench) => {
      bench.entra.goodRefreshTokens.add('given-canary');
      const signedIn = await bench.login({ kind: 'refresh-token', clientSecret: { place: 'environment' } });
      expect(signedIn).toEqual(account(bench, { way: 'refresh-token' }));
      expect(bench.entra.asked).toEqual([
        {
          grant_type: 'refresh_token',
          refresh_token: 'given-canary',
          client_id: clientId,
          client_secret: 'env-canary',
          scope: `${scope} openid profile offline_access`,
        },
      ]);
    },
    { stdin: inputOf('given-canary'), env: { CSP_CLIENT_SECRET: 'env-canary' } },
  ));

test('federated: a token from a file stands for the app', () =>
  withBench(async (bench) => {
    const path = join(bench.folder, '..', 'federated');
    writeFileSync(path, 'federated-canary\n');
    expect(await bench.login({ kind: 'federated-file', path })).toEqual(
      account(bench, { ...app, way: 'federated-file' }),
    );
    expect(bench.entra.asked).toMatchObject([{ client_assertion: 'federated-canary', client_id: clientId }]);
  }));

test('federated: the GitHub runner is asked for a token about the job', () => {
  const env: Record<string, string> = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner-canary' };
  return withBench(
    async (bench) => {
      env['ACTIONS_ID_TOKEN_REQUEST_URL'] = `${bench.entra.origin}/github?api-version=2`;
      await bench.login({ kind: 'federated-github' });
      expect(bench.entra.asked).toMatchObject([
        { authorization: 'Bearer runner-canary', audience: 'api://AzureADTokenExchange' },
        { client_assertion: 'github-canary' },
      ]);
    },
    { env },
  );
});

test('a token of another tenant than the one asked for is not taken', () =>
  withBench(
    async (bench) => {
      bench.entra.claims = { tid: '99999999-2222-4333-8444-555555555555' };
      expect(await failureOf(bench.login({ kind: 'client-secret', from: { place: 'stdin' } }))).toEqual({
        code: 'tenantMismatch',
        exitCode: 8,
        details: { expected: tenantId, found: '99999999-2222-4333-8444-555555555555' },
      });
      expect(await bench.signIn.findAccount()).toBeUndefined();
    },
    { stdin: inputOf('x') },
  ));

test('roles are told where the token names them', () =>
  withBench(
    async (bench) => {
      bench.entra.claims = { roles: ['admin-agent', 'something-else'] };
      expect(await bench.login({ kind: 'client-secret', from: { place: 'stdin' } })).toMatchObject({
        roles: ['admin-agent'],
      });
    },
    { stdin: inputOf('x') },
  ));
