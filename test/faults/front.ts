/** What stands between `csp` and the emulator and changes answers on their way: a service with moods of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** In the path; `''` for what is about no order. */
  readonly order: string;
  readonly isCancel: boolean;
  readonly body: string;
  readonly requestId: string;
  /** Milliseconds of the machine's clock. */
  readonly at: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer | string;
  /** The connection ends in the middle of the body. */
  readonly isCut?: boolean;
}

/** Answers for itself, or asks the emulator. `undefined` for none at all: the connection is cut. */
export type Mood = (asked: Asked, ask: () => Promise<Answered>) => Promise<Answered | undefined>;

export interface Front {
  /** For `openBench`. */
  readonly open: (target: string) => Promise<string>;
  readonly asked: readonly Asked[];
  mood: Mood;
  close(): Promise<void>;
}

export const openFront = (first: Mood = async (_, ask) => ask()): Front => {
  const asked: Asked[] = [];
  let target = '';
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const front: Front = {
    asked,
    mood: first,
    open: async (url) => {
      target = url;
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request);
    const path = request.url ?? '/';
    const method = request.method ?? 'GET';
    const order = /\/orders\/([^/?]+)/.exec(path)?.[1] ?? '';
    const isCancel = method === 'PATCH' && order !== '';
    const requestId = String(request.headers['ms-requestid'] ?? '');
    const call: Asked = { method, path, order, isCancel, body, requestId, at: Date.now() };
    asked.push(call);
    const ask = (): Promise<Answered> => pass(target, request, call);
    const isSignIn = path.endsWith('/token');
    const answer = isSignIn
      ? issuedBy(`http://${request.headers.host}`, target, await ask())
      : await front.mood(call, ask);
    if (answer === undefined) {
      response.socket?.resetAndDestroy();
      return;
    }
    if (answer.isCut === true) {
      const whole = Buffer.from(answer.body);
      response.writeHead(answer.status, { ...answer.headers, 'Content-Length': whole.length });
      response.write(whole.subarray(0, whole.length / 2), () => response.socket?.destroy());
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  return front;
};

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const notPassed: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

const pass = async (target: string, request: IncomingMessage, { method, path, body }: Asked): Promise<Answered> => {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    notPassed.has(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const response = await fetch(target + path, {
    method,
    headers: Object.fromEntries(headers),
    redirect: 'manual',
    ...(hasBody ? { body } : {}),
  });
  const own = [...response.headers].filter(([name]) => !notPassed.has(name) && name !== 'content-encoding');
  return {
    status: response.status,
    headers: Object.fromEntries(own),
    body: Buffer.from(await response.arrayBuffer()),
  };
};

/** Tokens name who issued them, which is whom `csp` asked. */
const issuedBy = (own: string, target: string, answer: Answered): Answered => {
  const body = JSON.parse(String(answer.body)) as { readonly id_token?: string };
  if (body.id_token === undefined) return answer;
  const [head = '', claims = '', signature = ''] = body.id_token.split('.');
  const own64 = Buffer.from(Buffer.from(claims, 'base64url').toString().replaceAll(target, own)).toString('base64url');
  return { ...answer, body: JSON.stringify({ ...body, id_token: [head, own64, signature].join('.') }) };
};

/** The same answer with its JSON changed. */
export const changed = (answer: Answered, change: (body: Record<string, unknown>) => unknown): Answered => ({
  ...answer,
  body: JSON.stringify(change(JSON.parse(String(answer.body)) as Record<string, unknown>)),
});

/** Not cancelled yet, as far as one can see. */
export const pendingBody = (answer: Answered): Answered =>
  changed(answer, (body) =>
    'lineItems' in body
      ? { ...body, status: 'pending' }
      : JSON.parse(String(answer.body).replaceAll('Unfulfilled', 'PrefulfillmentPending')),
  );

export const saying = (status: number, code: string, description = 'as the test asks for it'): Answered => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ code, description, source: 'PartnerApiServiceControllers' }),
});
