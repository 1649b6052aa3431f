/** What an answer may be: T28 (decoding), T32 (redirects), T33 (size, depth, slowness), refusals, sign-in, time. */
import { gzipSync } from 'node:zlib';
import { getOrder, listOrders } from '../../src/backends/partner-center/orders.ts';
import type { Wait } from '../../src/backends/partner-center/waits.ts';
import { cancel, failureOf, json, read, refusal, withBench } from './edge-bench.ts';

const asJson = { 'content-type': 'application/json; charset=utf-8' };
const bytesOf = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);
const order = '{"id":"o","name":"Müller"}';

test.each([
  ['UTF-8', bytesOf(order)],
  ['UTF-8 with a mark', bytesOf(`\uFEFF${order}`)],
  ['UTF-16, little end first', bytesOf(`\uFEFF${order}`, 'utf16le')],
  ['UTF-16, big end first', bytesOf(`\uFEFF${order}`, 'utf16le').swap16()],
  ['a stray question mark', bytesOf(`?${order}`)],
])('T28 %s is read', (_, bytes) =>
  withBench(
    (response) => response.writeHead(200, asJson).end(bytes),
    async ({ http }) => {
      expect((await http.send(read)).body).toEqual({ id: 'o', name: 'Müller' });
    },
  ),
);

test('a compressed answer is read', () =>
  withBench(
    (response) => response.writeHead(200, { ...asJson, 'content-encoding': 'gzip' }).end(gzipSync(order)),
    async ({ http }) => {
      expect((await http.send(read)).body).toEqual({ id: 'o', name: 'Müller' });
    },
  ));

test.each([['{"a":{"__proto__":{"polluted":1}}}'], ['{"a":{"\\u005f_proto__":{"polluted":1}}}']])(
  'nothing in an answer reaches a prototype: %s',
  (text) =>
    withBench(
      (response) => response.writeHead(200, asJson).end(text),
      async ({ http }) => {
        const { body } = await http.send(read);
        expect([JSON.stringify(body), ({} as { polluted?: number }).polluted]).toEqual(['{"a":{}}', undefined]);
      },
    ),
);

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['64 levels deep', deep(64), 'read'],
  ['65 levels deep', deep(65), 'it nests deeper than 64'],
  ['100,000 levels deep', deep(100_000), 'it nests deeper than 64'],
  ['brackets in a text', JSON.stringify(`\\"${deep(100)}`), 'read'],
  ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'it is not JSON'],
  ['12 MB', JSON.stringify('a'.repeat(12_000_000)), 'it is larger than 10 MB'],
])('T33 %s', (_, bytes, expected) =>
  withBench(
    (response) => response.writeHead(200, asJson).end(bytes),
    async ({ http, asked }) => {
      const end = await failureOf(http.send(read).then(() => 'read'));
      expect(end).toEqual(
        expected === 'read'
          ? 'read'
          : {
              code: 'answerUnusable',
              operation: 'GET /v1/customers/c/orders',
              reason: expected,
              requestId: 'request-1',
              correlationId: 'correlation',
            },
      );
      expect(asked.length).toBe(expected === 'read' ? 1 : 2);
    },
  ),
);

test('T33 what swells to 1 GB is cut off at 10 MB', () => {
  const swelling = gzipSync(Buffer.alloc(100_000_000, 0x20));
  return withBench(
    (response) => response.writeHead(200, { ...asJson, 'content-encoding': 'gzip' }).end(swelling),
    async ({ http }) => {
      const before = process.memoryUsage().rss;
      expect(await failureOf(http.send(read))).toMatchObject({
        code: 'answerUnusable',
        reason: 'it is larger than 10 MB',
      });
      expect(process.memoryUsage().rss - before).toBeLessThan(90_000_000);
    },
  );
});

test('T33 a list of orders that is too large is told as that, also where a short number is looked up in it', () =>
  withBench(
    (response, request) =>
      request.url?.includes('/orders/c403d91b21d2')
        ? response.writeHead(404, asJson).end('{"code":"20000"}')
        : response.writeHead(200, asJson).end(JSON.stringify('a'.repeat(12_000_000))),
    async ({ http }) => {
      const options = { http, warn: () => undefined };
      const tooLarge = { code: 'orderListTooLarge', customer: 'c' };
      expect(await failureOf(listOrders(options, 'c'))).toEqual(tooLarge);
      expect(await failureOf(getOrder(options, 'c', 'c403d91b21d2'))).toEqual(tooLarge);
      expect(await failureOf(getOrder(options, 'c', 'o'))).toMatchObject({ code: 'answerUnusable' });
    },
  ));

test('T33 headers that drip in by the byte are not waited for', () =>
  withBench(
    (response) => {
      const drip = setInterval(() => response.socket?.write('H'), 50);
      response.socket?.on('close', () => clearInterval(drip));
    },
    async ({ http, asked }) => {
      expect(await failureOf(http.send(read))).toMatchObject({ code: 'unavailable', retryAt: null });
      expect(asked.length).toBeGreaterThan(0);
    },
    { clock: { now: () => Date.now(), sleep: async () => undefined }, deadlineAt: Date.now() + 1000 },
  ));

const operation = 'PATCH /v1/customers/c/orders/o';
const unsettled = { code: 'outcomeUnsettled', operation, requestId: 'cancel-1', correlationId: 'correlation' };

test.each([301, 302, 303, 307, 308])('T32 a %i to another host is not followed', (status) =>
  withBench(
    (response) => response.writeHead(status, { location: 'https://other.test/v1/customers' }).end(),
    async ({ http, asked, origin }) => {
      const { host } = new URL(origin);
      const expected = { code: 'crossHost', host, target: 'https://other.test' };
      expect([await failureOf(http.send(read)), await failureOf(http.send(cancel))]).toEqual([
        expected,
        { ...unsettled, reason: 'crossHost' },
      ]);
      expect(asked.length).toBe(2);
    },
  ),
);

test('T32 a redirect within the host is not followed either', () =>
  withBench(
    (response) => response.writeHead(302, { location: '/v1/elsewhere' }).end(),
    async ({ http, asked }) => {
      expect(await failureOf(http.send(read))).toMatchObject({ code: 'serviceRefused', status: 302 });
      expect(asked.length).toBe(1);
    },
  ));

test.each([
  [400, '900117', 'You have passed your 30-day cancellation window', { code: 'serviceRefused' }],
  [404, '20000', 'Order ID not found', { code: 'serviceRefused' }],
  [409, '800014', 'Pending adjustment', { code: 'serviceRefused' }],
  [403, '800019', 'Only software', { code: 'serviceRefused' }],
  [403, '900329', 'No application-only authentication', { code: 'accessDenied', missing: 'user' }],
  [403, '20002', 'No commerce relationship', { code: 'accessDenied', missing: 'relationship' }],
  [403, '1002', 'Authorization Failed', { code: 'accessDenied', missing: 'role' }],
  [403, '900150', 'The supplied role does not have the rights', { code: 'accessDenied', missing: 'role' }],
  [403, '2032', 'Multi-factor authentication is required', { code: 'accessDenied', missing: 'mfa' }],
  [403, 'Forbidden', 'No', { code: 'accessDenied', missing: 'unknown', text: 'No' }],
] as const)('%i %s %s', (status, serviceCode, text, expected) =>
  withBench(
    (response) => refusal(response, status, serviceCode, text),
    async ({ http, asked }) => {
      const rest = expected.code === 'serviceRefused' ? { status, text } : {};
      expect(await failureOf(http.send(cancel))).toEqual({ ...expected, operation, serviceCode, ...rest });
      expect(asked.length).toBe(1);
    },
  ),
);

test.each([400, 403, 404, 407])('a page with %i is nobody’s refusal: a write is in doubt then', (status) =>
  withBench(
    (response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Bad</h1>'),
    async ({ http }) => {
      const expected = { code: 'serviceFailed', status, isForeign: true, retryAt: null };
      expect(await failureOf(http.send(read))).toMatchObject(expected);
      expect(await failureOf(http.send(cancel))).toEqual({ ...unsettled, reason: 'serviceFailed' });
    },
  ),
);

test('a refusal without a word has no code and no text of its own', () =>
  withBench(
    (response) => response.writeHead(400).end(),
    async ({ http }) => {
      const expected = { code: 'serviceRefused', operation, status: 400, serviceCode: null, text: 'HTTP 400' };
      expect(await failureOf(http.send(cancel))).toEqual(expected);
    },
  ));

test('when a page comes with 502 for ever, then it is told who answered, and what was waited for', () => {
  const waits: Wait[] = [];
  return withBench(
    (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    async ({ http }) => {
      expect(await failureOf(http.send(read))).toMatchObject({ code: 'serviceFailed', status: 502, isForeign: true });
      const expected = [500, 1_000, 2_000, 4_000, 8_000].map((ms) => ({ why: 'retry', reason: 'HTTP 502', ms }));
      expect(waits).toEqual(expected);
    },
    { onWait: (wait) => waits.push(wait) },
  );
});

test('a refused token is replaced once, under the same request id', () =>
  withBench(
    (response, { headers }) =>
      headers.authorization === 'Bearer token-0'
        ? refusal(response, 401, '800001', 'Expired')
        : json(response, 200, {}),
    async ({ http, asked, refreshed }) => {
      await http.send(cancel);
      expect(refreshed).toEqual(['token-0']);
      expect(asked.map(({ headers }) => headers['ms-requestid'])).toEqual(['cancel-1', 'cancel-1']);
    },
  ));

test.each([
  ['Access denied', 'expired'],
  ['MFA required', 'mfa'],
])('a second 401 (%s) asks for a sign-in, and leaves a write in doubt', (text, reason) =>
  withBench(
    (response) => refusal(response, 401, '400', text),
    async ({ http, asked }) => {
      expect(await failureOf(http.send(read))).toEqual({ code: 'signInNeeded', profile: 'contoso', reason });
      const lacking = { reason: 'signInNeeded', signIn: { profile: 'contoso', reason } };
      expect(await failureOf(http.send(cancel))).toEqual({ ...unsettled, ...lacking });
      expect(asked.length).toBe(4);
    },
  ),
);

test('HEAD and 204 have no body', () =>
  withBench(
    (response) => response.writeHead(204).end(),
    async ({ http }) => {
      const head = await http.send({ method: 'HEAD', path: '/v1/domains/contoso.com' });
      expect([head.status, head.body, (await http.send(cancel)).body]).toEqual([204, undefined, undefined]);
    },
  ));

test('T74 the service’s time decides, and a clock that is ten minutes ahead is told of once', () =>
  withBench(
    (response) => json(response, 200, {}, { date: 'Sat, 21 Nov 2026 11:50:00 GMT' }),
    async ({ http, clock, events, asked }) => {
      const at = Date.UTC(2026, 10, 21, 11, 50);
      expect(await http.now()).toBe(at);
      await clock.sleep(5000);
      expect(await http.now()).toBe(at + 5000);
      expect((await http.send(read)).at).toBe(at);
      expect(asked.map(({ method, headers }) => [method, headers.authorization])).toEqual([
        ['HEAD', undefined],
        ['GET', 'Bearer token-0'],
      ]);
      expect(events.filter(({ kind }) => kind === 'skew')).toEqual([{ kind: 'skew', aheadMs: 600_000 }]);
    },
  ));

test('what --debug hears has neither query, nor body, nor token', () =>
  withBench(
    (response) => json(response, 200, {}),
    async ({ http, events }) => {
      await http.send({ ...cancel, query: { filter: 'Contoso' } });
      expect(events.filter(({ kind }) => kind === 'attempt')).toEqual([
        {
          kind: 'attempt',
          method: 'PATCH',
          path: cancel.path,
          status: 200,
          ms: 0,
          requestId: 'cancel-1',
          correlationId: 'correlation',
        },
      ]);
    },
  ));

test('one connection serves call after call', () => {
  const ports = new Set<number | undefined>();
  return withBench(
    (response) => {
      ports.add(response.socket?.remotePort);
      json(response, 200, { items: [1] });
    },
    async ({ http }) => {
      for (let call = 0; call < 20; call += 1) await http.send(read);
      expect(ports.size).toBe(1);
    },
  );
});

test('what is under way when the transport is closed is not tried again', () =>
  withBench(
    () => undefined,
    async ({ http, asked, clock }) => {
      const ends = Promise.all([failureOf(http.send(read)), failureOf(http.send(cancel))]);
      while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await http.close();
      expect(await ends).toMatchObject([{ code: 'unavailable' }, { code: 'outcomeUnsettled' }]);
      expect(await failureOf(http.send(read))).toMatchObject({ code: 'unavailable', reason: 'closed' });
      expect([asked.length, clock.slept]).toEqual([2, []]);
    },
  ));
