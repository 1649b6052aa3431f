/** A failure as one sentence, for a row of a report. */
import type { ErrorCode, Failure } from '../core/errors.ts';
import type { FailureOf } from '../core/ports/environment.ts';
import type { Messages } from '../locales/messages.ts';

export const failureText = (messages: Messages, failure: Failure): string => textOf(messages, failure);

const textOf = <C extends ErrorCode>({ errors }: Messages, { code, details }: FailureOf<C>): string =>
  errors[code](details).what;
