/** What an answer other than 2xx says, as our own failure. https://learn.microsoft.com/partner-center/developer/error-codes */
import { CspError, type ErrorDetails } from '../../core/errors.ts';
import { gatewayWords, readErrorBody } from './error-body.ts';
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
  const { status, headers, message = '' } = received;
  const { serviceCode, text } = readErrorBody(body);
  const challenge = headers['www-authenticate'] ?? '';
  const target = otherOrigin(status, headers['location'], url);
  if (target !== undefined) return new CspError('crossHost', { host: url.host, target });
  const words = [serviceCode, text, challenge, message].join(' ');
  if (status === 401) return new CspError('signInNeeded', { profile, reason: whyNotSignedIn(serviceCode, words) });
  const said = gatewayWords(body);
  if (isForeignAnswer(received) || (status === 404 && noRoute.test(said ?? text))) {
    const ids = { requestId, correlationId };
    return new CspError('serviceFailed', { operation, status, isForeign: true, retryAt: null, ...ids });
  }
  const missing = status !== 403 ? undefined : said === undefined ? whatIsMissing(serviceCode, words) : 'gateway';
  if (missing !== undefined) {
    const told = (missing === 'unknown' || missing === 'gateway') && text !== '' ? { text } : {};
    return new CspError('accessDenied', { operation, serviceCode, missing, ...told });
  }
  return new CspError('serviceRefused', { operation, status, serviceCode, text: text || `HTTP ${status}` });
};

const mfaWords = /\bmfa\b|missing_?mfa|multi-?\s?factor|insufficient_claims|AADSTS5007[69]/i;

/** Of the gateway and of the web server behind it: the address is wrong, which says nothing of the thing asked for. */
const noRoute = /^(?:unable to match incoming request|no http resource was found)/i;

/**
 * By the service's number, for its words are not documented. The one of the two about the audience came, where it was seen,
 * with words about the audience: https://github.com/microsoft/Partner-Center-DotNet-Samples/issues/140
 */
const whyNotSignedIn = (serviceCode: string | null, words: string): ErrorDetails['signInNeeded']['reason'] => {
  if (serviceCode === noLongerTaken && /\baudience\b/i.test(words)) return 'audience';
  const isMfa = serviceCode === noLongerTaken || serviceCode === withoutMfa || mfaWords.test(words);
  return isMfa ? 'mfa' : 'expired';
};

const noLongerTaken = '900420';
const withoutMfa = '900421';

type Missing = ErrorDetails['accessDenied']['missing'];

/** By the service's number. One number, 1002, is not in Microsoft's list; partners met it on calls about relationships. */
const missingByCode: { readonly [serviceCode: string]: Missing } = {
  '900329': 'user',
  '900308': 'role',
  '900309': 'policy',
  '20002': 'relationship',
  '1002': 'role',
  '2032': 'role',
  '900150': 'role',
};

/** `undefined` when another number says that the thing itself is refused, whoever asks for it. */
const whatIsMissing = (serviceCode: string | null, words: string): Missing | undefined => {
  if (mfaWords.test(words)) return 'mfa';
  if (serviceCode === null || !/^\d+$/.test(serviceCode)) return 'unknown';
  return missingByCode[serviceCode];
};

/** The host that a redirect names, when it is not the one that was asked, or would leave TLS. */
const otherOrigin = (status: number, location: string | undefined, url: URL): string | undefined => {
  if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, url.href)) return undefined;
  const { origin } = new URL(location, url.href);
  return origin === url.origin ? undefined : origin;
};
