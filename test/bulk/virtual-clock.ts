/** A clock for work without sockets or timers: when nothing is going on any more, it jumps to the next sleeper. */
import type { Clock, Instant } from '../../src/core/ports/environment.ts';

export interface VirtualClock extends Clock {
  /** The clock stands still until `work` is done: it may need a few turns of the event loop. */
  readonly hold: <T>(work: Promise<T>) => Promise<T>;
  /** Every sleep fails from now on. */
  readonly giveUp: (reason: Error) => void;
}

interface Sleeper {
  readonly at: Instant;
  readonly wake: () => void;
  readonly fail: (reason: Error) => void;
}

export const startedAt: Instant = Date.UTC(2026, 10, 21, 12);
/** What goes on without timers, and is not held, is over within so many turns. */
const quietTurns = 4;

export const createVirtualClock = (): VirtualClock => {
  let now = startedAt;
  let held = 0;
  let quiet = 0;
  let isTicking = false;
  let sleepers: readonly Sleeper[] = [];
  let reason: Error | undefined;

  const jump = (): void => {
    now = Math.min(...sleepers.map(({ at }) => at));
    const due = sleepers.filter(({ at }) => at <= now);
    sleepers = sleepers.filter(({ at }) => at > now);
    for (const { wake } of due) wake();
  };
  const tick = (): void => {
    quiet = held > 0 ? 0 : quiet + 1;
    if (quiet > quietTurns && sleepers.length > 0) {
      quiet = 0;
      jump();
    }
    isTicking = sleepers.length > 0;
    if (isTicking) setImmediate(tick);
  };
  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((wake, fail) => {
        if (reason !== undefined) return fail(reason);
        sleepers = [...sleepers, { at: now + ms, wake, fail }];
        if (!isTicking) setImmediate(tick);
        isTicking = true;
      }),
    hold: async (work) => {
      held += 1;
      try {
        return await work;
      } finally {
        held -= 1;
      }
    },
    giveUp: (why) => {
      reason = why;
      for (const { fail } of sleepers) fail(why);
      sleepers = [];
    },
  };
};
