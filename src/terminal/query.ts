/** The door to jmespath: `--query` reshapes the JSON before it is formatted. */
import { CspError } from '../core/errors.ts';
import type { JsonValue } from '../core/ports/environment.ts';

declare module 'jmespath' {
  /** Reads an expression without applying it; missing from the published types. */
  export function compile(expression: string): unknown;
}

export type Query = (value: JsonValue) => JsonValue;

/** Reads an expression; `queryInvalid` now if it is not JMESPath, later if it cannot be applied to the value. */
export const createQuery = async (expression: string): Promise<Query> => {
  const { default: jmespath } = await import('jmespath');
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new CspError(
        'queryInvalid',
        { query: expression, reason: error instanceof Error ? error.message : '' },
        error,
      );
    }
  };
  attempt(() => jmespath.compile(expression));
  // By way of text, because names such as `constructor` reach functions.
  return (value) => JSON.parse(JSON.stringify(attempt(() => jmespath.search(value, expression))) ?? 'null');
};
