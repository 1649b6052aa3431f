/** A line of shell on a pseudo-terminal, with someone who answers the questions. */
import { spawn } from '@lydell/node-pty';
import { screenOf } from './screen.ts';
import type { Session } from './session.ts';

export interface TerminalOptions {
  readonly columns?: number;
  /** What is typed at one question after the other. The return key follows, unless it ends in a control character. */
  readonly answers?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface TerminalRun {
  /** Every character that the terminal was sent, with line feeds alone. */
  readonly sent: string;
  /** The lines that are on the screen at the end. */
  readonly screen: readonly string[];
  /** The lines that were on the screen when each question was asked. */
  readonly questions: readonly (readonly string[])[];
  readonly exitCode: number;
}

/** Runs `line` in a terminal. One that asks more than there are answers is hung up after ten seconds. */
export const runInTerminal = (
  session: Pick<Session, 'home' | 'env'>,
  line: string,
  { columns = 80, answers = [], env = {} }: TerminalOptions = {},
): Promise<TerminalRun> =>
  new Promise((settle) => {
    const terminal = spawn('bash', ['-c', `${line}\n${sayEnd}`], {
      cols: columns,
      rows: 50,
      cwd: session.home,
      env: { ...session.env, ...env },
    });
    const hangUp = setTimeout(() => terminal.kill('SIGKILL'), 10_000);
    const questions: (readonly string[])[] = [];
    let sent = '';
    let isAtEnd = false;
    let typed: string | undefined;
    terminal.onData((text) => {
      if (isAtEnd) return;
      sent += text;
      const end = sent.indexOf(endMark);
      if (end >= 0) {
        isAtEnd = true;
        sent = sent.slice(0, end);
        return terminal.write('\n');
      }
      const screen = screenOf(sent, columns);
      if (typed !== undefined) {
        if (!isShown(screen, typed)) return;
        typed = undefined;
        // A list is narrowed a moment after the screen shows what was typed, and takes no return key before.
        setTimeout(() => terminal.write('\r'), 50);
        return;
      }
      const answer = answers[questions.length];
      const answered = screen.filter((shown) => shown.startsWith('✔ ')).length;
      if (answer === undefined || answered < questions.length || questionAt(screen) < 0) return;
      questions.push(screen);
      terminal.write(answer);
      if (!/[\u0000-\u001f]$/.test(answer)) typed = answer;
    });
    terminal.onExit(({ exitCode, signal }) => {
      clearTimeout(hangUp);
      settle({
        sent: sent.replaceAll('\r\n', '\n'),
        screen: screenOf(sent, columns),
        questions,
        exitCode: signal ? 128 + signal : exitCode,
      });
    });
  });

/**
 * The shell stays until everything was read. When the process that a terminal was opened for ends, the kernel throws
 * away what is still on its way to the reader; on a busy machine that was the last line.
 */
const endMark = '\u001b]0;end\u0007';
const sayEnd = "status=$?; printf '\\033]0;end\\007'; read -r; exit $status";

const questionAt = (screen: readonly string[]): number => screen.findIndex((line) => line.startsWith('? '));

/** True when the question ends with what was typed; it may have run on to the next line. */
const isShown = (screen: readonly string[], typed: string): boolean => {
  const [line = '', next = ''] = screen.slice(questionAt(screen));
  return line.endsWith(typed) || `${line}${next}`.endsWith(typed);
};
