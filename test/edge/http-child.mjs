/**
 * The transport in a process of its own, with an environment of its own: certificates and proxies are read from it.
 * Reads `{ entry, baseUrl, calls }` from the first argument; writes one line for each call: its status or its failure.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { entry, baseUrl, calls } = JSON.parse(process.argv[2]);
const { createHttp, Secret } = createRequire(import.meta.url)(entry);
let ids = 0;
const http = createHttp({
  baseUrl,
  profile: 'contoso',
  tokens: { getToken: async () => new Secret(readFileSync(entry).length.toString()) },
  correlationId: 'correlation',
  application: 'csp-cli/test',
  locale: 'en-US',
  clock: { now: () => Date.now(), sleep: async () => undefined },
  newId: () => `request-${++ids}`,
  random: Math.random,
  env: process.env,
});
for (const call of calls) {
  const line = await http.send(call).then(
    ({ status }) => ({ status }),
    (error) => ({ code: error.code, ...error.details }),
  );
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
await http.close();
