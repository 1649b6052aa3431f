/**
 * A real HTTP server that answers what a test tells it, and the backend over it. The `Http` here is the plainest one that
 * keeps the contract: no retries, no limits, so that each request of the backend is seen once.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Answer, Call, Http } from '../../src/backends/partner-center/call.ts';
import { openPartnerCenter } from '../../src/backends/partner-center/partner-center.ts';
import type { PartnerCenterOptions } from '../../src/backends/partner-center/partner-center-options.ts';
import type { Oddity } from '../../src/backends/partner-center/schemas.ts';
import type { Wait } from '../../src/backends/partner-center/waits.ts';
import { CspError, type ErrorDetails, isCspError } from '../../src/core/errors.ts';
import type { Backend } from '../../src/core/ports/backend.ts';
import type { Instant, JsonObject, JsonValue } from '../../src/core/ports/environment.ts';

export const now: Instant = Date.UTC(2026, 10, 20, 12, 0, 0);

/** The customer, the order and its lines in the fixtures. */
export const adatum = '3f0c1b52-7a44-4c8e-9d55-0b6f2a9e7c11';
export const orderId = '_q7Zt-Kd3mRw9yLbN2vXc5hJf8sPgA4u1';
export const alternateId = '7be1f0c29d34';
export const subscriptionId = '4e6a8c0d-1b3f-4572-9688-7a9bacbdce77';
export const offers = ['DG7GMGF0K001:0001:DG7GMGF0A021', 'DG7GMGF0K002:0003:DG7GMGF0A022'] as const;

export const fixture = (name: string): JsonObject =>
  JSON.parse(readFileSync(join(__dirname, '../../fixtures/partner-center', `${name}.json`), 'utf8'));

export interface Reply {
  readonly status?: number;
  readonly body?: JsonValue;
}

/** What is turned away may come back then. */
export const retryAt = now + 300_000;
export const turnedAway: Reply = { status: 429, body: {} };

export const refusal = (status: number, code: string, description = ''): Reply => ({
  status,
  body: { code, description, data: [], source: 'test' },
});

/** The server closes the connection: whether it carried out what was asked is not told. */
export const lost = 'lost';

export interface Request {
  readonly line: string;
  readonly query: { readonly [name: string]: string };
  readonly headers: IncomingMessage['headers'];
  readonly body: JsonValue | undefined;
}

export interface RestBench {
  readonly backend: Backend;
  readonly requests: readonly Request[];
  /** The requests as `METHOD /path`, without those that only read. */
  readonly writes: () => readonly string[];
  readonly oddities: readonly Oddity[];
  /** How long the backend asked to sleep, in milliseconds. */
  readonly slept: readonly number[];
  /** Of which waits it told. */
  readonly waits: readonly Wait[];
  /** Answers to `METHOD /path`, one after the other, the last one for ever; but for the subscriptions of the fixtures anything else is 404. */
  on(line: string, ...replies: readonly (Reply | typeof lost)[]): void;
  close(): Promise<void>;
}

export const startRestBench = async (given: Partial<PartnerCenterOptions> = {}): Promise<RestBench> => {
  // An order line that names a subscription which the service does not have would be no line like others.
  const subscriptions = { body: fixture('subscriptions') };
  const answers = new Map<string, (Reply | typeof lost)[]>([
    [`GET /v1/customers/${adatum}/subscriptions`, [subscriptions]],
  ]);
  const requests: Request[] = [];
  const server = createServer((request, response) => void serve(request, response, answers, requests));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const oddities: Oddity[] = [];
  const slept: number[] = [];
  const waits: Wait[] = [];
  let ids = 0;
  const backend = openPartnerCenter({
    http: createPlainHttp(origin),
    identity: async () => ({
      userPrincipalName: 'agent@fabrikam.example',
      partnerTenantId: '0a9b8c7d-6e5f-4a3b-9c2d-1e0f9a8b7c11',
      environment: 'test',
      world: 'emulator',
      partnerName: 'Fabrikam',
      roles: ['admin-agent'],
    }),
    cloud: { name: 'global', lacks: [] },
    newId: () => `new-${++ids}`,
    clock: { sleep: async (ms) => void slept.push(ms) },
    portal: {
      partnerUrl: 'https://partner.example',
      keysUrl: 'https://admin.example',
      helpUrl: 'https://help.example',
    },
    downloadContract: 'none',
    onWait: (wait) => void waits.push(wait),
    warn: (oddity) => void oddities.push(oddity),
    ...given,
  });
  return {
    backend,
    requests,
    writes: () => requests.map(({ line }) => line).filter((line) => !line.startsWith('GET ')),
    oddities,
    slept,
    waits,
    on: (line, ...replies) => void answers.set(line, [...replies]),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const serve = async (
  request: IncomingMessage,
  response: ServerResponse,
  answers: ReadonlyMap<string, (Reply | typeof lost)[]>,
  requests: Request[],
): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? '', 'http://localhost');
  const line = `${request.method} ${decodeURIComponent(url.pathname)}`;
  const text = Buffer.concat(chunks).toString();
  const query = Object.fromEntries(url.searchParams);
  requests.push({ line, query, headers: request.headers, body: text === '' ? undefined : JSON.parse(text) });
  const replies = answers.get(`${line}?${url.searchParams}`) ??
    answers.get(line) ?? [refusal(404, '1000', 'Not found')];
  const reply = replies.length > 1 ? replies.shift() : replies[0];
  if (reply === undefined || reply === lost) return void request.socket.destroy();
  response.writeHead(reply.status ?? 200, { 'Content-Type': 'application/json', Date: new Date(now).toUTCString() });
  response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
};

const createPlainHttp = (origin: string): Http => {
  const send = async ({ method, path, query, headers, body, requestId }: Call): Promise<Answer> => {
    const operation = `${method} ${path}`;
    const url = `${origin}${path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`;
    const init = {
      method,
      headers: { ...headers, ...(requestId === undefined ? {} : { 'MS-RequestId': requestId }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await fetch(url, init).catch((error: unknown) => {
      if (method === 'GET') throw new CspError('unavailable', { host: origin, reason: 'lost', retryAt: null }, error);
      const ids = { requestId: requestId ?? '', correlationId: 'test' };
      throw new CspError('outcomeUnsettled', { operation, ...ids, reason: 'answerLost' }, error);
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw toFailure(operation, response.status, parsed);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: parsed, at: now };
  };
  return {
    correlationId: 'test',
    send,
    pages: async function* (call) {
      for (let page: Call | undefined = call; page !== undefined; ) {
        const answer: Answer = await send(page);
        yield answer;
        const token: unknown = (answer.body as JsonObject)['continuationToken'];
        page = typeof token === 'string' ? { ...call, headers: { 'MS-ContinuationToken': token } } : undefined;
      }
    },
    now: async () => now,
    close: async () => {},
  };
};

const toFailure = (operation: string, status: number, body: unknown): CspError => {
  const { code = null, description = '' } = body as { code?: string; description?: string };
  if (status === 429) return new CspError('throttled', { retryAt });
  const details: ErrorDetails['serviceRefused'] = { operation, status, serviceCode: code, text: description };
  return status === 403 && code === '20002'
    ? new CspError('accessDenied', { operation, serviceCode: code, missing: 'relationship' })
    : new CspError('serviceRefused', details);
};

/** Code and details of the failure; any other outcome ends the test. */
export const failureOf = async (call: Promise<unknown>): Promise<readonly [string, object]> => {
  try {
    await call;
  } catch (error) {
    if (isCspError(error)) return [error.code, error.details];
    throw error;
  }
  throw new Error('it did not fail');
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** A test with a bench of its own. */
export const restTest = (
  title: string,
  run: (bench: RestBench) => Promise<void>,
  given: Partial<PartnerCenterOptions> = {},
): void => {
  test(title, async () => {
    const bench = await startRestBench(given);
    try {
      await run(bench);
    } finally {
      await bench.close();
    }
  });
};
