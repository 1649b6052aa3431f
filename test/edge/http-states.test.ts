/** Whatever state an answer stops in, a call ends within its time, with a failure of its own. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { openWire } from '../../src/backends/partner-center/http-wire.ts';
import { createTokenFetch } from '../../src/backends/partner-center/sign-in/token-fetch.ts';
import { openFileHttp } from '../../src/download/http.ts';
import { failureOf } from './edge-bench.ts';

const upgraded = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** What is written to whoever connects, once it has asked, and then `again` and again. */
type State = readonly [name: string, text: string, again?: string];
const states: readonly State[] = [
  ['101 and silence', upgraded],
  ['101 and an answer', `${upgraded}${ok}Content-Length: 2\r\n\r\n{}`],
  ['101 without an upgrade', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ['a status that there is not', `HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n`],
  ['100 and silence', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['102 for ever', 'HTTP/1.1 102 Processing\r\n\r\n', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ['103 for ever', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ['199 for ever', 'HTTP/1.1 199 Strange\r\n\r\n', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ['no byte', ''],
  ['half a status', 'HTTP/1.1 2'],
  ['half of the headers', ok],
  ['headers for ever', `${ok}X: y\r\n`, 'X: y\r\n'],
  ['no body', `${ok}Content-Length: 2\r\n\r\n`],
  ['half a body', `${ok}Content-Length: 20\r\n\r\n{"a":`],
  ['a body for ever', `${ok}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
  ['a chunk that never ends', `${ok}Transfer-Encoding: chunked\r\n\r\nffff\r\n{`],
];

/** Those that need no time to pass. */
const ended = states.slice(0, 4);

const withState = async ([, text, again = '']: State, act: (origin: URL) => Promise<void>): Promise<void> => {
  const open = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket.on('error', () => undefined));
    socket.once('data', () => {
      socket.write(text);
      if (again !== '') timers.add(setInterval(() => socket.writable && socket.write(again), 20));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await act(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  } finally {
    for (const timer of timers) clearInterval(timer);
    for (const socket of open) socket.destroy();
    server.close();
  }
};

test.each(states.map((state) => [state[0], state] as const))('a call to the service ends: %s', (_, state) =>
  withState(state, async (origin) => {
    const wire = await openWire(origin, {});
    const url = new URL('/v1/customers', origin);
    const sending = { method: 'GET', url, headers: {}, body: undefined, timeoutMs: 300 } as const;
    expect(await wire.exchange(sending)).toMatchObject({
      kind: expect.stringMatching(/^(?:lost|unusable)$/),
      reason: expect.stringMatching(/^(?:E[A-Z]+|HTTP.\d+)$/),
    });
    wire.close();
  }),
);

test.each(ended.map((state) => [state[0], state] as const))(
  'one to the sign-in host and one for a file end: %s',
  (_, state) =>
    withState(state, async (origin) => {
      const signIn = createTokenFetch(async () => undefined);
      expect(await failureOf(signIn(origin.href, { method: 'POST', headers: {}, body: 'a=b' }))).toMatchObject({
        code: 'unavailable',
      });
      const files = await openFileHttp(origin, {});
      await expect(files.send('GET', origin, {})).rejects.toMatchObject({ lost: expect.any(String) });
      files.close();
    }),
);
