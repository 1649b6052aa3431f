/** Runs `csp` in this process, with everything real but the terminal: streams in memory, answers from a list, a clipboard that records. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CommanderError } from 'commander';
import type { Dependencies } from '../../src/commands/context.ts';
import { CspError, isCspError } from '../../src/core/errors.ts';
import { connectPartner, type Partner } from '../../src/core/operations/partner.ts';
import type { Clipboard, Lang, OutputFormat, Prompter } from '../../src/core/ports/environment.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import { createSuggest } from '../../src/core/rules/suggestion.ts';
import { withFolderLock } from '../../src/folder-lock.ts';
import { createInputFiles } from '../../src/input/input-files.ts';
import { loadErrorTexts, loadMessages, loadRunTexts } from '../../src/locales/messages.ts';
import { createProgram, expandHelp } from '../../src/program.ts';
import { readFlags } from '../../src/read-flags.ts';
import { createSettings } from '../../src/settings.ts';
import { createOutFiles } from '../../src/terminal/out-files.ts';
import { usageError } from '../../src/usage-error.ts';
import { createOperationsBench, minuteMs, type OperationsBench, today } from '../operations/operations-bench.ts';
import { captureOutput } from '../terminal/captured-output.ts';

export interface Scene {
  /** Stdout is a terminal of this many columns. */
  readonly columns?: number;
  /** Somebody sits there and answers the questions in this order; without it nobody does. */
  readonly answers?: readonly (boolean | string)[];
  readonly clipboard?: 'system' | 'osc52' | 'none';
  readonly isCi?: boolean;
  readonly lang?: Lang;
  /** Puts something that fails in place of a part. */
  readonly partner?: (partner: Partner) => Partner;
  readonly journal?: (journal: Journal) => Journal;
  /** What stands on standard input. */
  readonly stdin?: string;
  /** Another program wrote it. */
  readonly isPiped?: boolean;
  /** After so many steps the time is up. */
  readonly stepsLeft?: number;
  /** Stand-ins for what this bench does not have. */
  readonly parts?: Partial<Dependencies>;
}

/** What came of a command line. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** `null` when it went well; an exit code where commander only showed help. */
  readonly failure: { readonly code: string; readonly details: object } | number | null;
  /** The questions in order, each with its kind: `confirm: Order …?` */
  readonly questions: readonly string[];
  readonly copied: readonly string[];
}

export interface CommandBench extends OperationsBench {
  /** Runs a command line, split at blanks outside of quotation marks. */
  readonly csp: (line: string, scene?: Scene) => Promise<Outcome>;
  /** A folder of this bench's own, for files. */
  readonly folder: string;
}

export const createCommandBench = async (now = today): Promise<CommandBench> => {
  const base = await createOperationsBench(now);
  const folder = mkdtempSync(join(tmpdir(), 'csp-commands-'));
  mkdirSync(join(folder, 'work'));
  const csp = async (line: string, scene: Scene = {}): Promise<Outcome> => {
    const argv = expandHelp(splitLine(line));
    const messages = await loadMessages(scene.lang ?? 'en');
    const questions: string[] = [];
    const copied: string[] = [];
    let written = (): Pick<Outcome, 'stdout' | 'stderr'> => ({ stdout: '', stderr: '' });
    const open = async (command: Parameters<typeof readFlags>[0]): Promise<Dependencies> => {
      const flags = readFlags(command);
      const config = join(folder, 'config');
      const settings = createSettings({
        env: {},
        signedIn: () => [],
        cwd: join(folder, 'work'),
        directories: { home: folder, config, state: join(folder, 'state') },
        flags,
        exclusively: async (act) => withFolderLock(config, act),
      });
      const { output, stdout, stderr } = captureOutput({
        isTerminal: scene.columns !== undefined,
        width: scene.columns ?? 80,
        format: settings.get('output') as OutputFormat | undefined,
        query: textOf(flags['query']),
        fields: textOf(flags['fields'])?.split(','),
        ids: flags['ids'] === true,
        narration: flags['quiet'] === true ? 'quiet' : flags['verbose'] === true ? 'verbose' : 'normal',
        messages: messages.text,
      });
      written = () => ({ stdout: stdout(), stderr: stderr() });
      await output.check();
      let timeIsUp = false;
      return {
        messages,
        english: await loadMessages('en'),
        errorTexts: async () => ({
          own: await loadErrorTexts(scene.lang ?? 'en'),
          english: await loadErrorTexts('en'),
        }),
        lang: scene.lang ?? 'en',
        clock: {
          now: () => now,
          // What is to end after hours does not end here.
          sleep: async (ms) => {
            if (timeIsUp) throw new CspError('timeout', { seconds: 5 });
            await (ms < 5 * minuteMs ? base.controls.advanceClock(ms) : new Promise(() => {}));
          },
        },
        newId: base.newId,
        settings,
        suggest: createSuggest(flags),
        flags: { yes: flags['yes'] === true, dryRun: flags['dryRun'] === true },
        output,
        progress: async () => undefined,
        prompter: scriptedPrompter(scene.answers, !output.isMachineAsked, questions),
        clipboard: recordingClipboard(scene.clipboard ?? 'system', copied),
        files: createOutFiles(base.newId),
        downloader: () => Promise.reject(new Error('nobody downloads here')),
        isCi: scene.isCi === true,
        backend: async () => base.backend,
        state: async () => base.state,
        inputs: async () =>
          createInputFiles(Readable.from([Buffer.from(scene.stdin ?? '')]), () => scene.isPiped === true),
        runTexts: () => loadRunTexts(scene.lang ?? 'en'),
        pid: 4711,
        journal: async () => (scene.journal ?? ((journal) => journal))(await base.journal()),
        partner: async () =>
          (scene.partner ?? ((partner) => partner))(await connectPartner(base.backend, base.state, output.changed)),
        sandbox: async () => base.controls,
        emulator: () => Promise.reject(new Error('nobody serves here')),
        untilStopped: async () => {},
        runCommand: () => Promise.reject(new Error('nobody runs commands here')),
        endWith: () => {},
        signIn: () => Promise.reject(new Error('nobody signs in here')),
        diagnose: async () => [],
        finish: (work) => {
          let steps = 0;
          return work(async () => {
            timeIsUp = steps++ >= (scene.stepsLeft ?? 1000);
            return timeIsUp ? { code: 'timeout', details: { seconds: 5 } } : null;
          });
        },
        ...scene.parts,
      };
    };
    const help = { out: '', error: '' };
    const write = {
      out: (text: string): void => {
        help.out += text;
      },
      error: (text: string): void => {
        help.error += text;
      },
    };
    const program = await createProgram({ messages, open }, argv, '1.2.3', write);
    const failure = await failureOf(() => program.parseAsync(argv, { from: 'user' }), argv);
    const { stdout, stderr } = written();
    if (failure === null && questions.length !== (scene.answers ?? []).length)
      throw new Error(`asked only ${questions.join('; ')}`);
    return { stdout: help.out + stdout, stderr: help.error + stderr, failure, questions, copied };
  };
  return {
    ...base,
    csp,
    folder,
    close: async () => {
      await base.close();
      rmSync(folder, { recursive: true });
    },
  };
};

/** One test with a bench of its own, closed whatever happens. */
export const command = (title: string, act: (bench: CommandBench) => Promise<void>, now = today): void => {
  test(title, async () => {
    const bench = await createCommandBench(now);
    try {
      await act(bench);
    } finally {
      await bench.close();
    }
  });
};

/** The cells of a table, row by row, without its ruler. */
export const cellsOf = (table: string): readonly (readonly string[])[] =>
  table
    .split('\n')
    .filter((row) => row !== '' && !/^─+$/.test(row.trim()))
    .map((row) => row.trim().split(/ {2,}/));

const textOf = (flag: string | boolean | undefined): string | undefined =>
  typeof flag === 'string' ? flag : undefined;

const splitLine = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

const failureOf = async (run: () => Promise<unknown>, argv: readonly string[]): Promise<Outcome['failure']> => {
  try {
    await run();
    return null;
  } catch (error) {
    const failure = error instanceof CommanderError ? usageError(error, argv) : error;
    if (typeof failure === 'number') return failure;
    if (isCspError(failure)) return { code: failure.code, details: failure.details };
    throw failure;
  }
};

/** Every question takes the next answer; one more question than answers ends the test. */
const scriptedPrompter = (answers: Scene['answers'], isHeard: boolean, questions: string[]): Prompter => {
  const next = (kind: string, question: string): boolean | string => {
    const answer = answers?.[questions.length];
    if (answer === undefined) throw new Error(`unexpected question: ${kind}: ${question}`);
    questions.push(`${kind}: ${question}`);
    return answer;
  };
  return {
    canAsk: answers !== undefined && isHeard,
    confirm: async (question) => next('confirm', question) === true,
    acknowledge: async (statement) => next('acknowledge', statement) === true,
    typeToConfirm: async (question, expected) => next('type', question) === expected,
    choose: async (question, choices) => {
      const answer = String(next('choose', question));
      const found = choices.filter(({ name }) => name.includes(answer));
      const [choice] = found;
      if (choice === undefined || found.length > 1) {
        throw new Error(`${found.length} choices for “${answer}”: ${choices.map(({ name }) => name).join('; ')}`);
      }
      return choice.value;
    },
    ask: async (question, options) => {
      for (;;) {
        const answer = String(next('ask', question));
        if (options?.validate?.(answer) === undefined) return answer;
      }
    },
  };
};

const recordingClipboard = (works: 'system' | 'osc52' | 'none', copied: string[]): Clipboard => ({
  copy: async (text) => {
    if (works === 'none') return { copied: false, reason: 'no-clipboard' };
    copied.push(text);
    return { copied: true, by: works };
  },
});
