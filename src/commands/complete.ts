/** The hidden `csp __complete -- WORD…`: what may stand in place of the last word. Reads the command tree, opens nothing. */
import type { Command, Option } from 'commander';

/** `words` are those after `csp`, the last one being typed; `load` gives the full declaration of a command by name. */
export const completeWords = async (
  program: Command,
  words: readonly string[],
  load: (name: string) => Promise<Command | undefined>,
): Promise<readonly string[]> => {
  const typed = words.slice(0, -1);
  const current = words.at(-1)?.replace(/^""$/, '') ?? '';
  const command = await findCommand(program, typed, load);
  return candidates(command, typed.at(-1))
    .filter((candidate) => candidate.startsWith(current))
    .sort();

  function candidates(at: Command, previous: string | undefined): readonly string[] {
    const option = previous === undefined ? undefined : at.options.find((known) => isCalled(known, previous));
    if (option !== undefined && takesValue(option)) return option.argChoices ?? [];
    if (current.startsWith('-')) return [...flagsOf(at), '--help'];
    const names = at.commands.map((child) => child.name()).filter((name) => !name.startsWith('_'));
    return [...names, ...at.registeredArguments.flatMap((argument) => argument.argChoices ?? [])];
  }
};

const takesValue = (option: Option): boolean => option.required || option.optional;

const flagsOf = (command: Command): readonly string[] =>
  command.options.flatMap((option) => (option.long === undefined ? [] : [option.long]));

/** The words that are neither flags nor the values of flags that `command` knows. */
export const operandsOf = (command: Command, words: readonly string[]): readonly string[] => {
  const operands: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) operands.push(word);
    else if (command.options.some((option) => isCalled(option, word) && takesValue(option))) at += 1;
  }
  return operands;
};

/** `--output`, `-o`, or the last of several in one word, as in `-qo`. */
const isCalled = ({ long, short }: Option, word: string): boolean =>
  long === word || (short !== undefined && /^-[^-]/.test(word) && word.endsWith(short.slice(1)));

const findCommand = async (
  program: Command,
  typed: readonly string[],
  load: (name: string) => Promise<Command | undefined>,
): Promise<Command> => {
  const [name, ...rest] = operandsOf(program, typed);
  let at = name === undefined ? undefined : await load(name);
  if (at === undefined) return program;
  for (const word of rest) at = at.commands.find((child) => child.name() === word) ?? at;
  return at;
};
