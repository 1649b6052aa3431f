/** The built program signs in, works, and signs out; no secret is left where others could find it. */

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { acts } from '../../src/core/rules/roles.ts';
import { inSession, program, type Session } from '../process/session.ts';
import { clientId, type EntraServer, startEntra, tenantId } from './entra-server.ts';

const secrets = ['client-secret-canary', 'refresh-canary', 'access-canary', 'given-canary', 'device-canary'];

const inScene = async (act: (session: Session, entra: EntraServer) => Promise<void>): Promise<void> => {
  const entra = await startEntra();
  const env = { CSP_CLOUD: entra.origin, CSP_TENANT_ID: tenantId, CSP_CLIENT_ID: clientId };
  try {
    await inSession((session) => act(session, entra), env);
  } finally {
    await entra.close();
  }
};

const byRefreshToken = 'csp login --refresh-token-stdin --insecure-storage';
const signIn = (session: Session, entra: EntraServer) => {
  entra.goodRefreshTokens.add('given-canary');
  return session.run(byRefreshToken, { input: 'given-canary' });
};

const kept = (session: Session): string => join(session.home, 'config', 'tokens', 'default.json');

/** As it stands, and in the dresses that logs put on it. */
const traces = (secret: string): readonly string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  encodeURIComponent(secret).replaceAll('-', '%2D'),
];
const found = (text: string): readonly string[] =>
  secrets.filter((secret) => traces(secret).some((trace) => text.includes(trace)));

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('login, whoami, doctor, logout', () =>
  inScene(async (session, entra) => {
    const path = kept(session);
    const login = await signIn(session, entra);
    expect(login).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `Signed in to ${tenantId} as admin@contoso-partner.example (profile default).
Tokens are NOT encrypted: they are in ${path}, which only you can read.
Work there with --backend partner-center, or store it:
  csp config set backend partner-center
`,
    });
    const whoami = await session.run('csp whoami --backend partner-center -o json');
    expect([whoami.exitCode, whoami.stderr, JSON.parse(whoami.stdout)]).toEqual([
      0,
      '',
      {
        backend: 'partner-center',
        profile: 'default',
        credential: 'app+user',
        signInWay: 'refresh-token',
        userPrincipalName: 'admin@contoso-partner.example',
        tenantId,
        clientId,
        cloud: entra.origin,
        roles: null,
        mfa: true,
        tokensIn: 'file',
        tokensPath: path,
        accessEndsAt: expect.stringMatching(/^20\d\d-.*Z$/),
        commands: acts.map((command) => ({ command, can: 'unknown', missing: null })),
      },
    ]);
    const doctor = await session.run('csp doctor --backend partner-center -o json');
    expect([
      doctor.exitCode,
      JSON.parse(doctor.stdout).map((row: { check: string; state: string }) => `${row.check} ${row.state}`),
    ]).toEqual([
      0,
      [
        'node ok',
        'directories ok',
        'directories ok',
        'settings ok',
        'proxy ok',
        'keyring warn',
        'tls ok',
        'clock ok',
        'sign-in ok',
      ],
    ]);
    const logout = await session.run('csp logout');
    expect([logout.exitCode, logout.stderr]).toEqual([
      0,
      'Signed out: default. Nothing of it is left on this machine.\n',
    ]);
    expect(readdirSync(dirname(path))).toEqual([]);
    const after = await session.run('csp whoami --backend partner-center');
    expect(after).toEqual({
      exitCode: 4,
      stdout: '',
      stderr: expect.stringContaining(`(cloud ${entra.origin}, profile default)`),
    });
    expect(filesBelow(session.home).flatMap((file) => found(readFileSync(file, 'latin1')))).toEqual([]);
  }));

test('logout tells machines whom it signed out', () =>
  inScene(async (session, entra) => {
    await signIn(session, entra);
    const logout = async (words = '') => {
      const { stdout, stderr } = await session.run(`csp logout ${words} -o json`);
      return [JSON.parse(stdout), stderr];
    };
    expect(await logout()).toEqual([{ profiles: ['default'] }, expect.any(String)]);
    expect(await logout()).toEqual([{ profiles: [] }, 'Nobody was signed in (profile default).\n']);
    expect(await logout('--all')).toEqual([{ profiles: [] }, 'Nobody was signed in.\n']);
  }));

test('T64 without a keyring nothing is kept in plain text unless it is asked for', () =>
  inScene(async (session) => {
    const refused = await session.run('csp login --service-principal --client-secret-stdin -o json', {
      input: 'client-secret-canary',
    });
    expect([refused.exitCode, JSON.parse(refused.stderr).error.code]).toEqual([4, 'keyringUnavailable']);
    expect(filesBelow(session.home).flatMap((file) => found(readFileSync(file, 'latin1')))).toEqual([]);
  }));

test.each(['--refresh-token', '--client-secret', '--access-token', '--password'])(
  'T59 a secret behind %s is refused, unrepeated, and what to do is said',
  (flag) =>
    inScene(async (session, entra) => {
      for (const words of [`${flag} client-secret-canary`, `${flag}=client-secret-canary`]) {
        const ended = await session.run(`csp login ${words}`);
        expect([ended.exitCode, ended.stdout, found(ended.stderr)]).toEqual([2, '', []]);
        expect(ended.stderr).toMatch(/standard input or in a file/);
      }
      expect(entra.asked).toEqual([]);
    }),
);

test('T56 no token or client secret on a stream, in a command line, or in a file but the one for it', () =>
  inScene(async (session, entra) => {
    const spied = { stop: false, lines: '' };
    const spying = spy(spied);
    const env = { CSP_CLIENT_SECRET: 'client-secret-canary', CSP_DEBUG: '1', NODE_DEBUG: 'net,tls' };
    const lines = [
      ['csp login --service-principal --insecure-storage --debug', ''],
      ['csp login --service-principal --client-secret-stdin --insecure-storage -v', 'client-secret-canary'],
      [byRefreshToken, 'given-canary'],
      [byRefreshToken, 'given-canary'],
      ['csp whoami --backend partner-center --debug', ''],
      ['csp doctor --backend partner-center -o json --debug', ''],
      ['csp config list --show-origin', ''],
    ] as const;
    entra.goodRefreshTokens.add('given-canary');
    let said = '';
    try {
      for (const [line, input] of lines) {
        const ended = await session.run(line, { env, input });
        said += ended.stdout + ended.stderr;
      }
      for (const body of [
        { error: 'invalid_client' },
        { error: 'invalid_grant' },
        { access_token: 7 },
        'access-canary',
      ]) {
        entra.refusals.push({ status: 401, body: Object(body) }, { status: 200, body: Object(body) });
        for (let times = 0; times < 2; times += 1) {
          const ended = await session.run('csp login --service-principal --insecure-storage --debug', { env });
          expect(ended.exitCode).toBe(4);
          said += ended.stdout + ended.stderr;
        }
      }
    } finally {
      spied.stop = true;
      await spying;
    }
    expect(found(said)).toEqual([]);
    expect(found(spied.lines)).toEqual([]);
    expect(spied.lines).toContain(program);
    const withSecrets = filesBelow(session.home).filter((file) => found(readFileSync(file, 'latin1')).length > 0);
    expect(withSecrets).toEqual([kept(session)]);
  }));

/** Reads the command lines of every process, again and again. */
const spy = async (spied: { stop: boolean; lines: string }): Promise<void> => {
  const seen = new Set<string>();
  while (!spied.stop) {
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      try {
        seen.add(readFileSync(`/proc/${name}/cmdline`, 'latin1'));
      } catch {}
    }
    await pause(5);
  }
  spied.lines = [...seen].join('\n');
};

/** The kept sign-in with an access token that has ended. */
const expire = (session: Session): void => {
  const text = JSON.parse(readFileSync(kept(session), 'utf8'));
  writeFileSync(kept(session), JSON.stringify({ ...text, access: { ...text.access, endsAt: 0 } }));
};

test('T66 twenty processes with an expired token fetch one new one', () =>
  inScene(async (session, entra) => {
    await signIn(session, entra);
    for (let round = 0; round < 2; round += 1) {
      expire(session);
      entra.asked.length = 0;
      const ended = await Promise.all(
        Array.from({ length: 20 }, () => session.run('csp doctor --backend partner-center --ids')),
      );
      expect(new Set(ended.map(({ exitCode }) => exitCode))).toEqual(new Set([0]));
      expect(entra.asked.length).toBe(1);
    }
  }));

test('T66 killed 200 times at any moment of a renewal, the sign-in stays whole and the next start does not wait', () =>
  inScene(async (session, entra) => {
    await signIn(session, entra);
    for (let round = 0; round < 200; round += 1) {
      expire(session);
      const child = spawn(process.execPath, [program, 'doctor', '--backend', 'partner-center'], {
        cwd: session.home,
        env: session.env,
        stdio: 'ignore',
      });
      const closed = new Promise((resolve) => child.once('close', resolve));
      await pause(60 + (round % 40) * 4);
      child.kill('SIGKILL');
      await closed;
      const text = JSON.parse(readFileSync(kept(session), 'utf8'));
      // Entra leaves an older refresh token good for a while; without that a kill between answer and file ends a sign-in.
      entra.goodRefreshTokens.add(text.credential.token.secret);
      if (round % 8 !== 7) continue;
      const began = performance.now();
      const next = await session.run('csp doctor --backend partner-center --ids');
      expect([next.exitCode, performance.now() - began < 2000]).toEqual([0, true]);
    }
    expect(
      filesBelow(join(session.home, 'config', 'tokens'))
        .map((file) => file.split('/').at(-1))
        .sort(),
    ).toEqual(['default.json', 'default.lock']);
  }));
