/** Whether the service takes a sign-in for one with a second factor: it says so when it is asked, before it insists. */
import type { CspError } from '../../../core/errors.ts';
import type { Secret } from '../../../core/rules/secret.ts';
import { wirePath } from '../call.ts';
import { decodeJson } from '../decode.ts';
import { toRefusal } from '../http-refusal.ts';
import type { TokenFetch } from './token-fetch.ts';

export interface MfaQuestion {
  readonly apiOrigin: string;
  readonly profile: string;
  readonly token: Secret;
  readonly fetch: TokenFetch;
}

/**
 * `null` where the service does not say. Fails with `signInNeeded` where it turns the sign-in away for another reason, and as
 * `fetch` does.
 * https://learn.microsoft.com/partner-center/developer/partner-center-authentication
 */
export const askMfa = async ({ apiOrigin, profile, token, fetch }: MfaQuestion): Promise<boolean | null> => {
  const url = new URL(`${wirePath`customers`}?size=1`, apiOrigin);
  const headers = { Accept: 'application/json', Authorization: `Bearer ${token.reveal()}`, ValidateMfa: 'true' };
  const response = await fetch(url.href, { method: 'GET', headers });
  if (response.status === 401) return refusedFor(url, profile, response);
  const said = response.headers.get('isMfaCompliant')?.toLowerCase();
  return said === 'true' ? true : said === 'false' ? false : null;
};

const refusedFor = async (url: URL, profile: string, response: Response): Promise<false> => {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const decoded = decodeJson(bytes);
  const headers = Object.fromEntries(response.headers);
  const received = { kind: 'received', status: response.status, headers, message: response.statusText, bytes } as const;
  const about = { operation: 'GET /v1/customers', url, profile, requestId: '', correlationId: '' };
  const refusal = toRefusal(received, 'value' in decoded ? decoded.value : undefined, about);
  const { reason } = (refusal as CspError<'signInNeeded'>).details;
  if (reason === 'mfa' || reason === 'audience') return false;
  throw refusal;
};
