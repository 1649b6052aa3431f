/** A small sign-in host over real HTTP: every flow, with the answers that a test wants in between. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const tenantId = '11111111-2222-4333-8444-555555555555';
export const clientId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const user = 'admin@contoso-partner.example';

export interface EntraServer {
  readonly origin: string;
  /** The grants asked for, in order, as they came. */
  readonly asked: Record<string, string>[];
  /** Answers for the next token requests, instead of tokens. */
  readonly refusals: { readonly status: number; readonly body: object }[];
  /** Claims that the next tokens carry besides the usual ones. */
  claims: Record<string, unknown>;
  expiresIn: number;
  /** By so much its clock is ahead of this machine's; negative: behind. */
  aheadMs: number;
  /** Where a person types a device code. */
  verificationUri: string;
  /** Pending answers before a device code is good. */
  pending: number;
  /** Refresh tokens that are good once. */
  readonly goodRefreshTokens: Set<string>;
  close(): Promise<void>;
}

export const startEntra = async (): Promise<EntraServer> => {
  let issued = 0;
  const codes = new Map<string, { challenge: string; nonce: string }>();
  const server: Omit<EntraServer, 'origin' | 'close'> & { origin: string } = {
    origin: '',
    asked: [],
    refusals: [],
    claims: {},
    expiresIn: 3600,
    aheadMs: 0,
    verificationUri: '',
    pending: 0,
    goodRefreshTokens: new Set(),
  };

  const tokens = (form: Record<string, string>, nonce?: string): object => {
    issued += 1;
    const isApp = form['grant_type'] === 'client_credentials';
    const about = isApp
      ? { tid: tenantId, idtyp: 'app' }
      : { tid: tenantId, upn: user, scp: 'user_impersonation', amr: ['pwd', 'mfa'] };
    const now = Math.floor((Date.now() + server.aheadMs) / 1000);
    const access = jwt({ ...about, ...server.claims, jti: `access-canary-${issued}` });
    if (isApp) return { token_type: 'Bearer', expires_in: server.expiresIn, access_token: access };
    const refresh = `refresh-canary-${issued}`;
    server.goodRefreshTokens.add(refresh);
    return {
      token_type: 'Bearer',
      expires_in: server.expiresIn,
      access_token: access,
      refresh_token: refresh,
      id_token: jwt({
        iss: `${server.origin}/${tenantId}/v2.0`,
        aud: clientId,
        sub: 'subject',
        tid: tenantId,
        preferred_username: user,
        iat: now,
        exp: now + 3600,
        ...(nonce === undefined ? {} : { nonce }),
      }),
    };
  };

  const grant = (form: Record<string, string>): readonly [number, object] => {
    const refusal = server.refusals.shift();
    if (refusal !== undefined) return [refusal.status, refusal.body];
    switch (form['grant_type']) {
      case 'authorization_code': {
        const code = codes.get(form['code'] ?? '');
        codes.delete(form['code'] ?? '');
        const challenge = createHash('sha256')
          .update(form['code_verifier'] ?? '')
          .digest('base64url');
        return code?.challenge === challenge ? [200, tokens(form, code.nonce)] : refused('invalid_grant', '54005');
      }
      case 'refresh_token':
        return server.goodRefreshTokens.delete(form['refresh_token'] ?? '')
          ? [200, tokens(form)]
          : refused('invalid_grant', '700082');
      case 'urn:ietf:params:oauth:grant-type:device_code':
        server.pending -= 1;
        return server.pending >= 0 ? refused('authorization_pending', '70016') : [200, tokens(form)];
      default:
        return [200, tokens(form)];
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', server.origin);
    const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    if (url.pathname.endsWith('/authorize')) {
      const code = `code-${issued}-${codes.size}`;
      const { redirect_uri = '', state = '', nonce = '', code_challenge = '' } = Object.fromEntries(url.searchParams);
      codes.set(code, { challenge: code_challenge, nonce });
      response.writeHead(302, { location: `${redirect_uri}/?${new URLSearchParams({ code, state })}` }).end();
    } else if (url.pathname.endsWith('/devicecode')) {
      json(response, 200, {
        device_code: 'device-canary',
        user_code: 'ABCD-1234',
        verification_uri: server.verificationUri || `${server.origin}/devicelogin`,
        expires_in: 900,
        interval: 5,
      });
    } else if (url.pathname.endsWith('/token')) {
      server.asked.push(form);
      json(response, ...grant(form));
    } else if (url.pathname === '/github') {
      server.asked.push({
        authorization: request.headers.authorization ?? '',
        audience: url.searchParams.get('audience') ?? '',
      });
      json(response, 200, { value: 'github-canary' });
    } else json(response, url.pathname === '/v1/customers' ? 200 : 401, {});
  };
  const http = createServer((request, response) => {
    response.setHeader('date', new Date(Date.now() + server.aheadMs).toUTCString());
    void answer(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return Object.assign(server, {
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  });
};

/** One test with a server of its own, closed whatever happens. */
export const withEntra = async (act: (server: EntraServer) => Promise<void>): Promise<void> => {
  const server = await startEntra();
  try {
    await act(server);
  } finally {
    await server.close();
  }
};

export const refused = (error: string, code: string): readonly [number, object] => [
  400,
  { error, error_description: `AADSTS${code}: The words of the host.\r\nTrace ID: 1` },
];

export const refusal = (error: string, code: string) => {
  const [status, body] = refused(error, code);
  return { status, body };
};

const jwt = (claims: object): string =>
  [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('c2lnbmF0dXJl')
    .join('.');

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};
