/** The built program signed in to an emulator of its own, which serves a sandbox in memory by this machine's clock. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openSandbox } from '../../src/backends/sandbox/sandbox.ts';
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import { clientId, deviceGrant, tenantId, textIn } from '../emulator/emulator-bench.ts';
import { inSession, root, type Session } from './session.ts';

export interface Emulated {
  readonly session: Session;
  readonly url: string;
  /** Faults to come; each hits once, the first that fits first. */
  readonly faults: FaultRule[];
  /** What `csp sandbox reset` does to the world that it serves. */
  readonly reset: () => Promise<void>;
}

export const byRefreshToken = 'csp login --refresh-token-stdin --insecure-storage';

export const inEmulatedSession = async (
  act: (emulated: Emulated) => Promise<void>,
  options: Partial<EmulatorOptions> = {},
): Promise<void> => {
  const clock = { now: () => Date.now(), sleep: (ms: number) => pause(ms) };
  const sandbox = openSandbox({
    path: ':memory:',
    fixtures: `${root}/fixtures/sandbox`,
    clock,
    newId: randomUUID,
    portal: { keysUrl: 'https://portal.example/keys', helpUrl: 'https://portal.example/help' },
  });
  const faults: FaultRule[] = [];
  const take = (fits: (rule: FaultRule) => boolean): FaultRule | undefined => {
    const found = faults.find(fits);
    if (found !== undefined) faults.splice(faults.indexOf(found), 1);
    return found;
  };
  const emulator = await startEmulator({
    sandbox,
    clock,
    newId: randomUUID,
    port: 0,
    withKeys: true,
    limits: { perMinute: 100_000 },
    faults: { take },
    ...options,
  });
  const { url } = emulator;
  const reset = async (): Promise<void> => void (await (await sandbox.controls()).reset());
  const env = { CSP_BACKEND: 'partner-center', CSP_CLOUD: url, CSP_TENANT_ID: tenantId, CSP_CLIENT_ID: clientId };
  try {
    await inSession((session) => act({ session, url, faults, reset }), env);
  } finally {
    await emulator.close();
    await sandbox.backend.close();
  }
};

/** A refresh token as somebody's own application gets one. */
export const fetchRefreshToken = async (url: string): Promise<string> => {
  const post = async (path: string, fields: { readonly [name: string]: string }): Promise<unknown> =>
    (
      await fetch(`${url}/${tenantId}/oauth2/v2.0/${path}`, { method: 'POST', body: new URLSearchParams(fields) })
    ).json();
  const asked = await post('devicecode', { client_id: clientId, scope: 'openid offline_access' });
  const fields = { client_id: clientId, grant_type: deviceGrant, device_code: textIn(asked, 'device_code') };
  await post('token', fields);
  return textIn(await post('token', fields), 'refresh_token');
};

/** Signs in, and opts in to keys and links by the contract of 2018. */
export const signIn = async ({ session, url }: Emulated): Promise<void> => {
  const login = await session.run(byRefreshToken, { input: await fetchRefreshToken(url) });
  expect(login.exitCode).toBe(0);
  await session.run('csp config set downloads.contract 2018');
};
