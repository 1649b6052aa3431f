import { type Command, Option } from 'commander';
import type { LoginNarration, SecretPlace, SignInWay } from '../core/ports/sign-in.ts';
import { shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand } from './shared-options.ts';
import { accountView } from './whoami-view.ts';

const examples = [
  'csp login --tenant firstupconsultants.onmicrosoft.com --client-id 4f1a7c52-8d0b-4e7a-9b1e-5c2d7f804a16',
  'csp login --service-principal --client-secret-stdin --insecure-storage < secret.txt',
];

const shared = ['--tenant', '--client-id', '--cloud', '--insecure-storage', ...shapingFlags];
const secrets = ['--client-secret-stdin', '--client-secret-file', '--certificate-file'];
/** One for each way to sign in; the browser is the one that is left. */
const modes = [
  { by: '--device-code', takes: shared },
  { by: '--service-principal', takes: [...shared, ...secrets], apart: [secrets] },
  { by: '--refresh-token-stdin', takes: [...shared, '--client-secret-file'] },
  { by: '--federated-token-file', takes: shared },
  { by: '--federated-github', takes: shared },
  { takes: [...shared, '--no-browser'] },
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
  createCommand('login', messages, examples, modes)
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
  const view = accountView(messages, deps.settings, deps.clock.now());
  await output.check(view);
  const way = readWay(deps, words);
  if (deps.flags.dryRun) return output.say(() => messages.text.signIn.dryRun, {});
  const signIn = await deps.signIn();
  const tell = narrate(deps);
  if (way.kind === 'device-code') output.warn(() => messages.text.signIn.codeWarning, {});
  const account = await signIn.login({ way, allowsFile: words.insecureStorage === true, tell });
  output.changed();
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

const readWay = ({ messages, lang }: Dependencies, words: LoginWords): SignInWay => {
  const { pageDone: done, pageFailed: failed } = messages.text.signIn;
  if (words.deviceCode === true) return { kind: 'device-code' };
  if (words.servicePrincipal === true) return readServicePrincipal(words);
  if (words.refreshTokenStdin === true) return { kind: 'refresh-token', clientSecret: readSecretPlace(words) };
  if (words.federatedTokenFile !== undefined) return { kind: 'federated-file', path: words.federatedTokenFile };
  if (words.federatedGithub === true) return { kind: 'federated-github' };
  return { kind: 'browser', opensBrowser: words.browser, page: { lang, done, failed } };
};

const readServicePrincipal = (words: LoginWords): SignInWay =>
  words.certificateFile === undefined
    ? { kind: 'client-secret', from: readSecretPlace(words) ?? { place: 'environment' } }
    : { kind: 'certificate', path: words.certificateFile };

const readSecretPlace = ({ clientSecretStdin, clientSecretFile }: LoginWords): SecretPlace | undefined => {
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
