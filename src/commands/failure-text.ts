/** A failure as one sentence, for a row of a report. */
import type { ErrorCode, Failure } from '../core/errors.ts';
import type { FailureOf } from '../core/ports/environment.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';

export const failureText = (texts: ErrorTexts, failure: Failure): string => textOf(texts, failure);

const textOf = <C extends ErrorCode>(texts: ErrorTexts, { code, details }: FailureOf<C>): string =>
  texts[code](details).what;
