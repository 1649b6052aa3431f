/**
 * Work on many things, a few at a time: what comes of them comes in their order, and so does a failure. As no more is
 * begun than has been taken, memory stays flat however many there are.
 */
export async function* readAhead<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<R>,
  atOnce = 8,
): AsyncGenerator<R> {
  const ahead: Promise<R>[] = [];
  for await (const item of items) {
    if (ahead.length === atOnce) yield (await ahead.shift()) as R;
    const begun = work(item);
    // Told when its turn comes; until then nobody waits for it.
    begun.catch(() => undefined);
    ahead.push(begun);
  }
  while (ahead.length > 0) yield (await ahead.shift()) as R;
}
