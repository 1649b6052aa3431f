/** Waits that somebody at a terminal would wonder about: each is told once, before it begins. */
import type { Clock, Instant } from '../../core/ports/environment.ts';

export interface Wait {
  /**
   * `throttled` the service asked for it · `failing` it fails too often and is left alone · `retry` before another
   * attempt · `inProgress` the service says that it works on it · `lookUp` no answer said what came of it.
   */
  readonly why: 'throttled' | 'failing' | 'retry' | 'inProgress' | 'lookUp';
  /** What came instead of an answer, such as `HTTP 503`, where it is that. */
  readonly reason: string;
  /** At most. */
  readonly ms: number;
}

export type OnWait = (wait: Wait) => void;

const longMs = 5_000;

/** Tells only of long waits, and of none that is over with one that was told before. None ends after `deadlineAt`. */
export const tellOnce = (
  clock: Pick<Clock, 'now'>,
  tell: (wait: Wait & { readonly until: Instant }) => void,
  deadlineAt = Number.POSITIVE_INFINITY,
): OnWait => {
  let toldUntil = Number.NEGATIVE_INFINITY;
  return (wait) => {
    const ms = Math.min(wait.ms, deadlineAt - clock.now());
    const until = clock.now() + ms;
    if (ms < longMs || until < toldUntil + longMs) return;
    toldUntil = until;
    tell({ ...wait, ms, until });
  };
};

/** The same clock, which says why it sleeps. */
export const tellingClock = (clock: Clock, why: Wait['why'], onWait: OnWait): Clock => ({
  now: () => clock.now(),
  sleep: (ms) => {
    onWait({ why, reason: '', ms });
    return clock.sleep(ms);
  },
});
