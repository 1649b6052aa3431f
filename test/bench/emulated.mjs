/** The emulator in a process of its own over a world, csp signed in to it, and a bare loop of got beside. */
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createInterface } from 'node:readline';
import { got } from 'got';
import { csp } from './run-world.mjs';

/** `limit` is the service's, in requests a minute; csp is told of it only where it is more than the published one. */
export const startEmulated = async ({ node, env, limit, ledger }) => {
  const words = [
    'sandbox',
    'serve',
    '--oddities',
    'long-order-ids',
    '--limit',
    String(limit),
    ...(ledger === undefined ? [] : ['--ledger', ledger]),
  ];
  const server = spawn(node, [csp, ...words, '-o', 'jsonl'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const { url, environment } = JSON.parse(line);
  const own = { ...env, ...environment, ...(limit > 500 ? { CSP_REQUESTS_PER_MINUTE: String(limit) } : {}) };
  const signIn = ['login', '--service-principal', '--client-secret-stdin', '--insecure-storage', '--quiet'];
  const login = spawnSync(node, [csp, ...signIn], { env: { ...process.env, ...own }, input: 'secret\n' });
  if (login.status !== 0) throw new Error(`login ended with ${login.status}\n${login.stderr}`);
  return {
    env: own,
    openLoop: () => openLoop(url, environment),
    stop: async () => {
      server.kill();
      await once(server, 'close');
    },
  };
};

/** Sends the PATCHes that csp sends, with got and an agent as csp has them, and nothing else. */
const openLoop = async (url, { CSP_TENANT_ID, CSP_CLIENT_ID }) => {
  const agent = new Agent({ keepAlive: true });
  const client = got.extend({ agent: { http: agent }, retry: { limit: 0 }, followRedirect: false });
  const form = { client_id: CSP_CLIENT_ID, client_secret: 'secret', grant_type: 'client_credentials' };
  const scope = 'https://api.partnercenter.microsoft.com/.default';
  const token = `${url}/${CSP_TENANT_ID}/oauth2/v2.0/token`;
  const { access_token } = await client.post(token, { form: { ...form, scope } }).json();
  const headers = { Accept: 'application/json', Authorization: `Bearer ${access_token}` };
  return {
    /** Cancels what it takes from `rows`, so many at a time; answers how many. */
    cancelFor: async (ms, rows, inFlight) => {
      const ends = performance.now() + ms;
      let done = 0;
      const work = async () => {
        while (performance.now() < ends) {
          const { customer, id } = rows.pop();
          const { status } = await client
            .patch(`${url}/v1/customers/${customer}/orders/${id}`, {
              headers: { ...headers, 'MS-RequestId': randomUUID() },
              json: { id, status: 'cancelled' },
            })
            .json();
          if (status !== 'cancelled') throw new Error(`the order is ${status}`);
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: inFlight }, work));
      return done;
    },
    close: () => agent.destroy(),
  };
};
