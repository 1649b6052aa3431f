/** The flags and readers that all commands share. The same word means the same everywhere. */
import { Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { langs } from '../core/ports/environment.ts';
import { parseDuration } from '../core/rules/duration.ts';
import { compareMoney, formatAmount, type Money, minorDigits, parseMoney } from '../core/rules/money.ts';
import { type OrderWord, parseOrderWord, parseQuantity } from '../core/rules/order-reference.ts';
import type { Messages } from '../locales/messages.ts';
import { addModes, type CommandMode } from './claim-flags.ts';

/** To cancel more orders than this takes a `--max-cancel`. */
export const mostAtOnce = 50;

/** More lines than this are neither ordered nor cancelled on a bare `--yes`. */
export const mostOnTrust = 25;

export const outputFormats = ['table', 'json', 'jsonl', 'csv', 'tsv', 'yaml'] as const;

/** A command with its summary, its examples, its modes and the global flags, which its help names in one line. */
export const createCommand = (
  path: string,
  messages: Messages,
  examples: readonly string[],
  modes?: readonly CommandMode[],
): Command => {
  const summary = messages.help.summaries[path as keyof Messages['help']['summaries']];
  const command = new Command(path.slice(path.lastIndexOf(' ') + 1))
    .summary(summary)
    .description(messages.help.sentence(summary));
  command.helpCommand(false);
  addGlobalFlags(command, messages, true);
  if (modes !== undefined) addModes(command, modes);
  return command.addHelpText('after', () => `\n${exampleText(messages, examples)}\n\n${messages.help.globalHint}`);
};

export const exampleText = (messages: Messages, examples: readonly string[]): string =>
  [messages.help.examples, ...examples.map((example) => `  $ ${breakLine(example)}`)].join('\n');

/** A command line in lines of at most 76 characters, broken before flags as a shell takes it. */
const breakLine = (line: string): string => {
  const lines: string[] = [];
  for (const part of line.split(/ (?=--?[a-z])/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < 72) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines.join(' \\\n      ');
};

/** The global flags: listed on the program, taken also after the command's name. */
export const addGlobalFlags = (command: Command, { flags, help }: Messages, isHidden: boolean): Command => {
  const options = [
    new Option('-o, --output <format>', flags.output).choices(outputFormats),
    new Option('--query <jmespath>', flags.query),
    new Option('--fields <names>', flags.fields),
    new Option('--ids', flags.ids),
    new Option('-y, --yes', flags.yes),
    new Option('-n, --dry-run', flags.dryRun),
    new Option('--no-input', flags.input),
    new Option('-q, --quiet', flags.quiet),
    new Option('-v, --verbose', flags.verbose),
    new Option('--debug', flags.debug),
    new Option('--color <when>', flags.color).choices(['auto', 'always', 'never']),
    new Option('--no-progress', flags.progress),
    new Option('--profile <name>', flags.profile),
    new Option('--backend <name>', flags.backend).choices(['sandbox', 'partner-center']),
    new Option('--confirm-tenant <tenant>', flags.confirmTenant),
    new Option('--lang <language>', flags.lang).choices(langs),
    new Option('--timeout <duration>', flags.timeout),
    new Option('--correlation-id <guid>', flags.correlationId).argParser(readGuid('--correlation-id')),
  ];
  for (const option of options) {
    command.addOption(isHidden ? option.hideHelp() : option.helpGroup(help.globalOptions));
  }
  return command;
};

/** Collects a flag that may be repeated. */
export const collect =
  <T>(read: (text: string) => T) =>
  (text: string, earlier: readonly T[] = []): T[] => [...earlier, read(text)];

/** A whole number from 1 to 2147483647, in plain digits. */
export const readQuantity =
  (flag: string) =>
  (text: string): number => {
    const quantity = parseQuantity(text);
    if (quantity === undefined)
      throw new CspError('argumentInvalid', { flag, given: text, expected: '1 … 2147483647' });
    return quantity;
  };

/** A GUID in either letter case; in small letters from here on. */
const readGuid =
  (flag: string) =>
  (text: string): string => {
    if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
    throw new CspError('argumentInvalid', { flag, given: text, expected: '01234567-89ab-cdef-0123-456789abcdef' });
  };

/** A line number: a whole number from 0. */
export const readLine = (text: string): number => {
  if (!/^(0|[1-9][0-9]{0,5})$/.test(text)) {
    throw new CspError('argumentInvalid', { flag: '--line', given: text, expected: '0, 1, 2 …' });
  }
  return Number(text);
};

export const readOrderId =
  (flag: string) =>
  (text: string): string => {
    const word = parseOrderWord(text);
    if (word !== undefined && word.line === undefined) return word.orderId;
    throw new CspError('argumentInvalid', {
      flag,
      given: text,
      expected: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1, c403d91b21d2 …',
    });
  };

const orderWords = '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1, c403d91b21d2, c403d91b21d2/1 …';

/** An order, or one line of it as `ORDER/LINE`; the text stays as it is. */
export const readOrder =
  (flag: string) =>
  (text: string): string => {
    toOrderWord(flag, text);
    return text;
  };

/** The same, read. */
export const toOrderWord = (flag: string, text: string): OrderWord => {
  const word = parseOrderWord(text);
  if (word === undefined) throw new CspError('argumentInvalid', { flag, given: text, expected: orderWords });
  return word;
};

/** `--order ORDER/LINE` is `--order ORDER --line LINE`; two different lines are a contradiction. */
export const splitOrder = (order: string | undefined, line: number | undefined): Partial<OrderWord> => {
  const word: Partial<OrderWord> = order === undefined ? {} : toOrderWord('--order', order);
  if (word.line !== undefined && line !== undefined && word.line !== line)
    throw new CspError('argumentsConflict', { flags: [`--order ${order}`, `--line ${line}`] });
  return line === undefined ? word : { ...word, line };
};

/** An amount and its currency, given as two flags that go together. */
export const readMoney = (
  flag: string,
  amount: string | undefined,
  currency: string | undefined,
): Money | undefined => {
  if (amount === undefined && currency === undefined) return undefined;
  if (amount === undefined) throw new CspError('argumentMissing', { flag, command: '' });
  if (currency === undefined) throw new CspError('argumentMissing', { flag: '--currency', command: '' });
  const money = parseMoney(amount, currency);
  if (money === undefined || money.amount.startsWith('-')) {
    const isAmount = parseMoney(amount, 'EUR')?.amount.startsWith('-') === false;
    throw isAmount
      ? new CspError('argumentInvalid', { flag: '--currency', given: currency, expected: 'EUR, USD, JPY …' })
      : new CspError('argumentInvalid', { flag, given: amount, expected: '1234.50' });
  }
  // A thousand that is written 1.000 would otherwise be one.
  const isWhole = compareMoney(money, { ...money, amount: formatAmount(money) }) === 0;
  const [, decimals = ''] = amount.split('.');
  if (!isWhole || decimals.length > Math.max(minorDigits(money.currency), 2))
    throw new CspError('argumentInvalid', { flag, given: amount, expected: formatAmount(money) });
  return money;
};

/** A word with commas as a list, each of them one of `allowed`. */
export const readWords =
  <W extends string>(flag: string, allowed: readonly W[]) =>
  (text: string): W[] =>
    text.split(',').map((part) => {
      const word = allowed.find((candidate) => candidate === part.trim());
      if (word === undefined)
        throw new CspError('argumentInvalid', { flag, given: part, expected: allowed.join(', ') });
      return word;
    });

/** A length of time such as `7d` or `1d12h`, as milliseconds. */
export const readDuration =
  (flag: string) =>
  (text: string): number => {
    const ms = parseDuration(text);
    if (ms === undefined) throw new CspError('argumentInvalid', { flag, given: text, expected: '1s, 90m, 48h, 7d …' });
    return ms;
  };

/** How many orders at a time. */
const readConcurrency = (text: string): number => {
  const given = readQuantity('--concurrency')(text);
  if (given > 32) throw new CspError('argumentInvalid', { flag: '--concurrency', given: text, expected: '1 … 32' });
  return given;
};

const longestRunMs = 7 * 86_400_000;

/** How long a run may take, in milliseconds. */
const readMaxDuration = (text: string): number => {
  const ms = readDuration('--max-duration')(text);
  if (ms <= longestRunMs) return ms;
  throw new CspError('argumentInvalid', { flag: '--max-duration', given: text, expected: '1s … 7d' });
};

/** The flags of every command that works through a list, in the order of its help. */
export const addRunFlags = (command: Command, { flags }: Messages, concurrency: number): Command =>
  command
    .option('--fail-fast', flags.failFast)
    .addOption(new Option('--concurrency <n>', flags.concurrency).default(concurrency).argParser(readConcurrency))
    .addOption(
      new Option('--max-duration <duration>', flags.maxDuration)
        .default(5 * 3_600_000, '5h')
        .argParser(readMaxDuration),
    )
    .option('--results <file>', flags.results)
    .option('--summary <file>', flags.summary);
