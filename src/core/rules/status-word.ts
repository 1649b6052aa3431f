/** The service's words for states: its pages and its answers write the same one with blanks, hyphens and capitals. */

/** The form in which spellings of the same word are equal. */
export const foldWord = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');

/** Finds a word of `known`, however it is spelled; with `canceled` for `cancelled`. */
export const createWordFinder = <W extends string>(known: readonly W[]): ((word: string) => W | undefined) => {
  const words = new Map(known.map((word) => [foldWord(word), word]));
  return (word) => {
    const folded = foldWord(word);
    return words.get(folded === 'canceled' ? 'cancelled' : folded);
  };
};
