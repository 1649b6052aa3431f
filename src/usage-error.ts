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
      const given = argv.filter((word) => !word.startsWith('-')).at(-1) ?? '';
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
        given: isFlag ? second : first,
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

/** `csp` and the command's own words: those before the first flag, at most three of them. */
const commandWords = (argv: readonly string[]): string => {
  const end = argv.findIndex((word) => word.startsWith('-'));
  const words = argv.slice(0, end === -1 ? 3 : Math.min(end, 3)).filter((word) => /^[a-z-]+$/.test(word));
  return ['csp', ...words].join(' ');
};
