/** A clock for what runs in this process: it stands still while anything happens, then jumps to the next sleeper. */
import type { Clock } from '../../src/core/ports/environment.ts';

export interface IdleClock extends Clock {
  /** While it runs, the clock stands still. */
  busy<T>(act: () => Promise<T>): Promise<T>;
  /** The same one of the service, which nobody sets. */
  readonly service: Clock;
  /** Sets the wall clock; sleeps are lengths and do not follow. */
  step(ms: number): void;
  stop(): void;
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** Turns of the event loop in which nothing happened: a commit takes one, and what follows it some more. */
const quietTurns = 8;

export const createIdleClock = (startsAt: number): IdleClock => {
  let elapsed = 0;
  let wall = startsAt;
  let underWay = 0;
  let quiet = 0;
  let isTurning = false;
  const sleepers = new Set<Sleeper>();

  const turn = (): void => {
    quiet = underWay > 0 ? 0 : quiet + 1;
    if (quiet >= quietTurns) {
      quiet = 0;
      const next = Math.min(...[...sleepers].map(({ wakesAt }) => wakesAt));
      elapsed = Math.max(elapsed, next);
      for (const sleeper of [...sleepers].filter(({ wakesAt }) => wakesAt <= elapsed)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    isTurning = sleepers.size > 0;
    if (isTurning) setImmediate(turn);
  };

  const sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      sleepers.add({ wakesAt: elapsed + ms, wake });
      quiet = 0;
      if (!isTurning) {
        isTurning = true;
        setImmediate(turn);
      }
    });
  return {
    now: () => wall + elapsed,
    sleep,
    service: { now: () => startsAt + elapsed, sleep },
    busy: async (act) => {
      underWay += 1;
      try {
        return await act();
      } finally {
        underWay -= 1;
        quiet = 0;
      }
    },
    step: (ms) => {
      wall += ms;
    },
    stop: () => sleepers.clear(),
  };
};
