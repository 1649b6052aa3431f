/**
 * A recorded terminal session as text:
 *
 *     # what it shows; the words `terminal N` ask for a terminal of N columns instead of pipes
 *     $ csp cancel …          a line of shell; it goes on after a backslash
 *     > y                     typed at its questions
 *     data                    what came out on stdout, or on the terminal
 *     ! narration             what came out on stderr
 *     [exit 6]                unless it was 0
 */

import type { Session } from './session.ts';
import { runInTerminal } from './terminal.ts';

export interface Step {
  readonly line: string;
  readonly answers: readonly string[];
}

export interface Transcript {
  readonly title: readonly string[];
  /** Undefined for pipes. */
  readonly columns: number | undefined;
  readonly steps: readonly Step[];
}

/** Reads what is typed in a transcript; what came out is passed over. */
export const parseTranscript = (text: string): Transcript => {
  const title: string[] = [];
  const steps: { line: string; answers: string[] }[] = [];
  let isContinued = false;
  for (const line of text.split('\n')) {
    const last = steps.at(-1);
    if (isContinued && last !== undefined) last.line += `\n${line}`;
    else if (line.startsWith('$ ')) steps.push({ line: line.slice(2), answers: [] });
    else if (line.startsWith('> ') && last !== undefined) last.answers.push(line.slice(2));
    else if (line.startsWith('#') && last === undefined) title.push(line);
    isContinued = line.endsWith('\\') && (isContinued || line.startsWith('$ '));
  }
  const columns = /terminal (\d+)/.exec(title.join('\n'))?.[1];
  return { title, columns: columns === undefined ? undefined : Number(columns), steps };
};

/** Runs the steps one after the other; the answer is the transcript as it would be written today. */
export const replayTranscript = async (session: Session, { title, columns, steps }: Transcript): Promise<string> => {
  const written = [...title];
  for (const [index, { line, answers }] of steps.entries()) {
    const env = { FIXED_STEP: String(index) };
    const shown =
      columns === undefined
        ? await pipedStep(session, line, env)
        : await terminalStep(session, line, { columns, answers, env });
    if (written.length > 0) written.push('');
    written.push(`$ ${line}`, ...answers.map((answer) => `> ${answer}`), ...shown);
  }
  return `${written.join('\n').replaceAll(session.home, '~')}\n`;
};

type Env = Readonly<Record<string, string>>;

const pipedStep = async (session: Session, line: string, env: Env): Promise<readonly string[]> => {
  const { stdout, stderr, exitCode } = await session.run(line, { env });
  return [...linesOf(stdout), ...linesOf(stderr).map((text) => `! ${text}`.trimEnd()), ...exitLine(exitCode)];
};

const terminalStep = async (
  session: Session,
  line: string,
  options: { readonly columns: number; readonly answers: readonly string[]; readonly env: Env },
): Promise<readonly string[]> => {
  const { screen, exitCode } = await runInTerminal(session, line, options);
  return [...linesOf(screen.join('\n')), ...exitLine(exitCode)];
};

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const exitLine = (exitCode: number): readonly string[] => (exitCode === 0 ? [] : [`[exit ${exitCode}]`]);
