/** The way to Partner Center's REST: every request of the backend goes through here, and only here is one sent again. */
import { CspError, type ErrorCode, type ErrorDetails, isCspError, type UnknownReason } from '../../core/errors.ts';
import type { Clock, Instant, NewId } from '../../core/ports/environment.ts';
import type { Secret } from '../../core/rules/secret.ts';
import type { Answer, Call, Http, TokenSource } from './call.ts';
import { saysNo } from './error-body.ts';
import { isSuccess, type Outcome, toOutcome } from './http-outcome.ts';
import { toRefusal } from './http-refusal.ts';
import { createServiceTime } from './http-time.ts';
import { openWire, type Wire } from './http-wire.ts';
import { createLimitStore, type LimitStore } from './limit-store.ts';
import { createLimiter } from './limiter.ts';
import { pause } from './limiter-gate.ts';
import { pagesOf } from './pages.ts';
import type { ProxyVariables } from './proxy.ts';
import { createRetryQuota } from './retry-quota.ts';
import { backoffMs, type Failing, isInDoubt, isWorthAnother, kindOf, mostAttempts } from './retry-table.ts';
import { type OnWait, tellingClock } from './waits.ts';

/** One attempt, or a clock that is wrong: what `--debug` shows. Nothing secret, no query, no body. */
export type WireEvent =
  | {
      readonly kind: 'attempt';
      readonly method: Call['method'];
      readonly path: string;
      /** Or why there is none. */
      readonly status: number | string;
      readonly ms: number;
      readonly requestId: string;
      readonly correlationId: string;
    }
  /** This machine's clock is that much ahead of the service's; negative: behind. */
  | { readonly kind: 'skew'; readonly aheadMs: number };

export interface HttpOptions {
  /** The cloud's origin, such as `https://api.partnercenter.microsoft.com`. */
  readonly baseUrl: string;
  readonly profile: string;
  readonly tokens: TokenSource;
  /** One for the whole run. */
  readonly correlationId: string;
  /** Name and version, such as `csp-cli/0.1.0`. */
  readonly application: string;
  /** The language of the service's texts, such as `en-US`. */
  readonly locale: string;
  readonly clock: Clock;
  readonly newId: NewId;
  /** In [0, 1). */
  readonly random: () => number;
  /** For the proxy, and for what must not be switched off. */
  readonly env: ProxyVariables;
  /** How many requests a minute the service lets one partner send: 500 unless it is told otherwise. */
  readonly requestsPerMinute?: number;
  /** What is known of the limits, where other processes share it. It is closed with this. */
  readonly limits?: LimitStore;
  readonly report?: (event: WireEvent) => void;
  /** Told of waits before they begin. */
  readonly onWait?: OnWait;
  /** When the run must end. */
  readonly deadlineAt?: Instant;
}

const callMs = 30_000;
/** Nobody waits longer for a single answer when nothing says when the run must end. */
const longestWaitMs = 15 * 60_000;
const publishedLimit = 500;

export const createHttp = (options: HttpOptions): Http => {
  const { profile, tokens, correlationId, clock, newId, random, env, report, deadlineAt } = options;
  const base = new URL(options.baseUrl);
  const { host } = base;
  const latest = (runEndsAt = Number.POSITIVE_INFINITY): Instant =>
    Math.min(deadlineAt ?? clock.now() + longestWaitMs, runEndsAt);
  const requestsPerMinute = options.requestsPerMinute ?? publishedLimit;
  const onWait: OnWait = (wait) => options.onWait?.(wait);
  const limits = options.limits ?? createLimitStore();
  const limiter = createLimiter({
    clock: tellingClock(clock, 'throttled', onWait),
    random,
    requestsPerMinute,
    latest,
    store: limits,
  });
  const quota = createRetryQuota(tellingClock(clock, 'failing', onWait), host, latest);
  const time = createServiceTime(clock, (aheadMs) => report?.({ kind: 'skew', aheadMs }));

  let opened: Promise<Wire> | undefined;
  let isClosed = false;
  const wire = async (): Promise<Wire> => {
    if (isClosed) throw new CspError('unavailable', { host, reason: 'closed', retryAt: null });
    opened ??= openWire(base, env);
    return opened;
  };

  const headersOf = (call: Call, token: Secret, requestId: string): { readonly [name: string]: string } => ({
    ...call.headers,
    Accept: 'application/json',
    ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    Authorization: `Bearer ${token.reveal()}`,
    'User-Agent': options.application,
    'X-Locale': options.locale,
    'MS-RequestId': requestId,
    'MS-CorrelationId': correlationId,
    'MS-PartnerCenter-Application': options.application,
  });

  const exchange = async (call: Call, token: Secret, requestId: string): Promise<Outcome> => {
    const { method, path, body } = call;
    const began = clock.now();
    const received = await (await wire()).exchange({
      method,
      url: urlOf(base, call),
      headers: headersOf(call, token, requestId),
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs: Math.max(1, Math.min(callMs, (deadlineAt ?? Number.POSITIVE_INFINITY) - began)),
    });
    const status = received.kind === 'received' ? received.status : received.reason;
    report?.({ kind: 'attempt', method, path, status, ms: clock.now() - began, requestId, correlationId });
    const date = received.kind === 'received' ? received.headers['date'] : undefined;
    return toOutcome(method, received, time.note(date));
  };

  const attempt = async (call: Call, token: Secret, requestId: string): Promise<Outcome> => {
    const leave = await quota.enter(call.runEndsAt);
    let isAlive = false;
    try {
      const outcome = await limiter.run(call.customerId, () => exchange(call, token, requestId), call.runEndsAt);
      isAlive = outcome.kind === 'answered' || outcome.kind === 'throttled' || outcome.kind === 'unusable';
      if (isAlive) quota.refund();
      else quota.spend();
      return outcome;
    } finally {
      leave(isAlive);
    }
  };

  /** `seen` gets what became of each attempt, for whoever asks afterwards what may have happened. */
  const carryOut = async (call: Call, requestId: string, seen: Seen): Promise<Answer> => {
    const { failures } = seen;
    const operation = operationOf(call);
    const kind = kindOf(call);
    let refused: Secret | undefined;
    for (let throttlings = 0; ; ) {
      const token = await tokens.getToken(refused);
      const outcome = await attempt(call, token, requestId);
      if (outcome.kind !== 'unsent') seen.hasArrived = true;
      if (outcome.kind === 'answered') {
        const { received, body, at } = outcome;
        const { status, headers } = received;
        if (isSuccess(status) && !saysNo(body)) return { status, headers, body, at };
        if (status !== 401 || refused !== undefined) {
          throw toRefusal(received, body, { operation, url: urlOf(base, call), profile, requestId, correlationId });
        }
        refused = token;
      } else if (outcome.kind === 'throttled') {
        throttlings += 1;
        // The limiter has closed the way for as long as is needed.
        if (throttlings === mostAttempts)
          throw new CspError('throttled', { retryAt: clock.now() + (outcome.waitMs ?? 0) });
      } else {
        const { reason, retryAfterMs } = outcome;
        failures.push(outcome.kind);
        const waitMs = Math.max(retryAfterMs, backoffMs(failures.length - 1, random));
        const at = clock.now() + waitMs;
        if (isClosed || !isWorthAnother(kind, failures) || at > latest(call.runEndsAt)) {
          const ids = { requestId, correlationId };
          const retryAt = retryAfterMs > 0 ? at : null;
          if (outcome.kind === 'unusable') throw new CspError('answerUnusable', { operation, reason, ...ids });
          if (outcome.kind !== 'trouble') throw new CspError('unavailable', { host, reason, retryAt });
          const { status, isForeign } = outcome;
          throw new CspError('serviceFailed', { operation, status, isForeign, retryAt, ...ids });
        }
        onWait({ why: 'retry', reason, ms: waitMs });
        await pause(clock, waitMs);
      }
    }
  };

  const send = async (call: Call): Promise<Answer> => {
    const kind = kindOf(call);
    if (kind !== 'read') requireTls(base, env);
    const requestId = call.requestId ?? newId();
    const seen: Seen = { failures: [], hasArrived: false };
    try {
      return await carryOut(call, requestId, seen);
    } catch (error) {
      if (kind === 'read' || !seen.hasArrived || !isCspError(error)) throw error;
      // The service's own word is for whoever asked to hold against what can be read: what sets a state is read back
      // after a refusal in any case; what adds something may be refused as a repetition.
      if (refusals.has(error.code) && (kind === 'settle' || !isInDoubt(kind, seen.failures))) throw error;
      const ids = { requestId, correlationId };
      throw new CspError('outcomeUnsettled', { operation: operationOf(call), ...ids, ...whyUnsettled(error) }, error);
    }
  };

  const askTime = async (): Promise<Instant> => {
    const url = new URL('/v1/', base);
    const received = await (await wire()).exchange({
      method: 'HEAD',
      url,
      headers: {},
      body: undefined,
      timeoutMs: callMs,
    });
    if (received.kind === 'received') return time.note(received.headers['date']);
    throw new CspError('unavailable', { host, reason: received.reason, retryAt: null });
  };

  return {
    correlationId,
    send,
    pages: (call) => pagesOf(call, base.origin, send),
    now: async () => time.now() ?? askTime(),
    close: async () => {
      isClosed = true;
      limits.close();
      (await opened?.catch(() => undefined))?.close();
    },
  };
};

/** What the attempts at one call came to. */
interface Seen {
  readonly failures: Failing[];
  /** Some answer came, or silence after it was sent: it may have been carried out, whatever the answer says. */
  hasArrived: boolean;
}

const refusals: ReadonlySet<ErrorCode> = new Set(['serviceRefused', 'accessDenied']);

/** Turned away at the door, as far as one can see; somebody on the way may have said so after the service did it. */
const told: ReadonlySet<ErrorCode> = new Set([
  'serviceFailed',
  'answerUnusable',
  'signInNeeded',
  'crossHost',
  'throttled',
] satisfies (ErrorCode & UnknownReason)[]);

type Why = Pick<ErrorDetails['outcomeUnsettled'], 'reason'> &
  Partial<Pick<ErrorDetails['outcomeUnsettled'], 'retryAt' | 'signIn'>>;

const whyUnsettled = (error: CspError): Why => ({
  reason: told.has(error.code) ? (error.code as UnknownReason) : 'answerLost',
  ...(error.code === 'throttled' ? (error as CspError<'throttled'>).details : {}),
  ...(error.code === 'signInNeeded' ? { signIn: (error as CspError<'signInNeeded'>).details } : {}),
});

const operationOf = ({ method, path }: Call): string => `${method} ${path}`;

const urlOf = (base: URL, { path, query = {} }: Call): URL => {
  const url = new URL(path, base);
  // Blanks as %20: a plus sign in a query is read in two ways.
  url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return url;
};

/** Our own connections check certificates all the same, but whoever set this may not know what else it opens. */
const requireTls = ({ protocol, host }: URL, env: ProxyVariables): void => {
  if (protocol !== 'https:' || env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new CspError('tlsRefused', { host, reason: 'NODE_TLS_REJECT_UNAUTHORIZED=0' });
};
