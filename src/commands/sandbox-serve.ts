/** `csp sandbox serve` and `csp sandbox exec`: the emulator, until it is stopped or for as long as a command runs. */
import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import {
  type Oddity,
  oddities,
  oppositeOddities,
  type RunningEmulator,
  type ServeOptions,
} from '../core/ports/emulator.ts';
import type { RecordView } from '../core/ports/environment.ts';
import type { Messages } from '../locales/messages.ts';
import { shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand, readQuantity, readWords } from './shared-options.ts';

const examples = {
  serve: ['csp sandbox serve', 'csp sandbox serve --tls --ledger ledger.jsonl -o json'],
  exec: ['csp sandbox exec -- env', "csp sandbox exec --limit 60 -- sh -c 'echo $CSP_CLOUD'"],
};

const served = [
  ...[
    '--port',
    '--host',
    '--tls',
    '--ledger',
    '--limit',
    '--customer-limit',
    '--no-memory',
    '--with-keys',
    '--oddities',
  ],
];
/** The dice are thrown for the plan only. */
const serveModes = (shaping: readonly string[]) => [
  { by: '--faults', takes: [...served, '--seed', ...shaping] },
  { takes: [...served, ...shaping] },
];

interface ServeWords {
  readonly port: number;
  readonly host: string;
  readonly tls?: true;
  readonly ledger?: string;
  readonly faults?: string;
  readonly seed: number;
  readonly limit: number;
  readonly customerLimit?: number;
  readonly memory: boolean;
  readonly withKeys?: true;
  readonly oddities: readonly Oddity[];
}

export const sandboxServeCommand = ({ messages, open }: CommandContext): Command =>
  withServeOptions(createCommand('sandbox serve', messages, examples.serve, serveModes(shapingFlags)), messages).action(
    async (words: ServeWords, command: Command) => runServe(await open(command), words),
  );

export const sandboxExecCommand = ({ messages, open }: CommandContext): Command =>
  withServeOptions(createCommand('sandbox exec', messages, examples.exec, serveModes([])), messages)
    .argument('<command...>', messages.help.arg.command)
    .passThroughOptions()
    .action(async (given: string[], words: ServeWords, command: Command) => runExec(await open(command), given, words));

const withServeOptions = (command: Command, { flags }: Messages): Command =>
  command
    .option('--port <n>', flags.port, readPort, 0)
    .addOption(
      new Option('--host <address>', flags.host).choices(['127.0.0.1', '::1', 'localhost']).default('127.0.0.1'),
    )
    .option('--tls', flags.tls)
    .option('--ledger <file>', flags.ledger)
    .option('--faults <file>', flags.faultPlan)
    .option('--seed <n>', flags.seed, readWhole, 0)
    .option('--limit <n>', flags.perMinute, readQuantity('--limit'), 500)
    .option('--customer-limit <n>', flags.perCustomer, readQuantity('--customer-limit'))
    .option('--no-memory', flags.noMemory)
    .option('--with-keys', flags.withKeys)
    .option('--oddities <names>', `${flags.oddities}: ${oddities.join(', ')}`, readOddities, []);

/** Fails with `argumentInvalid` for two of which only one can be answered. */
const readOddities = (text: string): readonly Oddity[] => {
  const given = readWords('--oddities', oddities)(text);
  const opposites = oppositeOddities.find((pair) => pair.every((oddity) => given.includes(oddity)));
  if (opposites === undefined) return given;
  throw new CspError('argumentInvalid', { flag: '--oddities', given: text, expected: opposites.join(' | ') });
};

const readWhole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text))
    throw new CspError('argumentInvalid', { flag: '--seed', given: text, expected: '0 … 999999999' });
  return Number(text);
};

const readPort = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new CspError('argumentInvalid', { flag: '--port', given: text, expected: '0 … 65535' });
  }
  return port;
};

const toOptions = ({
  port,
  host,
  tls,
  ledger,
  faults,
  seed,
  limit,
  customerLimit,
  memory,
  withKeys,
  oddities: given,
}: ServeWords): ServeOptions => ({
  port,
  host,
  tls: tls === true,
  ledger,
  faults,
  seed,
  perMinute: limit,
  perCustomer: customerLimit,
  remembers: memory,
  withKeys: withKeys === true,
  oddities: given,
});

/** Any GUID will do as the client; a fixed one keeps sign-ins over a restart. */
const clientId = '9d7d1f0a-3c64-4d0e-8b52-6f1e0a7c2b95';

/** What a process needs so that csp, and tools that use the same names, speak to the emulator. */
const environmentOf = ({ url, tenantId, certificatePath }: RunningEmulator): { readonly [name: string]: string } => ({
  CSP_BACKEND: 'partner-center',
  CSP_CLOUD: url,
  CSP_TENANT_ID: tenantId,
  CSP_CLIENT_ID: clientId,
  ...(certificatePath === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificatePath }),
});

const runServe = async (deps: Dependencies, words: ServeWords): Promise<void> => {
  const { emulator, flags, messages, output, untilStopped } = deps;
  await output.check(serveView);
  if (flags.dryRun) return output.say(() => messages.text.sandbox.emulatorDryRun, {});
  const stopped = untilStopped();
  // Waited for only once it serves.
  stopped.catch(() => undefined);
  const running = await (await emulator()).serve(toOptions(words));
  try {
    if (output.isMachineAsked) await output.record(serveView, running);
    else {
      const lines = Object.entries(environmentOf(running)).map(([name, value]) => `export ${name}='${value}'`);
      await output.document(lines.join('\n'));
      output.say(messages.text.sandbox.serving, { url: running.url });
    }
    await stopped;
  } finally {
    await running.close();
  }
};

const serveView: RecordView<RunningEmulator> = {
  json: (running) => ({ url: running.url, environment: environmentOf(running) }),
  fields: ['url', 'environment'],
  id: ({ url }) => url,
  rows: ({ url }) => [['URL', url]],
};

const runExec = async (deps: Dependencies, command: readonly string[], words: ServeWords): Promise<void> => {
  if (deps.flags.dryRun) return deps.output.say(() => deps.messages.text.sandbox.emulatorDryRun, {});
  const running = await (await deps.emulator()).serve(toOptions(words));
  try {
    deps.endWith(await deps.runCommand(command, environmentOf(running)));
  } finally {
    await running.close();
  }
};
