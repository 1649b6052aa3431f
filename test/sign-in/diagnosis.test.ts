/** What `csp doctor` finds, each finding by the state of a machine that brings it about. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/core/ports/diagnosis.ts';
import type { SettingsStore } from '../../src/core/ports/settings.ts';
import { createSuggest } from '../../src/core/rules/suggestion.ts';
import { diagnose } from '../../src/diagnosis.ts';
import { createCertificate, startTlsService } from '../edge/tls-service.ts';
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

const diagnoseIn = ({ node = '20.17.0', env = {}, settings = {}, aheadMs = 0 }: Scene): Promise<readonly Finding[]> => {
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
  const store: Pick<SettingsStore, 'get' | 'list' | 'path'> = {
    get: (key) => all[key],
    list: () => [],
    path: '',
  };
  return diagnose({
    host: host as NodeJS.Process,
    settings: store as SettingsStore,
    folders: { home: folder, config: join(folder, 'config'), state: join(folder, 'state') },
    clock: { now: () => Date.now() + aheadMs, sleep: async () => {} },
    suggest: createSuggest({}),
  });
};

/** `check state finding` of each. */
const findingsOf = async (scene: Scene): Promise<readonly string[]> =>
  (await diagnoseIn(scene)).map(({ check, state, finding }) => `${check} ${state} ${finding}`);

test('a machine that only uses the sandbox, before its first command', async () => {
  expect((await findingsOf({})).filter((line) => !line.startsWith('keyring'))).toEqual([
    'node ok nodeFits',
    'directories ok folderMissing',
    'directories ok folderMissing',
    'settings ok settingsFit',
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

test.each([
  ['a link that leads nowhere', (path: string) => symlinkSync(`${path}-gone`, path), 'ENOENT'],
  ['a file', (path: string) => writeFileSync(path, ''), 'ENOTDIR'],
] as const)('%s where the folder should be', async (_, make, reason) => {
  const path = join(folder, 'config');
  make(path);
  expect((await diagnoseIn({}))[1]).toEqual({
    check: 'directories',
    state: 'bad',
    finding: 'folderUnwritable',
    facts: { path, reason },
  });
});

test('a link to a folder of one’s own', async () => {
  mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 });
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'config'));
  expect((await findingsOf({}))[1]).toBe('directories ok folderFits');
});

/** What the keyring's package loads in place of the system's library. */
const keyringAt = (entry: string): Scene => {
  const path = join(folder, 'library.cjs');
  writeFileSync(path, `exports.Entry = ${entry};`);
  return { env: { NAPI_RS_NATIVE_LIBRARY_PATH: path } };
};

test.each([
  ['has no entry', 'class { getSecret() { return null; } }', 'keyring ok keyringWorks'],
  ['is locked', 'class { getSecret() { throw new Error("locked"); } }', 'keyring warn keyringMissing'],
])('a keyring that %s', async (_, entry, expected) => {
  expect(await findingsOf(keyringAt(entry))).toContain(expected);
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

test('a certificate that is trusted, and one that is not', async () => {
  const certificate = await createCertificate('localhost');
  const service = await startTlsService(certificate);
  const settings = { backend: 'partner-center', cloud: `https://localhost:${service.port}` };
  const { ca } = globalAgent.options;
  try {
    expect((await findingsOf({ settings })).slice(-2)).toEqual(['tls bad tlsFails', 'sign-in bad signInNone']);
    globalAgent.options.ca = certificate.cert;
    expect(await findingsOf({ settings })).toContain('tls ok tlsChecked');
  } finally {
    globalAgent.options.ca = ca;
    globalAgent.destroy();
    await service.close();
  }
});

test('a sign-in that others may have read', () =>
  atService(async (cloud) => {
    const tokens = join(folder, 'config', 'tokens');
    const path = join(tokens, 'default.json');
    mkdirSync(tokens, { recursive: true, mode: 0o700 });
    writeFileSync(path, '{}');
    chmodSync(path, 0o644);
    const found = await diagnoseIn({ settings: { backend: 'partner-center', cloud } });
    expect(found.at(-1)).toEqual({
      check: 'sign-in',
      state: 'bad',
      finding: 'signInFails',
      facts: { reason: 'tokenStoreRefused: readable', command: 'csp login' },
      failure: { code: 'tokenStoreRefused', details: { path, reason: 'readable' } },
    });
  }));

test('nobody signed in: the cloud, the profile and the command', () =>
  atService(async (cloud) => {
    const found = await diagnoseIn({ settings: { backend: 'partner-center', cloud: `${cloud}/`, profile: 'acme' } });
    expect(found.at(-1)).toEqual({
      check: 'sign-in',
      state: 'bad',
      finding: 'signInNone',
      facts: { reason: 'signInNeeded: none', command: 'csp login --profile acme' },
      failure: { code: 'signInNeeded', details: { profile: 'acme', cloud, reason: 'none' } },
    });
  }));
