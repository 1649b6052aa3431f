/** The command tree on one page. Only the command that runs is loaded; the others are names and summaries. */
import { Command, type CommandOptions, type Help, type Option } from 'commander';
import { claimFlags, noteFlags } from './commands/claim-flags.ts';
import { completeWords, operandsOf } from './commands/complete.ts';
import type { CommandContext } from './commands/context.ts';
import { addGlobalFlags, exampleText } from './commands/shared-options.ts';
import { guardValues } from './commands/value-guard.ts';
import { textWidth } from './terminal/text-width.ts';
import { wrapText } from './terminal/wrap-text.ts';

type Declare = (context: CommandContext) => Command;

const seven: { readonly [name: string]: () => Promise<Declare> } = {
  buy: async () => (await import('./commands/buy.ts')).buyCommand,
  'list-software': async () => (await import('./commands/list-software.ts')).listSoftwareCommand,
  'get-key': async () => (await import('./commands/get-key.ts')).getKeyCommand,
  'copy-link': async () => (await import('./commands/copy-link.ts')).copyLinkCommand,
  cancel: async () => (await import('./commands/cancel.ts')).cancelCommand,
  'support-request': async () => (await import('./commands/support-request.ts')).supportRequestCommand,
  activity: async () => (await import('./commands/activity.ts')).activityCommand,
};

const find: typeof seven = {
  customers: async () => (await import('./commands/customers.ts')).customersCommand,
  catalog: async () => (await import('./commands/catalog.ts')).catalogCommand,
  orders: async () => (await import('./commands/orders.ts')).ordersCommand,
  runs: async () => (await import('./commands/runs.ts')).runsCommand,
  policy: async () => (await import('./commands/policy.ts')).policyCommand,
};

const tool: typeof seven = {
  login: async () => (await import('./commands/login.ts')).loginCommand,
  logout: async () => (await import('./commands/logout.ts')).logoutCommand,
  whoami: async () => (await import('./commands/whoami.ts')).whoamiCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  config: async () => (await import('./commands/config.ts')).configCommand,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandboxCommand,
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
  help: async () => (await import('./commands/help.ts')).helpCommand,
};

const loaders = { ...seven, ...find, ...tool };
export const commandNames = Object.keys(loaders);

const examples = ['csp list-software --all-customers', 'csp cancel ORDER --customer contoso.onmicrosoft.com --dry-run'];

/** The program, ready to parse `argv` (the words after `csp`). `write` takes help texts. */
export const createProgram = async (
  { messages, open }: CommandContext,
  argv: readonly string[],
  version: string,
  write: { readonly out: (text: string) => void; readonly error: (text: string) => void },
): Promise<Command> => {
  const { help, flags } = messages;
  const context: CommandContext = { messages, open: onceForEach(openClaimed(open)) };
  const program = new Command('csp')
    .description(`${help.tagline}\n${help.start}`)
    .version(version, '-V, --version', flags.showVersion)
    .enablePositionalOptions()
    .helpCommand(false)
    .addHelpText('after', () => `\n${exampleText(context.messages, examples)}\n\n${wrapText(help.moreHelp, 80)}`);
  // A command takes the global flags itself; the program needs them for those before its name, and for `csp help flags`.
  const isFirst = argv[0] !== 'help' && Object.hasOwn(loaders, argv[0] ?? '');
  if (!isFirst) addGlobalFlags(program, context.messages, false);
  const wanted = nameIn(program, argv);
  const groups = [
    [help.sevenCommands, seven],
    [help.findCommands, find],
    [help.toolCommands, tool],
  ] as const;
  for (const [title, commands] of groups) {
    for (const [name, load] of Object.entries(commands)) {
      // The others are only there to be listed, or to be suggested for a word that is no command.
      if (wanted !== undefined && name !== wanted) continue;
      const command = name === wanted ? (await load())(context) : stub(name, context);
      program.addCommand(command.helpGroup(title));
    }
  }
  program
    .command('__complete', { hidden: true } satisfies CommandOptions)
    .argument('[words...]')
    .action(async (words: string[]) => {
      const declare = async (name: string) =>
        Object.hasOwn(loaders, name) ? (await loaders[name]?.())?.(context) : undefined;
      const found = await completeWords(program, words, declare);
      write.out(found.map((candidate) => `${candidate}\n`).join(''));
    });
  everyCommand(program, (command) => dress(command, context, write));
  everyCommand(program, noteFlags);
  guardValues(program, async (command) => (await context.open(command)).prompter.canAsk);
  return program;
};

/** Whatever a command opens, it first claims its flags. */
const openClaimed =
  (open: CommandContext['open']): CommandContext['open'] =>
  async (command) => {
    const opened = await open(command);
    claimFlags(command);
    return opened;
  };

/** What is opened to see whether a question can be asked is not opened again to run. */
const onceForEach = (open: CommandContext['open']): CommandContext['open'] => {
  const opened = new Map<Command, ReturnType<typeof open>>();
  return (command) => {
    const found = opened.get(command) ?? open(command);
    opened.set(command, found);
    return found;
  };
};

/** Every text of `--help`, by the words that ask for it: `csp`, `buy`, `sandbox.clock.set`. Made at build time. */
export const helpTexts = async (
  context: CommandContext,
  version: string,
): Promise<{ readonly [path: string]: string }> => {
  const texts: { [path: string]: string } = {};
  for (const name of ['', ...commandNames]) {
    const program = await createProgram(context, name === '' ? [] : [name], version, {
      out: () => {},
      error: () => {},
    });
    const top = name === '' ? program : program.commands.find((command) => command.name() === name);
    if (top === undefined) continue;
    const pick = (command: Command, path: string): void => {
      let text = '';
      command
        .configureOutput({
          writeOut: (part) => {
            text += part;
          },
        })
        .outputHelp();
      texts[path] = text;
      if (command !== program) for (const child of command.commands) pick(child, `${path}.${child.name()}`);
    };
    pick(top, name || 'csp');
  }
  return texts;
};

/** `csp help buy` is `csp buy --help`, and `csp` alone is `csp --help`. */
export const expandHelp = (argv: readonly string[]): readonly string[] => {
  if (argv.length === 0) return ['--help'];
  const [help, name, ...rest] = argv;
  if (help !== 'help') return argv;
  if (name === undefined) return ['--help'];
  return Object.hasOwn(loaders, name) ? [name, ...rest, '--help'] : argv;
};

const stub = (name: string, { messages }: CommandContext): Command =>
  new Command(name).summary(messages.help.summaries[name as keyof typeof messages.help.summaries]).helpOption(false);

/** The name of the command in `argv`, if it is one: the first word that is no flag and no flag's value. */
const nameIn = (program: Command, argv: readonly string[]): string | undefined => {
  const [name] = operandsOf(program, argv);
  return name !== undefined && Object.hasOwn(loaders, name) ? name : undefined;
};

const everyCommand = (command: Command, visit: (command: Command) => void): void => {
  visit(command);
  for (const child of command.commands) everyCommand(child, visit);
};

/** As commander lays help out, but with the commands before the flags: they are what a person looks for first. */
const layOutHelp = (command: Command, helper: Help): string => {
  const termWidth = helper.padWidth(command, helper);
  const item = (term: string, description: string): string => helper.formatItem(term, termWidth, description, helper);
  const groups = <T extends Option | Command>(
    all: readonly T[],
    visible: T[],
    headingOf: (one: T) => string,
    format: (one: T) => string,
  ) =>
    [...helper.groupItems([...all], visible, headingOf)].flatMap(([heading, items]) =>
      helper.formatItemList(heading, items.map(format), helper),
    );
  return [
    `${helper.styleTitle('Usage:')} ${helper.commandUsage(command)}`,
    '',
    helper.boxWrap(helper.commandDescription(command), helper.helpWidth ?? 80),
    '',
    ...helper.formatItemList(
      'Arguments:',
      helper
        .visibleArguments(command)
        .map((argument) => item(helper.argumentTerm(argument), helper.argumentDescription(argument))),
      helper,
    ),
    ...groups(
      command.commands,
      helper.visibleCommands(command),
      (child) => child.helpGroup() || 'Commands:',
      (child) => item(helper.subcommandTerm(child), helper.subcommandDescription(child)),
    ),
    ...groups(
      command.options,
      helper.visibleOptions(command),
      (option) => option.helpGroupHeading ?? 'Options:',
      (option) => item(helper.optionTerm(option), helper.optionDescription(option)),
    ),
  ].join('\n');
};

/** Help in the person's language, 80 cells wide; failures are thrown, not printed. */
const dress = (
  command: Command,
  { messages }: CommandContext,
  write: { readonly out: (text: string) => void; readonly error: (text: string) => void },
): void => {
  const { help, flags } = messages;
  const titles: { readonly [english: string]: string } = {
    'Usage:': help.usage,
    'Arguments:': help.arguments,
    'Options:': help.options,
    'Commands:': help.commands,
    'Global Options:': help.globalOptions,
  };
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: write.out,
      writeErr: write.error,
      outputError: () => {},
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .configureHelp({
      formatHelp: layOutHelp,
      styleTitle: (title) => titles[title] ?? title,
      displayWidth: textWidth,
      boxWrap: wrapText,
      optionDescription: ({ description, argChoices, defaultValue, defaultValueDescription }) =>
        [
          description,
          argChoices && help.choices(argChoices.join(', ')),
          typeof defaultValue === 'string' || typeof defaultValue === 'number' || defaultValueDescription !== undefined
            ? help.defaultValue(defaultValueDescription ?? String(defaultValue))
            : '',
        ]
          .filter(Boolean)
          .join(' '),
      argumentDescription: ({ description, argChoices }) =>
        argChoices === undefined || description.includes(argChoices[0] ?? '')
          ? description
          : `${description} ${help.choices(argChoices.join(', '))}`,
    });
  if (command.name() !== '__complete') command.helpOption('-h, --help', flags.help);
};
