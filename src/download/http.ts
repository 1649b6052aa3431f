/** One request for a file through got, at its very host: never redirected, retried or decompressed by itself. */
import { openHttpClient } from '../backends/partner-center/http-client.ts';
import type { ProxyVariables } from '../backends/partner-center/proxy.ts';
import { CspError } from '../core/errors.ts';

export type Headers = NodeJS.Dict<string | string[]>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The connection is free again only when this was read or `drop` was called. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly drop: () => void;
}

export interface FileHttp {
  /** Fails with `tlsRefused`, and with a `Lost` when no answer came. */
  send(method: 'GET' | 'HEAD', url: URL, headers: { readonly [name: string]: string }): Promise<Answer>;
  /** Whoever still waits for an answer, or for the rest of one, is told that it is lost. */
  close(): void;
}

/** No answer, or only a part of one: `reason` is a code such as ECONNRESET. */
export interface Lost {
  readonly lost: string;
}

export const isLost = (error: unknown): error is Lost => typeof error === 'object' && error !== null && 'lost' in error;

const connectMs = 10_000;
const silentMs = 30_000;
const certificateCodes = /CERT|ERR_TLS|ERR_SSL|^EPROTO$|^UNABLE_TO_(?:VERIFY|GET_ISSUER)|^HOSTNAME_MISMATCH$/;

export const openFileHttp = async (host: URL, env: ProxyVariables): Promise<FileHttp> => {
  const kept = await openHttpClient(host, env);
  const client = kept.client.extend({
    decompress: false,
    timeout: { lookup: connectMs, connect: connectMs, secureConnect: connectMs, response: silentMs, socket: silentMs },
  });
  const live = new Set<{ destroy(error: Error): unknown }>();
  return {
    send: async (method, url, headers) => {
      const stream = client.stream(url, { method, headers: { ...headers, 'accept-encoding': 'identity' } });
      live.add(stream);
      stream.once('close', () => live.delete(stream));
      const drop = (): void => void stream.destroy();
      try {
        const { statusCode, headers: received } = await new Promise<{ statusCode: number; headers: Headers }>(
          (resolve, reject) => {
            stream.once('response', resolve);
            // Stays for what fails later, when nobody listens any more.
            stream.on('error', reject);
            // One that ends without a word ends all the same.
            stream.once('close', () => reject({ code: 'ECONNRESET' }));
          },
        );
        if (statusCode < 200 || statusCode > 599)
          throw Object.assign(new Error('no end of an exchange'), { code: `HTTP_${statusCode}` });
        return { status: statusCode, headers: received, body: chunksOf(stream, url.host), drop };
      } catch (error) {
        drop();
        throw toLost(error, url.host);
      }
    },
    close: () => {
      // Also those that have no connection yet, which no agent knows of.
      for (const stream of live) stream.destroy(Object.assign(new Error('closed'), { code: 'ECONNABORTED' }));
      kept.close();
    },
  };
};

async function* chunksOf(stream: AsyncIterable<Uint8Array>, host: string): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw toLost(error, host);
  }
}

/** Only the code of got's error goes on: the rest holds the link. */
const toLost = (error: unknown, host: string): Lost | CspError => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return certificateCodes.test(code) ? new CspError('tlsRefused', { host, reason: code }) : { lost: code };
};
