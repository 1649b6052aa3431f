/**
 * Reads without end, with four calls in flight, in a process of its own. The first argument holds
 * `{ entry, baseUrl, name, limits, requestsPerMinute }`; `limits` is the file shared with others.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const { entry, baseUrl, name, limits, requestsPerMinute } = JSON.parse(process.argv[2]);
const { createHttp, openLimitFile, Secret } = createRequire(import.meta.url)(entry);
const http = createHttp({
  baseUrl,
  profile: 'contoso',
  tokens: { getToken: async () => new Secret('token') },
  correlationId: name,
  application: 'csp-cli/test',
  locale: 'en-US',
  clock: { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
  newId: randomUUID,
  random: Math.random,
  env: {},
  requestsPerMinute,
  limits: openLimitFile(limits, 'test'),
});
const work = async () => {
  for (;;) await http.send({ method: 'GET', path: '/v1/customers' });
};
await Promise.all(Array.from({ length: 4 }, work));
