/**
 * What the transport costs: its throughput against a bare loop of got with connections kept alive, side by side, with
 * 16 calls in flight and a service that takes 50 ms. The budget is 80 %.
 *
 *   npm run bench:http -- [--rounds N] [--calls N] [--latency MS] [--check]
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { got } from 'got';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    calls: { type: 'string', default: '1600' },
    latency: { type: 'string', default: '50' },
    check: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
  },
});
const inFlight = 16;
const budget = 0.8;

/** Fifty orders of two lines, the size of a usual answer. */
const orders = Array.from({ length: 50 }, (_, index) => ({
  id: `order-${index}`,
  alternateId: 'c403d91b21d2',
  referenceCustomerId: '14876998-c0dc-46e6-9d0c-65a57a6c32ec',
  billingCycle: 'one_time',
  currencyCode: 'USD',
  lineItems: [0, 1].map((line) => ({ lineItemNumber: line, offerId: 'DG7GMGF0DWTL:0001:DG7GMGF0DSFM', quantity: 1 })),
  creationDate: '2026-11-12T17:33:56.1306495Z',
  status: 'completed',
}));

const serve = () => {
  const body = JSON.stringify({ totalCount: orders.length, items: orders });
  const server = createServer((_, response) =>
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), Number(values.latency)),
  );
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('disconnect', () => process.exit());
};

/** Calls a second. */
const throughput = async (call) => {
  let left = Number(values.calls);
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const { items } = await call();
      if (items.length !== orders.length) throw new Error('another answer than was sent');
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: inFlight }, work));
  return (Number(values.calls) * 1000) / (performance.now() - began);
};

const openTransport = async (folder, baseUrl) => {
  const outfile = join(folder, 'http.cjs');
  const contents = `export { createHttp } from './src/backends/partner-center/http.ts';
    export { Secret } from './src/core/rules/secret.ts';`;
  const stdin = { contents, resolveDir: resolve(import.meta.dirname, '../..') };
  await build({ stdin, outfile, bundle: true, minify: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  const { createHttp, Secret } = createRequire(import.meta.url)(outfile);
  const token = new Secret('token');
  let ids = 0;
  return createHttp({
    baseUrl,
    profile: 'bench',
    tokens: { getToken: async () => token },
    correlationId: 'bench',
    application: 'csp-cli/bench',
    locale: 'en-US',
    clock: { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
    newId: () => `request-${++ids}`,
    random: Math.random,
    env: {},
    requestsPerMinute: 1e9,
  });
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const compare = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-http-bench-'));
  const service = fork(import.meta.filename, ['--serve', '--latency', values.latency]);
  const port = await new Promise((done) => service.once('message', done));
  const baseUrl = `http://127.0.0.1:${port}`;
  const http = await openTransport(folder, baseUrl);
  const agent = { http: new Agent({ keepAlive: true }) };
  const bare = got.extend({ agent, retry: { limit: 0 } });
  const ours = async () => (await http.send({ method: 'GET', path: '/v1/customers/c/orders' })).body;
  const theirs = () => bare(`${baseUrl}/v1/customers/c/orders`).json();
  const ratios = [];
  await throughput(theirs);
  await throughput(ours);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const [first, second] = round % 2 === 0 ? [theirs, ours] : [ours, theirs];
    const results = new Map([[first, await throughput(first)]]);
    results.set(second, await throughput(second));
    const [got, csp] = [results.get(theirs), results.get(ours)];
    ratios.push(csp / got);
    console.log(`got ${got.toFixed(0)}/s, csp ${csp.toFixed(0)}/s: ${(csp / got).toFixed(3)}`);
  }
  console.log(`median ratio ${median(ratios).toFixed(3)}, budget ${budget}`);
  await http.close();
  agent.http.destroy();
  service.disconnect();
  rmSync(folder, { recursive: true });
  if (values.check && median(ratios) < budget) process.exitCode = 1;
};

await (values.serve ? serve() : compare());
