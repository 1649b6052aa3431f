/** The sentence for a word of ours; any other text stands for itself. */
export const wordsOf = (sentences: { readonly [word: string]: string }, word: string): string =>
  (Object.hasOwn(sentences, word) ? sentences[word] : undefined) ?? word;
