/** One request, one answer, through got: connections kept alive, bounded in time and size, never redirected or retried. */
import type { Got } from 'got';
import { CspError } from '../../core/errors.ts';
import type { Call } from './call.ts';
import { openHttpClient } from './http-client.ts';
import type { ProxyVariables } from './proxy.ts';

export interface Sending {
  readonly method: Call['method'];
  readonly url: URL;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | undefined;
  readonly timeoutMs: number;
}

export interface Received {
  readonly kind: 'received';
  readonly status: number;
  /** Names in lower case; of several of one name the last. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** What stands behind the status, such as `Unauthorized - MFA required`. */
  readonly message?: string;
  readonly bytes: Uint8Array;
}

/** `unsent`: nobody received it. `lost`: it may have arrived. `unusable`: an answer came, and cannot be read. */
export interface NotReceived {
  readonly kind: 'unsent' | 'lost' | 'unusable';
  readonly reason: string;
}

export interface Wire {
  /**
   * Certificates are always checked, whatever the environment says. Fails with `tlsRefused`, and with `unavailable` when
   * it is the proxy that says no.
   */
  exchange(sending: Sending): Promise<Received | NotReceived>;
  close(): void;
}

const connectMs = 10_000;
const largestBytes = 10_000_000;
/** Why an answer is `unusable` that would be read otherwise. */
export const tooLarge = `it is larger than ${largestBytes / 1e6} MB`;

export const openWire = async (baseUrl: URL, env: ProxyVariables): Promise<Wire> => {
  const kept = await openHttpClient(baseUrl, env);
  const client = kept.client.extend({ decompress: true });
  return {
    exchange: (sending) => exchange(client, sending),
    close: kept.close,
  };
};

const exchange = async (
  client: Got,
  { method, url, headers, body, timeoutMs }: Sending,
): Promise<Received | NotReceived> => {
  const stream = client.stream(url, {
    method,
    headers,
    // Without one, got waits for a body to be written.
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: body ?? '' }),
    timeout: { lookup: connectMs, connect: connectMs, secureConnect: connectMs, request: timeoutMs },
  });
  // A stream that is given up may still fail afterwards, when nobody listens any more.
  stream.on('error', () => undefined);
  const end = endAfter(timeoutMs);
  try {
    return await Promise.race([receive(stream), end.passed]);
  } catch (error) {
    stream.destroy();
    return toNotReceived(url.host, isFailure(error) ? error : {});
  } finally {
    end.clear();
  }
};

const receive = async (stream: ReturnType<Got['stream']>): Promise<Received | NotReceived> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > largestBytes) return { kind: 'unusable', reason: tooLarge };
    chunks.push(chunk);
  }
  const { statusCode = 0, statusMessage: message = '', headers: received = {} } = stream.response ?? {};
  // No end of an exchange, whatever it says: RFC 9110, 15.
  if (statusCode < 200 || statusCode > 599) return { kind: 'unusable', reason: `HTTP ${statusCode}` };
  const bytes = Buffer.concat(chunks);
  return { kind: 'received', status: statusCode, message, headers: lastOfEach(received), bytes };
};

/** The client's own times end with the states that it knows; this one ends a call in any state. */
const endAfter = (ms: number): { readonly passed: Promise<never>; readonly clear: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject({ code: 'ETIMEDOUT', event: 'request' } satisfies Failure), ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
};

const lastOfEach = (headers: NodeJS.Dict<string | string[]>): { readonly [name: string]: string | undefined } =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]),
  );

/** Only this much of got's errors is used: they hold the request with its access token. */
interface Failure {
  readonly code?: string;
  /** Which of got's times was up. */
  readonly event?: string;
}

const isFailure = (error: unknown): error is Failure => typeof error === 'object' && error !== null;

const certificateCodes = /CERT|ERR_TLS|ERR_SSL|^EPROTO$|^UNABLE_TO_(?:VERIFY|GET_ISSUER)|^HOSTNAME_MISMATCH$/;
const unsentCodes =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|PROXY_\d+)$/;
const connecting: ReadonlySet<string | undefined> = new Set(['lookup', 'connect', 'secureConnect']);

const toNotReceived = (host: string, { code = 'unknown', event }: Failure): NotReceived => {
  if (certificateCodes.test(code)) throw new CspError('tlsRefused', { host, reason: code });
  if (/^PROXY_4/.test(code)) throw new CspError('unavailable', { host, reason: code, retryAt: null });
  if (/^Z_/.test(code)) return { kind: 'unusable', reason: 'it cannot be decompressed' };
  return { kind: unsentCodes.test(code) || connecting.has(event) ? 'unsent' : 'lost', reason: code };
};
