/** `--query`: a JMESPath expression that reshapes the JSON before it is formatted. */
import { CspError, isCspError } from '../core/errors.ts';
import type { JsonValue } from '../core/ports/environment.ts';

export type Query = (value: JsonValue) => JsonValue;

/** Reads an expression. `queryInvalid` now if it can work on no data; later if it does not fit the value. */
export const createQuery = async (query: string): Promise<Query> => {
  const { readExpression } = await import('./jmespath/read-expression.ts');
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      // The stack is what parentheses within parentheses use up.
      if (error instanceof RangeError) throw new CspError('queryInvalid', { query, reason: 'tooDeep' }, error);
      if (!isCspError(error) || error.code !== 'queryInvalid') throw error;
      throw new CspError('queryInvalid', { ...(error as CspError<'queryInvalid'>).details, query });
    }
  };
  const apply = attempt(() => readExpression(query));
  return (value) => attempt(() => apply(value));
};
