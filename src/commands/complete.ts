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
  return candidates(command, typed.at(-1)).filter((candidate) => candidate.startsWith(current)).sort();

  function candidates(at: Command, previous: string | undefined): readonly string[] {
    const option = at.options.find((known) => known.long === previous || known.short === previous);
    if (option !== undefined && takesValue(option)) return option.argChoices ?? [];
    if (current.startsWith('-')) return [...flagsOf(at), '--help'];
    const names = at.commands.map((child) => child.name()).filter((name) => !name.startsWith('_'));
    return [...names, ...at.registeredArguments.flatMap((argument) => argument.argChoices ?? [])];
  }
};

const takesValue = (option: Option): boolean => option.required || option.optional;

const flagsOf = (command: Command): readonly string[] =>
  command.options.flatMap((option) => (option.long === undefined ? [] : [option.long]));

const findCommand = async (
  program: Command,
  typed: readonly string[],
  load: (name: string) => Promise<Command | undefined>,
): Promise<Command> => {
  let at = program;
  let isValue = false;
  for (const word of typed) {
    if (isValue || word.startsWith('-')) {
      const option: Option | undefined = isValue ? undefined : at.options.find((known) => known.long === word || known.short === word);
      isValue = option !== undefined && takesValue(option);
      continue;
    }
    const next = at === program ? await load(word) : at.commands.find((child) => child.name() === word);
    if (next === undefined) break;
    at = next;
  }
  return at;
};
