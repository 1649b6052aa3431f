/**
 * Sign-in in the browser: authorization code with PKCE (RFC 7636), caught on a listener that only this machine reaches
 * (RFC 8252). https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { CspError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/environment.ts';
import type { ReturnPage } from '../../../core/ports/sign-in.ts';
import { type Authority, clientAt, type Granted, issuerOf, toGranted } from './authority.ts';
import { loginFailure } from './token-failure.ts';
import type { OnGiveUp } from './token-fetch.ts';

export interface BrowserSignIn {
  readonly onGiveUp?: OnGiveUp | undefined;
  readonly page: ReturnPage;
  /** Shows the address, and opens a browser on it where that is wanted. */
  readonly visit: (url: string) => void;
  readonly clock: Clock;
}

const patienceMs = 300_000;

/** Fails with `signInFailed`: denied, refused, or nobody came back within five minutes. */
export const signInWithBrowser = async (
  authority: Authority,
  { page, visit, clock, onGiveUp }: BrowserSignIn,
): Promise<Granted> => {
  const [verifier, state, nonce] = [generateRandomCodeVerifier(), generateRandomState(), generateRandomNonce()];
  const listener = await listen(state, page);
  onGiveUp?.(listener.close);
  try {
    // Entra takes any port behind a registered `http://localhost`.
    const redirectUri = `http://localhost:${listener.port}`;
    const url = new URL(authority.server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: authority.client.client_id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: authority.userScope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      prompt: 'select_account',
    }).toString();
    visit(url.href);
    const returned = await Promise.race([listener.returned, listener.until(patienceMs)]);
    return await exchange(authority, { returned, state, nonce, verifier, redirectUri, clock });
  } catch (error) {
    throw error instanceof AuthorizationResponseError ? denied(error) : loginFailure(error);
  } finally {
    listener.close();
  }
};

interface Exchange {
  readonly returned: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly clock: Clock;
}

const exchange = async (
  authority: Authority,
  { returned, state, nonce, verifier, redirectUri, clock }: Exchange,
): Promise<Granted> => {
  const { server, client, options } = authority;
  const parameters = validateAuthResponse(server, client, returned, state);
  const response = await authorizationCodeGrantRequest(server, client, None(), parameters, redirectUri, verifier, {
    ...options,
    additionalParameters: { scope: authority.userScope },
  });
  const issuer = await issuerOf(authority, response);
  const answer = await processAuthorizationCodeResponse(issuer, clientAt(authority, response), response, {
    expectedNonce: nonce,
  });
  return toGranted(answer, clock.now());
};

const denied = (error: AuthorizationResponseError): CspError =>
  new CspError(
    'signInFailed',
    {
      cause: error.error === 'access_denied' ? 'denied' : 'refused',
      serviceCode: /\bAADSTS(\d+)/.exec(error.error_description ?? '')?.[1] ?? null,
      text: (error.error_description ?? error.error).split(/\r?\n/)[0] ?? '',
    },
    error,
  );

interface Listener {
  readonly port: number;
  /** The address that the browser came back to. */
  readonly returned: Promise<URL>;
  readonly until: (ms: number) => Promise<never>;
  readonly close: () => void;
}

/** Only the return that carries our `state` counts; whoever else knocks is sent away. */
const listen = async (state: string, page: ReturnPage): Promise<Listener> => {
  let take: (url: URL) => void = () => {};
  const returned = new Promise<URL>((resolve) => {
    take = resolve;
  });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const isOurs = request.method === 'GET' && url.pathname === '/' && url.searchParams.get('state') === state;
    show(response, isOurs ? 200 : 404, page, isOurs && url.searchParams.has('code') ? page.done : page.failed);
    if (isOurs) take(url);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  let timer: NodeJS.Timeout | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    returned,
    until: (ms) =>
      new Promise((_, reject) => {
        timer = setTimeout(
          () => reject(new CspError('signInFailed', { cause: 'timeout', serviceCode: null, text: '' })),
          ms,
        );
      }),
    close: () => {
      clearTimeout(timer);
      shut(server);
    },
  };
};

const shut = (server: Server): void => {
  server.close();
  // A browser keeps its connection open; the answer has left by now.
  setImmediate(() => server.closeIdleConnections());
};

const show = (response: ServerResponse, status: number, { lang }: ReturnPage, sentence: string): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(`<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>csp</title><p>${sentence}</p></html>`);
};
