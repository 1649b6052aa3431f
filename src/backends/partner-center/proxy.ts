/** The proxy that a host is reached by, as the environment names it. */
import type { Agent } from 'node:https';
import { CspError } from '../../core/errors.ts';

export interface ProxyVariables {
  readonly [name: string]: string | undefined;
}

/**
 * The proxy for `url`, or `undefined`. Only HTTPS_PROXY counts, in either case, for plain http goes to this very machine
 * only, and nothing for this machine goes through a proxy. Fails with `argumentInvalid` for what is no HTTP proxy.
 */
export const findProxy = (url: URL, env: ProxyVariables): URL | undefined => {
  const given = env['https_proxy'] || env['HTTPS_PROXY'] || '';
  if (given === '' || url.protocol !== 'https:' || isThisMachine(url.hostname)) return undefined;
  if (isExcepted(url, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined;
  const text = given.includes('://') ? given : `http://${given}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy !== undefined && /^https?:$/.test(proxy.protocol)) return proxy;
  // The rest may hold a password.
  throw new CspError('argumentInvalid', {
    flag: 'HTTPS_PROXY',
    given: text.replace(/:\/\/.*/s, '://…'),
    expected: 'http://HOST:PORT',
  });
};

/** An agent that goes through the proxy for `url` and keeps its connections; `undefined` where there is no proxy. */
export const createProxyAgent = async (url: URL, env: ProxyVariables): Promise<Agent | undefined> => {
  const proxy = findProxy(url, env);
  if (proxy === undefined) return undefined;
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const agent = new HttpsProxyAgent(withoutPassword(proxy), { keepAlive: true, headers: () => authorization(proxy) });
  agent.on('proxyConnect', ({ statusCode }: { statusCode: number }, request: { destroy(error: Error): void }) => {
    // Otherwise the proxy's own answer would pass for the service's.
    if (statusCode !== 200) request.destroy(Object.assign(new Error('proxy'), { code: `PROXY_${statusCode}` }));
  });
  return agent;
};

/** Agents are among what Node prints with NODE_DEBUG=http, tls or net, and the address of this one with them. */
const withoutPassword = (proxy: URL): URL => Object.assign(new URL(proxy), { username: '', password: '' });

const authorization = ({ username, password }: URL): { readonly [name: string]: string } => {
  if (username === '' && password === '') return {};
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(words).toString('base64')}` };
};

const isThisMachine = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** NO_PROXY: hosts by commas or blanks; one stands for its subdomains too, with a port for that port only, `*` for all. */
const isExcepted = ({ hostname, port }: URL, list: string): boolean =>
  list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.replace(/^\*?\./, '')) ?? [];
      if (only !== undefined && only !== (port || '443')) return false;
      return entry === '*' || hostname === name || hostname.endsWith(`.${name}`);
    });
