/**
 * When nothing is left that could wake the process, Node ends it with 0, whatever was still waited for: an answer that
 * never comes would pass for one without rows.
 */
export interface Idle {
  /** The same work, which fails when the process has nothing left to do before it is done. */
  readonly unlessIdle: <T>(work: PromiseLike<T>, reason: () => unknown) => Promise<T>;
}

/** Whoever waits innermost fails first, for the rest may go on then. */
export const createIdle = (host: Pick<NodeJS.Process, 'on'>): Idle => {
  const waiting = new Set<() => void>();
  host.on('beforeExit', () => [...waiting].at(-1)?.());
  return {
    unlessIdle: (work, reason) =>
      new Promise((resolve, reject) => {
        const fail = (): void => {
          waiting.delete(fail);
          reject(reason());
        };
        waiting.add(fail);
        work.then(resolve, reject).then(() => waiting.delete(fail));
      }),
  };
};
