/** The composition root: everything a command is handed, costly things opened when they are first used. */
import { fstatSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Dependencies } from './commands/context.ts';
import { CspError, type Failure, isCspError } from './core/errors.ts';
import { connectPartner } from './core/operations/partner.ts';
import type { Clock, Lang, OutputFormat, Prompter } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import { parseDuration } from './core/rules/duration.ts';
import { newGuid } from './digest.ts';
import { type Directories, directories } from './directories.ts';
import type { GiveUp } from './give-up.ts';
import { loadMessages, type Messages } from './locales/messages.ts';
import { createSettings } from './settings.ts';
import { createOutput, type OutputOptions, type TerminalOutput } from './terminal/output.ts';
import { decideColor } from './terminal/palette.ts';
import { createPrompter } from './terminal/prompter.ts';
import { createDirectSink, createSink } from './terminal/sink.ts';
import type { Trace } from './trace.ts';
import { version } from './version.ts';
import { workingFolder } from './working-folder.ts';

export type Flags = { readonly [name: string]: string | boolean | undefined };

export interface OpenDependencies {
  readonly dependencies: Dependencies;
  /** As `--color` and the settings say it. */
  readonly color: 'auto' | 'always' | 'never';
  /** Resolves when all output has left. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

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

export interface Start {
  readonly host: NodeJS.Process;
  /** The folder of the program, which holds the sandbox's seed. */
  readonly home: string;
  readonly lang: Lang;
  readonly messages: Messages;
  readonly flags: Flags;
  /** Settings that are not allowed count as not set: for the commands that mend them. */
  readonly toleratesSettings: boolean;
  /** Called when the time of `--timeout` is up. */
  readonly giveUp: GiveUp;
}

export const openDependencies = async ({
  host,
  home,
  lang,
  messages,
  flags,
  toleratesSettings,
  giveUp,
}: Start): Promise<OpenDependencies> => {
  const folders = directories(host.env, host.platform, homedir());
  const settings = openSettings(host, folders, flags);
  const read = (key: string): string | undefined => {
    try {
      return settings.get(key);
    } catch (error) {
      if (toleratesSettings) return undefined;
      throw error;
    }
  };
  // Found long ago, by passing over what is wrong; here it is told.
  read('lang');
  const isCi = Boolean(host.env['CI']);
  const color = (read('color') ?? 'auto') as 'auto' | 'always' | 'never';
  const isDebug = read('debug') === 'true';
  const narration = flags['quiet'] === true ? 'quiet' : isDebug || flags['verbose'] === true ? 'verbose' : 'normal';
  const decide = (isTerminal: boolean): boolean => decideColor({ flag: color, env: host.env, isTerminal });
  const format = read('output') as OutputFormat | undefined;
  const output = openOutput(host, format, narration, flags, messages, decide);
  const trace = narration === 'verbose' ? await openTrace(output, messages, isDebug) : undefined;
  trace?.note(`csp ${version}, node ${host.version}, settings ${settings.path}, state ${settings.statePath}`);
  const clock = createClock(giveUp);
  armTimeout(flags, giveUp);

  const closing: (() => Promise<void>)[] = [];
  const state = once(async () => {
    const { createState } = await import('./state/state.ts');
    const opened = createState({ path: join(folders.state, 'activity.db') });
    closing.push(() => opened.close());
    return opened;
  });
  const world = join(folders.state, 'sandbox.db');
  const sandbox = once(async () => {
    const { openSandbox } = await import('./backends/sandbox/sandbox.ts');
    const opened = openSandbox({
      path: world,
      fixtures: join(home, 'fixtures', 'sandbox'),
      clock,
      newId: newGuid,
      portal: { keysUrl: settings.get('links.keysPortal') ?? '', helpUrl: settings.get('links.keysHelp') ?? '' },
    });
    closing.push(() => opened.backend.close());
    return opened;
  });
  const backend = once(async () => {
    // There is one so far; another name must not quietly mean this one.
    settings.get('backend');
    const { backend: found } = await sandbox();
    await trace?.introduce(found, world);
    return trace?.watch('backend', found) ?? found;
  });
  const files = once(async () => (await import('./terminal/out-files.ts')).createOutFiles(newGuid));

  const canAsk = (): boolean =>
    !isCi &&
    !output.isMachineAsked &&
    settings.get('input') !== 'false' &&
    host.stdin.isTTY === true &&
    host.stderr.isTTY === true;
  let prompter: Prompter | undefined;
  const dependencies: Dependencies = {
    messages,
    english: output.isMachineAsked ? await loadMessages('en') : messages,
    lang,
    clock,
    newId: newGuid,
    settings,
    flags: { yes: flags['yes'] === true, dryRun: flags['dryRun'] === true },
    output,
    get prompter() {
      prompter ??= createPrompter({
        input: host.stdin,
        output: host.stderr,
        canAsk: canAsk(),
        hasColor: decide(host.stderr.isTTY === true),
        onGiveUp: giveUp.onGiveUp,
        words: messages.text.prompt,
      });
      return prompter;
    },
    clipboard: {
      copy: async (text) => {
        const { createClipboard } = await import('./terminal/clipboard.ts');
        return createClipboard({ platform: host.platform, env: host.env, stderr: host.stderr }).copy(text);
      },
    },
    files: {
      checkNew: async (path) => (await files()).checkNew(path),
      writeNew: async (path, text) => (await files()).writeNew(path, text),
    },
    isCi,
    backend,
    state,
    partner: once(async () => connectPartner(await backend(), await state())),
    sandbox: once(async () => {
      const controls = await (await sandbox()).controls();
      return trace?.watch('sandbox', controls) ?? controls;
    }),
    finish: (work) => finish(host, giveUp, work),
  };
  return {
    dependencies,
    color,
    flush: () => {
      trace?.end();
      return output.flush();
    },
    close: async () => {
      for (const close of closing) await close();
    },
  };
};

/** Does what must come to its end; meanwhile a signal is a reason to give up, and no longer the end of the process. */
const finish = async <T>(
  host: NodeJS.Process,
  giveUp: GiveUp,
  work: (givenUp: () => Promise<Failure | null>) => Promise<T>,
): Promise<T> => {
  const interrupt = (): void => giveUp.giveUp(new CspError('interrupted', {}));
  const terminate = (): void => giveUp.giveUp(new CspError('terminated', {}));
  host.on('SIGINT', interrupt).on('SIGTERM', terminate);
  try {
    return await giveUp.hold(
      work(async () => {
        // Timers and signals have their turn first.
        await new Promise((resolve) => setImmediate(resolve));
        return isCspError(giveUp.reason) ? (giveUp.reason as Failure) : null;
      }),
    );
  } finally {
    host.off('SIGINT', interrupt).off('SIGTERM', terminate);
  }
};

const openSettings = (host: NodeJS.Process, folders: Directories, flags: Flags): SettingsStore =>
  createSettings({
    env: host.env,
    cwd: workingFolder(host),
    directories: folders,
    flags,
    exclusively: async (act) => {
      const { withFolderLock } = await import('./folder-lock.ts');
      return withFolderLock(folders.config, act);
    },
  });

const openOutput = (
  host: NodeJS.Process,
  format: OutputFormat | undefined,
  narration: OutputOptions['narration'],
  flags: Flags,
  messages: Messages,
  decide: (isTerminal: boolean) => boolean,
): TerminalOutput => {
  const isTerminal = fstatSync(1).isCharacterDevice() && host.stdout.isTTY === true;
  const hasColor = decide(isTerminal);
  const sink = isTerminal ? createSink(host.stdout, 'stdout', hasColor) : createDirectSink(1, 'stdout', hasColor);
  const fields =
    typeof flags['fields'] === 'string' ? flags['fields'].split(',').map((field) => field.trim()) : undefined;
  return createOutput({
    stdout: { isTerminal, sink },
    stderr: () => ({
      stream: host.stderr,
      hasColor: decide(host.stderr.isTTY === true),
      width: host.stderr.isTTY === true ? host.stderr.columns || 80 : undefined,
    }),
    format,
    query: flags['query'] as string | undefined,
    fields,
    ids: flags['ids'] === true,
    width: (isTerminal && host.stdout.columns) || 80,
    hasColor,
    narration,
    messages: messages.text,
  });
};

const openTrace = async (output: TerminalOutput, messages: Messages, isDebug: boolean): Promise<Trace> => {
  const { createTrace } = await import('./trace.ts');
  return createTrace({ output, messages, isDebug, elapsed: () => performance.now() });
};

const createClock = ({ onGiveUp }: GiveUp): Clock => ({
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      onGiveUp((reason) => {
        clearTimeout(timer);
        reject(reason);
      });
    }),
});

/** A longer one fires at once: 32 bits of milliseconds, 24 days. */
const longestTimer = 2 ** 31 - 1;

/** Gives up after the time of `--timeout`; the timer alone does not keep the process alive. */
const armTimeout = (flags: Flags, { giveUp }: GiveUp): void => {
  const text = flags['timeout'];
  if (typeof text !== 'string') return;
  const ms = parseDuration(text);
  if (ms === undefined) throw new CspError('argumentInvalid', { flag: '--timeout', given: text, expected: '90s, 5m' });
  setTimeout(() => giveUp(new CspError('timeout', { seconds: ms / 1000 })), Math.min(ms, longestTimer)).unref();
};

/** Opens something when it is first asked for, and only once. */
const once = <T>(open: () => Promise<T>): (() => Promise<T>) => {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
};
