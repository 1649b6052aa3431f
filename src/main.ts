/** Runs the program. The only catch: any failure becomes one screen and one exit code. */
import { CommanderError } from 'commander';
import { CspError, isCspError } from './core/errors.ts';
import type { Lang } from './core/ports/environment.ts';
import { hideVariables } from './core/rules/secret.ts';
import { createSuggest, type Suggest } from './core/rules/suggestion.ts';
import { type OpenDependencies, openDependencies } from './dependencies.ts';
import { createGiveUp, type GiveUp } from './give-up.ts';
import { createIdle } from './idle.ts';
import { readLanguage } from './language.ts';
import { loadMessages, type Messages } from './locales/messages.ts';
import { createProgram, expandHelp, helpTexts as programHelp } from './program.ts';
import { isWithin, readFlags } from './read-flags.ts';
import { createDirectSink } from './terminal/sink.ts';
import { usageError } from './usage-error.ts';
import { version } from './version.ts';
import { workingFolder } from './working-folder.ts';

/** Runs what the command line asks for and answers the exit code. Never throws. `home` is the program's own folder. */
export const main = async (host: NodeJS.Process, home: string): Promise<number> => {
  hideVariables(host.env);
  const argv = expandHelp(host.argv.slice(2));
  const lang = readLanguage(host.env, argv, workingFolder(host));
  const messages = await loadMessages(lang);
  const giveUp = createGiveUp();
  const idle = createIdle(host);
  let opened: OpenDependencies | undefined;
  let suggest = createSuggest({});
  try {
    const context = {
      messages,
      open: async (command: Parameters<typeof readFlags>[0]) => {
        const flags = readFlags(command);
        suggest = createSuggest(flags);
        const start = { host, home, lang, messages, flags, suggest, command: command.name(), giveUp, idle };
        opened = await openDependencies({ ...start, toleratesSettings: isWithin(command, 'config') });
        // A query that can work on no data is refused before anything is read.
        await opened.dependencies.output.check();
        return opened.dependencies;
      },
    };
    // Straight to the descriptors, as all output: a reader that has gone away is no failure.
    const [stdout, stderr] = [createDirectSink(1, 'stdout', false), createDirectSink(2, 'stderr', false)];
    const write = { out: (text: string) => void stdout.write(text), error: (text: string) => void stderr.write(text) };
    const program = await createProgram(context, argv, version, write);
    const parsed = program.parseAsync(argv, { from: 'user' }).then(() => 0, codeOfHelp(argv));
    const ended = Promise.race([parsed, untilGivenUp(giveUp)]);
    const exitCode = await idle.unlessIdle(ended, () => new CspError('internal', { reason: neverComes }));
    await stdout.flush();
    await opened?.flush();
    return exitCode || (opened?.exitCode() ?? 0);
  } catch (error) {
    return await fail(host, toCspError(error), lang, messages, suggest, opened);
  } finally {
    await opened?.close();
  }
};

const neverComes = 'it waits for something that never comes';

const untilGivenUp = ({ onGiveUp, released }: GiveUp): Promise<never> =>
  new Promise((_, reject) => onGiveUp((reason) => void released().then(() => reject(reason))));

/** What commander refuses becomes a failure like any other; help and version that were shown are none. */
const codeOfHelp =
  (argv: readonly string[]) =>
  (error: unknown): number => {
    const known = error instanceof CommanderError ? usageError(error, argv) : error;
    if (typeof known === 'number') return known;
    throw known;
  };

const toCspError = (error: unknown): CspError => {
  if (isCspError(error)) {
    // One of another copy of the class need not have all that this one has.
    const { code, details } = error;
    return error instanceof CspError ? error : new CspError(code, details, error);
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new CspError('internal', { reason }, error);
};

const fail = async (
  host: NodeJS.Process,
  error: CspError,
  lang: Lang,
  messages: Messages,
  suggest: Suggest,
  opened: OpenDependencies | undefined,
): Promise<number> => {
  const { showError } = await import('./show-error.ts');
  await opened?.flush().catch(() => undefined);
  await showError(host, error, lang, messages, {
    isMachine: opened?.dependencies.output.isMachineAsked,
    color: opened?.color,
    correlationId: opened?.correlationId(),
    suggest,
  });
  return error.exitCode;
};

/** Every text of `--help` in a language, for the build; see `quick-answer.ts`. */
export const helpTexts = async (lang: Lang): Promise<{ readonly [name: string]: string }> => {
  const unused = (): Promise<never> => Promise.reject(new Error('help opens nothing'));
  return programHelp({ messages: await loadMessages(lang), open: unused }, version);
};
