/** How far something long has come: a bar that is drawn anew on a terminal, a line a minute anywhere else. */
import type { Writable } from 'node:stream';
import type { Clock, Instant, Progress, ProgressMessage } from '../core/ports/environment.ts';
import { percent } from './format.ts';
import { textWidth } from './text-width.ts';

export interface ProgressOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly message: ProgressMessage;
  /** Where the bar is drawn anew, and how many character cells a line has there now; `null` where nobody watches. */
  readonly terminal: { readonly stream: Writable; readonly columns: () => number } | null;
  /** Takes the lines where nobody watches. */
  readonly say: (line: string) => void;
  /** Calls every second until it is told to stop: what waits for long has come no further, but is there. */
  readonly repeat?: (act: () => void) => () => void;
}

const everyMs = { terminal: 250, log: 60_000 };
/** Before that the first answers, which come in a burst, would promise too much. */
const firstGuessMs = 5_000;
const barWidth = { least: 10, most: 20 };

/** Holds no process up. */
const everySecond = (act: () => void): (() => void) => {
  const timer = setInterval(act, 1_000);
  timer.unref();
  return () => clearInterval(timer);
};

/** `clear` is for the end; `hide` makes room for other lines, and the next look brings it back. */
export interface LiveProgress extends Progress {
  readonly hide: () => void;
}

export const createProgress = ({
  clock,
  message,
  terminal,
  say,
  repeat = everySecond,
}: ProgressOptions): LiveProgress => {
  let begin: { readonly at: Instant; readonly done: number } | undefined;
  let latest: { readonly done: number; readonly total: number | null } | undefined;
  let stop: (() => void) | undefined;
  const place = terminal === null ? 'log' : 'terminal';
  let shownAt = 0;
  let isShown = false;
  let drawn = '';
  // A terminal that has gone away is no failure.
  terminal?.stream.on('error', () => undefined);

  const hide = (): void => {
    if (isShown) terminal?.stream.write(eraseLine);
    isShown = false;
  };

  const look = (): void => {
    if (latest === undefined) return;
    const { done, total } = latest;
    const at = clock.now();
    // A bar is there from the start, so that something that is stuck at once has one too.
    const isAwaited = begin === undefined ? terminal !== null && total !== null : at - shownAt >= everyMs[place];
    if (begin === undefined || isAwaited) shownAt = at;
    begin ??= { at, done };
    if (!isAwaited) return;
    const minutesLeft = guessMinutes(at - begin.at, done - begin.done, total === null ? null : total - done);
    const words = message({ done, total, minutesLeft });
    const share = total === null ? null : percent({ done, total });
    if (terminal === null) {
      say(share === null ? words : `${share} %  ${words}`);
      return;
    }
    const line = lineOf(share, words, terminal.columns());
    if (isShown && line === drawn) return;
    terminal.stream.write(`${isShown ? eraseLine : ''}${line}`);
    isShown = line !== '';
    drawn = line;
  };

  return {
    show: (done, total) => {
      latest = { done, total };
      stop ??= repeat(look);
      look();
    },
    hide,
    clear: () => {
      hide();
      stop?.();
      stop = undefined;
    },
  };
};

const eraseLine = '\r\u001b[K';

const guessMinutes = (elapsedMs: number, gained: number, left: number | null): number | null =>
  left === null || gained <= 0 || elapsedMs < firstGuessMs ? null : Math.round((elapsedMs * left) / gained / 60_000);

/** A line that is broken in two could not be taken away again, so a narrow terminal gets less. */
const lineOf = (share: number | null, words: string, columns: number): string => {
  if (share === null) return textWidth(words) < columns ? words : '';
  const text = `${String(share).padStart(3)} %  ${words}`;
  const room = columns - 1 - textWidth(text);
  if (room < 0) return `${share} %`;
  const width = Math.min(barWidth.most, room - '[] '.length);
  if (width < barWidth.least) return text;
  // Signs of one cell in every font and language.
  const filled = Math.floor((width * share) / 100);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${text}`;
};
