/** What an answer means for the one who sent the request: an answer to believe, a wait, or a failure. */
import type { Instant } from '../../core/ports/environment.ts';
import type { Call } from './call.ts';
import { decodeJson } from './decode.ts';
import { gatewayWords } from './error-body.ts';
import type { NotReceived, Received } from './http-wire.ts';
import { inADay, parseRetryAfter } from './retry-after.ts';
import type { Failing } from './retry-table.ts';

export type Outcome =
  | { readonly kind: 'answered'; readonly received: Received; readonly body: unknown; readonly at: Instant }
  | { readonly kind: 'throttled'; readonly waitMs: number | undefined }
  | { readonly kind: Exclude<Failing, 'trouble'>; readonly reason: string; readonly retryAfterMs: number }
  | {
      readonly kind: 'trouble';
      readonly reason: string;
      readonly retryAfterMs: number;
      readonly status: number;
      readonly isForeign: boolean;
    };

/** `answeredAt` is the service's own time. */
export const toOutcome = (method: Call['method'], received: Received | NotReceived, answeredAt: Instant): Outcome => {
  if (received.kind !== 'received') return { ...received, retryAfterMs: 0 };
  const { status, headers, bytes } = received;
  const waitMs = parseRetryAfter(headers['retry-after'], answeredAt);
  if (status === 429 || (status === 403 && isQuota(bodyOf(bytes)))) {
    return { kind: 'throttled', waitMs: waitMs ?? gatewayWaitMs(bodyOf(bytes)) };
  }
  if (isTrouble(status)) {
    const isForeign = isForeignAnswer(received);
    return { kind: 'trouble', reason: `HTTP ${status}`, retryAfterMs: waitMs ?? 0, status, isForeign };
  }
  if (!isSuccess(status)) return { kind: 'answered', received, body: bodyOf(bytes), at: answeredAt };
  if (method === 'HEAD' || (bytes.length === 0 && (status === 202 || status === 204))) {
    return { kind: 'answered', received, body: undefined, at: answeredAt };
  }
  const type = headers['content-type'] ?? 'application/json';
  const decoded = /\bjson\b/i.test(type) ? decodeJson(bytes) : { fault: `it is ${type.slice(0, 100)}, not JSON` };
  return 'fault' in decoded
    ? { kind: 'unusable', reason: decoded.fault, retryAfterMs: 0 }
    : { kind: 'answered', received, body: decoded.value, at: answeredAt };
};

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** The service says no in JSON or without a word; a page comes from something on the way, such as a proxy. */
export const isForeignAnswer = ({ headers, bytes }: Received): boolean =>
  bytes.length > 0 && /\bhtml\b/i.test(headers['content-type'] ?? '');

const isTrouble = (status: number): boolean => status === 408 || status >= 500;

/** Of an answer that says no: HTML and the like count as nothing. */
const bodyOf = (bytes: Uint8Array): unknown => {
  const decoded = decodeJson(bytes);
  return 'value' in decoded ? decoded.value : undefined;
};

/**
 * The gateway says with 403 that the calls or bytes of a longer time are used up: nobody lacks a right.
 * https://learn.microsoft.com/azure/api-management/quota-policy
 */
const isQuota = (body: unknown): boolean => /\bquota\b/i.test(gatewayWords(body) ?? '');

/**
 * The gateway has a body of its own: `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 57 seconds."}`,
 * and with 403 `Out of call volume quota. Quota will be replenished in 00:04:10.`, days before a point.
 */
const gatewayWaitMs = (body: unknown): number | undefined => {
  const message = gatewayWords(body) ?? '';
  const seconds = /try again in ([0-9]{1,9}) seconds?/i.exec(message)?.[1];
  if (seconds !== undefined) return inADay(Number(seconds) * 1000);
  const span = /\bin (?:([0-9]{1,5})\.)?([0-9]{1,5}):([0-5][0-9]):([0-5][0-9])\b/i.exec(message);
  if (span === null) return undefined;
  const [, days = '0', hours, minutes, left] = span;
  return inADay((((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(left)) * 1000);
};
