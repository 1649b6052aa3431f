/** How far something long has come, on one line of a terminal that is rewritten. */
import type { Writable } from 'node:stream';
import type { ProgressLine } from '../core/ports/download.ts';
import type { Clock } from '../core/ports/environment.ts';
import { percent } from './format.ts';
import { textWidth } from './text-width.ts';

export interface Progress {
  /** Bytes. */
  readonly done: number;
  readonly total: number;
  /** `null` while nothing can be told. */
  readonly secondsLeft: number | null;
}

export interface ProgressLineOptions {
  readonly stream: Writable;
  /** Character cells. */
  readonly width: number;
  readonly clock: Clock;
  readonly words: (progress: Progress) => string;
}

const everyMs = 200;

/** The time left is told by what came since the first call: what had come before took no time now. */
export const createProgressLine = ({ stream, width, clock, words }: ProgressLineOptions): ProgressLine => {
  let first: { readonly at: number; readonly done: number } | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show: (done, total) => {
      const at = clock.now();
      first ??= { at, done };
      if (at - shownAt < everyMs) return;
      shownAt = at;
      const gained = done - first.done;
      const secondsLeft = gained > 0 ? Math.ceil(((total - done) * (at - first.at)) / gained / 1000) : null;
      const text = words({ done, total, secondsLeft });
      // A line that wraps cannot be rewritten.
      stream.write(`\r\x1b[2K${textWidth(text) < width ? text : `${percent({ done, total })} %`}`);
    },
    end: () => {
      if (first !== undefined) stream.write('\r\x1b[2K');
    },
  };
};
