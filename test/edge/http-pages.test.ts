/** T38: page after page, none twice and none left out, whatever the links look like. */
import type { Call, Http } from '../../src/backends/partner-center/call.ts';
import { failureOf, json, withBench } from './edge-bench.ts';

const customers: Call = { method: 'GET', path: '/v1/customers', query: { size: '2' } };

const idsOf = async (http: Http, call: Call): Promise<unknown> => {
  const ids: unknown[] = [];
  const error = await failureOf(
    (async () => {
      for await (const { body } of http.pages(call)) ids.push(...(body as { items: unknown[] }).items);
    })(),
  );
  return error === undefined ? ids : { ids, error };
};

const next = (uri: string, token?: string): object => ({
  next: { uri, method: 'GET', headers: token === undefined ? [] : [{ key: 'MS-ContinuationToken', value: token }] },
});

test('links are followed with their headers, also the one with two question marks', () =>
  withBench(
    (response, { headers, url }, index) => {
      const links = index < 2 ? next('/customers?size=2?seekOperation=Next', `token-${index}`) : { self: { uri: url } };
      json(response, 200, { totalCount: 17, items: [index, headers['ms-continuationtoken'] ?? null], links });
    },
    async ({ http, asked }) => {
      expect(await idsOf(http, customers)).toEqual([0, null, 1, 'token-0', 2, 'token-1']);
      expect(asked.map(({ url }) => url)).toEqual([
        '/v1/customers?size=2',
        '/v1/customers?size=2&seekOperation=Next',
        '/v1/customers?size=2&seekOperation=Next',
      ]);
      expect(new Set(asked.map(({ headers }) => headers['ms-requestid'])).size).toBe(3);
    },
  ));

test.each([
  [customers, '/v1/customers?size=2&seekOperation=Next'],
  [
    { method: 'GET', path: '/v1/auditrecords', query: { startDate: '2026-11-01' } },
    '/v1/auditrecords?startDate=2026-11-01',
  ],
] as const)('a token without a link: %j', (call, url) =>
  withBench(
    (response, { headers }, index) =>
      json(response, 200, {
        items: [headers['ms-continuationtoken'] ?? null],
        ...(index < 2 ? { continuationToken: `t${index}` } : {}),
      }),
    async ({ http, asked }) => {
      expect(await idsOf(http, call)).toEqual([null, 't0', 't1']);
      expect(asked.slice(1).map((one) => one.url)).toEqual([url, url]);
    },
  ),
);

test('links with an offset, with or without the version, and with the whole address', () =>
  withBench(
    (response, { headers }, index) => {
      const uri = [
        '/invoices?size=2&offset=2',
        '/v1/invoices?size=2&offset=4',
        `http://${headers.host}/v1/invoices?offset=6`,
      ];
      json(response, 200, { items: [index], links: index < 3 ? next(uri[index] ?? '') : {} });
    },
    async ({ http, asked }) => {
      expect(await idsOf(http, { method: 'GET', path: '/v1/invoices', query: { size: '2' } })).toEqual([0, 1, 2, 3]);
      expect(asked.map(({ url }) => url).slice(1)).toEqual([
        '/v1/invoices?size=2&offset=2',
        '/v1/invoices?size=2&offset=4',
        '/v1/invoices?offset=6',
      ]);
    },
  ));

test('pages that shrink to nothing and a count that lies change nothing', () =>
  withBench(
    (response, _, index) =>
      json(response, 200, {
        totalCount: index === 0 ? 1 : 0,
        items: [[1, 2], [3], [], [4]][index],
        ...(index < 3 ? { continuationToken: `t${index}` } : {}),
      }),
    async ({ http }) => {
      expect(await idsOf(http, customers)).toEqual([1, 2, 3, 4]);
    },
  ));

test.each([
  ['the first page', '/customers?size=2', undefined, 1],
  ['the page before', '/customers?size=2&seekOperation=Next', 'same', 2],
])('a link to %s is a circle', (_, uri, token, pages) =>
  withBench(
    (response, __, index) => json(response, 200, { items: [index], links: next(uri, token) }),
    async ({ http, asked }) => {
      expect(await idsOf(http, customers)).toEqual({
        ids: Array.from({ length: pages }, (___, index) => index),
        error: { code: 'answerUnusable', operation: 'GET /v1/customers', reason: 'its pages go round in a circle' },
      });
      expect(asked.length).toBe(pages);
    },
  ),
);

test.each([
  ['repeat the same rows', () => [{ id: 'a' }, { id: 'b' }], [20, 22]],
  ['hold nothing', () => [], [19, 21]],
  ['repeat earlier ones in turn', (index: number) => [{ id: `${index % 3}` }], [22, 24]],
  ['repeat rows without an id', () => [{ name: 'a' }], [20, 22]],
] as const)('pages that %s, each with a token of its own, have an end', (_, itemsOf, [least, most]) =>
  withBench(
    (response, __, index) => json(response, 200, { items: itemsOf(index), continuationToken: `token-${index}` }),
    async ({ http, asked }) => {
      expect(await idsOf(http, customers)).toMatchObject({
        error: { code: 'answerUnusable', reason: '20 pages in a row bring nothing new' },
      });
      expect(asked.length).toBeGreaterThanOrEqual(least);
      expect(asked.length).toBeLessThanOrEqual(most);
    },
  ),
);

test('a list has an end even where each page brings something new', () =>
  withBench(
    (response, _, index) => json(response, 200, { items: [{ id: `${index}` }], continuationToken: `token-${index}` }),
    async ({ http, asked }) => {
      expect(await idsOf(http, customers)).toMatchObject({
        error: { code: 'answerUnusable', reason: 'it has more than 5000 pages' },
      });
      expect(asked.length).toBe(5_000);
    },
  ));

test.each(['http://other.test/v1/customers', 'https://127.0.0.1/v1/customers', '//other.test/customers'])(
  'T32 a next page at %s is not asked for',
  (uri) =>
    withBench(
      (response) => json(response, 200, { items: [1], links: next(uri) }),
      async ({ http, asked, origin }) => {
        expect(await idsOf(http, customers)).toMatchObject({
          ids: [1],
          error: { code: 'crossHost', host: new URL(origin).host },
        });
        expect(asked.length).toBe(1);
      },
    ),
);

test.each([
  [{ next: { uri: 7 } }],
  [{ next: { uri: '/customers?size=3', method: 'DELETE' } }],
  [next('/customers?size=3', 'line\r\nAuthorization: other')],
])('a next link that cannot be followed is no end: %j', (links) =>
  withBench(
    (response) => json(response, 200, { items: [1], links }),
    async ({ http, asked }) => {
      expect(await idsOf(http, customers)).toMatchObject({ ids: [1], error: { code: 'answerUnusable' } });
      expect(asked.length).toBe(1);
    },
  ),
);

test('a link may not say who asks', () =>
  withBench(
    (response, _, index) => {
      const headers = [
        { key: 'Authorization', value: 'Bearer other' },
        { key: 'ms-continuationtoken', value: 't' },
      ];
      const links = index === 0 ? { next: { uri: '/customers?size=2', method: 'GET', headers } } : {};
      json(response, 200, { items: [index], links });
    },
    async ({ http, asked }) => {
      expect(await idsOf(http, customers)).toEqual([0, 1]);
      expect(asked[1]?.headers).toMatchObject({ authorization: 'Bearer token-0', 'ms-continuationtoken': 't' });
    },
  ));

test('a 429 on the seventh page is waited for, and the list goes on', () =>
  withBench(
    (response, { headers }, index) => {
      const page = Number(headers['ms-continuationtoken'] ?? 0);
      if (index === 6) json(response, 429, {}, { 'retry-after': '57' });
      else json(response, 200, { items: [page], ...(page < 9 ? { continuationToken: String(page + 1) } : {}) });
    },
    async ({ http, clock }) => {
      expect(await idsOf(http, customers)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(clock.slept).toEqual([57_000]);
    },
  ));
