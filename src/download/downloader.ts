/** Fetches a file through its link, and goes on where a cut or an earlier run left off. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ProxyVariables } from '../backends/partner-center/proxy.ts';
import { parseRetryAfter } from '../backends/partner-center/retry-after.ts';
import type { OrderReference } from '../core/error-details.ts';
import { CspError, isCspError } from '../core/errors.ts';
import type { Downloader, DownloadWatch } from '../core/ports/download.ts';
import type { Clock } from '../core/ports/environment.ts';
import { type Answer, type FileHttp, isLost, openFileHttp } from './http.ts';
import { openPartFile, type PartFile, stored } from './part-file.ts';
import { headerOf, type RemoteFile, readRemoteFile, unusable } from './remote-file.ts';

export interface DownloaderOptions {
  readonly env: ProxyVariables;
  readonly clock: Clock;
  /** Calls back with the reason when the run is given up: then no more is fetched, and what came is kept. */
  readonly onGiveUp: (act: (reason: unknown) => void) => void;
}

/** So many in a row may bring nothing. */
const attempts = 5;
const redirects = 5;

export const createDownloader = ({ env, clock, onGiveUp }: DownloaderOptions): Downloader => ({
  checkFolder: (folder) =>
    stored(resolve(folder), async () => {
      if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
      await access(folder, constants.W_OK);
    }),
  save: async (link, folder, about, watch) => {
    const url = requireSafe(new URL(link));
    const http = await openFileHttp(url, env);
    let givenUp: unknown;
    onGiveUp((reason) => {
      givenUp = reason;
      http.close();
    });
    const goOn = (): void => {
      if (givenUp !== undefined) throw givenUp;
    };
    try {
      const again = createPatience(clock, url.host, goOn);
      const file = await lookUp(http, url, about, again);
      const path = join(resolve(folder), file.name);
      const part = await openPartFile(path, file);
      try {
        await receive(http, file, part, about, again, watch.progress);
        await part.verify(goOn);
        await part.finish();
      } catch (error) {
        await tellKept(file, part, error, watch);
        throw error;
      } finally {
        await part.close();
      }
      return { path, bytes: file.bytes, checksum: file.checksum?.kind ?? null, resumedFrom: part.size };
    } finally {
      http.close();
    }
  },
});

/** Bytes of a file that has changed, or that nothing tells apart from another version, are none to go on with. */
const tellKept = async (
  { etag }: RemoteFile,
  part: PartFile,
  error: unknown,
  { kept }: DownloadWatch,
): Promise<void> => {
  if (etag === null || (isCspError(error) && (error.code === 'answerUnusable' || error.code === 'fileExists'))) return;
  const bytes = await part.bytes();
  if (bytes > 0) kept(part.path, bytes);
};

/** Whoever reads the link on its way can download, so it never travels in the clear but on this very machine. */
const requireSafe = (url: URL): URL => {
  const isLoopback = url.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !isLoopback) throw unusable('uri: https expected');
  return url;
};

interface Patience {
  /** Waits before the next attempt. Fails with `unavailable` after too many in a row, and when the run is given up. */
  readonly wait: (reason: string, atLeastMs: number) => Promise<void>;
  /** Something came. */
  readonly refill: () => void;
}

const createPatience = (clock: Clock, host: string, goOn: () => void): Patience => {
  let failed = 0;
  return {
    wait: async (reason, atLeastMs) => {
      goOn();
      failed += 1;
      if (failed >= attempts) throw new CspError('unavailable', { host, reason, retryAt: null });
      await clock.sleep(Math.max(atLeastMs, 500 * 2 ** failed));
    },
    refill: () => {
      failed = 0;
    },
  };
};

/** Asks until an answer comes that is not about the server's own troubles. Fails with `linkEnded`. */
const ask = async (send: () => Promise<Answer>, about: OrderReference, { wait }: Patience): Promise<Answer> => {
  for (;;) {
    try {
      const answer = await send();
      const { status, headers, drop } = answer;
      if (![408, 429, 500, 502, 503, 504].includes(status)) {
        if (![403, 404, 410].includes(status)) return answer;
        drop();
        throw new CspError('linkEnded', { ...about, cause: 'expired' });
      }
      drop();
      await wait(`HTTP ${status}`, parseRetryAfter(headerOf(headers, 'retry-after'), 0) ?? 0);
    } catch (error) {
      if (!isLost(error)) throw error;
      await wait(error.lost, 0);
    }
  }
};

/** Follows redirects within the host only. Fails with `crossHost`. */
const lookUp = async (http: FileHttp, link: URL, about: OrderReference, again: Patience): Promise<RemoteFile> => {
  let url = link;
  for (let turn = 0; turn <= redirects; turn += 1) {
    const asked = url;
    const { status, headers, drop } = await ask(() => http.send('HEAD', asked, {}), about, again);
    drop();
    if (status === 200) return readRemoteFile(url, headers);
    const location = headerOf(headers, 'location') ?? '';
    if (status < 300 || status >= 400 || !URL.canParse(location, url.href)) throw unusable(`HTTP ${status}`);
    const next = new URL(location, url);
    if (next.origin !== url.origin) throw new CspError('crossHost', { host: url.host, target: next.host });
    url = next;
  }
  throw unusable('too many redirects');
};

/** Writes what is missing, and asks for the rest after every cut. */
const receive = async (
  http: FileHttp,
  file: RemoteFile,
  part: PartFile,
  about: OrderReference,
  again: Patience,
  onProgress: (done: number, total: number) => void,
): Promise<void> => {
  let at = part.size;
  let furthest = at;
  onProgress(at, file.bytes);
  while (at < file.bytes) {
    const from = file.etag === null ? 0 : at;
    const headers: { readonly [name: string]: string } =
      from === 0 || file.etag === null ? {} : { range: `bytes=${from}-`, 'if-range': file.etag };
    const { body, drop, ...answer } = await ask(() => http.send('GET', file.url, headers), about, again);
    try {
      at = startOf(answer, from, file);
      for await (const chunk of body) {
        if (at + chunk.length > file.bytes) throw unusable('it is longer than it says');
        await part.write(chunk, at);
        at += chunk.length;
        if (at > furthest) again.refill();
        furthest = Math.max(furthest, at);
        onProgress(at, file.bytes);
      }
      if (at < file.bytes) await again.wait('ECONNRESET', 0);
    } catch (error) {
      if (!isLost(error)) throw error;
      await again.wait(error.lost, 0);
    } finally {
      drop();
    }
  }
};

/** Where the bytes of an answer belong. Fails with `answerUnusable` when they are those of another file or part. */
const startOf = ({ status, headers }: Pick<Answer, 'status' | 'headers'>, from: number, file: RemoteFile): number => {
  const etag = headerOf(headers, 'etag');
  if (file.etag !== null && etag !== undefined && etag !== file.etag) throw unusable('the file changed meanwhile');
  if (status === 200) {
    if (headerOf(headers, 'content-length') === String(file.bytes)) return 0;
    throw unusable('the file changed meanwhile');
  }
  const range = headerOf(headers, 'content-range') ?? '';
  if (status === 206 && range === `bytes ${from}-${file.bytes - 1}/${file.bytes}`) return from;
  throw unusable(`HTTP ${status} ${range}`.trim());
};
