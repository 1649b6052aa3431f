/** Where tokens are kept: the keyring, else a file that only its owner can read or replace, else nowhere. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyring, type Keyring } from '../../src/backends/partner-center/tokens/keyring.ts';
import type { Session } from '../../src/backends/partner-center/tokens/session.ts';
import { createTokenStore } from '../../src/backends/partner-center/tokens/token-store.ts';
import { Secret } from '../../src/core/rules/secret.ts';
import { failureOf } from './sign-in-bench.ts';

const session: Session = {
  cloud: 'global',
  tenant: 'contoso.example',
  clientId: 'client',
  way: 'client-secret',
  credential: { kind: 'client-secret', secret: { place: 'kept', secret: new Secret('secret-canary') } },
  access: { token: new Secret('access-canary'), endsAt: 1 },
  identity: { tenantId: 'tenant', kind: 'app', userPrincipalName: null, roles: null, hasMfa: null },
};

/** A keyring's package with entries in a file. */
const filePackage = `
const { readFileSync, writeFileSync } = require('node:fs');
const path = __filename + '.entries';
const all = () => { try { return JSON.parse(readFileSync(path)); } catch { return {}; } };
exports.Entry = class {
  constructor(service, account) { this.name = service + '/' + account; }
  setSecret(bytes) { writeFileSync(path, JSON.stringify({ ...all(), [this.name]: [...bytes] })); }
  getSecret() { return all()[this.name] ?? null; }
  deleteCredential() { const { [this.name]: gone, ...rest } = all(); writeFileSync(path, JSON.stringify(rest)); return !!gone; }
};`;

const inFolder = async (act: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-tokens-'));
  try {
    await act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const none = createKeyring({ module: undefined, env: {} });
const storeIn = (folder: string, keyring: Keyring = none) => createTokenStore({ folder, profile: 'default', keyring });
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('T63 whatever the mask, the folder is 0700 and the file 0600', () =>
  inFolder(async (home) => {
    const before = process.umask(0);
    try {
      const folder = join(home, 'config', 'tokens');
      expect(await storeIn(folder).write(session, 'file')).toEqual({
        place: 'file',
        path: join(folder, 'default.json'),
      });
      expect([join(home, 'config'), folder, join(folder, 'default.json')].map(modeOf)).toEqual(['700', '700', '600']);
    } finally {
      process.umask(before);
    }
    const read = await storeIn(join(home, 'config', 'tokens')).read();
    const { credential } = read?.session ?? session;
    expect(read?.session.access.token.reveal()).toBe('access-canary');
    expect(
      credential.kind === 'client-secret' && credential.secret.place === 'kept' && credential.secret.secret.reveal(),
    ).toBe('secret-canary');
  }));

test('T63 a file that others can read is not believed, and replaced by the next sign-in', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'default.json');
    writeFileSync(path, '{}', { mode: 0o644 });
    const refused = { code: 'tokenStoreRefused', exitCode: 4, details: { path, reason: 'readable' } };
    expect(await failureOf(storeIn(folder).read())).toEqual(refused);
    await storeIn(folder).write(session, 'file');
    expect(modeOf(path)).toBe('600');
  }));

test('T63 a symbolic link is refused, be it the file or the folder, and what it points to stays', () =>
  inFolder(async (home) => {
    const victim = join(home, 'victim');
    writeFileSync(victim, 'VICTIM', { mode: 0o600 });
    const folder = join(home, 'tokens');
    mkdirSync(folder, { mode: 0o700 });
    const path = join(folder, 'default.json');
    symlinkSync(victim, path);
    const refused = { code: 'tokenStoreRefused', exitCode: 4, details: { path, reason: 'symlink' } };
    expect(await failureOf(storeIn(folder).read())).toEqual(refused);
    expect(await failureOf(storeIn(folder).write(session, 'file'))).toEqual(refused);
    expect(readFileSync(victim, 'utf8')).toBe('VICTIM');
    const linked = join(home, 'linked');
    symlinkSync(folder, linked);
    expect(await failureOf(storeIn(linked).write(session, 'file'))).toEqual({
      ...refused,
      details: { path: linked, reason: 'symlink' },
    });
  }));

test('T63 a parent that others may write to is refused by its name', () =>
  inFolder(async (home) => {
    const parent = join(home, 'shared');
    mkdirSync(parent);
    chmodSync(parent, 0o770);
    expect(await failureOf(storeIn(join(parent, 'tokens')).write(session, 'file'))).toEqual({
      code: 'tokenStoreRefused',
      exitCode: 4,
      details: { path: parent, reason: 'writable' },
    });
  }));

test('what is damaged counts as nobody signed in', () =>
  inFolder(async (folder) => {
    for (const text of ['', 'null', '{"format":1}', 'garbage', '{"format":9,"cloud":"global"}']) {
      writeFileSync(join(folder, 'default.json'), text, { mode: 0o600 });
      expect(await storeIn(folder).read()).toBeUndefined();
    }
  }));

test('the keyring holds the secrets, the file only says so, and both are emptied', () =>
  inFolder(async (folder) => {
    const module = join(folder, 'keyring.cjs');
    writeFileSync(module, filePackage);
    const store = storeIn(join(folder, 'tokens'), createKeyring({ module, env: {} }));
    expect(await store.write(session, 'keyring')).toEqual({ place: 'keyring' });
    expect(readFileSync(join(folder, 'tokens', 'default.json'), 'utf8')).toBe('{"keptIn":"keyring"}');
    expect((await store.read())?.session.access.token.reveal()).toBe('access-canary');
    expect(await store.remove()).toBe(true);
    expect([await store.read(), readFileSync(`${module}.entries`, 'utf8')]).toEqual([undefined, '{}']);
    expect(await store.remove()).toBe(false);
  }));

test('T65 a keyring that crashes, prints garbage or is not there: exit 4', () =>
  inFolder(async (folder) => {
    const module = join(folder, 'keyring.cjs');
    for (const text of ['process.abort()', 'console.log("garbage"); process.exit()', 'throw new Error("locked")']) {
      writeFileSync(module, text);
      const failure = await failureOf(createKeyring({ module, env: {} }).read('default'));
      expect(failure).toMatchObject({ code: 'keyringUnavailable', exitCode: 4 });
    }
    expect(await failureOf(none.read('default'))).toMatchObject({ details: { reason: 'not installed' } });
  }));

test('T65 a real keyring whose bus never answers is given up after three seconds', () =>
  inFolder(async (folder) => {
    const held: Socket[] = [];
    const bus = createServer((socket) => void held.push(socket.on('error', () => {})));
    await new Promise<void>((resolve) => bus.listen(join(folder, 'bus'), resolve));
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'bus')}` };
    const began = performance.now();
    const keyring = createKeyring({ module: require.resolve('@napi-rs/keyring'), env });
    expect(await failureOf(keyring.read('default'))).toMatchObject({ code: 'keyringUnavailable', exitCode: 4 });
    expect([held.length > 0, performance.now() - began < 3500]).toEqual([true, true]);
    for (const socket of held) socket.destroy();
    await new Promise((resolve) => bus.close(resolve));
  }));
