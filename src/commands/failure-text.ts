/** A failure in short, for a row of a report; a refusal also in the service's words, a purchase that nobody knows of by its ids. */
import type { ErrorCode, Failure } from '../core/errors.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';
import { failureSentence } from '../locales/failure-sentence.ts';

/** Of a purchase no order tells yet, so whoever looks for it needs its ids. */
const whole: ReadonlySet<ErrorCode> = new Set(['purchaseUnknown', 'cancelRefusedByService']);

export const failureText = (texts: ErrorTexts, failure: Failure): string => {
  const { what, why } = failureSentence(texts, failure);
  return whole.has(failure.code) && why ? `${what} ${why}` : what;
};
