import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import type { LoginNarration, SecretPlace, SignInWay } from '../core/ports/sign-in.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand } from './shared-options.ts';
import { accountView } from './whoami-view.ts';

const examples = [
  'csp login --tenant firstupconsultants.onmicrosoft.com --client-id 4f1a7c52-8d0b-4e7a-9b1e-5c2d7f804a16',
  'csp login --service-principal --client-secret-stdin --insecure-storage < secret.txt',
];

export interface LoginWords {
  readonly tenant?: string;
  readonly clientId?: string;
  readonly cloud?: string;
  /** False after `--no-browser`. */
  readonly browser: boolean;
  readonly deviceCode?: boolean;
  readonly servicePrincipal?: boolean;
  readonly clientSecretStdin?: boolean;
  readonly clientSecretFile?: string;
  readonly certificateFile?: string;
  readonly refreshTokenStdin?: boolean;
  readonly federatedTokenFile?: string;
  readonly federatedGithub?: boolean;
  readonly insecureStorage?: boolean;
}

/** `--tenant`, `--client-id` and `--cloud` are settings, and reach the sign-in as such. */
export const loginCommand = ({ messages, open }: CommandContext, run = runLogin): Command =>
  createCommand('login', messages, examples)
    .option('--tenant <tenant>', messages.flags.tenant)
    .option('--client-id <guid>', messages.flags.clientId)
    .option('--cloud <cloud>', messages.flags.cloud)
    .option('--no-browser', messages.flags.browser)
    .option('--device-code', messages.flags.deviceCode)
    .option('--service-principal', messages.flags.servicePrincipal)
    .option('--client-secret-stdin', messages.flags.clientSecretStdin)
    .option('--client-secret-file <path>', messages.flags.clientSecretFile)
    .option('--certificate-file <path>', messages.flags.certificateFile)
    .option('--refresh-token-stdin', messages.flags.refreshTokenStdin)
    .option('--federated-token-file <path>', messages.flags.federatedTokenFile)
    .addOption(new Option('--federated-github', messages.flags.federatedGithub))
    .option('--insecure-storage', messages.flags.insecureStorage)
    .action(async (words: LoginWords, command: Command) => run(await open(command), words));

export const runLogin = async (deps: Dependencies, words: LoginWords): Promise<void> => {
  const { messages, output } = deps;
  const view = accountView(messages, deps.settings);
  await output.check(view);
  const way = readWay(deps, words);
  if (deps.flags.dryRun) return output.say(() => messages.text.signIn.dryRun, {});
  const signIn = await deps.signIn();
  const tell = narrate(deps);
  if (way.kind === 'device-code') output.warn(() => messages.text.signIn.codeWarning, {});
  const account = await signIn.login({ way, allowsFile: words.insecureStorage === true, tell });
  await storeFlags(deps, signIn.profile);
  output.say(messages.text.signIn.done, {
    user: account.userPrincipalName ?? messages.text.signIn.app,
    tenant: account.tenantId,
    profile: account.profile,
  });
  const { keptIn, keepsClientSecret: withSecret } = account;
  if (keptIn.place === 'file') output.warn(messages.text.signIn.keptInFile, { path: keptIn.path, withSecret });
  else output.say(messages.text.signIn.keptInKeyring, { withSecret });
  if (deps.settings.get('backend') === 'sandbox')
    output.say(messages.text.signIn.useIt, { command: deps.suggest(['config', 'set', 'backend', 'partner-center']) });
  if (output.isMachineAsked) await output.record(view, account);
};

/** The one way that the flags name. Fails with `argumentsConflict` when they name several, and where a secret's place is missing. */
const readWay = ({ messages, lang }: Dependencies, words: LoginWords): SignInWay => {
  const ways = [
    ['--device-code', words.deviceCode],
    ['--service-principal', words.servicePrincipal],
    ['--refresh-token-stdin', words.refreshTokenStdin],
    ['--federated-token-file', words.federatedTokenFile],
    ['--federated-github', words.federatedGithub],
  ] as const;
  const flags = ways.filter(([, given]) => given !== undefined).map(([flag]) => flag);
  if (flags.length > 1) throw new CspError('argumentsConflict', { flags });
  requirePlaceForSecret(words, flags[0]);
  const { pageDone: done, pageFailed: failed } = messages.text.signIn;
  switch (flags[0]) {
    case '--device-code':
      return { kind: 'device-code' };
    case '--service-principal':
      return readServicePrincipal(words);
    case '--refresh-token-stdin':
      if (words.clientSecretStdin === true)
        throw new CspError('argumentsConflict', { flags: ['--refresh-token-stdin', '--client-secret-stdin'] });
      return { kind: 'refresh-token', clientSecret: readSecretPlace(words) };
    case '--federated-token-file':
      return { kind: 'federated-file', path: words.federatedTokenFile ?? '' };
    case '--federated-github':
      return { kind: 'federated-github' };
    default:
      return { kind: 'browser', opensBrowser: words.browser, page: { lang, done, failed } };
  }
};

/** Where no secret is wanted, nobody waits for one, or for a browser in its stead. */
const requirePlaceForSecret = (words: LoginWords, way: string | undefined): void => {
  const secret = [
    words.clientSecretStdin === true ? '--client-secret-stdin' : undefined,
    words.clientSecretFile === undefined ? undefined : '--client-secret-file',
  ].find((flag) => flag !== undefined);
  const isWrong =
    words.certificateFile === undefined
      ? secret !== undefined && way !== '--service-principal' && way !== '--refresh-token-stdin'
      : way !== '--service-principal';
  if (!isWrong) return;
  const given = words.certificateFile === undefined ? (secret ?? '') : '--certificate-file';
  if (way === undefined) throw new CspError('argumentMissing', { flag: '--service-principal', command: 'csp login' });
  throw new CspError('argumentsConflict', { flags: [way, given] });
};

const readServicePrincipal = (words: LoginWords): SignInWay => {
  const from = readSecretPlace(words);
  if (words.certificateFile === undefined) return { kind: 'client-secret', from: from ?? { place: 'environment' } };
  if (from !== undefined)
    throw new CspError('argumentsConflict', { flags: ['--certificate-file', '--client-secret-…'] });
  return { kind: 'certificate', path: words.certificateFile };
};

const readSecretPlace = ({ clientSecretStdin, clientSecretFile }: LoginWords): SecretPlace | undefined => {
  if (clientSecretStdin === true && clientSecretFile !== undefined)
    throw new CspError('argumentsConflict', { flags: ['--client-secret-stdin', '--client-secret-file'] });
  if (clientSecretStdin === true) return { place: 'stdin' };
  return clientSecretFile === undefined ? undefined : { place: 'file', path: clientSecretFile };
};

const narrate = ({ messages, output }: Dependencies): LoginNarration => ({
  visit: (url) => output.warn(messages.text.signIn.visit, { url }),
  enterCode: (d) => output.warn(messages.text.signIn.enterCode, d),
});

/** What was given as a flag now belongs to the profile; what a variable or a file says stays there. */
const storeFlags = async ({ settings }: Dependencies, profile: string): Promise<void> => {
  const prefix = settings.get('profile') === undefined ? '' : `profiles.${profile}.`;
  for (const { key, value, origin } of settings.list()) {
    if (origin === 'flag' && value !== null && ['tenant', 'clientId', 'cloud'].includes(key))
      await settings.write(`${prefix}${key}`, value);
  }
};
