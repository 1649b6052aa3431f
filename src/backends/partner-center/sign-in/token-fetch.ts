/** How the OAuth library reaches the sign-in host: one request, never redirected, bounded in time and size. */
import { type Agent, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { CspError, isCspError } from '../../../core/errors.ts';
import { refuseUpgrade } from '../refuse-upgrade.ts';

export interface TokenRequest {
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: URLSearchParams | string | null | undefined;
}

export type TokenFetch = (url: string, request: TokenRequest) => Promise<Response>;

/** Calls back when the run is given up: nothing may then keep the process waiting. */
export type OnGiveUp = (act: () => void) => void;

/** The agent of the proxy that a host is reached by; `undefined` where there is none. */
export type AgentFor = (url: URL) => Promise<Agent | undefined>;

/** Of an answer's headers those that somebody looks at. */
const passedOn = ['date', 'content-type', 'www-authenticate', 'ismfacompliant'];

const timeoutMs = 30_000;
const largestAnswer = 1_000_000;

/**
 * Certificates are always checked, whatever the environment says. Fails with `tlsRefused` when one does not hold, and
 * with `unavailable` when the host cannot be reached, breaks off, or has trouble of its own (429, 5xx).
 */
export const createTokenFetch =
  (agentFor: AgentFor, onGiveUp?: OnGiveUp): TokenFetch =>
  async (url, request) => {
    const target = new URL(url);
    const agent = await agentFor(target);
    const response = await send(target, request, agent, onGiveUp).catch((error: NodeJS.ErrnoException) => {
      throw isCspError(error) ? error : unreachable(target.host, error);
    });
    if (response.status === 429 || response.status >= 500) {
      throw new CspError('unavailable', { host: target.host, reason: `HTTP ${response.status}`, retryAt: null });
    }
    return response;
  };

const send = (
  url: URL,
  { method, headers, body }: TokenRequest,
  agent: Agent | undefined,
  onGiveUp: OnGiveUp | undefined,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const content = body?.toString();
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = request(
      url,
      {
        method,
        rejectUnauthorized: true,
        ...(agent === undefined ? {} : { agent }),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > largestAnswer) sent.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        answer.on('error', reject);
        answer.on('aborted', () => reject(new Error('the answer broke off')));
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const text = Buffer.concat(chunks).toString();
          const headers = Object.fromEntries(passedOn.map((name) => [name, String(answer.headers[name] ?? '')]));
          try {
            const about = { status, statusText: answer.statusMessage ?? '', headers };
            resolve(new Response(text === '' ? null : text, about));
          } catch {
            // A status that ends no exchange, or a body where none may be.
            reject(new Error(`HTTP ${status}`));
          }
        });
      },
    );
    // Among the options they would be in what Node prints with NODE_DEBUG=http or net.
    for (const [name, value] of Object.entries(headers)) sent.setHeader(name, value);
    if (content !== undefined) sent.setHeader('content-length', Buffer.byteLength(content));
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    onGiveUp?.(() => sent.destroy(new Error('given up')));
    sent.on('error', reject);
    sent.on('close', () => {
      clearTimeout(timer);
      // What is destroyed without a word fails all the same.
      reject(new Error('the connection was closed'));
    });
    refuseUpgrade(sent).end(content);
  });

const unreachable = (host: string, error: NodeJS.ErrnoException): CspError => {
  const reason = error.code ?? error.message;
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/.test(reason)
    ? new CspError('tlsRefused', { host, reason })
    : new CspError('unavailable', { host, reason, retryAt: null });
};
