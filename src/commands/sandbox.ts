import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { getCustomer } from '../core/operations/customers.ts';
import { targetOf } from '../core/operations/keys.ts';
import { getSoftwareLine } from '../core/operations/order-line.ts';
import type { SandboxStatus } from '../core/ports/sandbox-controls.ts';
import { type Role, roles } from '../core/rules/roles.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { sandboxView } from './sandbox-view.ts';
import { createCommand, readDuration, readLine, readOrderId, readQuantity } from './shared-options.ts';

const examples = {
  sandbox: ['csp sandbox status', 'csp sandbox clock advance 8d'],
  status: ['csp sandbox status', 'csp sandbox status -o json'],
  reset: ['csp sandbox reset --yes', 'csp sandbox reset --yes -q'],
  seed: ['csp sandbox seed --orders 1000', 'csp sandbox seed --orders 10000 -q'],
  import: [
    'csp sandbox import fixtures/reconciliation/2020-10-eur.csv --yes',
    'csp sandbox import fixtures/reconciliation/2022-11-usd.csv --yes --verbose',
  ],
  clock: ['csp sandbox clock set 2020-02-01', 'csp sandbox clock reset'],
  set: ['csp sandbox clock set 2020-02-01', 'csp sandbox clock set 2021-06-03T12:00:00Z'],
  advance: ['csp sandbox clock advance 8d', 'csp sandbox clock advance 16m'],
  clockReset: ['csp sandbox clock reset', 'csp sandbox clock reset -q'],
  as: ['csp sandbox as admin-agent', 'csp sandbox as admin-agent global-admin'],
  download: [
    'csp sandbox download --customer contoso.onmicrosoft.com --order f5c3b5ddb342',
    'csp sandbox download --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --times 2',
  ],
};

export const sandboxCommand = ({ messages, open }: CommandContext): Command => {
  const { help, flags } = messages;
  const clock = createCommand('sandbox clock', messages, examples.clock)
    .addCommand(
      createCommand('sandbox clock set', messages, examples.set)
        .argument('<time>', help.arg.time)
        .action(async (time: string, _words: object, command: Command) => runClockSet(await open(command), time)),
    )
    .addCommand(
      createCommand('sandbox clock advance', messages, examples.advance)
        .argument('<duration>', help.arg.duration, readDuration('DURATION'))
        .action(async (ms: number, _words: object, command: Command) =>
          runClock(await open(command), (controls) => controls.advanceClock(ms)),
        ),
    )
    .addCommand(
      createCommand('sandbox clock reset', messages, examples.clockReset).action(
        async (_words: object, command: Command) => runClock(await open(command), (controls) => controls.resetClock()),
      ),
    );
  return createCommand('sandbox', messages, examples.sandbox)
    .addCommand(
      createCommand('sandbox status', messages, examples.status).action(async (_words: object, command: Command) =>
        runStatus(await open(command)),
      ),
    )
    .addCommand(
      createCommand('sandbox reset', messages, examples.reset).action(async (_words: object, command: Command) =>
        runReset(await open(command)),
      ),
    )
    .addCommand(
      createCommand('sandbox seed', messages, examples.seed)
        .addOption(
          new Option('--orders <n>', flags.seedOrders).argParser(readQuantity('--orders')).makeOptionMandatory(),
        )
        .action(async (words: { orders: number }, command: Command) => runSeed(await open(command), words.orders)),
    )
    .addCommand(
      createCommand('sandbox import', messages, examples.import)
        .argument('<file...>', help.arg.files)
        .action(async (files: string[], _words: object, command: Command) => runImport(await open(command), files)),
    )
    .addCommand(clock)
    .addCommand(
      createCommand('sandbox as', messages, examples.as)
        .argument('<role...>', `${help.arg.roles}: ${roles.join(', ')}`)
        .action(async (given: string[], _words: object, command: Command) => runSignInAs(await open(command), given)),
    )
    .addCommand(
      createCommand('sandbox download', messages, examples.download)
        .requiredOption('--customer <customer>', flags.customer)
        .addOption(new Option('--order <order>', flags.orderId).argParser(readOrderId('--order')).makeOptionMandatory())
        .option('--line <n>', flags.line, readLine)
        .addOption(new Option('--times <n>', flags.times).argParser(readQuantity('--times')).default(1))
        .action(async (words: DownloadWords, command: Command) => runDownload(await open(command), words)),
    );
};

interface DownloadWords {
  readonly customer: string;
  readonly order: string;
  readonly line?: number;
  readonly times: number;
}

const runStatus = async (deps: Dependencies): Promise<void> =>
  deps.output.record(sandboxView(deps.messages), await (await deps.sandbox()).status());

const runReset = async (deps: Dependencies): Promise<void> => {
  const { messages, output } = deps;
  if (!(await mayReplace(deps, messages.text.sandbox.confirmReset))) return;
  output.say(messages.text.sandbox.reset, await (await deps.sandbox()).reset());
};

const runSeed = async ({ messages, output, sandbox }: Dependencies, orders: number): Promise<void> =>
  output.say(messages.text.sandbox.seeded, await (await sandbox()).seedOrders(orders));

const runImport = async (deps: Dependencies, files: readonly string[]): Promise<void> => {
  const { messages, output } = deps;
  const { text } = messages;
  if (!(await mayReplace(deps, text.sandbox.confirmImport))) return;
  const report = await (await deps.sandbox()).importFiles(files);
  output.say(text.sandbox.imported, report);
  const words: { readonly [reason: string]: string } = text.sandbox.skipReason;
  for (const { reason, count } of report.skipped)
    output.say(text.sandbox.skipped, { count, reason: words[reason] ?? reason });
  for (const { file, line, reason } of report.problems) {
    output.verbose(text.sandbox.problem, { file, line, reason: words[reason] ?? reason });
  }
  output.say(() => text.sandbox.dateOnly, {});
};

/** Replacing a world loses what was done in it: only with a yes, never on a dry run. */
const mayReplace = async (deps: Dependencies, question: string): Promise<boolean> => {
  const { flags, messages, output, prompter } = deps;
  if (flags.dryRun) {
    output.say(() => messages.text.sandbox.dryRun, {});
    return false;
  }
  if (flags.yes) return true;
  if (!prompter.canAsk) throw new CspError('confirmationNeeded', { flag: '--yes' });
  if (!(await prompter.confirm(question))) throw new CspError('declined', {});
  return true;
};

type ClockMove = (controls: Awaited<ReturnType<Dependencies['sandbox']>>) => Promise<SandboxStatus>;

const runClock = async ({ messages, output, sandbox }: Dependencies, move: ClockMove): Promise<void> => {
  output.say(messages.text.sandbox.clockSet, await move(await sandbox()));
  output.say(() => messages.text.sandbox.clockHint, {});
};

const runClockSet = async (deps: Dependencies, time: string): Promise<void> => {
  const { parseInstant } = await import('../core/rules/time-words.ts');
  const moment = parseInstant(time, (await (await deps.sandbox()).status()).now);
  if (moment === undefined) {
    throw new CspError('argumentInvalid', { flag: 'TIME', given: time, expected: '2020-02-01, 2020-02-01T12:00:00Z' });
  }
  await runClock(deps, (controls) => controls.setClock(moment.from));
};

const runSignInAs = async ({ messages, output, sandbox }: Dependencies, given: readonly string[]): Promise<void> => {
  const unknown = given.find((word) => !roles.some((role) => role === word));
  if (unknown !== undefined)
    throw new CspError('argumentInvalid', { flag: 'ROLE', given: unknown, expected: roles.join(', ') });
  const status = await (await sandbox()).signInAs(given as readonly Role[]);
  output.say(messages.text.sandbox.signedIn, {
    user: status.userPrincipalName,
    roles: status.roles.map((role) => messages.text.role[role]).join(', '),
  });
};

const runDownload = async (deps: Dependencies, words: DownloadWords): Promise<void> => {
  const partner = await deps.partner();
  const customer = await getCustomer(partner.backend, words.customer);
  const line = await getSoftwareLine(partner, customer, words.order, words.line);
  const link = await (await deps.sandbox()).download(targetOf(line), words.times);
  deps.output.say(deps.messages.text.sandbox.downloaded, { times: words.times, left: link.downloadsLeft });
};
