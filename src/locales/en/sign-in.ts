/** What is said about signing in: by `login`, `logout`, `whoami` and `doctor`, and by the failures that belong to it. */
import type { Check, Facts, FindingCode } from '../../core/ports/diagnosis.ts';
import type { Instant } from '../../core/ports/environment.ts';
import type { SignInWay } from '../../core/ports/sign-in.ts';
import { proseDuration, proseInstant } from '../../terminal/format.ts';

export const signIn = {
  visit: (d: { url: string }) => `Sign in here, in a browser on this machine:\n${d.url}`,
  enterCode: (d: { userCode: string; url: string; expiresAt: Instant }) =>
    `On any device, open ${d.url} and enter the code ${d.userCode} before ${proseInstant(d.expiresAt, 'en')}.`,
  codeWarning:
    'Only ever enter a code that you asked for yourself, just now. Whoever sends you a code wants to act in your name.',
  pageDone: 'You are signed in. You can close this page and go back to the terminal.',
  pageFailed: 'This sign-in did not work. Go back to the terminal.',
  done: (d: { user: string; tenant: string; profile: string }) =>
    `Signed in to ${d.tenant} as ${d.user} (profile ${d.profile}).`,
  keptInKeyring: (d: { withSecret: boolean }) =>
    `${d.withSecret ? 'Tokens and the client secret' : 'Tokens'} are in the system keyring.`,
  keptInFile: (d: { path: string; withSecret: boolean }) =>
    `${d.withSecret ? 'Tokens and the client secret' : 'Tokens'} are NOT encrypted: they are in ${d.path}, which only you can read.`,
  useIt: (d: { command: string }) => `Work there with --backend partner-center, or store it:\n  ${d.command}`,
  signedOut: (d: { profiles: string }) => `Signed out: ${d.profiles}. Nothing of it is left on this machine.`,
  dryRun: 'Dry run: nobody was signed in or out.',
  nobody: (d: { profile: string | null }) =>
    `Nobody was signed in${d.profile === null ? '' : ` (profile ${d.profile})`}.`,
  oddAnswer: (d: { operation: string; reason: string }) =>
    `Part of the service’s answer was left out (${d.operation}): ${d.reason}`,
  skew: (d: { aheadMs: number }) =>
    `This machine’s clock is ${proseDuration(Math.abs(d.aheadMs), 'en')} ${d.aheadMs > 0 ? 'ahead of' : 'behind'} the service’s. Deadlines follow the service’s.`,
  confirmTenant: (d: { tenant: string }) => `This profile is protected. Type ${d.tenant} to go on:`,
  confirmChosen: (d: { tenant: string; profile: string }) =>
    `A project’s file chose the profile ${d.profile}. Type ${d.tenant} to go on:`,
  app: 'the app itself',
  title: {
    profile: 'Profile',
    backend: 'Backend',
    credential: 'Credential',
    cloud: 'Cloud',
    keptIn: 'Tokens kept in',
    accessEnds: 'Token renewed after',
    mfa: 'Multifactor',
    check: 'Check',
    state: 'State',
    finding: 'Finding',
    advice: 'What to do',
  },
  kind: { app: 'app only', 'app+user': 'app and user', sandbox: 'sandbox' },
  way: {
    browser: 'browser',
    'device-code': 'device code',
    'client-secret': 'client secret',
    certificate: 'certificate',
    'refresh-token': 'refresh token',
    'federated-file': 'federated token',
    'federated-github': 'GitHub job',
  } satisfies { readonly [K in SignInWay['kind']]: string } as { readonly [K in SignInWay['kind']]: string },
  keyring: 'system keyring',
  yes: 'yes',
  no: 'no',
  unknown: 'not known',
  can: {
    yes: 'yes',
    unknown: 'the service decides',
    portal: 'only the address of the web page that has it',
    needsUser: 'no: needs a signed-in user, not an app alone',
    needsRole: (d: { roles: string }) => `no: needs one of the roles ${d.roles}`,
  },
  rolesUnknown: 'the token does not say',
  state: { ok: 'ok', warn: 'warning', bad: 'bad' },
  check: {
    node: 'Node',
    directories: 'folders',
    settings: 'settings',
    keyring: 'keyring',
    proxy: 'proxy',
    tls: 'TLS',
    clock: 'clock',
    'sign-in': 'sign-in',
  } satisfies { readonly [C in Check]: string } as { readonly [C in Check]: string },
  finding: {
    nodeFits: (d) => `Node ${d['version']}`,
    nodeTooOld: (d) => `Node ${d['version']}; ${d['needed']} or newer is needed`,
    folderFits: (d) => `${d['path']} is yours alone`,
    folderOpen: (d) => `${d['path']} is open to others (mode ${d['mode']})`,
    folderMissing: (d) => `${d['path']} is not there yet; it is made when needed`,
    folderUnwritable: (d) => `${d['path']} cannot be written (${d['reason']})`,
    settingsFit: (d) => `${d['path']} holds only what is a setting`,
    settingsOfProject: (d) => `the project’s file ${d['path']} sets ${d['keys']}`,
    settingRefused: (d) => `${d['path']} sets ${d['key']}, which a project’s file may not`,
    settingMisspelt: (d) => `there is no setting ${d['key']}, as in ${d['path']}`,
    keyringWorks: () => 'the system keyring answers',
    keyringMissing: (d) => `no system keyring: ${d['reason']}`,
    proxyNone: () => 'no proxy',
    proxyUsed: (d) => `${d['host']} is reached by the proxy ${d['proxy']}`,
    proxyMalformed: (d) => `${d['variable']} is no address of a proxy`,
    tlsChecked: (d) => `the certificate of ${d['host']} holds`,
    tlsUnchecked: () => 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set',
    tlsFails: (d) => `the certificate of ${d['host']} does not hold: ${d['reason']}`,
    tlsPlain: (d) => `${d['host']} is an emulator on this machine, without TLS`,
    clockFits: (d) => `this machine is ${d['seconds']} s from the service's time`,
    clockOff: (d) => `this machine is ${d['seconds']} s from the service's time`,
    serviceSilent: (d) => `${d['host']} cannot be reached: ${d['reason']}`,
    signedIn: (d) => `${d['user']} in ${d['tenant']}`,
    signInNone: (d) => d['reason'] ?? '',
    signInFails: (d) => d['reason'] ?? '',
    signInFile: (d) => `the sign-in is not encrypted: it is in ${d['path']}`,
    sandboxOnly: () => 'not needed: the backend in use is not Partner Center',
  } satisfies Findings as Findings,
  advice: {
    nodeTooOld: 'Install a newer Node.',
    folderOpen: 'Close it: chmod 700.',
    folderUnwritable: 'Make it writable, or name another with CSP_CONFIG_DIR or CSP_STATE_DIR.',
    settingRefused: 'Take it out of the file; here every command but config and doctor is refused.',
    settingMisspelt: 'Correct or remove it: until then nothing is bought or cancelled for real.',
    keyringMissing: 'Unlock or install one, or sign in with --insecure-storage.',
    proxyMalformed: 'Write it as http://host:port.',
    tlsUnchecked: 'Unset it; for a certificate of your own company use NODE_EXTRA_CA_CERTS.',
    tlsFails: 'If your company inspects traffic, name its certificate in NODE_EXTRA_CA_CERTS.',
    clockOff: 'Set the clock: deadlines are shown by it, and tokens fail when it is far off.',
    serviceSilent: 'Check the network and the proxy.',
    signInNone: (d: Facts) => `Sign in: ${d['command']}`,
    signInFails: (d: Facts) => `Sign in anew: ${d['command']}`,
    signInFile: 'Sign in again without --insecure-storage where there is a keyring.',
  } as { readonly [F in FindingCode]?: string | ((d: Facts) => string) },
};

type Findings = { readonly [F in FindingCode]: (d: Facts) => string };

export const signInSummaries = {
  login: 'sign in to the real Partner Center',
  logout: 'sign out: remove every token of the profile',
  whoami: 'show who is signed in, and which commands this credential can run',
  doctor: 'check this machine and the way to the service, and say what to do',
};

export const signInFlags = {
  tenant: 'your partner tenant: GUID or domain (default: setting tenant)',
  clientId: 'id of your app registration (default: setting clientId)',
  cloud: 'global, us-government, china, or an emulator such as http://127.0.0.1:8080',
  browser: 'do not open a browser, only print the address',
  deviceCode: 'sign in on another device, with a code',
  servicePrincipal: 'sign in as the app itself, with a secret or certificate',
  clientSecretStdin: 'with --service-principal: read the client secret from standard input',
  clientSecretFile:
    'with --service-principal or --refresh-token-stdin: read the client secret from this file, now and at every renewal',
  certificateFile: 'with --service-principal: PEM file with the app’s certificate and key',
  refreshTokenStdin: 'read a refresh token (Secure Application Model) from standard input',
  federatedTokenFile: 'file with a token of a trusted identity provider',
  federatedGithub: 'sign in as this GitHub Actions job',
  insecureStorage:
    'keep tokens, and a secret from standard input, in an unencrypted file when there is no system keyring',
  logoutAll: 'sign out of every profile',
  confirmTenant: 'name the partner tenant that a protected profile asks for',
};
