/** The table of retries, over real sockets: T26 and T30 as far as the wire goes, T36, and what each attempt carries. */
import {
  type Asked,
  cancel,
  checkout,
  failureOf,
  json,
  read,
  refusal,
  reset,
  type Script,
  withBench,
} from './edge-bench.ts';

const first =
  (times: number, script: Script): Script =>
  (response, asked, index) =>
    index < times ? script(response, asked, index) : json(response, 200, { id: 'o' });

const broken: { readonly [name: string]: Script } = {
  reset,
  '500': (response) => refusal(response, 500, '800003', 'Unexpected'),
  '503': (response) => response.writeHead(503).end(),
  'cut JSON': (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"o"'),
  'cut body': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"id":', () => response.socket?.destroy());
  },
  HTML: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>proxy</html>'),
  'JSON as HTML': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('{"id":"o"}'),
  'empty 200': (response) => response.writeHead(200).end(),
};

test.each([
  ['reset', 6],
  ['500', 6],
  ['503', 6],
  ['cut body', 6],
  ['cut JSON', 2],
  ['HTML', 2],
  ['JSON as HTML', 2],
  ['empty 200', 2],
])('a read that meets %s for ever is tried %i times', (fault, times) =>
  withBench(broken[fault] ?? reset, async ({ http, asked, origin }) => {
    const host = new URL(origin).host;
    const isUnusable = times === 2;
    expect(await failureOf(http.send(read))).toMatchObject(
      isUnusable
        ? { code: 'answerUnusable', operation: 'GET /v1/customers/c/orders' }
        : fault === '500' || fault === '503'
          ? { code: 'serviceFailed', status: Number(fault), isForeign: false, retryAt: null, requestId: 'request-1' }
          : { code: 'unavailable', host, retryAt: null },
    );
    expect(asked.length).toBe(times);
  }),
);

test.each([
  ['reset', 'cancel', 3, 'answerLost'],
  ['cut body', 'cancel', 3, 'answerLost'],
  ['500', 'cancel', 4, 'serviceFailed'],
  ['503', 'cancel', 4, 'serviceFailed'],
  ['cut JSON', 'cancel', 1, 'answerUnusable'],
  ['HTML', 'cancel', 1, 'answerUnusable'],
  ['empty 200', 'cancel', 1, 'answerUnusable'],
  ['reset', 'checkout', 3, 'answerLost'],
  ['500', 'checkout', 3, 'serviceFailed'],
  ['cut JSON', 'checkout', 1, 'answerUnusable'],
] as const)('a write that meets %s is left to whoever asked for it: %s', (fault, name, times, reason) =>
  withBench(broken[fault] ?? reset, async ({ http, asked }) => {
    const call = name === 'cancel' ? cancel : checkout;
    expect(await failureOf(http.send(call))).toEqual({
      code: 'outcomeUnsettled',
      operation: `${call.method} ${call.path}`,
      requestId: call.requestId,
      correlationId: 'correlation',
      reason,
    });
    expect(asked.length).toBe(times);
  }),
);

test.each([
  ['reset', 'answerLost'],
  ['cut body', 'answerLost'],
  ['500', 'serviceFailed'],
  ['503', 'serviceFailed'],
  ['cut JSON', 'answerUnusable'],
  ['HTML', 'answerUnusable'],
] as const)('a write that leaves doubt and meets %s is not sent again', (fault, reason) =>
  withBench(broken[fault] ?? reset, async ({ http, asked }) => {
    const { requestId, method, path } = cancel;
    const expected = {
      code: 'outcomeUnsettled',
      operation: `${method} ${path}`,
      requestId,
      correlationId: 'correlation',
      reason,
    };
    expect(await failureOf(http.send({ ...cancel, leavesDoubt: true }))).toEqual(expected);
    expect(asked.length).toBe(1);
  }),
);

test('a write that leaves doubt waits after 429, and where nobody received it', async () => {
  await withBench(
    (response, _, index) => (index < 2 ? json(response, 429, {}, { 'retry-after': '57' }) : json(response, 200, {})),
    async ({ http, asked }) => {
      await http.send({ ...cancel, leavesDoubt: true });
      expect(asked.map(({ afterMs, headers }) => [afterMs, headers['ms-requestid']])).toEqual(
        [0, 57_000, 114_000].map((afterMs) => [afterMs, 'cancel-1']),
      );
    },
  );
  await withBench(reset, async ({ http, server, clock }) => {
    await new Promise((resolve) => server.close(resolve));
    expect(await failureOf(http.send({ ...cancel, leavesDoubt: true }))).toMatchObject({ code: 'unavailable' });
    expect(clock.slept.length).toBe(5);
  });
});

test('a POST that only asks is retried like a read', () =>
  withBench(reset, async ({ http, asked }) => {
    const call = { method: 'POST', path: '/v1/extensions/product/checkInventory', changesNothing: true } as const;
    expect(await failureOf(http.send(call))).toMatchObject({ code: 'unavailable', reason: 'ECONNRESET' });
    expect(asked.length).toBe(6);
  }));

test('every attempt has the same request id, the same correlation id and the same bytes', () =>
  withBench(first(2, broken['503'] ?? reset), async ({ http, asked }) => {
    expect((await http.send(cancel)).body).toEqual({ id: 'o' });
    const sent = ({ headers, body }: Asked) => [headers['ms-requestid'], headers['ms-correlationid'], body];
    expect(asked.map(sent)).toEqual(
      Array.from({ length: 3 }, () => ['cancel-1', 'correlation', '{"id":"o","status":"cancelled"}']),
    );
  }));

test('a call carries the documented headers', () =>
  withBench(first(0, reset), async ({ http, asked }) => {
    await http.send({ ...cancel, headers: { 'If-Match': '"etag"' } });
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer token-0',
      accept: 'application/json',
      'content-type': 'application/json',
      'ms-requestid': 'cancel-1',
      'ms-correlationid': 'correlation',
      'ms-partnercenter-application': 'csp-cli/test',
      'x-locale': 'en-US',
      'if-match': '"etag"',
    });
  }));

test('reads without an id of their own get one each', () =>
  withBench(first(0, reset), async ({ http, asked }) => {
    await http.send(read);
    await http.send({ ...read, query: { filter: '{"Field":"Domain","Value":"a b+c&d"}' } });
    expect(asked.map(({ headers, url }) => [headers['ms-requestid'], url])).toEqual([
      ['request-1', '/v1/customers/c/orders'],
      [
        'request-2',
        '/v1/customers/c/orders?filter=%7B%22Field%22%3A%22Domain%22%2C%22Value%22%3A%22a%20b%2Bc%26d%22%7D',
      ],
    ]);
  }));

test('waits grow, up to twice as long with every failure', () =>
  withBench(broken['503'] ?? reset, async ({ http, clock }) => {
    await failureOf(http.send(read));
    expect(clock.slept).toEqual([500, 1000, 2000, 4000, 8000]);
  }));

test('what was refused after an attempt in doubt is in doubt, where it may be a repetition', () =>
  withBench(
    (response, _, index) =>
      index % 2 === 0
        ? reset(response)
        : refusal(response, 400, '800065', 'Cannot check out an already submitted cart.'),
    async ({ http }) => {
      expect(await failureOf(http.send(checkout))).toMatchObject({ code: 'outcomeUnsettled', requestId: 'checkout-1' });
      expect(await failureOf(http.send(cancel))).toMatchObject({ code: 'serviceRefused', serviceCode: '800065' });
    },
  ));

test('T36 a write that nobody received has not happened', () =>
  withBench(reset, async ({ http, server, clock }) => {
    await new Promise((resolve) => server.close(resolve));
    expect(await failureOf(http.send(cancel))).toMatchObject({ code: 'unavailable', reason: 'ECONNREFUSED' });
    expect(clock.slept.length).toBe(5);
  }));

test('a service that asks for time gets it, and never too little', () =>
  withBench(
    first(2, (response, _, index) => response.writeHead(503, { 'retry-after': index === 0 ? '40' : '0' }).end()),
    async ({ http, clock }) => {
      await http.send(read);
      expect(clock.slept).toEqual([40_000, 1000]);
    },
  ));

test('a service that asks for too much time ends the call', () =>
  withBench(
    (response) => response.writeHead(503, { 'retry-after': '3600' }).end(),
    async ({ http, clock, asked }) => {
      const retryAt = clock.now() + 3_600_000;
      expect(await failureOf(http.send(read))).toMatchObject({ code: 'serviceFailed', status: 503, retryAt });
      expect(asked.length).toBe(1);
    },
  ));

test('a call does not outlive the run', () =>
  withBench(
    () => undefined,
    async ({ http }) => {
      const began = performance.now();
      expect(await failureOf(http.send(checkout))).toMatchObject({ code: 'outcomeUnsettled' });
      expect(performance.now() - began).toBeLessThan(3000);
    },
    { clock: { now: () => Date.now(), sleep: async () => undefined }, deadlineAt: Date.now() + 800 },
  ));
