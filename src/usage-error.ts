/** Commander's refusals as failures of ours. It says which words it refused only inside quotation marks. */
import type { CommanderError } from 'commander';
import { CspError } from './core/errors.ts';

/** The failure, or the exit code where commander only showed help or the version. */
export const usageError = (error: CommanderError, argv: readonly string[]): CspError | number => {
  const command = commandWords(argv);
  const [first = '', second = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const suggestion = /\(Did you mean (?:one of )?([^)?]+)\?\)/.exec(error.message)?.[1] ?? null;
  const flag = first.split(/[ ,=]/).find((word) => word.startsWith('--')) ?? first;
  switch (error.code) {
    case 'commander.help':
      return 2;
    case 'commander.helpDisplayed':
    case 'commander.version':
      return 0;
    case 'commander.unknownCommand':
      return unknownCommand(first, command, suggestion);
    case 'commander.unknownOption':
      return secretFlag.test(flag)
        ? new CspError('secretInArgument', { flag })
        : new CspError('optionUnknown', { given: first, command, suggestion });
    case 'commander.excessArguments': {
      // The first word that can be meant, one behind a flag may be its value.
      const words = argv.filter((word, at) => !word.startsWith('-') && !argv[at - 1]?.startsWith('-'));
      const given =
        words.slice(command.split(' ').length - 1)[0] ?? argv.findLast((word) => !word.startsWith('-')) ?? '';
      return new CspError('argumentUnexpected', { given, command: wordsBefore(given, command) });
    }
    case 'commander.missingArgument':
      return new CspError('argumentMissing', { flag: first.toUpperCase(), command });
    case 'commander.missingMandatoryOptionValue':
      return new CspError('argumentMissing', { flag, command });
    case 'commander.optionMissingArgument':
      return new CspError('argumentInvalid', { flag, given: '', expected: first });
    case 'commander.invalidArgument': {
      const expected = /Allowed choices are (.*)\.$/.exec(error.message)?.[1] ?? '';
      // It names a flag before its value, but an argument behind it.
      const isFlag = first.startsWith('-');
      return new CspError('argumentInvalid', {
        flag: isFlag ? flag : second.toUpperCase(),
        given: (isFlag ? second : first).trim(),
        expected,
      });
    }
    default:
      return new CspError('internal', { reason: error.message }, error);
  }
};

/** Nobody passes these as a flag and is then told so with the secret repeated. */
const secretFlag = /^--(?:[a-z]+-)*(?:token|secret|password|passphrase)$/;

/** `csp sandbox clokc` is about `sandbox clokc`. */
const unknownCommand = (given: string, command: string, suggestion: string | null): CspError => {
  const group = wordsBefore(given, command).replace(/^csp ?/, '');
  const whole = (word: string): string => (group === '' ? word : `${group} ${word}`);
  return new CspError('commandUnknown', {
    given: whole(given),
    suggestion: suggestion === null ? null : whole(suggestion),
  });
};

const wordsBefore = (word: string, command: string): string =>
  command.endsWith(` ${word}`) ? command.slice(0, -word.length - 1) : command;

/** How many words name a command, where it is more than one. */
const lengths: { readonly [name: string]: number } = { policy: 2, config: 2, sandbox: 2, 'sandbox clock': 3 };

/** `csp` and the words that name the command. */
const commandWords = (argv: readonly string[]): string => {
  const end = argv.findIndex((word) => word.startsWith('-'));
  const words = argv.slice(0, end === -1 ? undefined : end).filter((word) => /^[a-z-]+$/.test(word));
  const length = lengths[words.slice(0, 2).join(' ')] ?? lengths[words[0] ?? ''] ?? 1;
  return ['csp', ...words.slice(0, length)].join(' ');
};
