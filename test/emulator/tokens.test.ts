import { createHash } from 'node:crypto';
import { newSigningKey } from '../../src/emulator/signing-key.ts';
import { appGrant, type Bench, clientId, deviceGrant, openBench, tenantId, textIn } from './emulator-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ tokenSeconds: 600 });
});
afterEach(() => bench.close());

const tokenPath = `/${tenantId}/oauth2/v2.0/token`;
const claimsOf = (token: string): object => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
const refusalOf = (body: unknown): readonly unknown[] => {
  const { error, error_codes: codes } = body as { readonly error?: unknown; readonly error_codes?: unknown };
  return [error, codes];
};

const verifier = 'a-verifier-that-is-long-enough-to-be-one-of-43-characters';
const redirectUri = 'http://localhost:7777';
const scope = 'openid offline_access https://api.partnercenter.microsoft.com/.default';
const authorizePath = (state: string): string => {
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    scope,
    nonce: 'n',
    code_challenge,
  };
  return `/common/oauth2/v2.0/authorize?${new URLSearchParams({ ...query, code_challenge_method: 'S256' })}`;
};
const askForCode = async (): Promise<string> => {
  const { status, headers } = await bench.call('GET', authorizePath('s'));
  const back = new URL(headers.get('location') ?? '');
  expect([status, back.origin, back.searchParams.get('state')]).toEqual([302, redirectUri, 's']);
  return back.searchParams.get('code') ?? '';
};
const codeGrant = (code: string, code_verifier = verifier) => ({
  ...{
    client_id: clientId,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
  },
  ...{ code, code_verifier },
});

test('a code is redeemed once, with its verifier, for tokens that say who signed in and how', async () => {
  const wrong = await bench.form(tokenPath, codeGrant(await askForCode(), 'another verifier'));
  expect([wrong.status, ...refusalOf(wrong.body)]).toEqual([400, 'invalid_grant', [501481]]);
  const code = await askForCode();
  const { status, body } = await bench.form(tokenPath, codeGrant(code));
  expect([status, body]).toEqual([
    200,
    {
      token_type: 'Bearer',
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      id_token: expect.any(String),
      scope: 'openid https://api.partnercenter.microsoft.com/user_impersonation',
      expires_in: 600,
      ext_expires_in: 600,
    },
  ]);
  expect(claimsOf(textIn(body, 'access_token'))).toMatchObject({
    aud: 'https://api.partnercenter.microsoft.com',
    tid: tenantId,
    appid: clientId,
    idtyp: 'user',
    upn: 'admin@firstupconsultants.onmicrosoft.com',
    scp: 'user_impersonation',
    amr: ['pwd', 'mfa'],
    wids: ['62e90394-69f5-4237-9190-012177145e10'],
    roles: ['admin-agent', 'global-admin'],
  });
  expect(claimsOf(textIn(body, 'id_token'))).toMatchObject({
    iss: `${bench.url}/${tenantId}/v2.0`,
    aud: clientId,
    nonce: 'n',
  });
  const again = await bench.form(tokenPath, codeGrant(code));
  expect([again.status, ...refusalOf(again.body)]).toEqual([400, 'invalid_grant', [54005]]);
});

test('nobody is sent back anywhere but to this machine', async () => {
  const { status, body } = await bench.call('GET', authorizePath('s').replace('localhost', 'evil.example'));
  expect([status, ...refusalOf(body)]).toEqual([400, 'invalid_request', [50011]]);
});

test('a device code is pending first, then gives tokens, once', async () => {
  const offer = await bench.form(`/${tenantId}/oauth2/v2.0/devicecode`, { client_id: clientId, scope: 'openid' });
  expect(offer.body).toEqual({
    user_code: expect.stringMatching(/^[0-9A-F]{9}$/),
    device_code: expect.any(String),
    verification_uri: `${bench.url}/devicelogin`,
    expires_in: 900,
    interval: 1,
    message: expect.stringContaining('/devicelogin'),
  });
  const fields = { client_id: clientId, grant_type: deviceGrant, device_code: textIn(offer.body, 'device_code') };
  expect(refusalOf((await bench.form(tokenPath, fields)).body)).toEqual(['authorization_pending', [70016]]);
  expect((await bench.form(tokenPath, fields)).status).toBe(200);
  expect(refusalOf((await bench.form(tokenPath, fields)).body)).toEqual(['expired_token', [70020]]);
});

test.each(['slow_down', 'access_denied', 'expired_token', 'interaction_required'])('%s on request', async (error) => {
  bench.faults.push({ on: 'token', error });
  const { status, body } = await bench.form(tokenPath, appGrant);
  expect([status, refusalOf(body)[0]]).toEqual([400, error]);
  bench.faults.push({ on: 'authorize', error });
  const { headers } = await bench.call('GET', authorizePath('s'));
  expect(new URL(headers.get('location') ?? '').searchParams.get('error')).toBe(error);
});

test('a refresh token stays good when it is used, and the next one is another', async () => {
  const first = (await bench.form(tokenPath, codeGrant(await askForCode()))).body;
  const refresh = (body: unknown) =>
    bench.form(tokenPath, {
      client_id: clientId,
      grant_type: 'refresh_token',
      refresh_token: textIn(body, 'refresh_token'),
    });
  const second = await refresh(first);
  expect(second.status).toBe(200);
  expect((await refresh(first)).status).toBe(200);
  expect(textIn(second.body, 'refresh_token')).not.toBe(textIn(first, 'refresh_token'));
  expect((await refresh(second.body)).status).toBe(200);
  expect(refusalOf((await refresh({ refresh_token: 'none.of.ours' })).body)[0]).toBe('invalid_grant');
});

test('an app proves itself by a secret or by another’s word for it, and gets no refresh token', async () => {
  const { client_secret: _, ...bare } = appGrant;
  const assertion = {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: 'a.b.c',
  };
  for (const fields of [appGrant, { ...bare, ...assertion }]) {
    const { body } = await bench.form(tokenPath, fields);
    expect(body).toEqual({
      token_type: 'Bearer',
      access_token: expect.any(String),
      expires_in: 600,
      ext_expires_in: 600,
    });
    expect(claimsOf(textIn(body, 'access_token'))).toMatchObject({ idtyp: 'app', tid: tenantId, appid: clientId });
  }
  const refused = await bench.form(tokenPath, bare);
  expect([refused.status, ...refusalOf(refused.body)]).toEqual([401, 'invalid_client', [7000218]]);
});

test('the first version writes its numbers as text', async () => {
  const { body } = await bench.form(`/${tenantId}/oauth2/token`, appGrant);
  const now = bench.machine.now / 1000;
  expect(body).toEqual({
    token_type: 'Bearer',
    access_token: expect.any(String),
    expires_in: '600',
    ext_expires_in: '600',
    expires_on: String(now + 600),
    not_before: String(now),
    resource: 'https://api.partnercenter.microsoft.com',
  });
});

test('a tenant that is not here is not known', async () => {
  const { status, body } = await bench.form('/contoso.onmicrosoft.com/oauth2/v2.0/token', appGrant);
  expect([status, ...refusalOf(body)]).toEqual([400, 'invalid_request', [90002]]);
});

test('calls without a token, with a changed one, and with one that ran out are sent away', async () => {
  const token = await bench.token();
  const statusOf = async (given: string): Promise<readonly unknown[]> => {
    const { status, headers } = await bench.call('GET', '/v1/customers', { token: given });
    return [status, headers.get('www-authenticate')];
  };
  const refused = [401, `Bearer realm="${tenantId}", error="invalid_token"`];
  expect(await statusOf(token)).toEqual([200, null]);
  expect(await statusOf(`${token.slice(0, -4)}AAAA`)).toEqual(refused);
  bench.machine.now += 601_000;
  expect(await statusOf(token)).toEqual(refused);
  const none = await fetch(`${bench.url}/v1/customers`);
  expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, `Bearer realm="${tenantId}"`]);
});

test('a token holds over a restart with the same key, and not with another', async () => {
  const own = newSigningKey();
  const one = await openBench({ signingKey: own });
  const token = await one.token();
  await one.close();
  const statusWith = async (signingKey: string): Promise<number> => {
    const other = await openBench({ signingKey });
    const { status } = await other.call('GET', '/v1/customers', { token });
    await other.close();
    return status;
  };
  expect([await statusWith(own), await statusWith(newSigningKey())]).toEqual([200, 401]);
});
