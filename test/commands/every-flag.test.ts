/**
 * No flag is ever passed over: in each mode of each command every flag either makes a difference that is shown here, or is
 * refused before anything is asked of the service.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import {
  type CommandMode,
  changeFlags,
  flagsOfAll,
  modesOf,
  serviceFlags,
  shapingFlags,
} from '../../src/commands/claim-flags.ts';
import { addGlobalFlags, createCommand } from '../../src/commands/shared-options.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { commandNames, createProgram } from '../../src/program.ts';
import { createCommandBench } from './command-bench.ts';
import { type Line, type ModeScene, type Seen, see, watch } from './flag-parts.ts';
import { nowOf, samples, scenes } from './flag-scenes.ts';

/** Flags in force whatever the command does, with the test that shows their effect, or why there is none. */
const everywhere: { readonly [flag: string]: string } = {
  '--output': 'test/settings/read-settings.test.ts',
  '--yes': 'where nothing is asked there is nothing to say yes to: a script says it to all of its commands',
  '--dry-run': 'test/process/dry-run.test.ts',
  '--no-input': 'test/process/unattended.test.ts',
  '--quiet': 'test/process/edge.test.ts',
  '--verbose': 'test/process/trace.test.ts',
  '--debug': 'test/process/trace.test.ts',
  '--color': 'test/process/environment.test.ts',
  '--no-progress': 'test/process/progress.test.ts',
  '--profile': 'test/commands/config.test.ts',
  '--backend': 'test/settings/read-settings.test.ts',
  '--lang': 'test/process/results-language.test.ts',
  '--timeout': 'test/process/edge.test.ts',
};

/** They speak to Partner Center, or of the account; the sandbox of these tests has nobody to name the run to, and one tenant. */
const shownElsewhere: { readonly [flag: string]: string } = {
  '--correlation-id': 'test/process/edge.test.ts',
  '--confirm-tenant': 'test/sign-in/change-guard.test.ts',
};

interface Mode {
  readonly path: string;
  /** As in the table of scenes: the command's path, and what chose the mode. */
  readonly name: string;
  readonly command: Command;
  readonly mode: CommandMode;
}

const leavesOf = (command: Command, path: string): readonly (readonly [path: string, command: Command])[] =>
  command.commands.length === 0
    ? [[path, command]]
    : command.commands.flatMap((child) => leavesOf(child, `${path} ${child.name()}`));

const listCommands = async (): Promise<readonly (readonly [path: string, command: Command])[]> => {
  const messages = await loadMessages('en');
  const open = (): Promise<never> => Promise.reject(new Error('nothing is run'));
  const write = { out: () => undefined, error: () => undefined };
  const found = await Promise.all(
    commandNames.map(async (name) => {
      const program = await createProgram({ messages, open }, [name], '1.2.3', write);
      return program.commands
        .filter((command) => command.name() === name)
        .flatMap((command) => leavesOf(command, name));
    }),
  );
  return found.flat();
};

const listModes = async (): Promise<readonly Mode[]> =>
  (await listCommands()).flatMap(([path, command]) =>
    (modesOf(command) ?? []).map((mode) => ({
      name: mode.by === undefined ? path : `${path} ${mode.by}`,
      path,
      command,
      mode,
    })),
  );

const longOf = ({ long, flags }: Option): string => long ?? flags;
const isIn = (line: string, flag: string): boolean => line.split(' ').includes(flag);
const takesValue = (command: Command, flag: string): boolean =>
  command.options.some((option) => longOf(option) === flag && (option.required || option.optional));

/** The line without a flag and its value. */
const without = (line: string, flag: string, hasValue: boolean): string =>
  line.replace(new RegExp(` ${flag}(?=\\s|$)${hasValue ? '(?: "[^"]*"| \\S+)' : ''}`), '');

/** Before the arguments, where a command that is handed on takes flags too. */
const insert = (line: string, path: string, words: string): string => line.replace(path, `${path} ${words}`);

const bySelf = (mode: CommandMode): readonly string[] => mode.by?.split(' ') ?? [];

/** What shows the effect of a flag: a line without it, and the same with it. */
const linesOf = (
  { line, field, shows }: ModeScene,
  { command, path }: Mode,
  flag: string,
): readonly [string, string] | undefined => {
  const shown = shows?.[flag];
  if (isIn(line, flag) && typeof shown !== 'object') {
    return [without(line, flag, takesValue(command, flag)), line];
  }
  const words = { '--ids': '--ids', '--query': '--query length(@)', '--fields': `--fields ${field}` }[flag] ?? shown;
  return typeof words === 'string' ? [line, insert(line, path, words)] : words;
};

const toLine = (line: string | Line): Line => (typeof line === 'string' ? { line } : line);

/** Flags of the mode whose effect nothing shows. */
const unshown = async (one: Mode, scene: ModeScene): Promise<readonly string[]> => {
  const seen = new Map<string, Promise<Seen>>();
  const look = (line: string): Promise<Seen> => {
    const { columns, answers, stdin } = scene;
    const given = { ...(columns && { columns }), ...(answers && { answers }), ...(stdin && { stdin }) };
    const found = seen.get(line) ?? watch(nowOf(scene), (scene.before ?? []).map(toLine), { line, ...given });
    seen.set(line, found);
    return found;
  };
  const { mode } = one;
  const silent: string[] = [];
  const base = await look(scene.line);
  for (const flag of mode.takes) {
    const lines = linesOf(scene, one, flag);
    if (flag in shownElsewhere || bySelf(mode).includes(flag)) continue;
    if (lines === undefined) silent.push(`${flag}: no line shows what it does`);
    else {
      const [plain, flagged] = [await look(lines[0]), await look(lines[1])];
      const differs = JSON.stringify(plain) !== JSON.stringify(flagged);
      const isClash = (flagged.failure as { code?: string } | null)?.code === 'argumentsConflict';
      if (isClash) silent.push(`${flag}: ${lines[1]} is refused`);
      if (scene.idle?.[flag] === undefined && !differs) silent.push(`${flag}: makes no difference`);
      if (scene.idle?.[flag] !== undefined && differs) silent.push(`${flag}: makes a difference after all`);
    }
  }
  if ((base.failure as { code?: string } | null)?.code === 'argumentsConflict')
    silent.push('the line itself is refused');
  return silent;
};

/** Flags that the mode does not use and that are not refused, or only after something was asked or done. */
const passedOver = async ({ path, command, mode }: Mode, scene: ModeScene): Promise<readonly string[]> => {
  const bench = await createCommandBench(nowOf(scene));
  const taken = new Set([...mode.takes, ...flagsOfAll, ...bySelf(mode)]);
  const passed: string[] = [];
  try {
    const { memory, files } = await see(bench, { line: 'policy list' });
    for (const option of command.options.filter((one) => !taken.has(longOf(one)))) {
      const flag = longOf(option);
      const sample = samples[flag] ?? (takesValue(command, flag) ? `${flag} ${sampleValue(option)}` : flag);
      if (isAnother(command, mode, flag)) continue;
      const { failure, stdout, calls, ...left } = await see(bench, { line: insert(scene.line, path, sample) });
      const isRefused = (failure as { code?: string } | null)?.code === 'argumentsConflict';
      const isUntouched = stdout === '' && calls.length === 0 && left.copied.length === 0;
      const isLeft = JSON.stringify([left.memory, left.files]) === JSON.stringify([memory, files]);
      if (!isRefused || !isUntouched || !isLeft) passed.push(`${sample}: ${JSON.stringify(failure)}`);
    }
  } finally {
    await bench.close();
  }
  return passed;
};

/** Whether the flag chooses another mode, whose scene is another one. */
const isAnother = (command: Command, mode: CommandMode, flag: string): boolean => {
  const given = [...bySelf(mode), flag];
  return modesOf(command)?.find((one) => bySelf(one).every((by) => given.includes(by)))?.by !== mode.by;
};

const sampleValue = ({ argChoices }: Option): string => argChoices?.[0] ?? '1';

test('every command has a table of its modes, and every mode a scene', async () => {
  const commands = await listCommands();
  expect(commands.flatMap(([path, command]) => (modesOf(command) === undefined ? [path] : []))).toEqual([]);
  expect((await listModes()).map(({ name }) => name).toSorted()).toEqual(Object.keys(scenes).toSorted());
});

test('every flag of every command is used by one of its modes', async () => {
  const idle = (await listCommands()).flatMap(([path, command]) => {
    const modes = modesOf(command);
    if (modes === undefined) return [];
    const used = new Set(modes.flatMap(({ takes, by = '' }) => [...takes, ...by.split(' ')]));
    const isGlobal = new Set([...flagsOfAll, ...shapingFlags, ...changeFlags]);
    const declared = command.options.map(longOf);
    const unknown = [...used].filter((flag) => flag.startsWith('--') && !declared.includes(flag));
    return [...declared.filter((flag) => !used.has(flag) && !isGlobal.has(flag)), ...unknown].map(
      (f) => `${path} ${f}`,
    );
  });
  expect(idle).toEqual([]);
});

test('every global flag is of one kind, and what is always taken has its reason', async () => {
  const messages = await loadMessages('en');
  const bare = createCommand('doctor', messages, []);
  expect(addGlobalFlags(bare.createCommand('x'), messages, true).options.map(longOf).toSorted()).toEqual(
    [...new Set([...flagsOfAll, ...shapingFlags, ...serviceFlags, ...changeFlags])].toSorted(),
  );
  expect(Object.keys(everywhere).toSorted()).toEqual(flagsOfAll.toSorted());
  const unshownFiles = Object.entries({ ...everywhere, ...shownElsewhere }).filter(([flag, where]) => {
    if (!where.startsWith('test/')) return false;
    const path = join(__dirname, '../..', where);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(flag);
  });
  expect(unshownFiles).toEqual([]);
});

describe.each(Object.keys(scenes))('csp %s', (name) => {
  const find = async (): Promise<Mode> => {
    const mode = (await listModes()).find((one) => one.name === name);
    if (mode === undefined) throw new Error(`no mode ${name}`);
    return mode;
  };
  const scene = scenes[name] ?? { line: name };
  test('shows what each of its flags does', async () => {
    expect(await unshown(await find(), scene)).toEqual([]);
  });
  test('refuses every other flag before anything is asked', async () => {
    expect(await passedOver(await find(), scene)).toEqual([]);
  });
});
