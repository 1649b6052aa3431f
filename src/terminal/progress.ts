/** How far a long read has come: a line that is written anew on a terminal, a line a minute anywhere else. */
import type { Writable } from 'node:stream';
import type { Clock, Progress, ProgressMessage } from '../core/ports/environment.ts';
import { textWidth } from './text-width.ts';

export interface ProgressOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly message: ProgressMessage;
  /** Where the line is written anew, and its character cells; `null` where nobody watches. */
  readonly terminal: { readonly stream: Writable; readonly columns: number } | null;
  /** Takes the lines where nobody watches. */
  readonly say: (line: string) => void;
}

const everyMs = { terminal: 500, log: 60_000 };
/** Before that the first answers, which come in a burst, would promise too much. */
const firstGuessMs = 5_000;

export const createProgress = ({ clock, message, terminal, say }: ProgressOptions): Progress => {
  const startedAt = clock.now();
  let shownAt = startedAt;
  let isShown = false;
  // A terminal that has gone away is no failure.
  terminal?.stream.on('error', () => undefined);

  const minutesLeft = (elapsedMs: number, done: number, total: number | null): number | null =>
    total === null || elapsedMs < firstGuessMs ? null : Math.round((elapsedMs * (total - done)) / done / 60_000);

  const clear = (): void => {
    if (isShown) terminal?.stream.write('\r\u001b[K');
    isShown = false;
  };

  return {
    show: (done, total) => {
      const now = clock.now();
      if (done === 0 || now - shownAt < (terminal === null ? everyMs.log : everyMs.terminal)) return;
      shownAt = now;
      const line = message({ done, total, minutesLeft: minutesLeft(now - startedAt, done, total) });
      if (terminal === null) return say(line);
      clear();
      // A line that is broken in two could not be taken away again.
      if (textWidth(line) >= terminal.columns) return;
      terminal.stream.write(line);
      isShown = true;
    },
    clear,
  };
};
