/** A failure as one sentence, for a row of a report; a purchase that nobody knows of also by its ids. */
import type { ErrorCode, Failure } from '../core/errors.ts';
import type { FailureOf } from '../core/ports/environment.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';

export const failureText = (texts: ErrorTexts, failure: Failure): string => textOf(texts, failure);

const textOf = <C extends ErrorCode>(texts: ErrorTexts, { code, details }: FailureOf<C>): string => {
  const { what, why } = texts[code](details);
  // No order tells of it yet, so whoever looks for it needs its ids.
  return code === 'purchaseUnknown' && why !== undefined ? `${what} ${why}` : what;
};
