/** An identity that another service vouches for, such as the CI runner: no secret is kept anywhere. */
import type { ClientAuth } from 'oauth4webapi';
import { CspError } from '../../../core/errors.ts';
import type { Secret } from '../../../core/rules/secret.ts';
import type { TokenFetch } from './token-fetch.ts';

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
export const assertionAuth =
  (assertion: Secret): ClientAuth =>
  (_server, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', assertion.reveal());
  };

export interface GithubRunner {
  readonly url: string | undefined;
  readonly token: string | undefined;
}

/**
 * Asks the GitHub runner for a token about this job; the runner says where, and with which key. Fails with
 * `argumentMissing` outside of a job that has `id-token: write`.
 * https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect
 */
export const askGithub = async ({ url, token }: GithubRunner, fetch: TokenFetch): Promise<string> => {
  if (url === undefined || token === undefined)
    throw new CspError('argumentMissing', { flag: 'ACTIONS_ID_TOKEN_REQUEST_URL', command: '' });
  const target = new URL(url);
  target.searchParams.set('audience', 'api://AzureADTokenExchange');
  const response = await fetch(target.href, {
    method: 'GET',
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null && 'value' in body && typeof body.value === 'string') return body.value;
  throw new CspError('signInFailed', { cause: 'answer', serviceCode: null, text: `GitHub: HTTP ${response.status}` });
};
