/** What the backend asks of the wire: one logical call in, one answer out. `http.ts` carries it out. */
import type { Instant, JsonValue } from '../../core/ports/environment.ts';
import type { Secret } from '../../core/rules/secret.ts';

export interface Call {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT';
  /** From `/v1/` on; every part that comes from outside is encoded, see `wirePath`. */
  readonly path: string;
  readonly query?: { readonly [name: string]: string };
  readonly headers?: { readonly [name: string]: string };
  readonly body?: JsonValue;
  /** The `MS-RequestId`: the same for every attempt at this call. A read without one gets one of its own. */
  readonly requestId?: string;
  /** The customer's tenant, where the service counts its limit by customer. */
  readonly customerId?: string;
  /** Set on a POST that only asks: it is retried like a read, and its outcome is never in doubt. */
  readonly changesNothing?: boolean;
  /**
   * Set on a write that is not sent again once it may have arrived: whoever asked for it reads back first. That nobody
   * received it is waited for as ever.
   */
  readonly leavesDoubt?: boolean;
  /**
   * Set on a call of a run, which has other customers to turn to: that a customer is turned away is said at once, and
   * nothing is waited for past this instant.
   */
  readonly runEndsAt?: Instant;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** The parsed body; `undefined` where there is none. Not checked yet: `translate` does that. */
  readonly body: unknown;
  /** The service's own time, from `Date`; the machine's where the answer has none. */
  readonly at: Instant;
}

export interface Http {
  /** What the service's records name this run by. */
  readonly correlationId: string;
  /**
   * Carries a call out, with every attempt that is safe, and answers with any 2xx. Fails with a `CspError` otherwise:
   * a refusal of the service as `serviceRefused`, a write whose outcome is not known as `outcomeUnsettled`.
   */
  send(call: Call): Promise<Answer>;
  /** The pages of a collection, one after the other; never one twice, never past another host. */
  pages(call: Call): AsyncIterable<Answer>;
  /** The service's time as the latest answer told it, carried on by the machine's clock; asks once where none came yet. */
  now(): Promise<Instant>;
  close(): Promise<void>;
}

/** The same way, for the calls of a run: see `runEndsAt`. */
export const forRun = (http: Http, runEndsAt: Instant): Http => ({
  ...http,
  send: (call) => http.send({ ...call, runEndsAt }),
  pages: (call) => http.pages({ ...call, runEndsAt }),
});

/** Where access tokens come from. */
export interface TokenSource {
  /**
   * An access token with time left. `refused` is one that the service has just answered with 401: then a new one is
   * fetched, by one process for all that wait. Fails with `signInNeeded`.
   */
  getToken(refused?: Secret): Promise<Secret>;
}

/** `wirePath`customers/${id}/orders`` with every part encoded, and parts such as `..` refused. */
export const wirePath = (words: TemplateStringsArray, ...parts: readonly string[]): string => {
  const encoded = parts.map((part) => {
    if (/^\.{0,2}$/.test(part)) throw new TypeError(`no part of a path: ${JSON.stringify(part)}`);
    return encodeURIComponent(part);
  });
  return `/v1/${words.map((word, at) => word + (encoded[at] ?? '')).join('')}`;
};
