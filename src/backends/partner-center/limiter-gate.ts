/** A way that closes for a time. When it opens again one goes ahead alone, and the others wait to see how it fares. */
import type { CspError } from '../../core/errors.ts';
import type { Clock, Instant } from '../../core/ports/environment.ts';

/** Said by one who was let in, when it is done: true when the way proved open. */
export type Leave = (isOpen: boolean) => void;

export interface Gate {
  /** Waits for its turn; first come, first served. Whoever was let in must leave. Fails with what `giveUp` says. */
  enter(runEndsAt?: Instant): Promise<Leave>;
  /** For at least so many milliseconds from now on. */
  close(ms: number): void;
  /** The same for what was learnt elsewhere: it is no strike. */
  hold(ms: number): void;
  readonly isClosed: boolean;
  /** While it is closed. */
  readonly opensAt: Instant | undefined;
  /** Closings since the way last proved open. */
  readonly strikes: number;
}

export interface GateOptions {
  readonly clock: Clock;
  /** Asked before each wait: why it is not worth it, or nothing. */
  readonly giveUp: (opensAt: Instant, strikes: number, runEndsAt: Instant | undefined) => CspError | undefined;
}

export const createGate = ({ clock, giveUp }: GateOptions): Gate => {
  let opensAt: Instant | undefined;
  let shutAt: Instant = 0;
  let strikes = 0;
  let trial: Promise<void> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const isClosed = (): boolean => opensAt !== undefined && opensAt > clock.now();

  /** A clock that was set back takes what was closed by it along. */
  const follow = (): void => {
    const back = Math.max(0, shutAt - clock.now());
    shutAt -= back;
    if (opensAt !== undefined) opensAt -= back;
  };
  const hold = (ms: number): void => {
    follow();
    shutAt = clock.now();
    opensAt = Math.max(opensAt ?? 0, shutAt + ms);
  };
  const close = (ms: number): void => {
    if (!isClosed()) strikes += 1;
    hold(ms);
  };

  const waitUntilOpen = async (runEndsAt: Instant | undefined): Promise<void> => {
    await trial;
    while (opensAt !== undefined) {
      follow();
      const until = opensAt;
      const error = isClosed() ? giveUp(until, strikes, runEndsAt) : undefined;
      if (error !== undefined) throw error;
      // A length from here on, not a time of day: the wall clock may be set while this waits.
      await pause(clock, until - clock.now());
      if (opensAt === until) opensAt = undefined;
    }
  };

  const letIn = (): Leave => {
    const isTrial = strikes > 0;
    let end = (): void => undefined;
    if (isTrial) {
      trial = new Promise((resolve) => {
        end = resolve;
      });
    }
    return (isOpen) => {
      // One who went in before a closing may fare well after it, which tells nothing about now.
      if (isOpen && isTrial) strikes = 0;
      end();
    };
  };

  return {
    enter: (runEndsAt) => {
      const entered = turn.then(() => waitUntilOpen(runEndsAt)).then(letIn);
      turn = entered.catch(() => undefined);
      return entered;
    },
    close,
    hold,
    get isClosed() {
      return isClosed();
    },
    get opensAt() {
      return isClosed() ? opensAt : undefined;
    },
    get strikes() {
      return strikes;
    },
  };
};

/** Timers count in 32 bits: a longer one would fire at once. */
const longestTimerMs = 86_400_000;

/** Sleeps, however long. */
export const pause = async (clock: Pick<Clock, 'sleep'>, ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= longestTimerMs) await clock.sleep(Math.min(left, longestTimerMs));
};
