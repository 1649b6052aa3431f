/** `copy-link --download` of the built program: a run that is interrupted, one that goes on, and one through a proxy. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { openMemory } from '../../src/state/memory.ts';
import { createCertificate, startProxy } from '../edge/tls-service.ts';
import { tenantId } from '../emulator/emulator-bench.ts';
import { byRefreshToken, type Emulated, fetchRefreshToken, inEmulatedSession, signIn } from './emulated-session.ts';
import { program, type Session } from './session.ts';

const words = [
  ...['copy-link', '--customer', 'contoso.onmicrosoft.com', '--order', 'f5c3b5ddb342', '--version'],
  ...['Windows Server 2022 Standard 2022', '--language', 'en-US', '--file-type', '64 Bit, ISO', '--download', 'isos'],
];

/** The faults of the downloads to come, one after the other; what is called when the last one has hit. */
const faultsOf = (rules: readonly FaultRule[], onLast: () => void) => {
  const left = [...rules];
  const take = (fits: (rule: FaultRule) => boolean): FaultRule | undefined => {
    const [next] = left;
    if (next === undefined || !fits(next)) return undefined;
    left.shift();
    if (left.length === 0) onLast();
    return next;
  };
  return { take };
};

const start = ({ env, home }: Session, more: readonly string[] = []) => {
  const child = spawn(process.execPath, [program, ...words, ...more], {
    cwd: home,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      said[name] += chunk.toString();
    });
  }
  return { child, ended: once(child, 'close').then(([code, signal]) => ({ code, signal, ...said })) };
};

const downloads = async ({ session, url }: Emulated): Promise<number> => {
  const { state } = openMemory(join(session.home, 'state/activity.db'));
  try {
    const { world } = (await (await fetch(`${url}/emulator/world`)).json()) as { readonly world: string };
    const environment = `partner-center|emulator|${tenantId}|${world}`;
    return (await state.listEvents(environment, { since: 0, type: 'download' })).length;
  } finally {
    await state.close();
  }
};

const half = 150 * 1024;
/** The first asks for the size, the second breaks off in the middle, the third never says anything. */
const stuck: readonly FaultRule[] = [
  { on: 'download', latencyMs: 0 },
  { on: 'download', cut: true },
  { on: 'download', blackHole: true },
];

test.each([
  ['SIGINT', [], 130, 'Error: Interrupted.\n'],
  ['SIGTERM', ['-o', 'json'], 143, '{"error":{"code":"terminated"'],
] as const)(
  '%s keeps what came; the same command goes on from there, and the file is written down once',
  async (signal, more, code, failure) => {
    let isStuck = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      isStuck = resolve;
    });
    const faults = faultsOf(stuck, () => isStuck());
    await inEmulatedSession(
      async (emulated) => {
        await signIn(emulated);
        const { session } = emulated;
        const folder = join(session.home, 'isos');
        mkdirSync(folder);
        const { child, ended } = start(session, more);
        await waiting;
        child.kill(signal);
        const { stderr, ...end } = await ended;
        const [part = ''] = readdirSync(folder);
        const { size } = statSync(join(folder, part));
        expect([end, part]).toEqual([
          { code, signal: null, stdout: '' },
          expect.stringMatching(/\.ISO\.[0-9a-f]{12}\.part$/),
        ]);
        const kept = `What came so far, ${(size / 1e6).toFixed(1)} MB, is kept in ${join(folder, part)}. The same command goes on from there.\n`;
        expect(stderr.slice(0, kept.length + failure.length)).toBe(kept + failure);
        expect(await downloads(emulated)).toBe(0);
        const again = await start(session, ['-o', 'json']).ended;
        expect([again.code, again.stderr, JSON.parse(again.stdout)]).toEqual([
          0,
          `Going on after ${(size / 1e6).toFixed(1)} MB that were there already.\n`,
          expect.objectContaining({ bytes: 2 * half, verified: true, resumedFrom: size }),
        ]);
        expect([size > 0, readdirSync(folder)]).toEqual([true, [part.replace(/\.[0-9a-f]{12}\.part$/, '')]]);
        expect(await downloads(emulated)).toBe(1);
        const third = await start(session, ['-o', 'json']).ended;
        expect([JSON.parse(third.stderr).error.code, await downloads(emulated)]).toEqual(['fileExists', 1]);
      },
      { faults },
    );
  },
);

const hostname = 'downloads.example';

/** What the emulator says, as one would that is at `api` and has its files elsewhere. */
const renamed = (json: string, emulator: string, api: string): string =>
  json
    .replaceAll(`${emulator}/downloads/`, `https://${hostname}/downloads/`)
    .replace(/(?<="id_token":"[^.]+\.)[^.]+/, (claims) =>
      Buffer.from(Buffer.from(claims, 'base64url').toString().replaceAll(emulator, api)).toString('base64url'),
    );

/**
 * The emulator at two addresses: its API on this machine, and its files by a name and over TLS, for nothing on this machine
 * goes through a proxy. The first file breaks off in the middle.
 */
const openFronts = async (emulator: string) => {
  const certificate = await createCertificate(hostname);
  const ranges: (string | undefined)[] = [];
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '', headers } = request;
    const isFile = method === 'GET' && url.startsWith('/downloads/');
    if (isFile) ranges.push(headers.range);
    const { host: _, connection: __, 'accept-encoding': ___, ...rest } = headers;
    const body = method === 'POST' ? { body: await text(request) } : {};
    const answer = await fetch(emulator + url, { method, headers: rest as Record<string, string>, ...body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    const sent = isJson ? Buffer.from(renamed(bytes.toString(), emulator, `http://${headers.host}`)) : bytes;
    const length = method === 'HEAD' ? {} : { 'content-length': String(sent.length) };
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...length });
    if (isFile && ranges.length === 1) response.write(sent.subarray(0, half), () => response.socket?.destroy());
    else response.end(sent);
  };
  const servers = [createHttpServer(pass), createServer(certificate, pass)];
  const listen = (server: Server): Promise<number> =>
    new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  const [apiPort = 0, filePort = 0] = await Promise.all(servers.map(listen));
  const close = async (): Promise<void> => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return { certificate, api: `http://127.0.0.1:${apiPort}`, filePort, ranges, close };
};

test('through a proxy the file comes as well, and after a cut the rest of it', () =>
  inEmulatedSession(async ({ session, url }) => {
    const front = await openFronts(url);
    const proxy = await startProxy(front.filePort);
    try {
      writeFileSync(join(session.home, 'ca.pem'), front.certificate.cert);
      mkdirSync(join(session.home, 'isos'));
      const env = {
        ...session.env,
        CSP_CLOUD: front.api,
        HTTPS_PROXY: `http://user:secret@127.0.0.1:${proxy.port}`,
        NODE_EXTRA_CA_CERTS: join(session.home, 'ca.pem'),
      };
      const login = await session.run(byRefreshToken, { env, input: await fetchRefreshToken(url) });
      await session.run('csp config set downloads.contract 2018');
      const { code, stdout, stderr } = await start({ ...session, env }, ['-o', 'json']).ended;
      expect({ login: login.exitCode, code, stderr, saved: JSON.parse(stdout) }).toEqual({
        login: 0,
        code: 0,
        stderr: '',
        saved: expect.objectContaining({ bytes: 2 * half, checksum: 'sha-256', verified: true, resumedFrom: 0 }),
      });
      expect(front.ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
      const credentials = `Basic ${Buffer.from('user:secret').toString('base64')}`;
      expect(new Set(proxy.connected.map((asked) => asked.join(' ')))).toEqual(
        new Set([`${hostname}:443 ${credentials}`]),
      );
    } finally {
      await proxy.close();
      await front.close();
    }
  }));
