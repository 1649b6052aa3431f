/** One of each group, then the next of each: so that no customer waits for all of another's. */
export const inTurn = <T>(groups: readonly (readonly T[])[]): readonly T[] => {
  const longest = groups.reduce((most, { length }) => Math.max(most, length), 0);
  const all: T[] = [];
  for (let at = 0; at < longest; at += 1) {
    for (const group of groups) {
      const item = group[at];
      if (item !== undefined) all.push(item);
    }
  }
  return all;
};
