/** The sign-in as libraries of others see it that do not know the emulator: by every way that csp has itself. */
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfidentialClientApplication,
  CryptoProvider,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
  PublicClientApplication,
} from '@azure/msal-node';
import * as openid from 'openid-client';
import { getCertificate } from '../../src/emulator/certificate.ts';
import { type Bench, clientId, openBench, tenantId } from './emulator-bench.ts';

const api = 'https://api.partnercenter.microsoft.com/.default';
const userScopes = ['https://api.partnercenter.microsoft.com/user_impersonation'];
const userScope = `openid profile offline_access ${userScopes[0]}`;
const redirectUri = 'http://localhost:7777';
const person = 'admin@firstupconsultants.onmicrosoft.com';

let folder: string;
let bench: Bench;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-outside-'));
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

/** The time of the machine: libraries look at what tokens say of theirs. */
const openNow = async (options: Parameters<typeof openBench>[0] = {}): Promise<Bench> => {
  bench = await openBench({ clock: { now: () => Date.now(), sleep: async () => {} }, ...options });
  return bench;
};

const statusWith = async (token: string | undefined): Promise<number> =>
  (await bench.call('GET', '/v1/customers?size=1', { token: token ?? 'none' })).status;

/** Where a browser is sent back to. */
const visit = async (url: string, get: (url: string) => Promise<string>): Promise<URL> => new URL(await get(url));

const locationOf = async (url: string): Promise<string> =>
  (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';

const discover = async (auth?: openid.ClientAuth, secret?: string): Promise<openid.Configuration> => {
  const server = new URL(`${bench.url}/${tenantId}/v2.0`);
  return openid.discovery(server, clientId, secret, auth, {
    // The tokens are verified with the keys that the metadata names.
    execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
  });
};

describe('openid-client', () => {
  test('browser: found by discovery, signed in with PKCE, its id token verified by the keys, and refreshed', async () => {
    await openNow();
    const config = await discover(openid.None());
    const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()];
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: userScope,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...{ state, nonce },
    });
    const back = await visit(url.href, locationOf);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const tokens = await openid.authorizationCodeGrant(config, back, checks);
    expect(tokens.claims()).toMatchObject({ preferred_username: person, tid: tenantId, nonce });
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
    // The one that was used stays good, as the service's does.
    const again = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(await Promise.all([tokens, refreshed, again].map((one) => statusWith(one.access_token)))).toEqual([
      200, 200, 200,
    ]);
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  });

  test('device code', async () => {
    await openNow();
    const config = await discover(openid.None());
    const offer = await openid.initiateDeviceAuthorization(config, { scope: userScope });
    const tokens = await openid.pollDeviceAuthorizationGrant(config, offer);
    expect([tokens.claims()?.['preferred_username'], await statusWith(tokens.access_token)]).toEqual([person, 200]);
  });

  test('an app by its secret, by its certificate, and by an assertion of somebody else', async () => {
    await openNow();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = await crypto.subtle.importKey(
      'pkcs8',
      privateKey.export({ format: 'der', type: 'pkcs8' }),
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const federated: openid.ClientAuth = (_server, client, body) => {
      body.set('client_id', client.client_id);
      body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      body.set('client_assertion', 'a.b.c');
    };
    for (const auth of [openid.ClientSecretPost('any secret'), openid.PrivateKeyJwt(key), federated]) {
      const tokens = await openid.clientCredentialsGrant(await discover(auth), { scope: api });
      expect([tokens.refresh_token, await statusWith(tokens.access_token)]).toEqual([undefined, 200]);
    }
  });

  test('a refusal is read as such: the error, its number and its words', async () => {
    await openNow();
    const config = await discover(openid.None());
    bench.faults.push({ on: 'token', error: 'interaction_required' });
    const refused = openid.refreshTokenGrant(config, 'whatever');
    await expect(refused).rejects.toMatchObject({ error: 'interaction_required', status: 400 });
    await expect(openid.refreshTokenGrant(config, 'whatever')).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

/** MSAL speaks https alone. The way through Node's own client, which trusts the emulator's certificate. */
const networkOf = (ca: string): INetworkModule => {
  const send = <T>(method: string, url: string, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> =>
    new Promise((resolve, reject) => {
      const request = requestHttps(url, { method, ca, headers: { ...options.headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const headers = Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          );
          resolve({ headers, body: (text === '' ? {} : JSON.parse(text)) as T, status: response.statusCode ?? 0 });
        });
      });
      request.on('error', reject);
      request.end(options.body);
    });
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
};

const secureLocation =
  (ca: string) =>
  (url: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const request = requestHttps(url, { ca }, (response) => {
        response.resume();
        resolve(response.headers.location ?? '');
      });
      request.on('error', reject).end();
    });

describe('@azure/msal-node', () => {
  const openSecure = async () => {
    const { key, cert } = await getCertificate(folder, Date.now());
    await openNow({ tls: { key, cert } });
    const system = { networkClient: networkOf(cert) };
    const auth = { clientId, authority: `${bench.url}/${tenantId}`, knownAuthorities: [new URL(bench.url).host] };
    // Its API is called over the same way.
    const apiStatus = async (token: string | undefined): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      const { status } = await system.networkClient.sendGetRequestAsync(`${bench.url}/v1/customers?size=1`, {
        headers,
      });
      return status;
    };
    return { cert, system, auth, apiStatus };
  };

  test('browser, then silently with what it has kept', async () => {
    const { cert, system, auth, apiStatus } = await openSecure();
    const client = new PublicClientApplication({ auth, system });
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const asked = { scopes: userScopes, redirectUri, codeChallenge: challenge, codeChallengeMethod: 'S256' };
    const back = await visit(await client.getAuthCodeUrl(asked), secureLocation(cert));
    const code = back.searchParams.get('code') ?? '';
    const result = await client.acquireTokenByCode({ scopes: userScopes, redirectUri, code, codeVerifier: verifier });
    expect([result.account?.username, result.account?.tenantId, await apiStatus(result.accessToken)]).toEqual([
      person,
      tenantId,
      200,
    ]);
    if (result.account === null) throw new Error('no account');
    const silent = await client.acquireTokenSilent({ scopes: userScopes, account: result.account, forceRefresh: true });
    expect([silent.fromCache, await apiStatus(silent.accessToken)]).toEqual([false, 200]);
  });

  test('device code, by its short name', async () => {
    const { system, auth, apiStatus } = await openSecure();
    const client = new PublicClientApplication({ auth, system });
    const told: string[] = [];
    const result = await client.acquireTokenByDeviceCode({
      scopes: userScopes,
      deviceCodeCallback: ({ userCode }) => void told.push(userCode),
    });
    expect([told.length, result?.account?.username, await apiStatus(result?.accessToken)]).toEqual([1, person, 200]);
  });

  test('a refresh token of somebody’s own, with the client’s secret', async () => {
    const { system, auth, apiStatus } = await openSecure();
    const first = await new PublicClientApplication({ auth, system }).acquireTokenByDeviceCode({
      scopes: userScopes,
      deviceCodeCallback: () => {},
    });
    expect(first).not.toBeNull();
    const client = new ConfidentialClientApplication({ auth: { ...auth, clientSecret: 'any secret' }, system });
    const refreshToken = await refreshTokenOf(system.networkClient);
    const result = await client.acquireTokenByRefreshToken({ scopes: userScopes, refreshToken });
    expect([result?.account?.username, await apiStatus(result?.accessToken)]).toEqual([person, 200]);
  });

  test('an app by its secret, by its certificate, and by an assertion of somebody else', async () => {
    const { cert, system, auth, apiStatus } = await openSecure();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const clientCertificate = {
      thumbprintSha256: new X509Certificate(cert).fingerprint256.replaceAll(':', ''),
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    for (const proof of [{ clientSecret: 'any secret' }, { clientCertificate }, { clientAssertion: 'a.b.c' }]) {
      const client = new ConfidentialClientApplication({ auth: { ...auth, ...proof }, system });
      const result = await client.acquireTokenByClientCredential({ scopes: [api] });
      expect(await apiStatus(result?.accessToken)).toBe(200);
    }
  });

  const refreshTokenOf = async (network: INetworkModule): Promise<string> => {
    const post = async (path: string, fields: { readonly [name: string]: string }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams({ client_id: clientId, ...fields }).toString();
      const url = `${bench.url}/${tenantId}/oauth2/v2.0/${path}`;
      return (await network.sendPostRequestAsync<{ readonly [name: string]: string }>(url, { headers, body })).body;
    };
    const { device_code = '' } = await post('devicecode', { scope: userScope });
    await post('token', { grant_type: 'device_code', device_code });
    return (await post('token', { grant_type: 'device_code', device_code }))['refresh_token'] ?? '';
  };
});
