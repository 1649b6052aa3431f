/** Command lines for people to run. All that csp prints are made here, so that none asks another world than the person did. */
import { holes } from './holes.ts';
import { shellWord } from './shell-word.ts';

/** The words of a command line after `csp`. */
export type CommandLine = readonly string[];

/** The command line as a shell takes it, in the world of this run. */
export type Suggest = (line: CommandLine) => string;

/** Global flags that decide whom csp speaks to, as they were given; a variable or a setting still holds for the next command. */
export interface World {
  readonly profile?: string | boolean | undefined;
  readonly backend?: string | boolean | undefined;
}

/** Helps are the same everywhere, and the sandbox is there only once. */
const isOfNoWorld = ([command, ...rest]: CommandLine): boolean =>
  command === undefined || ['help', 'sandbox'].includes(command) || command === '--help' || rest.includes('--help');

export const createSuggest =
  ({ profile, backend }: World): Suggest =>
  (line) => {
    const given = { '--profile': profile, '--backend': backend };
    const world = Object.entries(given).flatMap(([flag, value]) =>
      typeof value !== 'string' || line.includes(flag) ? [] : [flag, value],
    );
    return ['csp', ...[...line, ...(isOfNoWorld(line) ? [] : world)].map(toWord)].join(' ');
  };

const toWord = (word: string): string => (/^--?[a-z][a-z-]*$/.test(word) ? word : shellWord(word));

/** What records by hand how a line of a run ended. */
export const resolveLine = (runId: string, line: string = holes.line): CommandLine => [
  ...['runs', 'resolve', runId, '--line', line],
  ...['--as', holes.outcome, '--reason', holes.reason],
];
