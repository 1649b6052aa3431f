/** The end of a run before its work is done: `--timeout`. An AbortController would do the same and cost a start 2 ms. */
export interface GiveUp {
  /** Set once the run has been given up. */
  readonly reason: unknown;
  readonly giveUp: (reason: unknown) => void;
  /** Calls back when the run is given up; at once if it has been. */
  readonly onGiveUp: (act: (reason: unknown) => void) => void;
}

export const createGiveUp = (): GiveUp => {
  const waiting: ((reason: unknown) => void)[] = [];
  let given: unknown;
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
  };
};
