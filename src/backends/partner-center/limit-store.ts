/** Where what is known of the service's limits is kept. */
import type { Pace } from './limiter-pace.ts';

export interface LimitStore {
  /** Reads and changes it, with nobody in between; `known` is `undefined` before the first time. */
  change<T>(act: (known: Pace | undefined) => { readonly pace: Pace; readonly result: T }): T;
  close(): void;
}

/** For one process alone. */
export const createLimitStore = (): LimitStore => {
  let known: Pace | undefined;
  return {
    change: (act) => {
      const { pace, result } = act(known);
      known = pace;
      return result;
    },
    close: () => undefined,
  };
};
