/** T56 against a host that repeats what it was sent: no secret of the process is printed, in whatever format. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keptIn, leaksIn } from './leaks.ts';
import { inSession } from './session.ts';

const tenantId = '11111111-2222-4333-8444-555555555555';
const clientId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const clientSecret = 'client-secret/canary+of=the test~8Q';
const refreshToken = `refresh-canary-${'r'.repeat(900)}`;

const accessToken = [{ alg: 'none' }, { tid: tenantId, upn: 'a@b.example', scp: 'x', jti: 'canary'.repeat(200) }, {}]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

/** Gives tokens for a refresh token alone; says no to everything else, and repeats it in the words of the refusal. */
const inEchoingSession = async (act: (url: string) => Promise<void>): Promise<void> => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const answer = (status: number, content: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    const form = new URLSearchParams(body);
    if (!request.url?.endsWith('/token'))
      answer(400, { code: '2000', description: `${'x'.repeat(500)}you_sent<${request.headers.authorization}>` });
    else if (form.has('client_secret'))
      answer(400, {
        error: 'invalid_client',
        error_description: `AADSTS7000215: ${form.get('client_secret')}! ${body}`,
      });
    else
      answer(200, { token_type: 'Bearer', expires_in: 3600, access_token: accessToken, refresh_token: refreshToken });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

const leaks = leaksIn([clientSecret, refreshToken, accessToken, accessToken.slice(0, 60)]);

test('T56: a service and a sign-in host that repeat tokens and the posted form get none of it printed', () =>
  inEchoingSession((url) =>
    inSession(async (session) => {
      const env = {
        CSP_BACKEND: 'partner-center',
        CSP_CLOUD: url,
        CSP_TENANT_ID: tenantId,
        CSP_CLIENT_ID: clientId,
      };
      const signedIn = await session.run('csp login --refresh-token-stdin --insecure-storage', {
        env,
        input: refreshToken,
      });
      expect([signedIn.exitCode, signedIn.stderr]).toEqual([0, expect.stringContaining(keptIn(session))]);
      const said: string[] = [];
      for (const words of [
        'customers',
        'customers -o json',
        'customers -o json --debug',
        'doctor --debug',
        'activity --sync -o jsonl',
      ]) {
        const { stdout, stderr } = await session.run(`csp ${words}`, { env });
        said.push(stdout + stderr);
      }
      expect(said[0]).toContain('you_sent<Bearer [secret]');
      expect(said[1]).toContain('you_sent<Bearer [secret]');
      for (const words of ['', '-o json', '--debug']) {
        const login = `csp login --service-principal --client-secret-stdin --insecure-storage ${words}`;
        const { stdout, stderr } = await session.run(login, { env, input: clientSecret });
        said.push(stdout + stderr);
      }
      expect(said.at(-2)).toContain('[secret]!');
      expect(said.filter((text) => leaks(text).length > 0)).toEqual([]);
    }),
  ));

test('T56: a client secret in the environment is blanked by commands that need no sign-in', () =>
  inSession(async ({ run }) => {
    const env = { CSP_CLIENT_SECRET: clientSecret };
    const lines = ['csp list-software --customer', 'csp runs show', 'csp login --client-id'];
    const ends = await Promise.all(lines.map((line) => run(`${line} "x${clientSecret}x" -o json`, { env })));
    expect(ends.filter(({ exitCode }) => exitCode === 0)).toEqual([]);
    expect(ends.map(({ stdout, stderr }) => leaks(stdout + stderr))).toEqual(ends.map(() => []));
    expect(ends[0]?.stderr).toContain('x[secret]x');
  }));
