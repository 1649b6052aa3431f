/** What `csp doctor` finds, each finding by the state of a machine that brings it about. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingsStore } from '../../src/core/ports/settings.ts';
import { diagnose } from '../../src/diagnosis.ts';
import { clientId, startEntra, tenantId } from './entra-server.ts';

interface Scene {
  readonly node?: string;
  readonly env?: { readonly [name: string]: string };
  readonly settings?: { readonly [key: string]: string };
  readonly aheadMs?: number;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `check state finding` of each. */
const findingsOf = async ({
  node = '20.17.0',
  env = {},
  settings = {},
  aheadMs = 0,
}: Scene): Promise<readonly string[]> => {
  const host: Pick<NodeJS.Process, 'env' | 'platform' | 'stdin' | 'versions'> = {
    env: { PATH: '/usr/bin:/bin', ...env },
    platform: 'linux',
    stdin: process.stdin,
    versions: { ...process.versions, node },
  };
  const all: { readonly [key: string]: string } = {
    backend: 'sandbox',
    cloud: 'global',
    clientId,
    tenant: tenantId,
    ...settings,
  };
  const store: Pick<SettingsStore, 'get'> = { get: (key) => all[key] };
  const found = await diagnose({
    host: host as NodeJS.Process,
    settings: store as SettingsStore,
    folders: { home: folder, config: join(folder, 'config'), state: join(folder, 'state') },
    clock: { now: () => Date.now() + aheadMs, sleep: async () => {} },
  });
  return found.map(({ check, state, finding }) => `${check} ${state} ${finding}`);
};

test('a machine that only uses the sandbox, before its first command', async () => {
  expect((await findingsOf({})).filter((line) => !line.startsWith('keyring'))).toEqual([
    'node ok nodeFits',
    'directories ok folderMissing',
    'directories ok folderMissing',
    'proxy ok proxyNone',
    'tls ok sandboxOnly',
    'clock ok sandboxOnly',
    'sign-in ok sandboxOnly',
  ]);
});

test.each<readonly [string, Scene, string]>([
  ['an old Node', { node: '20.16.1' }, 'node bad nodeTooOld'],
  ['a newer Node', { node: '24.0.0' }, 'node ok nodeFits'],
  ['a proxy', { env: { HTTPS_PROXY: 'http://me:secret@proxy.example:8080' } }, 'proxy ok proxyUsed'],
  ['a proxy that is none', { env: { HTTPS_PROXY: 'socks5://proxy.example' } }, 'proxy bad proxyMalformed'],
  ['certificates unchecked', { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }, 'tls bad tlsUnchecked'],
])('%s', async (_, scene, expected) => {
  expect(await findingsOf(scene)).toContain(expected);
});

test.each([
  ['0700', 0o700, 'directories ok folderFits'],
  ['0750', 0o750, 'directories warn folderOpen'],
  ['0770', 0o770, 'directories bad folderOpen'],
] as const)('a folder with the mode %s', async (_, mode, expected) => {
  mkdirSync(join(folder, 'config'));
  chmodSync(join(folder, 'config'), mode);
  expect((await findingsOf({}))[1]).toBe(expected);
});

const atService = async (act: (cloud: string) => Promise<void>): Promise<void> => {
  const entra = await startEntra();
  try {
    await act(entra.origin);
  } finally {
    await entra.close();
  }
};

test.each([
  [0, 'clock ok clockFits'],
  [120_000, 'clock warn clockOff'],
  [-120_000, 'clock warn clockOff'],
  [600_000, 'clock bad clockOff'],
])('a clock that is %i ms ahead of the service, nobody signed in', (aheadMs, expected) =>
  atService(async (cloud) => {
    const found = await findingsOf({ settings: { backend: 'partner-center', cloud }, aheadMs });
    expect(found.slice(-3)).toEqual(['tls ok tlsPlain', expected, 'sign-in bad signInNone']);
  }),
);

test('nothing listens where the service should be', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const found = await findingsOf({ settings: { backend: 'partner-center', cloud: `http://127.0.0.1:${port}` } });
  expect(found.slice(-2)).toEqual(['tls bad serviceSilent', 'sign-in bad signInNone']);
});
