/**
 * Loads the bundled program. V8's compiled code is kept for the next run of the same command, since compiling takes longer
 * than most commands do. Node's own compile cache exists from 22.8 on only; V8 itself refuses code of another version.
 */
import {
  existsSync,
  fstatSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { directories, type Environment, findHome } from './directories.ts';
import { makeFolder } from './make-folder.ts';

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
  const folder = codeFolder(env);
  const kept = folder && join(folder, `${build}-${process.version}-${process.arch}`, `${command}.${format}.code`);
  const cachedData = kept === undefined ? undefined : readOwn(kept);
  // Latin-1 is read fastest; the build sees to it that there is nothing else.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const program = {} as Program;
  script.runInThisContext()(program, require);
  const isNew = cachedData === undefined || script.cachedDataRejected === true;
  return {
    program,
    // Every command has a help text, and a misspelt one has none.
    keepCode: () =>
      isNew &&
      kept !== undefined &&
      existsSync(join(home, 'help', 'en', `${command}.txt`)) &&
      quietly(() => write(kept, build, script.createCachedData())),
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

/** None where there is no folder for it; the program says so when it needs one. */
const codeFolder = (env: Environment): string | undefined => {
  const { state } = directories(env, process.platform, findHome());
  return state === undefined ? undefined : join(state, 'code');
};

/**
 * Code is run as it is, so only a file of this very user counts, which nobody else may write. Its last four bytes are
 * a checksum over the rest: V8 of Node 20 crashes on code that a failing disk has changed.
 */
const readOwn = (path: string): Buffer | undefined => {
  try {
    const file = lstatSync(path);
    const isOwn = process.getuid === undefined || file.uid === process.getuid();
    if (!file.isFile() || !isOwn || (file.mode & 0o022) !== 0) return undefined;
    const kept = readFileSync(path);
    const code = kept.subarray(0, -checksumBytes);
    return checksumOf(code) === kept.readUInt32LE(code.length) ? code : undefined;
  } catch {
    return undefined;
  }
};

const checksumBytes = 4;
/**
 * Of a word in every 128 bytes, for it is taken at every start: disks lose blocks of 512 and more. Node's own checksums
 * cover all, and take a millisecond and a half to load.
 */
const checksumOf = (bytes: Buffer): number => {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let sum = bytes.length;
  for (let at = words.length - 1; at >= 0; at -= 32) sum = (Math.imul(sum, 31) + (words[at] ?? 0)) | 0;
  return sum >>> 0;
};

/** Whole or not at all. What earlier builds left goes, and so does what a run that was killed has left. */
const write = (path: string, build: string, code: Buffer): void => {
  const folder = dirname(path);
  makeFolder(folder);
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32LE(checksumOf(code));
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, Buffer.concat([code, checksum]), { mode: 0o600, flush: true });
  renameSync(temporary, path);
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(`${build}-`)) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
  for (const name of readdirSync(folder)) if (!name.endsWith('.code')) rmSync(join(folder, name), { force: true });
};

/** A cache that cannot be written is no failure. */
const quietly = (act: () => void): void => {
  try {
    act();
  } catch {
    return;
  }
};
