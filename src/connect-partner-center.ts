/** Puts the parts of the real service together: settings, sign-in, tokens, transport, backend. */
import { join } from 'node:path';
import type { TokenSource } from './backends/partner-center/call.ts';
import { type Cloud, findCloud } from './backends/partner-center/clouds.ts';
import type { WireEvent } from './backends/partner-center/http.ts';
import { createProxyAgent } from './backends/partner-center/proxy.ts';
import { askMfa } from './backends/partner-center/sign-in/ask-mfa.ts';
import {
  createSignIn,
  renewSession,
  type SignInOptions,
  storeOf,
  toAccount,
} from './backends/partner-center/sign-in/sign-in.ts';
import { createTokenFetch, type OnGiveUp } from './backends/partner-center/sign-in/token-fetch.ts';
import type { Session } from './backends/partner-center/tokens/session.ts';
import { signInFolder } from './backends/partner-center/tokens/signed-in.ts';
import { createTokenSource, type TokenSourceOptions } from './backends/partner-center/tokens/token-source.ts';
import { CspError } from './core/errors.ts';
import type { Backend, Identity } from './core/ports/backend.ts';
import type { Clock, Instant, Lang, NewId, Output } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import type { Account, SignIn } from './core/ports/sign-in.ts';
import type { Directories } from './directories.ts';
import { withFileLock } from './folder-lock.ts';
import { openLimitFile } from './limit-file.ts';
import type { Messages } from './locales/messages.ts';
import { openBrowser } from './open-browser.ts';
import { version } from './version.ts';

export interface PartnerCenterSources {
  readonly host: NodeJS.Process;
  readonly settings: SettingsStore;
  readonly folders: Directories;
  readonly clock: Clock;
  readonly onGiveUp?: OnGiveUp;
}

export const openSignIn = (sources: PartnerCenterSources): SignIn => ({
  ...createSignIn(signInOptions(sources)),
  confirmMfa: () => confirmMfa(sources).catch(() => null),
});

/** What the service says of a person's sign-in; `null` for an app, which needs no second factor. Fails as `openAccount` and `askMfa` do. */
export const confirmMfa = async (sources: PartnerCenterSources): Promise<boolean | null> => {
  const { account, tokens } = await openAccount(sources);
  const token = await tokens.getToken();
  if (account.kind === 'app') return null;
  const { cloud, profile, agentFor, onGiveUp } = signInOptions(sources);
  return askMfa({ apiOrigin: cloud.apiOrigin, profile, token, fetch: createTokenFetch(agentFor, onGiveUp) });
};

export interface SignedIn {
  readonly account: Account;
  readonly tokens: TokenSource;
}

/**
 * The account in use and its access tokens. Fails with `signInNeeded` when nobody is signed in to this cloud, and with
 * `tenantMismatch` when it is another tenant than the settings name.
 */
export const openAccount = async (sources: PartnerCenterSources): Promise<SignedIn> => {
  const options = signInOptions(sources);
  const { profile, cloud, clock, exclusively } = options;
  const store = storeOf(options, profile);
  const kept = await store.read();
  if (kept === undefined || kept.session.cloud !== cloud.name)
    throw new CspError('signInNeeded', { profile, cloud: cloud.name, reason: 'none' });
  checkTenant(options.tenant, kept.session);
  const renew: TokenSourceOptions['renew'] = (session, keep) => renewSession(options, session, keep);
  return {
    account: toAccount(profile, kept.session, kept.keptIn, cloud),
    tokens: createTokenSource({ profile, store, exclusively: (act) => exclusively(profile, act), renew, clock }),
  };
};

const checkTenant = (expected: string | undefined, { tenant, identity }: Session): void => {
  if (expected === undefined) return;
  const known = [tenant, identity.tenantId, identity.userPrincipalName?.split('@')[1]];
  if (!known.some((name) => name?.toLowerCase() === expected.toLowerCase()))
    throw new CspError('tenantMismatch', { expected, found: identity.tenantId });
};

export interface BackendSources extends PartnerCenterSources {
  readonly newId: NewId;
  readonly lang: Lang;
  readonly output: Output;
  readonly messages: Messages;
  readonly random: () => number;
  /** Takes a technical line, where somebody asked for them. */
  readonly note: ((line: string) => void) | undefined;
  /** Of the whole run, where somebody gave one; a new one otherwise. */
  readonly correlationId: string | undefined;
  /** When the run must end. */
  readonly deadlineAt: Instant | undefined;
}

/** One correlation id stands for the whole run. Fails as `openAccount` does. */
export const openPartnerCenterBackend = async (sources: BackendSources): Promise<Backend> => {
  const { host, settings, folders, clock, newId, lang, output, messages, random, deadlineAt } = sources;
  const [{ account, tokens }, { createHttp }, { tellOnce }, { openPartnerCenter }] = await Promise.all([
    openAccount(sources),
    import('./backends/partner-center/http.ts'),
    import('./backends/partner-center/waits.ts'),
    import('./backends/partner-center/partner-center.ts'),
  ]);
  const { cloud } = signInOptions(sources);
  const correlationId = sources.correlationId ?? newId();
  const { waits } = messages;
  const onWait = tellOnce(clock, ({ why, ...wait }) => output.say(waits[why], wait), deadlineAt);
  const http = createHttp({
    baseUrl: cloud.apiOrigin,
    tokens,
    correlationId,
    application: `csp-cli/${version}`,
    locale: locales[lang],
    clock,
    newId,
    env: host.env,
    random,
    profile: account.profile,
    report: (event) => tell(sources, event),
    requestsPerMinute: Number(settings.get('requestsPerMinute')),
    limits: openLimitFile(join(folders.state, 'limits.db'), environmentOf(account, cloud.apiOrigin)),
    onWait,
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
  });
  const backend = openPartnerCenter({
    http,
    identity: async () => {
      const world = cloud.isLoopback ? await askForWorld(sources, cloud) : null;
      const environment = world === null ? environmentOf(account, cloud.apiOrigin) : worldOf(account, world);
      return identityOf(account, environment, settings.get('tenant'));
    },
    cloud,
    newId,
    clock,
    portal: {
      partnerUrl: 'https://partner.microsoft.com/dashboard/commerce2/customers/list',
      keysUrl: settings.get('links.keysPortal') ?? '',
      helpUrl: settings.get('links.keysHelp') ?? '',
    },
    onWait,
    downloadContract: settings.get('downloads.contract') === '2018' ? '2018' : 'none',
    warn: (oddity) => output.warn(messages.text.signIn.oddAnswer, oddity),
  });
  return { ...backend, correlationId };
};

/** Paths and ids only: bodies and headers hold secrets. */
const tell = ({ note, output, messages }: BackendSources, event: WireEvent): void => {
  if (event.kind === 'skew') output.warn(messages.text.signIn.skew, { aheadMs: event.aheadMs });
  else {
    const { method, path, status, ms, requestId, correlationId } = event;
    note?.(`${method} ${path} → ${status} ${ms.toFixed(0)} ms, request ${requestId}, correlation ${correlationId}`);
  }
};

const locales: { readonly [L in Lang]: string } = { en: 'en-US', ja: 'ja-JP', 'zh-TW': 'zh-TW', ru: 'ru-RU' };

const environmentOf = ({ tenantId }: Account, apiOrigin: string): string => `partner-center|${apiOrigin}|${tenantId}`;

/** The same world on another port is the same, and another one on the same port is not. */
const worldOf = ({ tenantId }: Account, world: string): string => `partner-center|emulator|${tenantId}|${world}`;

const askForWorld = async (sources: BackendSources, cloud: Cloud): Promise<string | null> => {
  const [{ readWorld }, { createTokenFetch }] = await Promise.all([
    import('./backends/partner-center/emulated-world.ts'),
    import('./backends/partner-center/sign-in/token-fetch.ts'),
  ]);
  const { agentFor, onGiveUp } = signInOptions(sources);
  return readWorld(cloud, createTokenFetch(agentFor, onGiveUp));
};

/**
 * An app has no name of its own in a token. Roles that a token does not say are left to the service. The partner goes by
 * the domain that the settings name it by, which `openAccount` held against the sign-in.
 */
const identityOf = (account: Account, environment: string, tenant = ''): Identity => ({
  userPrincipalName: account.userPrincipalName ?? `app:${account.clientId}`,
  partnerTenantId: account.tenantId,
  environment,
  world: account.isEmulator ? 'emulator' : 'live',
  partnerName: tenant.includes('.') ? tenant : (account.userPrincipalName?.split('@')[1] ?? account.tenantId),
  roles: account.roles,
});

export const signInOptions = ({ host, settings, folders, clock, onGiveUp }: PartnerCenterSources): SignInOptions => {
  const profile = settings.get('profile') ?? 'default';
  const name = settings.get('cloud') ?? '';
  const cloud = findCloud(name);
  if (cloud === undefined)
    throw new CspError('argumentInvalid', { flag: 'cloud', given: name, expected: 'global, http://127.0.0.1:8080' });
  const folder = signInFolder(folders.config);
  return {
    profile,
    folder,
    cloud,
    tenant: settings.get('tenant'),
    clientId: settings.get('clientId'),
    env: host.env,
    stdin: host.stdin,
    clock,
    exclusively: (name, act, isLast) => withFileLock(join(folder, `${name}.lock`), clock, act, isLast),
    agentFor: (url) => createProxyAgent(url, host.env),
    onGiveUp,
    openBrowser: (url) => openBrowser(url, host.platform, host.env),
    keyringModule: keyringModule(),
  };
};

/** Optional: there may be no build of it for this system. A plain `require` is what the bundler leaves outside. */
const keyringModule = (): string | undefined => {
  try {
    return require.resolve('@napi-rs/keyring');
  } catch {
    return undefined;
  }
};
