/** Certificates and a service over TLS, for tests of what is trusted. */

import { createServer as createProxyServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const day = 86_400_000;

/** For these hosts, signed by itself; `fromDays` and `toDays` are counted from today. */
export const createCertificate = async (
  hosts: string | readonly string[],
  fromDays = -1,
  toDays = 30,
): Promise<Certificate> => {
  const names = [hosts].flat();
  const { private: key, cert } = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + fromDays * day),
    notAfterDate: new Date(Date.now() + toDays * day),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  });
  return { key, cert };
};

export interface TlsService {
  readonly port: number;
  /** How many requests arrived. */
  readonly asked: () => number;
  close(): Promise<void>;
}

const listen = (server: Server | ReturnType<typeof createProxyServer>): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

export const startTlsService = async ({ key, cert }: Certificate): Promise<TlsService> => {
  let asked = 0;
  const server = createServer({ key, cert }, (_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"o"}');
  });
  const port = await listen(server);
  return {
    port,
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export interface Proxy {
  readonly port: number;
  /** What CONNECT named, and with which credentials. */
  readonly connected: readonly (readonly [target: string, credentials: string | undefined])[];
  close(): Promise<void>;
}

/** A proxy that takes every name for this machine; with a `status` it says no. */
export const startProxy = async (targetPort: number, status?: number): Promise<Proxy> => {
  const connected: (readonly [string, string | undefined])[] = [];
  const sockets = new Set<{ destroy(): void }>();
  const server = createProxyServer();
  server.on('connect', ({ url = '', headers }, socket) => {
    connected.push([url, headers['proxy-authorization']]);
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const target = connect(targetPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
    sockets.add(target);
  });
  const port = await listen(server);
  return {
    port,
    connected,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
