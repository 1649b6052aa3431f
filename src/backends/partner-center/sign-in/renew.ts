/** Fetches an access token with what is kept of a sign-in: a refresh token, or an app's own proof. */
import {
  type ClientAuth,
  ClientSecretPost,
  clientCredentialsGrantRequest,
  None,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
} from 'oauth4webapi';
import { CspError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/environment.ts';
import { Secret } from '../../../core/rules/secret.ts';
import type { KeptCredential, KeptSecret } from '../tokens/session.ts';
import { type Authority, clientAt, type Granted, issuerOf, toGranted } from './authority.ts';
import { certificateAuth } from './certificate.ts';
import { askGithub, assertionAuth } from './federated.ts';
import { readSecretFile } from './own-files.ts';
import type { TokenFetch } from './token-fetch.ts';

export interface OwnProofs {
  readonly env: { readonly [name: string]: string | undefined };
  readonly fetch: TokenFetch;
  readonly clock: Clock;
  /**
   * Told of a new refresh token before the rest of the answer is looked at: the old one may be good no more, whatever is
   * wrong with the rest.
   */
  readonly keepRotated?: (token: Secret) => Promise<void>;
}

export const clientSecretVariable = 'CSP_CLIENT_SECRET';

/**
 * Fails as the library does with what the host refuses, and with `argumentMissing` or `inputRefused` where a secret is no
 * longer in its place.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export const fetchToken = async (
  authority: Authority,
  credential: KeptCredential,
  proofs: OwnProofs,
): Promise<Granted> => {
  const { server, client, options, appScope, userScope } = authority;
  const auth = await toClientAuth(authority, credential, proofs);
  if (credential.kind === 'refresh-token') {
    const parameters = { scope: userScope };
    const response = await refreshTokenGrantRequest(server, client, auth, credential.token.reveal(), {
      ...options,
      additionalParameters: parameters,
    });
    const rotated = await rotatedIn(response);
    if (rotated !== undefined) await proofs.keepRotated?.(rotated);
    const issuer = await issuerOf(authority, response);
    const asked = clientAt(authority, response);
    return toGranted(await processRefreshTokenResponse(issuer, asked, response), proofs.clock.now());
  }
  const response = await clientCredentialsGrantRequest(server, client, auth, { scope: appScope }, options);
  return toGranted(await processClientCredentialsResponse(server, client, response), proofs.clock.now());
};

/** Reads a copy; the answer itself is left to the library. */
const rotatedIn = async (response: Response): Promise<Secret | undefined> => {
  if (response.status !== 200) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const token = typeof body === 'object' && body !== null && 'refresh_token' in body ? body.refresh_token : undefined;
  return typeof token === 'string' && token !== '' ? new Secret(token) : undefined;
};

const toClientAuth = async (
  { server }: Authority,
  credential: KeptCredential,
  { env, fetch }: OwnProofs,
): Promise<ClientAuth> => {
  switch (credential.kind) {
    case 'refresh-token':
      return credential.clientSecret === undefined
        ? None()
        : ClientSecretPost((await openSecret(credential.clientSecret, env)).reveal());
    case 'client-secret':
      return ClientSecretPost((await openSecret(credential.secret, env)).reveal());
    case 'certificate': {
      const pem = await readSecretFile(credential.path);
      return certificateAuth(pem.reveal(), credential.path, server.token_endpoint);
    }
    case 'federated-file':
      return assertionAuth(await readSecretFile(credential.path));
    case 'federated-github': {
      const runner = { url: env['ACTIONS_ID_TOKEN_REQUEST_URL'], token: env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] };
      return assertionAuth(new Secret(await askGithub(runner, fetch)));
    }
  }
};

const openSecret = async (kept: KeptSecret, env: OwnProofs['env']): Promise<Secret> => {
  if (kept.place === 'kept') return kept.secret;
  if (kept.place === 'file') return readSecretFile(kept.path);
  const value = env[clientSecretVariable];
  if (!value) throw new CspError('argumentMissing', { flag: clientSecretVariable, command: '' });
  return new Secret(value);
};
