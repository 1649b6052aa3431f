/** What stands between `csp` and the service below HTTP: bytes that are late, slow, cut off, or never come. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What happens to one connection. `toClient` takes the answer's bytes, `cut` resets it. */
export interface Line {
  /** Milliseconds of the machine's clock until bytes go on, either way. */
  readonly delayMs?: () => number;
  /** So many bytes of an answer at a time, and the pause between them. */
  readonly slice?: { readonly bytes: number; readonly pauseMs: number };
  /** Reset after so many bytes of answers. */
  readonly cutAfter?: number;
  /** Reset so long after it was opened. */
  readonly resetMs?: number;
  /** Takes everything and says nothing. */
  readonly isSilent?: boolean;
}

export interface Wire {
  open(target: string): Promise<string>;
  /** Asked for each new connection. */
  line: () => Line;
  /** Resets what is open and refuses what comes, until `up`. */
  down(): void;
  up(): Promise<void>;
  /** How long silent connections were waited for, in milliseconds of the machine's clock. */
  readonly patienceMs: readonly number[];
  close(): Promise<void>;
}

export const openWire = (): Wire => {
  const sockets = new Set<Socket>();
  const patienceMs: number[] = [];
  let server: Server;
  let port = 0;
  let target = { host: '127.0.0.1', port: 0 };

  const accept = (client: Socket): void => {
    const line = wire.line();
    keep(client);
    if (line.resetMs !== undefined) setTimeout(() => client.resetAndDestroy(), line.resetMs).unref();
    if (line.isSilent === true) listen(client);
    else relay(line, client);
  };
  const relay = (line: Line, client: Socket): void => {
    const service = keep(connect(target));
    const send = createSender(line, client);
    client.on('data', (bytes) => later(line, () => service.write(bytes)));
    service.on('data', (bytes) => later(line, () => send(bytes)));
    client.on('close', () => service.destroy());
    service.on('close', () => client.destroy());
  };
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    return socket;
  };
  const listen = (client: Socket): void => {
    let asked = 0;
    client.on('data', () => {
      asked = performance.now();
    });
    client.on('close', () => asked > 0 && patienceMs.push(performance.now() - asked));
  };
  const start = (wanted: number): Promise<void> =>
    new Promise((resolve) => {
      server = createServer(accept).listen(wanted, '127.0.0.1', () => resolve());
    });
  const drop = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };

  const wire: Wire = {
    line: () => ({}),
    patienceMs,
    open: async (url) => {
      const { hostname, port: at } = new URL(url);
      target = { host: hostname, port: Number(at) };
      await start(0);
      port = (server.address() as AddressInfo).port;
      return `http://127.0.0.1:${port}`;
    },
    down: () => {
      server.close();
      drop();
    },
    up: () => start(port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        drop();
      }),
  };
  return wire;
};

const later = ({ delayMs }: Line, act: () => void): void => {
  if (delayMs === undefined) act();
  else setTimeout(act, delayMs());
};

/** Writes an answer's bytes as the line lets them through, in their order. */
const createSender = ({ slice, cutAfter }: Line, client: Socket): ((bytes: Buffer) => void) => {
  let sent = 0;
  let turn = Promise.resolve();
  const write = (bytes: Buffer): void => {
    const left = cutAfter === undefined ? bytes.length : Math.max(0, cutAfter - sent);
    sent += bytes.length;
    client.write(bytes.subarray(0, left));
    if (left < bytes.length) client.resetAndDestroy();
  };
  if (slice === undefined) return write;
  const drip = async (bytes: Buffer): Promise<void> => {
    for (let at = 0; at < bytes.length && !client.destroyed; at += slice.bytes) {
      write(bytes.subarray(at, at + slice.bytes));
      await new Promise((resolve) => setTimeout(resolve, slice.pauseMs));
    }
  };
  return (bytes) => {
    turn = turn.then(() => drip(bytes));
  };
};
