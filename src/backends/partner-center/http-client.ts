/** A got client that does nothing by itself: no retry, no redirect, no failure for a status; connections are kept. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createProxyAgent, type ProxyVariables } from './proxy.ts';

/** For one origin, through the proxy that the environment names for it; `close` ends its connections. */
export const openHttpClient = async (origin: URL, env: ProxyVariables) => {
  const { got } = await import('got');
  const proxied = await createProxyAgent(origin, env);
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const client = got.extend({
    agent: proxied === undefined ? agents : { https: proxied },
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    https: { rejectUnauthorized: true },
  });
  return {
    client,
    close: (): void => {
      for (const agent of [agents.http, agents.https, proxied]) agent?.destroy();
    },
  };
};
