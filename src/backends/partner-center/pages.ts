/** The pages of a collection. How many there are is never known before: the next link tells, and counts are not believed. */
import { CspError } from '../../core/errors.ts';
import type { Answer, Call } from './call.ts';

/**
 * Asks for page after page, each only when the one before has been taken. Fails with `crossHost` for a next page
 * elsewhere, and with `answerUnusable` for one that was there before or cannot be asked for, and for pages without end: a
 * short list would pass for a whole one.
 */
export async function* pagesOf(
  first: Call,
  origin: string,
  send: (call: Call) => Promise<Answer>,
): AsyncGenerator<Answer, void, undefined> {
  const seen = new Set<string>();
  const progress = createProgress();
  for (let call: Call | undefined = first; call !== undefined; ) {
    const key = JSON.stringify([call.path, call.query, call.headers?.[tokenHeader]]);
    if (seen.has(key)) throw unusable(first, 'its pages go round in a circle');
    seen.add(key);
    const answer: Answer = await send(call);
    yield answer;
    call = nextCall(first, origin, answer.body);
    const fault = progress.faultAfter(answer.body);
    if (call !== undefined && fault !== undefined) throw unusable(first, fault);
  }
}

/** Pages without rows, or with rows that were there before, come up between others; so many in a row do not. */
const mostIdlePages = 20;
/** Two and a half million customers. */
const mostPages = 5_000;

/** Whether pages get on: each has a token of its own, and yet they may repeat each other or hold nothing, for ever. */
const createProgress = () => {
  const known = new Set<string>();
  let [pages, idle] = [0, 0];
  return {
    faultAfter: (body: unknown): string | undefined => {
      const { items } = fieldsOf(body);
      const before = known.size;
      for (const item of Array.isArray(items) ? items : []) known.add(nameOf(item));
      pages += 1;
      idle = known.size > before ? 0 : idle + 1;
      if (idle >= mostIdlePages) return `${idle} pages in a row bring nothing new`;
      return pages >= mostPages ? `it has more than ${mostPages} pages` : undefined;
    },
  };
};

const nameOf = (item: unknown): string => {
  const { id } = fieldsOf(item);
  return typeof id === 'string' ? id : JSON.stringify(item);
};

const tokenHeader = 'MS-ContinuationToken';

const nextCall = (first: Call, origin: string, body: unknown): Call | undefined => {
  const { links, continuationToken } = fieldsOf(body);
  const { next } = fieldsOf(links);
  const token = typeof continuationToken === 'string' && continuationToken !== '' ? continuationToken : undefined;
  const sent = token === undefined ? {} : { [tokenHeader]: checkHeader(first, token) };
  if (next !== undefined && next !== null) return followLink(first, origin, fieldsOf(next), sent);
  if (token === undefined) return undefined;
  // Audit records are asked for by the same address again, other collections say so.
  const query = first.path.endsWith('/auditrecords') ? first.query : { ...first.query, seekOperation: 'Next' };
  return repeat(first, first.path, query, sent);
};

type Fields = { readonly [name: string]: unknown };
type Headers = { readonly [name: string]: string };

const followLink = (first: Call, origin: string, { uri, method, headers }: Fields, sent: Headers): Call => {
  if (typeof uri !== 'string' || (method !== undefined && method !== 'GET'))
    throw unusable(first, 'its next link is no GET');
  const [address = '', ...rest] = uri.split('?');
  if (!URL.canParse(address, origin)) throw unusable(first, 'its next link is no address');
  const url = new URL(address, origin);
  if (url.origin !== origin) throw new CspError('crossHost', { host: new URL(origin).host, target: url.origin });
  // The service's links leave the version out.
  const path = url.pathname.startsWith('/v1/') ? url.pathname : `/v1${url.pathname}`;
  // One documented link has a second question mark where an ampersand belongs.
  const query = Object.fromEntries(new URLSearchParams(rest.join('&')));
  return repeat(first, path, query, { ...sent, ...linkHeaders(first, headers) });
};

/** The service's own headers only: a link may not say who asks, or whom. */
const linkHeaders = (first: Call, headers: unknown): Headers =>
  Object.fromEntries(
    (Array.isArray(headers) ? headers : [])
      .map(fieldsOf)
      .flatMap(({ key, value }) =>
        typeof key === 'string' && typeof value === 'string' && /^MS-ContinuationToken$/i.test(key)
          ? [[tokenHeader, checkHeader(first, value)]]
          : [],
      ),
  );

const checkHeader = (first: Call, value: string): string => {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw unusable(first, 'its continuation token is damaged');
};

/** Another page is another call, so it gets a request id of its own. */
const repeat = ({ requestId: _, ...first }: Call, path: string, query: Call['query'], headers: Headers): Call => ({
  ...first,
  path,
  ...(query === undefined ? {} : { query }),
  headers: { ...first.headers, ...headers },
});

const unusable = ({ method, path }: Call, reason: string): CspError =>
  new CspError('answerUnusable', { operation: `${method} ${path}`, reason });

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});
