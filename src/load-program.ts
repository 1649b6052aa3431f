/**
 * Loads the bundled program. V8's compiled code is kept for the next run of the same command, since compiling takes longer
 * than most commands do. V8 itself refuses code of another version.
 */
import { existsSync, fstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { Environment } from './directories.ts';
import { openKeptCode } from './kept-code.ts';

type Program = typeof import('./main.ts');

export interface LoadedProgram {
  readonly program: Program;
  /** Keeps the compiled code, if it is new. Call it when everything else is done. Never throws. */
  readonly keepCode: () => void;
}

/** `home` is the program's folder, `build` names its content, `words` are those of the command line. */
export const loadProgram = (home: string, build: string, words: readonly string[], env: Environment): LoadedProgram => {
  const file = join(home, 'program.js');
  const [command, format] = kindOf(words);
  const kept = openKeptCode(env, build, `${command}.${format}`);
  const cachedData = kept?.read();
  // Latin-1 is read fastest; the build sees to it that there is nothing else.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (script.cachedDataRejected === true) kept?.remove();
  const program = {} as Program;
  script.runInThisContext()(program, require);
  const isNew = cachedData === undefined || script.cachedDataRejected === true;
  return {
    program,
    keepCode: () => {
      // Every command has a help text, and a misspelt one has none.
      if (isNew && existsSync(join(home, 'help', 'en', `${command}.txt`))) kept?.write(script.createCachedData());
    },
  };
};

/** Runs of one kind need the same code: those of one command in one format. Flags may stand before the command: `csp`. */
const kindOf = (words: readonly string[]): readonly [command: string, format: string] => {
  const [command = ''] = words;
  const at = words.findIndex((word) => word === '-o' || word === '--output');
  const format = at === -1 ? undefined : formats.find((known) => known === words[at + 1]);
  const implied = fstatSync(1).isCharacterDevice() ? 'terminal' : 'pipe';
  return [/^[a-z][a-z-]*$/.test(command) ? command : 'csp', format ?? implied];
};

/** Spelled out, for the list of the commands would have to be loaded. */
const formats = ['table', 'json', 'jsonl', 'csv', 'tsv', 'yaml'] as const;
