/** One at a time, and whoever they ask for in turn: nobody waits behind all that was asked for somebody else. */
export type InTurn = <T>(whom: string, act: () => Promise<T>) => Promise<T>;

export const createTurns = (): InTurn => {
  /** Whose turn is next comes first. */
  const waiting = new Map<string, (() => void)[]>();
  let isBusy = false;

  const callNext = (): void => {
    const [next] = waiting;
    isBusy = next !== undefined;
    if (next === undefined) return;
    const [whom, queue] = next;
    const call = queue.shift();
    waiting.delete(whom);
    if (queue.length > 0) waiting.set(whom, queue);
    call?.();
  };

  const wait = (whom: string): Promise<void> =>
    new Promise((call) => {
      const queue = waiting.get(whom) ?? [];
      queue.push(call);
      waiting.set(whom, queue);
    });

  return async (whom, act) => {
    if (isBusy) await wait(whom);
    isBusy = true;
    try {
      return await act();
    } finally {
      callNext();
    }
  };
};
