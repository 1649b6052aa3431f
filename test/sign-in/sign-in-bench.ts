/** Signing in against a host on loopback, with tokens in a folder of its own and a clock that a test moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TokenSource } from '../../src/backends/partner-center/call.ts';
import { findCloud } from '../../src/backends/partner-center/clouds.ts';
import {
  createSignIn,
  renewSession,
  type SignInOptions,
  storeOf,
} from '../../src/backends/partner-center/sign-in/sign-in.ts';
import { createTokenSource } from '../../src/backends/partner-center/tokens/token-source.ts';
import { isCspError } from '../../src/core/errors.ts';
import type { Account, SignIn, SignInWay } from '../../src/core/ports/sign-in.ts';
import { withFileLock } from '../../src/folder-lock.ts';
import { clientId, type EntraServer, startEntra, tenantId } from './entra-server.ts';

export const page = { lang: 'en', done: 'DONE', failed: 'FAILED' };

export interface SignInBench {
  readonly entra: EntraServer;
  readonly signIn: Omit<SignIn, 'confirmMfa'>;
  readonly tokens: () => TokenSource;
  readonly folder: string;
  /** The pauses that were made, in milliseconds; no time passes in them. */
  readonly pauses: number[];
  /** What was said while signing in. */
  readonly said: object[];
  readonly login: (way: SignInWay) => Promise<Account>;
  readonly advance: (ms: number) => void;
}

/** Who waits for a lock really waits. */
const realClock = { now: () => Date.now(), sleep: (ms: number) => pause(ms) };

export const withBench = async (
  act: (bench: SignInBench) => Promise<void>,
  changes: Partial<SignInOptions> = {},
): Promise<void> => {
  const entra = await startEntra();
  const home = mkdtempSync(join(tmpdir(), 'csp-sign-in-'));
  const folder = join(home, 'tokens');
  let ahead = 0;
  const pauses: number[] = [];
  const said: object[] = [];
  const clock = {
    now: () => Date.now() + ahead,
    sleep: async (ms: number) => {
      pauses.push(ms);
      ahead += ms;
    },
  };
  const cloud = findCloud(entra.origin);
  if (cloud === undefined) throw new Error(`${entra.origin} is no cloud`);
  const options: SignInOptions = {
    profile: 'default',
    folder,
    cloud,
    tenant: tenantId,
    clientId,
    env: {},
    stdin: inputOf(''),
    clock,
    exclusively: (name, work) => withFileLock(join(folder, `${name}.lock`), realClock, work),
    agentFor: async () => undefined,
    openBrowser: () => {},
    keyringModule: undefined,
    ...changes,
  };
  const signIn = createSignIn(options);
  const tell = {
    visit: (url: string): void => void said.push({ url }),
    enterCode: (d: object): void => void said.push(d),
  };
  try {
    await act({
      entra,
      signIn,
      folder,
      pauses,
      said,
      tokens: () =>
        createTokenSource({
          profile: 'default',
          store: storeOf(options, 'default'),
          exclusively: (work) => options.exclusively('default', work),
          renew: (session, keep) => renewSession(options, session, keep),
          clock,
        }),
      login: (way) => signIn.login({ way, allowsFile: true, tell }),
      advance: (ms) => {
        ahead += ms;
      },
    });
  } finally {
    await entra.close();
    rmSync(home, { recursive: true });
  }
};

export async function* inputOf(text: string): AsyncGenerator<string> {
  yield text;
}

export const failureOf = async (act: Promise<unknown>): Promise<object | undefined> => {
  try {
    await act;
    return undefined;
  } catch (error) {
    if (!isCspError(error)) throw error;
    return { code: error.code, exitCode: error.exitCode, details: error.details };
  }
};
