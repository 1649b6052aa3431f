/** A service on loopback that answers as a test says, and the transport in front of it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Http } from '../../src/backends/partner-center/call.ts';
import { createHttp, type HttpOptions, type WireEvent } from '../../src/backends/partner-center/http.ts';
import { isCspError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/rules/secret.ts';
import { createPatientClock, type PatientClock } from './patient-clock.ts';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** By the test's own clock, since it began. */
  readonly afterMs: number;
}

/** Answers request number `index`, from 0 on. One that does not end the answer keeps the caller waiting. */
export type Script = (response: ServerResponse, asked: Asked, index: number) => void;

export interface Bench {
  readonly origin: string;
  readonly http: Http;
  readonly clock: PatientClock;
  readonly asked: readonly Asked[];
  readonly events: readonly WireEvent[];
  readonly server: Server;
  /** Tokens that were taken after a refusal. */
  readonly refreshed: readonly string[];
}

/** Tests that are not about the pace are not slowed by it. */
const unlimited = 1e9;

export const withBench = async (
  script: Script,
  act: (bench: Bench) => Promise<void>,
  change: Partial<HttpOptions> = {},
): Promise<void> => {
  const asked: Asked[] = [];
  const events: WireEvent[] = [];
  const refreshed: string[] = [];
  let inFlight = 0;
  let known = 0;
  const clock = createPatientClock(() => {
    const isBusy = inFlight > 0 || asked.length > known;
    known = asked.length;
    return isBusy;
  });
  const began = clock.now();
  const server = createServer((request, response) => {
    inFlight += 1;
    response.on('close', () => {
      inFlight -= 1;
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString(), afterMs: clock.now() - began };
      asked.push(one);
      script(response, one, asked.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let ids = 0;
  const http = createHttp({
    baseUrl: origin,
    profile: 'contoso',
    tokens: {
      getToken: async (refused) => {
        if (refused !== undefined) refreshed.push(refused.reveal());
        return new Secret(`token-${refreshed.length}`);
      },
    },
    correlationId: 'correlation',
    application: 'csp-cli/test',
    locale: 'en-US',
    clock,
    newId: () => `request-${++ids}`,
    random: () => 0.5,
    env: {},
    requestsPerMinute: unlimited,
    report: (event) => events.push(event),
    ...change,
  });
  try {
    await act({ origin, http, clock, asked, events, server, refreshed });
  } finally {
    clock.stop();
    await http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

export const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: { readonly [name: string]: string } = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
};

export const refusal = (response: ServerResponse, status: number, code: string, description: string): void =>
  json(response, status, { code, description, data: [], source: 'PartnerApiServiceCore' });

/** Breaks the connection without an answer. */
export const reset = (response: ServerResponse): void => {
  response.socket?.resetAndDestroy();
};

/** The code and the facts of the failure that `promise` ends with; what it resolves to otherwise. */
export const failureOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    if (!isCspError(error)) throw error;
    return { code: error.code, ...error.details };
  }
};

export const read = { method: 'GET', path: '/v1/customers/c/orders' } as const;
export const cancel = {
  method: 'PATCH',
  path: '/v1/customers/c/orders/o',
  body: { id: 'o', status: 'cancelled' },
  requestId: 'cancel-1',
} as const;
export const checkout = { method: 'POST', path: '/v1/customers/c/carts/k/checkout', requestId: 'checkout-1' } as const;
