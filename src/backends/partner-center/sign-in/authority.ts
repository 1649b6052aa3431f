/**
 * The door to the OAuth library: the endpoints of a tenant in a cloud, and how to reach them. They are spelled out here
 * and not asked for, so no answer can point to another host.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols
 */
import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  clockSkew,
  clockTolerance,
  customFetch,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import { CspError } from '../../../core/errors.ts';
import type { Instant } from '../../../core/ports/environment.ts';
import { Secret } from '../../../core/rules/secret.ts';
import type { Cloud } from '../clouds.ts';
import { readClaims, readIdentity, type TokenIdentity } from './claims.ts';
import type { TokenFetch } from './token-fetch.ts';

export interface Authority {
  readonly server: AuthorizationServer & { readonly token_endpoint: string };
  readonly client: Client;
  readonly options: RequestOptions;
  /** For an app that acts alone. */
  readonly appScope: string;
  /** For an app that acts for a user, and is to go on doing so. */
  readonly userScope: string;
}

interface RequestOptions {
  readonly [customFetch]: TokenFetch;
  readonly [allowInsecureRequests]: boolean;
}

export interface AuthorityOptions {
  readonly cloud: Cloud;
  /** GUID, domain, or `organizations`. */
  readonly tenant: string;
  readonly clientId: string;
  readonly fetch: TokenFetch;
}

/** Clocks may be this far apart. */
const toleranceSeconds = 600;

export const createAuthority = ({ cloud, tenant, clientId, fetch }: AuthorityOptions): Authority => {
  const base = `${cloud.signInOrigin}/${encodeURIComponent(tenant)}/oauth2/v2.0`;
  const appScope = `${cloud.audience}/.default`;
  return {
    server: {
      issuer: `${cloud.signInOrigin}/${tenant}/v2.0`,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      device_authorization_endpoint: `${base}/devicecode`,
    },
    client: { client_id: clientId, [clockTolerance]: toleranceSeconds },
    options: { [customFetch]: fetch, [allowInsecureRequests]: cloud.isLoopback },
    appScope,
    userScope: `${appScope} openid profile offline_access`,
  };
};

/**
 * The server as an answer's id token must name it: by the tenant's GUID, whatever name it was asked by, and never on
 * another host. Reads a copy; the answer itself is left to the library.
 */
export const issuerOf = async ({ server }: Authority, response: Response): Promise<AuthorizationServer> => {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const idToken = typeof body === 'object' && body !== null && 'id_token' in body ? String(body.id_token) : undefined;
  const tenantId = readClaims(idToken)['tid'];
  const isGuid = typeof tenantId === 'string' && /^[0-9a-f-]{36}$/i.test(tenantId);
  return isGuid ? { ...server, issuer: `${new URL(server.token_endpoint).origin}/${tenantId}/v2.0` } : server;
};

/**
 * The client by the clock of the host that answered: what a token says of its times is the host's, and a machine whose
 * clock is hours off would throw away what the host has just given, and does not give again.
 */
export const clientAt = ({ client }: Authority, response: Response): Client => {
  const at = Date.parse(response.headers.get('date') ?? '');
  // biome-ignore lint/plugin: the library reads the machine's clock itself, and this is held against its reading.
  return Number.isNaN(at) ? client : { ...client, [clockSkew]: Math.round((at - Date.now()) / 1000) };
};

/** What a token endpoint gave. */
export interface Granted {
  readonly access: { readonly token: Secret; readonly endsAt: Instant };
  /** A new one; the old one is not to be used again. */
  readonly refreshToken: Secret | undefined;
  readonly identity: TokenIdentity;
}

/** An answer without an end lasts five minutes. Fails with `signInFailed` when it does not say whose it is. */
export const toGranted = (answer: TokenEndpointResponse, now: Instant): Granted => {
  const identity = readIdentity(answer.access_token, answer.id_token);
  if (identity === undefined)
    throw new CspError('signInFailed', { cause: 'answer', serviceCode: null, text: 'the token names no tenant' });
  // Kept nowhere; what it holds must not be printed all the same.
  if (answer.id_token !== undefined) new Secret(answer.id_token);
  return {
    access: { token: new Secret(answer.access_token), endsAt: now + (answer.expires_in ?? 300) * 1000 },
    refreshToken: answer.refresh_token === undefined ? undefined : new Secret(answer.refresh_token),
    identity,
  };
};
