/** The flags as they were given. */
import type { Command } from 'commander';

export type Flags = { readonly [name: string]: string | boolean | undefined };

/** The global flags that were given, before or after the command's name; the nearer one wins. */
export const readFlags = (command: Command): Flags => {
  const flags: { [name: string]: string | boolean } = {};
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const option of at.options) {
      const name = option.attributeName();
      if (at.getOptionValueSource(name) === 'cli') flags[name] ??= at.getOptionValue(name);
    }
  }
  return flags;
};

/** True for the command of this name and for those below it. */
export const isWithin = (command: Command, name: string): boolean =>
  command.name() === name || (command.parent !== null && isWithin(command.parent, name));
