/**
 * `csp --version` and every `--help`, answered from texts that the build prepared, before anything else is loaded:
 * this is why they start as fast as Node itself. Whatever it does not know, it leaves to the program.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLanguage } from './language.ts';
import { writeDirectly } from './terminal/direct-write.ts';
import { version } from './version.ts';

type Environment = { readonly [name: string]: string | undefined };

/** True when the words after `csp` were answered. `home` is the program's own folder. */
export const quickAnswer = (argv: readonly string[], env: Environment, cwd: string | null, home: string): boolean => {
  const last = argv.at(-1);
  if (argv.length === 1 && (last === '--version' || last === '-V')) return answer(`${version}\n`);
  const isHelp = last === '--help' || last === '-h';
  const path = isHelp ? argv.slice(0, -1) : argv[0] === 'help' ? argv.slice(1) : argv.length === 0 ? [] : undefined;
  if (path === undefined || !path.every((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-'))) return false;
  const text = readPrepared(path, env, cwd, home);
  return text !== undefined && answer(text);
};

const readPrepared = (
  path: readonly string[],
  env: Environment,
  cwd: string | null,
  home: string,
): string | undefined => {
  try {
    const file = `${path.join('.') || 'csp'}.txt`;
    return readFileSync(join(home, 'help', readLanguage(env, [], cwd), file), 'utf8');
  } catch {
    return undefined;
  }
};

/** A reader that has gone away wants no answer, and no complaint either. */
const answer = (text: string): true => {
  try {
    writeDirectly(1, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') process.exitCode = 10;
  }
  return true;
};
