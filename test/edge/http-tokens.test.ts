/** T34: eight calls at once with a token that has just ended; and no token in what a failure carries (T56). */
import { inspect } from 'node:util';
import type { Session } from '../../src/backends/partner-center/tokens/session.ts';
import { createTokenSource } from '../../src/backends/partner-center/tokens/token-source.ts';
import type { TokenStore } from '../../src/backends/partner-center/tokens/token-store.ts';
import { Secret } from '../../src/core/rules/secret.ts';
import { cancel, json, read, refusal, reset, withBench } from './edge-bench.ts';

const sessionWith = (token: string): Session => ({
  cloud: 'global',
  tenant: 'contoso.test',
  clientId: 'app',
  way: 'refresh-token',
  credential: { kind: 'refresh-token', token: new Secret('refresh'), clientSecret: undefined },
  access: { token: new Secret(token), endsAt: Number.POSITIVE_INFINITY },
  identity: { tenantId: 't', kind: 'app', userPrincipalName: null, roles: null, hasMfa: null },
});

const storeOf = (first: Session): TokenStore => {
  const keptIn = { place: 'keyring' } as const;
  let session = first;
  return {
    read: async () => ({ session, keptIn }),
    write: async (next) => {
      session = next;
      return keptIn;
    },
    remove: async () => true,
  };
};

test('T34 eight calls that meet an ended token fetch one, and keep their request ids', () => {
  let fetched = 0;
  const tokens = createTokenSource({
    profile: 'contoso',
    store: storeOf(sessionWith('old')),
    exclusively: (act) => act(),
    renew: async () => {
      fetched += 1;
      return sessionWith(`new-${fetched}`);
    },
    clock: { now: () => 0, sleep: async () => undefined },
  });
  return withBench(
    (response, { headers }) =>
      headers.authorization === 'Bearer old' ? refusal(response, 401, '800001', 'Expired') : json(response, 200, {}),
    async ({ http, asked }) => {
      const ids = Array.from({ length: 8 }, (_, index) => `cancel-${index}`);
      await Promise.all(ids.map((requestId) => http.send({ ...cancel, requestId })));
      const sentWith = (token: string) =>
        asked
          .filter(({ headers }) => headers.authorization === `Bearer ${token}`)
          .map(({ headers }) => headers['ms-requestid'])
          .sort();
      expect([fetched, sentWith('old'), sentWith('new-1')]).toEqual([1, ids, ids]);
    },
    { tokens },
  );
});

test.each([
  ['a reset', cancel],
  ['a reset', read],
  ['HTML', read],
] as const)('a failure after %s carries no token: %j', (fault, call) =>
  withBench(
    (response) => (fault === 'HTML' ? response.writeHead(200).end('<html>') : reset(response)),
    async ({ http }) => {
      const error: unknown = await http.send(call).catch((failure) => failure);
      const shown = inspect(error, { depth: 20, showHidden: true });
      expect([error instanceof Error, shown.includes('token-0'), shown.includes('Bearer')]).toEqual([
        true,
        false,
        false,
      ]);
    },
  ),
);
