/** The composition root: everything a command is handed, costly things opened when they are first used. */
import { join } from 'node:path';
import { armTimeout } from './arm-timeout.ts';
import { listSignedIn, signInFolder } from './backends/partner-center/tokens/signed-in.ts';
import { createClock } from './clock.ts';
import type { Dependencies } from './commands/context.ts';
import { CspError } from './core/errors.ts';
import { connectPartner } from './core/operations/partner.ts';
import type { Backend } from './core/ports/backend.ts';
import type { Lang, OutputFormat, Prompter } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import type { Suggest } from './core/rules/suggestion.ts';
import { newGuid } from './digest.ts';
import { type Directories, findHome } from './directories.ts';
import { finish } from './finish.ts';
import type { GiveUp } from './give-up.ts';
import type { Idle } from './idle.ts';
import { isCiJob } from './is-ci-job.ts';
import { loadErrorTexts, loadMessages, loadRunTexts, type Messages } from './locales/messages.ts';
import { once } from './once.ts';
import { openOutput } from './open-output.ts';
import type { Flags } from './read-flags.ts';
import { createSettings } from './settings.ts';
import { keepHeapSmall } from './small-heap.ts';
import type { TerminalOutput } from './terminal/output.ts';
import { decideColor } from './terminal/palette.ts';
import type { LiveProgress } from './terminal/progress.ts';
import { createPrompter } from './terminal/prompter.ts';
import type { Trace } from './trace.ts';
import { usableDirectories } from './usable-directories.ts';
import { version } from './version.ts';
import { workingFolder } from './working-folder.ts';

export interface OpenDependencies {
  readonly dependencies: Dependencies;
  /** As `--color` and the settings say it. */
  readonly color: 'auto' | 'always' | 'never';
  /** Of a run that did not fail. */
  readonly exitCode: () => number;
  /** Of this run, once it has turned to Partner Center. */
  readonly correlationId: () => string | undefined;
  /** Resolves when all output has left. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Start {
  readonly host: NodeJS.Process;
  /** The folder of the program, which holds the sandbox's seed. */
  readonly home: string;
  readonly lang: Lang;
  readonly messages: Messages;
  readonly flags: Flags;
  readonly suggest: Suggest;
  /** The name of the command that runs. */
  readonly command: string;
  /** Settings that are not allowed count as not set: for the commands that mend them. */
  readonly toleratesSettings: boolean;
  /** Called when the time of `--timeout` is up. */
  readonly giveUp: GiveUp;
  /** What a foreign backend's answers are waited for with. */
  readonly idle: Idle;
}

export const openDependencies = async ({
  host,
  home,
  lang,
  messages,
  flags,
  suggest,
  command,
  toleratesSettings,
  giveUp,
  idle,
}: Start): Promise<OpenDependencies> => {
  const folders = usableDirectories(host.env, host.platform, findHome());
  const settings = openSettings(host, folders, flags, ['login', 'logout', 'whoami'].includes(command));
  const read = (key: string): string | undefined => {
    try {
      return settings.get(key);
    } catch (error) {
      if (toleratesSettings) return undefined;
      throw error;
    }
  };
  if (!toleratesSettings && command !== 'doctor') settings.checkProject();
  // Found long ago, by passing over what is wrong; here it is told.
  read('lang');
  const isCi = isCiJob(host.env);
  if (isCi) (await import('./change-guard.ts')).guardChoice(command, settings, flags);
  const color = (read('color') ?? 'auto') as 'auto' | 'always' | 'never';
  const isDebug = read('debug') === 'true';
  const narration = flags['quiet'] === true ? 'quiet' : isDebug || flags['verbose'] === true ? 'verbose' : 'normal';
  const decide = (isTerminal: boolean): boolean => decideColor({ flag: color, env: host.env, isTerminal });
  const format = read('output') as OutputFormat | undefined;
  let progress: LiveProgress | undefined;
  const output = openOutput({ host, format, narration, flags, messages, decide, clearLine: () => progress?.hide() });
  const trace = narration === 'verbose' ? await openTrace(output, messages, isDebug) : undefined;
  trace?.note(`csp ${version}, node ${host.version}, settings ${settings.path}, state ${settings.statePath}`);
  const clock = createClock(() => Date.now(), giveUp);
  const startedAt = clock.now();
  const timeoutMs = armTimeout(flags['timeout'], giveUp);

  const closing: (() => Promise<void>)[] = [];
  const memory = once(async () => {
    const { openMemory } = await import('./state/memory.ts');
    const opened = openMemory(join(folders.state, 'activity.db'));
    closing.push(() => opened.state.close());
    return opened;
  });
  const state = async () => (await memory()).state;
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
  let correlationId: string | undefined;
  const ways = { host, settings, folders, clock, onGiveUp: giveUp.onGiveUp };
  const partnerCenter = once(async () => {
    const { openPartnerCenterBackend } = await import('./connect-partner-center.ts');
    const sources = { ...ways, newId: newGuid, lang, output, messages, random: Math.random };
    const deadlineAt = timeoutMs === undefined ? undefined : startedAt + timeoutMs;
    const run = { note: trace?.note, deadlineAt, correlationId: flags['correlationId'] as string | undefined };
    const opened = await openPartnerCenterBackend({ ...sources, ...run });
    correlationId = opened.correlationId;
    closing.push(() => opened.close());
    return opened;
  });
  const openBackend = async (): Promise<readonly [backend: Backend, place: string]> => {
    const name = settings.get('backend') ?? '';
    if (name === 'sandbox') return [(await sandbox()).backend, world];
    if (name === 'partner-center') return [await partnerCenter(), settings.get('cloud') ?? ''];
    const { loadBackend } = await import('./load-backend.ts');
    const own = { clock, newId: newGuid, sandbox: async () => (await sandbox()).backend };
    const loaded = await loadBackend(settings, own, { output, lang, idle });
    closing.push(() => loaded.close());
    return [loaded, name];
  };
  const backend = once(async () => {
    const [found, place] = await openBackend();
    await trace?.introduce(found, place);
    return trace?.watch('backend', found) ?? found;
  });
  const partner = once(async () => {
    const connected = await connectPartner(await backend(), await state(), output.changed);
    const { guardChange } = await import('./change-guard.ts');
    const prompter = (): Prompter => dependencies.prompter;
    const losesState = isCi && !host.env['CSP_STATE_DIR'];
    await guardChange(command, connected, { output, prompter, messages, settings, flags, losesState });
    return connected;
  });
  const files = once(async () =>
    (await import('./terminal/out-files.ts')).createOutFiles(newGuid, host.env['GITHUB_STEP_SUMMARY']),
  );

  const canAsk = (): boolean =>
    !isCi &&
    !output.isMachineAsked &&
    settings.get('input') !== 'false' &&
    host.stdin.isTTY === true &&
    host.stderr.isTTY === true;
  let prompter: Prompter | undefined;
  let exitCode = 0;
  const isForMachine = output.isMachineAsked || flags['results'] !== undefined;
  const dependencies: Dependencies = {
    messages,
    english: isForMachine ? await loadMessages('en') : messages,
    errorTexts: once(async () => {
      const own = await loadErrorTexts(lang);
      return { own, english: isForMachine ? await loadErrorTexts('en') : own };
    }),
    lang,
    clock,
    newId: newGuid,
    settings,
    suggest,
    flags: { yes: flags['yes'] === true, dryRun: flags['dryRun'] === true },
    output,
    progress: async (message) => {
      if (flags['quiet'] === true || settings.get('progress') === 'false') return undefined;
      const { createProgress } = await import('./terminal/progress.ts');
      const { stderr, env } = host;
      const isAccessible = Boolean(env['CSP_ACCESSIBLE']);
      const isWatched = !isCi && !isAccessible && stderr.isTTY === true && env['TERM'] !== 'dumb';
      const terminal = isWatched ? { stream: stderr, columns: () => stderr.columns || 80 } : null;
      progress = createProgress({ clock, message, terminal, say: (line) => output.say(() => line, {}) });
      return progress;
    },
    get prompter() {
      prompter ??= createPrompter({
        input: host.stdin,
        output: host.stderr,
        columns: () => host.stderr.columns || 80,
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
      checkReport: async (path, isOwn) => (await files()).checkReport(path, isOwn),
      writeReport: async (path, pieces, isOwn) => (await files()).writeReport(path, pieces, isOwn),
      makeFolder: async (path) => (await files()).makeFolder(path),
    },
    downloader: async () => {
      const { createDownloader } = await import('./download/downloader.ts');
      return createDownloader({ env: host.env, clock, onGiveUp: giveUp.onGiveUp });
    },
    isCi,
    backend,
    state,
    inputs: async () => {
      keepHeapSmall();
      const { createInputFiles, isPipe } = await import('./input/input-files.ts');
      return createInputFiles(host.stdin, isPipe);
    },
    runTexts: () => loadRunTexts(lang),
    pid: host.pid,
    journal: async () => (await memory()).journal(),
    partner,
    sandbox: once(async () => {
      const controls = await (await sandbox()).controls();
      return trace?.watch('sandbox', controls) ?? controls;
    }),
    finish: (work) => finish(host, giveUp, work, () => output.warn(() => messages.text.failureLines.endedAtOnce, {})),
    emulator: async () => {
      const { createEmulatorControls } = await import('./emulator/emulator-controls.ts');
      return createEmulatorControls({ folder: folders.state, sandbox, clock, newId: newGuid });
    },
    untilStopped: () =>
      new Promise((resolve, reject) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) host.on(signal, () => resolve());
        giveUp.onGiveUp(reject);
      }),
    runCommand: async (words, env) => (await import('./emulator/run-command.ts')).runCommand(host, words, env),
    endWith: (code) => {
      exitCode = code;
    },
    signIn: async () => (await import('./connect-partner-center.ts')).openSignIn(ways),
    diagnose: async () => (await import('./diagnosis.ts')).diagnose({ ...ways, suggest }),
  };
  return {
    dependencies,
    color,
    exitCode: () => exitCode,
    correlationId: () => correlationId,
    flush: () => {
      progress?.hide();
      trace?.end();
      return output.flush();
    },
    close: async () => {
      // What still waits, as calls beside one that failed may, waits no longer.
      giveUp.giveUp(new CspError('interrupted', {}));
      for (const close of closing) await close();
    },
  };
};

const openSettings = (
  host: NodeJS.Process,
  folders: Directories,
  flags: Flags,
  takesNewProfile: boolean,
): SettingsStore =>
  createSettings({
    env: host.env,
    takesNewProfile,
    signedIn: () => listSignedIn(signInFolder(folders.config)),
    cwd: workingFolder(host),
    directories: folders,
    flags,
    exclusively: async (act) => {
      const { withFolderLock } = await import('./folder-lock.ts');
      return withFolderLock(folders.config, act);
    },
  });

const openTrace = async (output: TerminalOutput, messages: Messages, isDebug: boolean): Promise<Trace> => {
  const { createTrace } = await import('./trace.ts');
  return createTrace({ output, messages, isDebug, elapsed: () => performance.now() });
};
