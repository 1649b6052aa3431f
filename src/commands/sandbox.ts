import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { getCustomer } from '../core/operations/customers.ts';
import { targetOf } from '../core/operations/keys.ts';
import { getSoftwareLine } from '../core/operations/order-line.ts';
import type { Instant } from '../core/ports/environment.ts';
import type { RowsTold, SandboxControls, SandboxStatus } from '../core/ports/sandbox-controls.ts';
import { roles } from '../core/rules/roles.ts';
import type { Messages } from '../locales/messages.ts';
import { oneMode, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { sandboxFaultCommand } from './sandbox-fault.ts';
import { sandboxExecCommand, sandboxServeCommand } from './sandbox-serve.ts';
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

export const sandboxCommand = (context: CommandContext): Command => {
  const { messages, open } = context;
  const { help, flags } = messages;
  const clock = createCommand('sandbox clock', messages, examples.clock)
    .addCommand(
      createCommand('sandbox clock set', messages, examples.set, oneMode())
        .argument('<time>', help.arg.time)
        .action(async (time: string, _words: object, command: Command) => runClockSet(await open(command), time)),
    )
    .addCommand(
      createCommand('sandbox clock advance', messages, examples.advance, oneMode())
        .argument('<duration>', help.arg.duration, readDuration('DURATION'))
        .action(async (ms: number, _words: object, command: Command) => runClockAdvance(await open(command), ms)),
    )
    .addCommand(
      createCommand('sandbox clock reset', messages, examples.clockReset, oneMode()).action(
        async (_words: object, command: Command) => runClockReset(await open(command)),
      ),
    );
  return createCommand('sandbox', messages, examples.sandbox)
    .enablePositionalOptions()
    .addCommand(
      createCommand('sandbox status', messages, examples.status, oneMode(shapingFlags)).action(
        async (_words: object, command: Command) => runStatus(await open(command)),
      ),
    )
    .addCommand(
      createCommand('sandbox reset', messages, examples.reset, oneMode()).action(
        async (_words: object, command: Command) => runReset(await open(command)),
      ),
    )
    .addCommand(
      createCommand('sandbox seed', messages, examples.seed, oneMode())
        .addOption(
          new Option('--orders <n>', flags.seedOrders).argParser(readQuantity('--orders')).makeOptionMandatory(),
        )
        .action(async (words: { orders: number }, command: Command) => runSeed(await open(command), words.orders)),
    )
    .addCommand(
      createCommand('sandbox import', messages, examples.import, oneMode())
        .argument('<file...>', help.arg.files)
        .addOption(new Option('--dates <order>', flags.dates).choices(['dmy', 'mdy']))
        .action(async (files: string[], words: ImportWords, command: Command) =>
          runImport(await open(command), files, words),
        ),
    )
    .addCommand(clock)
    .addCommand(
      createCommand('sandbox as', messages, examples.as, oneMode())
        .argument('<role...>', `${help.arg.roles}: ${roles.join(', ')}`)
        .action(async (given: string[], _words: object, command: Command) => runSignInAs(await open(command), given)),
    )
    .addCommand(
      createCommand('sandbox download', messages, examples.download, oneMode())
        .requiredOption('--customer <customer>', flags.customer)
        .addOption(new Option('--order <order>', flags.orderId).argParser(readOrderId('--order')).makeOptionMandatory())
        .option('--line <n>', flags.line, readLine)
        .addOption(new Option('--times <n>', flags.times).argParser(readQuantity('--times')).default(1))
        .action(async (words: DownloadWords, command: Command) => runDownload(await open(command), words)),
    )
    .addCommand(sandboxServeCommand(context))
    .addCommand(sandboxExecCommand(context))
    .addCommand(sandboxFaultCommand(context));
};

interface ImportWords {
  readonly dates?: 'dmy' | 'mdy';
}

interface DownloadWords {
  readonly customer: string;
  readonly order: string;
  readonly line?: number;
  readonly times: number;
}

const runStatus = async (deps: Dependencies): Promise<void> =>
  deps.output.record(sandboxView(deps.messages), await (await deps.sandbox()).status());

const runReset = async (deps: Dependencies): Promise<void> => {
  const { sandbox: text } = deps.messages.text;
  if (deps.flags.dryRun) return sayDryRun(deps, () => text.wouldReset, {});
  await confirmReplacing(deps, text.confirmReset);
  deps.output.say(text.reset, await (await deps.sandbox()).reset());
};

const runSeed = async (deps: Dependencies, orders: number): Promise<void> => {
  const { sandbox: text } = deps.messages.text;
  if (deps.flags.dryRun) return sayDryRun(deps, text.wouldSeed, { orders });
  deps.output.say(text.seeded, await (await deps.sandbox()).seedOrders(orders));
};

const runImport = async (deps: Dependencies, files: readonly string[], { dates }: ImportWords): Promise<void> => {
  const { flags, output } = deps;
  const { sandbox: text } = deps.messages.text;
  if (!flags.dryRun) await confirmReplacing(deps, text.confirmImport);
  const controls = await deps.sandbox();
  const report = flags.dryRun
    ? await controls.readFiles(files, { dates })
    : await controls.importFiles(files, { dates });
  output.say(text.imported, report);
  if (report.changed > report.cancelled) output.say(text.changed, report);
  tellRows(deps, files, report.leftOut, text.skipReason, text.skipped);
  tellRows(deps, files, report.notes, text.rowNote, text.noted);
  output.say(() => text.dateOnly, {});
  if (flags.dryRun) output.say(() => text.dryRun, {});
};

const tellRows = (
  { messages, output }: Dependencies,
  files: readonly string[],
  told: readonly RowsTold[],
  words: { readonly [reason: string]: string },
  text: Messages['text']['sandbox']['skipped'],
): void => {
  for (const { file: where, reason, lines } of told) {
    const file = files.length > 1 ? where : null;
    const shown = lines.slice(0, namedLines);
    const areAll = shown.length === lines.length;
    output.say(text, { count: lines.length, reason: words[reason] ?? reason, file, lines: shown, areAll });
    if (!areAll) output.verbose(messages.text.sandbox.allLines, { lines });
  }
};

/** How many lines are named for each reason; the rest with `--verbose`. */
const namedLines = 5;

/** Replacing a world loses what was done in it: only with a yes. */
const confirmReplacing = async ({ flags, prompter }: Dependencies, question: string): Promise<void> => {
  if (flags.yes) return;
  if (!prompter.canAsk) throw new CspError('confirmationNeeded', { flag: '--yes' });
  if (!(await prompter.confirm(question))) throw new CspError('declined', {});
};

/** What a dry run would have done, and that it did not. */
const sayDryRun = <D extends object>(
  { messages, output }: Dependencies,
  message: (details: D) => string,
  details: D,
): void => {
  output.say(message, details);
  output.say(() => messages.text.sandbox.dryRun, {});
};

type ClockMove = (controls: SandboxControls) => Promise<SandboxStatus>;

/** `to` is what the clock would read on a dry run. */
const runClock = async (deps: Dependencies, to: Instant, move: ClockMove): Promise<void> => {
  const { sandbox: text } = deps.messages.text;
  if (deps.flags.dryRun) return sayDryRun(deps, text.clockWouldBe, { now: to });
  deps.output.say(text.clockSet, await move(await deps.sandbox()));
  deps.output.say(text.clockHint, { command: deps.suggest(['sandbox', 'reset']) });
};

const runClockAdvance = async (deps: Dependencies, ms: number): Promise<void> => {
  const { now } = await (await deps.sandbox()).status();
  await runClock(deps, now + ms, (controls) => controls.advanceClock(ms));
};

const runClockReset = (deps: Dependencies): Promise<void> =>
  runClock(deps, deps.clock.now(), (controls) => controls.resetClock());

const runClockSet = async (deps: Dependencies, time: string): Promise<void> => {
  const { parseInstant } = await import('../core/rules/time-words.ts');
  const moment = parseInstant(time, (await (await deps.sandbox()).status()).now);
  if (moment === undefined) {
    throw new CspError('argumentInvalid', {
      flag: 'TIME',
      given: time,
      expected: '2020-02-01, 2020-02-01T12:00:00Z …',
    });
  }
  await runClock(deps, moment.from, (controls) => controls.setClock(moment.from));
};

const runSignInAs = async (deps: Dependencies, given: readonly string[]): Promise<void> => {
  const { text } = deps.messages;
  const unknown = given.find((word) => !roles.some((role) => role === word));
  if (unknown !== undefined)
    throw new CspError('argumentInvalid', { flag: 'ROLE', given: unknown, expected: roles.join(', ') });
  const wanted = roles.filter((role) => given.includes(role));
  const controls = await deps.sandbox();
  const { userPrincipalName: user } = deps.flags.dryRun ? await controls.status() : await controls.signInAs(wanted);
  const words = { user, roles: wanted.map((role) => text.role[role]).join(', ') };
  if (deps.flags.dryRun) return sayDryRun(deps, text.sandbox.wouldSignIn, words);
  deps.output.say(text.sandbox.signedIn, words);
};

const runDownload = async (deps: Dependencies, words: DownloadWords): Promise<void> => {
  const partner = await deps.partner();
  const customer = await getCustomer(partner.backend, words.customer);
  const line = await getSoftwareLine(partner, customer, words.order, words.line);
  const { sandbox: text } = deps.messages.text;
  const { dryRun } = deps.flags;
  const { downloadsLeft: left } = await (await deps.sandbox()).download(targetOf(line), words.times, dryRun);
  if (dryRun) return sayDryRun(deps, text.wouldDownload, { times: words.times, left });
  deps.output.say(text.downloaded, { times: words.times, left });
};
