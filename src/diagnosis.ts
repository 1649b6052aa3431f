/** What `csp doctor` looks at. The service is asked only where it is in use, or somebody is signed in to it. */
import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { findProxy } from './backends/partner-center/proxy.ts';
import { createTokenFetch } from './backends/partner-center/sign-in/token-fetch.ts';
import { createKeyring } from './backends/partner-center/tokens/keyring.ts';
import {
  confirmMfa,
  openAccount,
  openSignIn,
  type PartnerCenterSources,
  signInOptions,
} from './connect-partner-center.ts';
import { CspError, isCspError } from './core/errors.ts';
import { toFailure } from './core/operations/partner.ts';
import type { Check, Facts, Finding, FindingCode } from './core/ports/diagnosis.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import type { Account } from './core/ports/sign-in.ts';
import type { Suggest } from './core/rules/suggestion.ts';

const found = (check: Check, state: Finding['state'], finding: FindingCode, facts: Facts = {}): Finding => ({
  check,
  state,
  finding,
  facts,
});

interface DiagnosisSources extends PartnerCenterSources {
  readonly suggest: Suggest;
}

export const diagnose = async (sources: DiagnosisSources): Promise<readonly Finding[]> => {
  const { host, settings, folders } = sources;
  const local = [
    checkNode(host.versions.node),
    ...[folders.config, folders.state].map(checkFolder),
    ...checkSettings(settings),
    checkProxy(sources),
    ...(host.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? [found('tls', 'bad', 'tlsUnchecked')] : []),
  ];
  const account = await openSignIn(sources)
    .findAccount()
    .catch(() => undefined);
  const isUsed = settings.get('backend') === 'partner-center';
  const keyring = await checkKeyring(sources, account);
  if (!isUsed && account === undefined)
    return [
      ...local,
      keyring,
      ...(['tls', 'clock', 'sign-in'] as const).map((check) => found(check, 'ok', 'sandboxOnly')),
    ];
  return [...local, keyring, ...(await checkService(sources)), await checkSignIn(sources)];
};

const neededNode = '20.17';

const checkNode = (version: string): Finding => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 17);
  return fits
    ? found('node', 'ok', 'nodeFits', { version })
    : found('node', 'bad', 'nodeTooOld', { version, needed: neededNode });
};

const checkFolder = (path: string): Finding => {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
    return found('directories', 'ok', 'folderMissing', { path });
  const unwritable = (reason: string): Finding => found('directories', 'bad', 'folderUnwritable', { path, reason });
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    return unwritable((error as NodeJS.ErrnoException).code ?? '');
  }
  // Of a link, the folder that it leads to counts.
  const folder = statSync(path);
  if (!folder.isDirectory()) return unwritable('ENOTDIR');
  if (process.platform === 'win32' || (folder.mode & 0o077) === 0)
    return found('directories', 'ok', 'folderFits', { path });
  const mode = (folder.mode & 0o777).toString(8);
  return found('directories', (folder.mode & 0o022) === 0 ? 'warn' : 'bad', 'folderOpen', { path, mode });
};

/** What a project's file says is told, for it came with the folder. Keys only: a value may be anything. */
const checkSettings = (settings: SettingsStore): readonly Finding[] => {
  const rows = settings.list();
  const ofProject = rows.filter(({ origin }) => origin === 'project');
  const wrong = rows.flatMap(({ key, origin, source }) => {
    const facts = { key, path: source ?? '' };
    if (origin === 'refused') return [found('settings', 'bad', 'settingRefused', facts)];
    return origin === 'unknown' ? [found('settings', 'bad', 'settingMisspelt', facts)] : [];
  });
  const [first] = ofProject;
  return [
    ...(wrong.length === 0 ? [found('settings', 'ok', 'settingsFit', { path: settings.path })] : wrong),
    ...(first === undefined
      ? []
      : [
          found('settings', 'ok', 'settingsOfProject', {
            path: first.source ?? '',
            keys: ofProject.map(({ key }) => key).join(', '),
          }),
        ]),
  ];
};

/** Only what is missing where it is used is bad: a CI job does without. */
const checkKeyring = async (sources: PartnerCenterSources, account: Account | undefined): Promise<Finding> => {
  if (account?.keptIn.place === 'file') return found('keyring', 'warn', 'signInFile', { path: account.keptIn.path });
  const { keyringModule, env } = signInOptions(sources);
  try {
    await createKeyring({ module: keyringModule, env }).read('doctor');
    return found('keyring', 'ok', 'keyringWorks');
  } catch (error) {
    const reason = isCspError(error) && 'reason' in error.details ? String(error.details.reason) : String(error);
    return found('keyring', 'warn', 'keyringMissing', { reason });
  }
};

const checkProxy = (sources: PartnerCenterSources): Finding => {
  const target = new URL(signInOptions(sources).cloud.apiOrigin);
  try {
    const proxy = findProxy(target, sources.host.env);
    // Without a password that may stand in it.
    return proxy === undefined
      ? found('proxy', 'ok', 'proxyNone')
      : found('proxy', 'ok', 'proxyUsed', { host: target.host, proxy: proxy.host });
  } catch (error) {
    if (!isCspError(error)) throw error;
    return found('proxy', 'bad', 'proxyMalformed', { variable: 'HTTPS_PROXY' });
  }
};

const [warnSeconds, badSeconds] = [60, 300];

/** Any answer will do, also a refusal: what counts are the certificate and the time. */
const checkService = async (sources: PartnerCenterSources): Promise<readonly Finding[]> => {
  const { cloud, agentFor, clock } = signInOptions(sources);
  const { host, protocol } = new URL(cloud.apiOrigin);
  try {
    const response = await createTokenFetch(agentFor)(cloud.apiOrigin, { method: 'GET', headers: {} });
    const tls =
      protocol === 'https:' ? found('tls', 'ok', 'tlsChecked', { host }) : found('tls', 'ok', 'tlsPlain', { host });
    const offset = Math.abs(Date.parse(response.headers.get('date') ?? '') - clock.now()) / 1000;
    if (Number.isNaN(offset)) return [tls];
    const seconds = offset.toFixed(0);
    if (offset <= warnSeconds) return [tls, found('clock', 'ok', 'clockFits', { seconds })];
    return [tls, found('clock', offset <= badSeconds ? 'warn' : 'bad', 'clockOff', { seconds })];
  } catch (error) {
    const reason = isCspError(error) && 'reason' in error.details ? String(error.details.reason) : String(error);
    const isTls = isCspError(error) && error.code === 'tlsRefused';
    return [found('tls', 'bad', isTls ? 'tlsFails' : 'serviceSilent', { host, reason })];
  }
};

/** Gets a token, and so renews the sign-in where it is due; and asks whether it has the second factor that is asked for. */
const checkSignIn = async (sources: DiagnosisSources): Promise<Finding> => {
  try {
    const { account, tokens } = await openAccount(sources);
    await tokens.getToken();
    const mfa = await confirmMfa(sources).catch((error: unknown) => {
      if (isCspError(error) && error.code === 'signInNeeded') throw error;
      return null;
    });
    if (mfa === false) throw new CspError('signInNeeded', { profile: account.profile, reason: 'mfa' });
    return found('sign-in', 'ok', 'signedIn', {
      user: account.userPrincipalName ?? account.clientId,
      tenant: account.tenantId,
      ...(account.kind === 'app' ? {} : { mfa: mfa === null ? 'unknown' : 'yes' }),
    });
  } catch (error) {
    if (!isCspError(error)) throw error;
    const reason = 'reason' in error.details ? String(error.details.reason) : '';
    const isNone = error.code === 'signInNeeded' && reason === 'none';
    const { profile } = signInOptions(sources);
    const facts = {
      reason: [error.code, reason].filter(Boolean).join(': '),
      command: sources.suggest(profile === 'default' ? ['login'] : ['login', '--profile', profile]),
    };
    return { ...found('sign-in', 'bad', isNone ? 'signInNone' : 'signInFails', facts), failure: toFailure(error) };
  }
};
