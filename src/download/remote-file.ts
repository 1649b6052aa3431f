/** What the server says of a file before it is fetched: its name, its size, what tells its versions apart, its checksum. */
import { CspError } from '../core/errors.ts';
import type { SavedFile } from '../core/ports/download.ts';
import type { Headers } from './http.ts';

export interface Checksum {
  readonly kind: NonNullable<SavedFile['checksum']>;
  readonly base64: string;
}

export interface RemoteFile {
  readonly url: URL;
  readonly name: string;
  readonly bytes: number;
  /** `null` where none is given, or a weak one, which tells nothing about single bytes. */
  readonly etag: string | null;
  readonly checksum: Checksum | null;
}

/** Fails with `answerUnusable` when the size is not stated. */
export const readRemoteFile = (url: URL, headers: Headers): RemoteFile => {
  const size = headerOf(headers, 'content-length') ?? '';
  if (!/^\d{1,15}$/.test(size)) throw unusable('content-length is missing');
  const etag = headerOf(headers, 'etag') ?? '';
  return {
    url,
    name: fileName(headerOf(headers, 'content-disposition') ?? '', url),
    bytes: Number(size),
    etag: /^"[^"]*"$/.test(etag) ? etag : null,
    checksum: readChecksum(headers),
  };
};

export const unusable = (reason: string): CspError =>
  new CspError('answerUnusable', { operation: 'GET (download)', reason });

export const headerOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.at(-1) : value;
};

/** RFC 9530, the strongest that is given; else Content-MD5, which Azure's storage sends. */
const readChecksum = (headers: Headers): Checksum | null => {
  const digests = headerOf(headers, 'repr-digest') ?? '';
  for (const kind of ['sha-512', 'sha-256'] as const) {
    const base64 = new RegExp(`(?:^|[\\s,])${kind}=:([A-Za-z0-9+/=]+):`).exec(digests)?.[1];
    if (base64 !== undefined) return { kind, base64 };
  }
  const md5 = headerOf(headers, 'content-md5');
  return md5 === undefined ? null : { kind: 'md5', base64: md5 };
};

/** The name is the server's choice, so nothing of it may lead out of the folder, hide the file or mislead the reader. */
const fileName = (disposition: string, { pathname }: URL): string => {
  const given = /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? decoded(pathname.replace(/^.*\//, ''));
  const name = given
    .replace(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120);
  if (name === '') return 'download';
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ? `_${name}` : name;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
