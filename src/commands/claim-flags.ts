/** Each mode of a command claims the flags that it uses; whatever else was given is refused before anything is read or sent. */
import type { Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';

/** One of the ways that a command can go. */
export interface CommandMode {
  /**
   * What chooses it: a flag (`--file`), several together (`--sync --verify`), a word among the arguments (`-`), or any
   * argument by its name (`ORDER`). A mode without it is the one that is left.
   */
  readonly by?: string;
  /** The flags that it uses beside `by`, in their long form. */
  readonly takes: readonly string[];
  /** Groups of them of which only one may be given. */
  readonly apart?: readonly (readonly string[])[];
}

/** Flags about the data on stdout, for modes that print rows or an object. */
export const shapingFlags: readonly string[] = ['--query', '--fields', '--ids'];

/** Flags about the service, for modes that turn to it. */
export const serviceFlags: readonly string[] = ['--correlation-id'];

/** Flags about a change at the service, for modes that make one. */
export const changeFlags: readonly string[] = [...serviceFlags, '--confirm-tenant'];

/** How the program itself runs: in force whatever the command does, and so taken by every mode. */
// biome-ignore format: a list of names
export const flagsOfAll: readonly string[] = [
  '--output', '--yes', '--dry-run', '--no-input', '--quiet', '--verbose', '--debug', '--color', '--no-progress',
  '--profile', '--backend', '--lang', '--timeout',
];

const globalFlags: ReadonlySet<string> = new Set([...flagsOfAll, ...shapingFlags, ...changeFlags]);

/** Of the global flags one would have no effect beside the other. */
const globalApart: readonly (readonly string[])[] = [
  ['--quiet', '--verbose'],
  ['--quiet', '--debug'],
  ['--ids', '--query'],
  ['--ids', '--fields'],
];

const tables = new WeakMap<Command, readonly CommandMode[]>();
/** Every value of a flag, in the order given. */
const values = new WeakMap<Command, Map<Option, string[]>>();

/** Gives a command its table of modes; of those that were chosen the first counts. */
export const addModes = (command: Command, modes: readonly CommandMode[]): Command => {
  tables.set(command, modes);
  return command;
};

export const modesOf = (command: Command): readonly CommandMode[] | undefined =>
  tables.get(command)?.map((mode) => ({
    ...mode,
    takes: mode.takes.flatMap((flag) => (flag === ownFlags ? longsOf(command) : [flag])),
  }));

/** In a table: all flags that the command declares itself. */
export const ownFlags = 'own';

/** The table of a command with a single mode, which uses all flags of its own and these global ones. */
export const oneMode = (...globals: readonly (readonly string[])[]): readonly CommandMode[] => [
  { takes: [ownFlags, ...globals.flat()] },
];

/** Notes every value of every flag; commander keeps the last. */
export const noteFlags = (command: Command): void => {
  const noted = new Map<Option, string[]>();
  values.set(command, noted);
  for (const option of command.options.filter(({ required, optional }) => required || optional))
    command.on(`option:${option.name()}`, (value: string | null) =>
      noted.set(option, [...(noted.get(option) ?? []), value ?? '']),
    );
};

/** Fails with `argumentsConflict` for a flag that the chosen mode does not use, or that would count only once. */
export const claimFlags = (command: Command): void => {
  refuseRepeated(command);
  const given = givenFlags(command);
  const modes = modesOf(command);
  for (const group of globalApart) refuseTogether(given, group);
  if (modes === undefined) return;
  const mode = modes.find(({ by }) => by === undefined || isChosen(command, given, by));
  if (mode === undefined) return;
  const claimed = new Set([...flagsOfAll, ...mode.takes, ...(mode.by?.split(' ') ?? [])]);
  const [unclaimed, ...others] = given.filter((flag) => !claimed.has(flag));
  if (unclaimed !== undefined) {
    const flags = [mode.by ?? pathOf(command), unclaimed, ...others];
    const goesWith = mode.by === undefined ? modesWith(modes, unclaimed) : [];
    throw new CspError('argumentsConflict', goesWith.length === 0 ? { flags } : { flags, goesWith });
  }
  for (const group of mode.apart ?? []) refuseTogether(given, group);
};

const longsOf = (command: Command): readonly string[] =>
  command.options.map(longOf).filter((flag) => !globalFlags.has(flag));

const longOf = ({ long, flags }: Option): string => long ?? flags;

const isChosen = (command: Command, given: readonly string[], by: string): boolean => {
  if (by.startsWith('--')) return by.split(' ').every((flag) => given.includes(flag));
  return by === '-' ? command.args.includes('-') : command.args.length > 0;
};

/** What would choose a mode that uses the flag. */
const modesWith = (modes: readonly CommandMode[], flag: string): readonly string[] =>
  modes.flatMap(({ by, takes }) => (by !== undefined && takes.includes(flag) ? [by] : []));

const refuseTogether = (given: readonly string[], group: readonly string[]): void => {
  const flags = given.filter((flag) => group.includes(flag));
  if (flags.length > 1) throw new CspError('argumentsConflict', { flags });
};

/** Before the command's name or after it. */
const givenFlags = (command: Command): readonly string[] => [
  ...new Set(
    chain(command).flatMap((at) =>
      at.options.filter((option) => at.getOptionValueSource(option.attributeName()) === 'cli').map(longOf),
    ),
  ),
];

/** A flag with a value, given twice: which one is meant? One that collects has as many values as it was given. */
const refuseRepeated = (command: Command): void => {
  const given = new Map<string, readonly string[]>();
  for (const at of chain(command)) {
    for (const [option, texts] of values.get(at) ?? []) {
      const value: unknown = at.getOptionValue(option.attributeName());
      if (Array.isArray(value) && value.length >= texts.length) continue;
      const flag = longOf(option);
      given.set(flag, [...(given.get(flag) ?? []), ...texts.map((text) => `${flag} ${text}`.trimEnd())]);
    }
  }
  for (const flags of given.values()) if (flags.length > 1) throw new CspError('argumentsConflict', { flags });
};

/** The command and those above it, the outermost first. */
const chain = (command: Command): readonly Command[] =>
  command.parent === null ? [command] : [...chain(command.parent), command];

const pathOf = (command: Command): string =>
  chain(command)
    .map((at) => at.name())
    .join(' ');
