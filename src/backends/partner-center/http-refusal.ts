/** What an answer other than 2xx says, as our own failure. https://learn.microsoft.com/partner-center/developer/error-codes */
import { CspError, type ErrorDetails } from '../../core/errors.ts';
import { blankSecrets } from '../../core/rules/secret.ts';
import { isForeignAnswer } from './http-outcome.ts';
import type { Received } from './http-wire.ts';

export interface Refusing {
  readonly operation: string;
  readonly url: URL;
  readonly profile: string;
  readonly requestId: string;
  readonly correlationId: string;
}

/** The `signInNeeded`, `accessDenied`, `crossHost`, `serviceRefused` or, of a page, `serviceFailed` that an answer stands for. */
export const toRefusal = (
  received: Received,
  body: unknown,
  { operation, url, profile, requestId, correlationId }: Refusing,
): CspError => {
  const { status, headers } = received;
  const { serviceCode, text } = readErrorBody(body);
  const challenge = headers['www-authenticate'] ?? '';
  const target = otherOrigin(status, headers['location'], url);
  if (target !== undefined) return new CspError('crossHost', { host: url.host, target });
  const isMfa = mfaWords.test(`${text} ${challenge}`);
  if (status === 401) return new CspError('signInNeeded', { profile, reason: isMfa ? 'mfa' : 'expired' });
  if (isForeignAnswer(received)) {
    const ids = { requestId, correlationId };
    return new CspError('serviceFailed', { operation, status, isForeign: true, retryAt: null, ...ids });
  }
  const missing = status === 403 ? whatIsMissing(serviceCode, isMfa) : undefined;
  if (missing !== undefined) return new CspError('accessDenied', { operation, serviceCode, missing });
  return new CspError('serviceRefused', { operation, status, serviceCode, text: text || `HTTP ${status}` });
};

const mfaWords = /\bmfa\b|multi-?\s?factor|insufficient_claims|AADSTS5007[69]/i;

type Missing = ErrorDetails['accessDenied']['missing'];

/** By the service's number. One number, 1002, is not in Microsoft's list; partners met it on calls about relationships. */
const missingByCode: { readonly [serviceCode: string]: Missing } = {
  '900329': 'user',
  '20002': 'relationship',
  '1002': 'role',
  '2032': 'role',
  '900150': 'role',
};

/** `undefined` when another number says that the thing itself is refused, whoever asks for it. */
const whatIsMissing = (serviceCode: string | null, isMfa: boolean): Missing | undefined => {
  if (isMfa) return 'mfa';
  if (serviceCode === null || !/^\d+$/.test(serviceCode)) return 'unknown';
  return missingByCode[serviceCode];
};

/** The host that a redirect names, when it is not the one that was asked, or would leave TLS. */
const otherOrigin = (status: number, location: string | undefined, url: URL): string | undefined => {
  if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, url.href)) return undefined;
  const { origin } = new URL(location, url.href);
  return origin === url.origin ? undefined : origin;
};

const longestText = 1024;

/** The service's `{code, description}`, the gateway's `{statusCode, message}`, or `{error: {code, message}}`. */
const readErrorBody = (body: unknown): { readonly serviceCode: string | null; readonly text: string } => {
  const outer = fieldsOf(body);
  const fields = outer['error'] === undefined ? outer : fieldsOf(outer['error']);
  const { code, description, message } = fields;
  const serviceCode = typeof code === 'string' && code !== '' ? code : typeof code === 'number' ? String(code) : null;
  const text = [description, message].find((words) => typeof words === 'string') ?? '';
  return { serviceCode, text: blankSecrets(String(text)).slice(0, longestText) };
};

const fieldsOf = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null ? { ...value } : {};
