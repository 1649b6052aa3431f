import type { ErrorCode } from '../core/errors.ts';
import type { FailureOf } from '../core/ports/environment.ts';
import type { ErrorText, ErrorTexts } from './en/errors.ts';

/**
 * What is said of a failure. One from elsewhere, such as a journal of a later csp, may be unknown or lack what its
 * sentence needs: then its code is all that is said, rather than nothing about everything else.
 */
export const failureSentence = <C extends ErrorCode>(texts: ErrorTexts, { code, details }: FailureOf<C>): ErrorText => {
  try {
    return texts[code](details);
  } catch {
    return texts.internal({ reason: code });
  }
};
