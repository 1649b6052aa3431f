/** A failure in short, for a row of a report; a refusal also in the service's words, a purchase that nobody knows of by its ids. */
import type { ErrorCode, Failure } from '../core/errors.ts';
import type { FailureOf } from '../core/ports/environment.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';

export const failureText = (texts: ErrorTexts, failure: Failure): string => textOf(texts, failure);

/** Of a purchase no order tells yet, so whoever looks for it needs its ids. */
const whole: ReadonlySet<ErrorCode> = new Set(['purchaseUnknown', 'cancelRefusedByService']);

const textOf = <C extends ErrorCode>(texts: ErrorTexts, { code, details }: FailureOf<C>): string => {
  const { what, why } = texts[code](details);
  return whole.has(code) && why ? `${what} ${why}` : what;
};
