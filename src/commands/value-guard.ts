/**
 * What every flag and every argument is given must say something. A blank value is an unset variable of a script, and what csp
 * prints as a hole was pasted as it is. Both are found here, before any command runs.
 */
import type { Argument, Command } from 'commander';
import { CspError } from '../core/errors.ts';
import { isHole } from '../core/rules/holes.ts';

type Read = (text: string, earlier: unknown) => unknown;

/** Where a value is given. */
interface Place {
  readonly flag: string;
  readonly expected: string;
  readonly read: Read | undefined;
  /** An argument that may be repeated. */
  readonly isMany: boolean;
  /** As if it had not been given. */
  readonly forget: (earlier: unknown) => void;
}

interface Hole {
  readonly flag: string;
  readonly hole: string;
  readonly forget: () => void;
}

/** Nothing that can be seen. */
const isBlank = (text: string): boolean => /^[\s\p{Cc}\p{Cf}]*$/u.test(text);

/** Flags whose values are looked for or computed with: anything may be meant. */
const takesAnything: ReadonlySet<string> = new Set(['--search', '--query', '--fields']);

/** What a command asks for on a terminal where nobody said it. */
export const askedFor: { readonly [command: string]: readonly string[] } = {
  buy: ['--customer', '--product', '--sku', '--quantity'],
  'list-software': ['--customer'],
  'get-key': ['--customer', '--order', '--version', '--language', '--file-type'],
  'copy-link': ['--customer', '--order', '--version', '--language', '--file-type'],
  cancel: ['ORDER', '--customer', '--reason'],
  'support-request': ['--customer', '--order', '--reason'],
  orders: ['--customer'],
  catalog: ['--customer'],
  explain: ['--customer'],
};

/** `canAsk` is asked only where there is a hole. */
export const guardValues = (program: Command, canAsk: (command: Command) => Promise<boolean>): void => {
  const found = new Map<Command, Hole[]>();
  const guarded = (command: Command, { flag, expected, read, isMany, forget }: Place): Read => {
    const readText = read ?? ((text) => text);
    return (text, earlier) => {
      if (isBlank(text)) {
        // Whoever reads it says best what is expected.
        readText('', earlier);
        throw new CspError('argumentInvalid', { flag, given: '', expected });
      }
      if (takesAnything.has(flag) || !isHole(text)) return readText(text, earlier);
      found.set(command, [...(found.get(command) ?? []), { flag, hole: text, forget: () => forget(earlier) }]);
      return isMany ? (earlier ?? []) : earlier;
    };
  };
  const visit = (command: Command): void => {
    for (const option of command.options) {
      if (!option.required && !option.optional) continue;
      const { flags: expected, long: flag = expected, parseArg: read } = option;
      // Commander has put an empty text there.
      const forget = (earlier: unknown) =>
        void command.setOptionValueWithSource(option.attributeName(), earlier, 'default');
      option.argParser(guarded(command, { flag, expected, read, isMany: false, forget }));
    }
    for (const argument of isHandedOn(command) ? [] : command.registeredArguments) {
      const name = argument.name();
      const place = { flag: name.toUpperCase(), expected: `<${name}>`, isMany: argument.variadic };
      argument.argParser(guarded(command, { ...place, read: readerOf(argument), forget: () => {} }));
    }
    for (const child of command.commands) visit(child);
  };
  visit(program);
  program.hook('preAction', async (_, command) => {
    for (const one of [program, ...lineage(command)])
      for (const { flag, hole, forget } of found.get(one) ?? []) {
        const isAsked = askedFor[command.name()]?.includes(flag) === true && (await canAsk(command));
        if (!isAsked) throw new CspError('argumentMissing', { flag, hole, command: `csp ${nameOf(command)}` });
        forget();
      }
  });
};

/** Words of another program, or of a command line that is still being typed. */
const isHandedOn = (command: Command): boolean => ['exec', '__complete'].includes(command.name());

const readerOf = ({ parseArg, variadic }: Argument): Read | undefined =>
  parseArg ?? (variadic ? (text, earlier) => [...(Array.isArray(earlier) ? earlier : []), text] : undefined);

/** The command and those above it. */
const lineage = (command: Command): readonly Command[] =>
  command.parent === null ? [] : [...lineage(command.parent), command];

const nameOf = (command: Command): string =>
  lineage(command)
    .map((one) => one.name())
    .join(' ');
