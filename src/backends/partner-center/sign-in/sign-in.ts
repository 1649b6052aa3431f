/** Signing in to the real Partner Center, and out again: the port that `csp login`, `logout` and `whoami` use. */
import { CspError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/environment.ts';
import type { Account, LoginRequest, SecretPlace, SignIn, SignInWay, TokenPlace } from '../../../core/ports/sign-in.ts';
import type { Secret } from '../../../core/rules/secret.ts';
import type { Cloud } from '../clouds.ts';
import { createKeyring } from '../tokens/keyring.ts';
import type { KeptCredential, KeptSecret, Session } from '../tokens/session.ts';
import { listSignedIn } from '../tokens/signed-in.ts';
import { createTokenStore, type TokenStore } from '../tokens/token-store.ts';
import type { Authority, Granted } from './authority.ts';
import { readSecretInput } from './own-files.ts';
import { type AgentFor, createTokenFetch, type OnGiveUp } from './token-fetch.ts';

export interface SignInOptions {
  readonly profile: string;
  /** Where sign-ins are kept. */
  readonly folder: string;
  readonly cloud: Cloud;
  /** GUID or domain; without one the account's own tenant is taken. */
  readonly tenant: string | undefined;
  readonly clientId: string | undefined;
  readonly env: { readonly [name: string]: string | undefined };
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly clock: Clock;
  /** One process at a time for what is kept of a profile. With `isLast` nothing is kept of it afterwards. */
  readonly exclusively: <T>(profile: string, act: () => Promise<T>, isLast?: boolean) => Promise<T>;
  readonly agentFor: AgentFor;
  readonly onGiveUp?: OnGiveUp | undefined;
  readonly openBrowser: (url: string) => void;
  /** The file of the keyring's package, where it is installed. */
  readonly keyringModule: string | undefined;
}

/** All but what the service itself is asked. */
export const createSignIn = (options: SignInOptions): Omit<SignIn, 'confirmMfa'> => {
  const { profile, folder, cloud, exclusively } = options;
  const store = storeOf(options, profile);

  const login = async (request: LoginRequest): Promise<Account> => {
    if (options.clientId === undefined) throw missing('--client-id');
    const isApp = !['browser', 'device-code'].includes(request.way.kind);
    if (options.tenant === undefined && isApp) throw missing('--tenant');
    const tenant = options.tenant ?? 'organizations';
    const authority = await openAuthority(options, tenant, options.clientId);
    const credential = await toCredential(request.way, options.stdin);
    const granted = await grant(authority, credential, request, options);
    checkTenant(options.tenant, granted);
    const session: Session = {
      cloud: cloud.name,
      tenant,
      clientId: options.clientId,
      way: request.way.kind,
      credential: credential ?? toRefreshing(granted),
      access: granted.access,
      identity: granted.identity,
    };
    const keptIn = await exclusively(profile, () =>
      keep(store, withNewRefreshToken(session, granted), request.allowsFile),
    );
    return toAccount(profile, session, keptIn, cloud);
  };

  return {
    profile,
    cloud: cloud.name,
    login,
    logout: async (scope) => {
      const all = scope === 'all' ? listSignedIn(folder) : [profile];
      const out: string[] = [];
      for (const name of all) {
        // Not while a renewal is under way, which would store it again.
        if (await exclusively(name, () => storeOf(options, name).remove(), true)) out.push(name);
      }
      return out;
    },
    findAccount: async () => {
      const kept = await store.read();
      return kept?.session.cloud === cloud.name ? toAccount(profile, kept.session, kept.keptIn, cloud) : undefined;
    },
  };
};

export const storeOf = (
  { folder, keyringModule, env }: Pick<SignInOptions, 'folder' | 'keyringModule' | 'env'>,
  profile: string,
): TokenStore => createTokenStore({ folder, profile, keyring: createKeyring({ module: keyringModule, env }) });

export const openAuthority = async (
  { cloud, agentFor, onGiveUp }: Pick<SignInOptions, 'cloud' | 'agentFor' | 'onGiveUp'>,
  tenant: string,
  clientId: string,
): Promise<Authority> => {
  const { createAuthority } = await import('./authority.ts');
  return createAuthority({ cloud, tenant, clientId, fetch: createTokenFetch(agentFor, onGiveUp) });
};

/** The same sign-in with a new access token. `keep` gets it with a new refresh token as soon as there is one. Fails with `signInNeeded` when the host wants a person. */
export const renewSession = async (
  options: Pick<SignInOptions, 'cloud' | 'agentFor' | 'onGiveUp' | 'env' | 'clock' | 'profile'>,
  session: Session,
  keep: (session: Session) => Promise<unknown>,
): Promise<Session> => {
  const [{ fetchToken }, { renewalFailure }] = await Promise.all([import('./renew.ts'), import('./token-failure.ts')]);
  const authority = await openAuthority(options, session.tenant, session.clientId);
  const proofs = {
    env: options.env,
    clock: options.clock,
    fetch: createTokenFetch(options.agentFor, options.onGiveUp),
    keepRotated: async (refreshToken: Secret): Promise<void> =>
      void (await keep(withNewRefreshToken(session, { refreshToken }))),
  };
  try {
    const granted = await fetchToken(authority, session.credential, proofs);
    const { access, identity } = granted;
    return withNewRefreshToken({ ...session, access, identity }, granted);
  } catch (error) {
    throw renewalFailure(error, options.profile);
  }
};

export const toAccount = (profile: string, session: Session, keptIn: TokenPlace, cloud: Cloud): Account => ({
  profile,
  kind: session.identity.kind,
  way: session.way,
  userPrincipalName: session.identity.userPrincipalName,
  tenantId: session.identity.tenantId,
  clientId: session.clientId,
  cloud: session.cloud,
  isEmulator: cloud.isLoopback,
  roles: session.identity.roles,
  hasMfa: session.identity.hasMfa,
  keptIn,
  keepsClientSecret: keepsSecret(session.credential),
  accessEndsAt: session.access.endsAt,
});

const keepsSecret = (credential: KeptCredential): boolean =>
  (credential.kind === 'client-secret' && credential.secret.place === 'kept') ||
  (credential.kind === 'refresh-token' && credential.clientSecret?.place === 'kept');

const missing = (flag: string): CspError => new CspError('argumentMissing', { flag, command: 'csp login' });

/** What is kept to get the next token by; nothing yet where a person signs in now. */
const toCredential = async (way: SignInWay, stdin: SignInOptions['stdin']): Promise<KeptCredential | undefined> => {
  switch (way.kind) {
    case 'browser':
    case 'device-code':
      return undefined;
    case 'client-secret':
      return { kind: way.kind, secret: await toKept(way.from, stdin) };
    case 'refresh-token': {
      const clientSecret = way.clientSecret === undefined ? undefined : await toKept(way.clientSecret, stdin);
      return { kind: way.kind, token: await readSecretInput(stdin), clientSecret };
    }
    default:
      return way;
  }
};

const toKept = async (from: SecretPlace, stdin: SignInOptions['stdin']): Promise<KeptSecret> =>
  from.place === 'stdin' ? { place: 'kept', secret: await readSecretInput(stdin) } : from;

const grant = async (
  authority: Authority,
  credential: KeptCredential | undefined,
  { way, tell }: LoginRequest,
  { cloud, clock, env, agentFor, onGiveUp, openBrowser }: SignInOptions,
): Promise<Granted> => {
  if (way.kind === 'browser') {
    const { signInWithBrowser } = await import('./browser.ts');
    const visit = (url: string): void => {
      tell.visit(url);
      if (way.opensBrowser) openBrowser(url);
    };
    return signInWithBrowser(authority, { page: way.page, visit, clock, onGiveUp });
  }
  if (credential === undefined) {
    const { signInWithDeviceCode } = await import('./device-code.ts');
    return signInWithDeviceCode(authority, { cloud, clock, enterCode: tell.enterCode });
  }
  const [{ fetchToken }, { loginFailure }] = await Promise.all([import('./renew.ts'), import('./token-failure.ts')]);
  try {
    return await fetchToken(authority, credential, { env, clock, fetch: createTokenFetch(agentFor, onGiveUp) });
  } catch (error) {
    throw loginFailure(error);
  }
};

/** A tenant given by its GUID must be the one that the token speaks for; a domain was resolved by the host. */
const checkTenant = (asked: string | undefined, { identity }: Granted): void => {
  const isGuid = asked !== undefined && /^[0-9a-f-]{36}$/i.test(asked);
  if (isGuid && asked.toLowerCase() !== identity.tenantId)
    throw new CspError('tenantMismatch', { expected: asked, found: identity.tenantId });
};

const toRefreshing = ({ refreshToken }: Granted): KeptCredential => {
  if (refreshToken === undefined)
    throw new CspError('signInFailed', { cause: 'answer', serviceCode: null, text: 'no refresh token' });
  return { kind: 'refresh-token', token: refreshToken, clientSecret: undefined };
};

const withNewRefreshToken = (session: Session, { refreshToken }: Pick<Granted, 'refreshToken'>): Session =>
  session.credential.kind === 'refresh-token' && refreshToken !== undefined
    ? { ...session, credential: { ...session.credential, token: refreshToken } }
    : session;

const keep = async (store: TokenStore, session: Session, allowsFile: boolean): Promise<TokenPlace> => {
  try {
    return await store.write(session, 'keyring');
  } catch (error) {
    if (!allowsFile) throw error;
    return store.write(session, 'file');
  }
};
