/** What is thrown where an expression cannot be read, or does not fit the data. */
import { CspError } from '../../core/errors.ts';
import type { QueryFault } from '../../core/ports/environment.ts';

/** Without the expression, which only its reader has before him. */
export const queryFailure = (fault: QueryFault): CspError<'queryInvalid'> =>
  new CspError('queryInvalid', { query: '', ...fault });
