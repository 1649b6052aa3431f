/**
 * Who may speak to the emulator: programs on this machine, under its own name. After an import it holds real customers, and
 * a page in a browser reaches every address of this machine, under any name that leads there (DNS rebinding).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Answers 421 to a `Host` that is not a loopback name with the port that was called, and 403 to a request that a web page
 * sent; everything else goes to `handle`. `names`: under which a proxy in front of it is asked for it. Source: RFC 9110, 7.4 and 15.5.20; WHATWG Fetch, `Origin` and `Sec-Fetch-Site`.
 */
export const guardCaller =
  (handle: Handle, names: readonly string[] = []): Handle =>
  async (request, response) => {
    const status =
      names.includes(request.headers.host ?? '') || isOwnHost(request) ? (isOfPage(request) ? 403 : undefined) : 421;
    if (status === undefined) return handle(request, response);
    request.resume();
    response.writeHead(status, { 'Content-Length': 0, Connection: 'close' }).end();
  };

/** Proxies and pages may send several, of which Node keeps the first; then it is nobody's own. */
const isOwnHost = ({ headersDistinct, socket }: IncomingMessage): boolean => {
  const [host = '', ...others] = headersDistinct['host'] ?? [];
  const [, name, port = defaultPort(socket)] = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?$/i.exec(host) ?? [];
  return name !== undefined && others.length === 0 && Number(port) === socket.localPort;
};

const defaultPort = (socket: IncomingMessage['socket']): string => ('encrypted' in socket ? '443' : '80');

/** The emulator's own page may call it. A person who follows a link comes from a page too, but sends no `Origin`. */
const isOfPage = ({ headers, method, socket }: IncomingMessage): boolean => {
  const { origin, host = '' } = headers;
  if (origin !== undefined) return origin !== `${'encrypted' in socket ? 'https' : 'http'}://${host}`;
  const isVisit =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !isVisit && !['same-origin', 'none'].includes(String(headers['sec-fetch-site'] ?? 'none'));
};
