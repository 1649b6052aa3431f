/** A got client that does nothing by itself: no retry, no redirect, no failure for a status; connections are kept. */
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { RequestFunction } from 'got';
import { createProxyAgent, type ProxyVariables } from './proxy.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

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
    request: startRequest,
    https: { rejectUnauthorized: true },
  });
  return {
    client,
    close: (): void => {
      for (const agent of [agents.http, agents.https, proxied]) agent?.destroy();
    },
  };
};

/** Headers among the options would be in what Node prints with NODE_DEBUG=http or net, the access token with them. */
const startRequest: RequestFunction = (url, { headers = {}, ...options }, answer) => {
  const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, answer);
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent.setHeader(name, value);
  return refuseUpgrade(sent);
};
