/** A failure told in a sentence, with as many reasons as there are. */
export const withReasons = (
  what: string,
  reasons: readonly (string | undefined)[],
  between: string,
): { readonly what: string; readonly why?: string } => {
  const why = reasons.filter(Boolean).join(between);
  return why === '' ? { what } : { what, why };
};
