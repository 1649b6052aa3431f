/** The end of a run before its work is done: `--timeout`. An AbortController would do the same and cost a start 2 ms. */
export interface GiveUp {
  /** Set once the run has been given up. */
  readonly reason: unknown;
  readonly giveUp: (reason: unknown) => void;
  /** Calls back when the run is given up; at once if it has been. */
  readonly onGiveUp: (act: (reason: unknown) => void) => void;
  /** Work that is waited for, once it has begun; it looks at `reason` itself. */
  readonly hold: <T>(work: Promise<T>) => Promise<T>;
  /** Resolves when nothing is held any more, and whoever waited for it has heard. */
  readonly released: () => Promise<void>;
}

export const createGiveUp = (): GiveUp => {
  const waiting: ((reason: unknown) => void)[] = [];
  let given: unknown;
  let held: Promise<unknown> = Promise.resolve();
  return {
    get reason() {
      return given;
    },
    giveUp: (reason) => {
      given ??= reason;
      for (const act of waiting.splice(0)) act(given);
    },
    onGiveUp: (act) => {
      if (given === undefined) waiting.push(act);
      else act(given);
    },
    hold: (work) => {
      held = work;
      return work;
    },
    released: async () => {
      await held.catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};
