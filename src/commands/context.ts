/** What a command is handed: the words of its language when it is declared, everything else when it runs. */
import type { Command } from 'commander';
import type { Failure } from '../core/errors.ts';
import type { Partner } from '../core/operations/partner.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { Diagnose } from '../core/ports/diagnosis.ts';
import type { Downloader } from '../core/ports/download.ts';
import type { EmulatorControls } from '../core/ports/emulator.ts';
import type {
  Clipboard,
  Clock,
  Lang,
  NewId,
  OutFiles,
  Output,
  Progress,
  ProgressMessage,
  Prompter,
} from '../core/ports/environment.ts';
import type { InputFiles } from '../core/ports/input.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { SandboxControls } from '../core/ports/sandbox-controls.ts';
import type { SettingsStore } from '../core/ports/settings.ts';
import type { SignIn } from '../core/ports/sign-in.ts';
import type { State } from '../core/ports/state.ts';
import type { Suggest } from '../core/rules/suggestion.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';
import type { Messages, RunTexts } from '../locales/messages.ts';

export interface CommandContext {
  readonly messages: Messages;
  /** Reads the global flags of the command that runs, and opens nothing yet. */
  readonly open: (command: Command) => Promise<Dependencies>;
}

/** Costly things are functions: a command opens only what it uses. */
export interface Dependencies {
  readonly messages: Messages;
  /** What sentences inside machine output are taken from: English, whatever the language. */
  readonly english: Messages;
  /** What is said of failures, in the person's language and in that of machine formats. */
  readonly errorTexts: () => Promise<{ readonly own: ErrorTexts; readonly english: ErrorTexts }>;
  readonly lang: Lang;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly settings: SettingsStore;
  /** Makes every command line that people are told to run. */
  readonly suggest: Suggest;
  readonly flags: SharedFlags;
  readonly output: Output;
  /** Tells how far something long has come; nothing where nobody wants to know. */
  readonly progress: (message: ProgressMessage) => Promise<Progress | undefined>;
  readonly prompter: Prompter;
  readonly clipboard: Clipboard;
  readonly files: OutFiles;
  /** Fetches files behind links. */
  readonly downloader: () => Promise<Downloader>;
  readonly isCi: boolean;
  readonly backend: () => Promise<Backend>;
  readonly state: () => Promise<State>;
  /** Lists that are handed in as files. */
  readonly inputs: () => Promise<InputFiles>;
  /** What bulk runs say. */
  readonly runTexts: () => Promise<RunTexts>;
  /** Of this process. */
  readonly pid: number;
  readonly journal: () => Promise<Journal>;
  /** The backend, signed in, with this machine's memory of it. */
  readonly partner: () => Promise<Partner>;
  readonly sandbox: () => Promise<SandboxControls>;
  readonly emulator: () => Promise<EmulatorControls>;
  /**
   * Resolves when somebody stops this process: Ctrl-C or SIGTERM, which from then on end nothing by themselves. Fails with
   * `timeout` when the time of the run is up.
   */
  readonly untilStopped: () => Promise<void>;
  /** Runs a program on this terminal with more environment; its exit code. Fails with `commandNotStarted`. */
  readonly runCommand: (command: readonly string[], env: { readonly [name: string]: string }) => Promise<number>;
  /** The exit code of this process, when nothing fails. */
  readonly endWith: (exitCode: number) => void;
  /** Signing in to the real Partner Center, whichever backend is in use. */
  readonly signIn: () => Promise<SignIn>;
  readonly diagnose: Diagnose;
  /**
   * For what must not be torn off in the middle: the run is given up only after `work` has ended. Between its steps
   * it asks whether, and why, the run should be given up.
   */
  readonly finish: <T>(work: (givenUp: () => Promise<Failure | null>) => Promise<T>) => Promise<T>;
}

/** The global flags that commands look at themselves. */
export interface SharedFlags {
  readonly yes: boolean;
  readonly dryRun: boolean;
}
