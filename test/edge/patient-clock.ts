/** A clock for tests with real sockets: it stands still while anything happens, then jumps to the next sleeper. */
import type { Clock } from '../../src/core/ports/environment.ts';

export interface PatientClock extends Clock {
  /** How long each sleep was, in milliseconds. */
  readonly slept: readonly number[];
  stop(): void;
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

const tickMs = 4;
/** A request that has just left takes a moment to arrive. */
const quietTicks = 4;

export const startedAt = Date.UTC(2026, 10, 21, 12);

export const createPatientClock = (isBusy: () => boolean): PatientClock => {
  let now = startedAt;
  let quiet = 0;
  const sleepers: Sleeper[] = [];
  const slept: number[] = [];
  const timer = setInterval(() => {
    quiet = isBusy() ? 0 : quiet + 1;
    if (quiet < quietTicks || sleepers.length === 0) return;
    quiet = 0;
    now = Math.max(now, Math.min(...sleepers.map(({ wakesAt }) => wakesAt)));
    for (const sleeper of sleepers.filter(({ wakesAt }) => wakesAt <= now)) {
      sleepers.splice(sleepers.indexOf(sleeper), 1);
      sleeper.wake();
    }
  }, tickMs);
  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        slept.push(ms);
        sleepers.push({ wakesAt: now + ms, wake });
      }),
    slept,
    stop: () => clearInterval(timer),
  };
};

/** For code without sockets: each sleep is over at once, and that much later. */
export const createHastyClock = (): Clock & { advance(ms: number): void } => {
  let now = startedAt;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    advance: (ms) => {
      now += ms;
    },
  };
};
