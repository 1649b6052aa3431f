/** The door to jmespath: `--query` reshapes the JSON before it is formatted. */
import { CspError } from '../core/errors.ts';
import type { JsonValue } from '../core/ports/environment.ts';

/** A part of an expression, as far as calls are concerned. */
interface Syntax {
  readonly type: string;
  /** Of a function; other parts use it for other things. */
  readonly name?: unknown;
  /** Those of a slice are numbers. */
  readonly children?: readonly (Syntax | number | null)[];
  /** The part behind the colon of a key and its value; data where the part is a literal. */
  readonly value?: unknown;
}

declare module 'jmespath' {
  /** Reads an expression without applying it; missing from the published types. */
  export function compile(expression: string): Syntax;
}

export type Query = (value: JsonValue) => JsonValue;

/**
 * Reads an expression. `queryInvalid` now if it is not JMESPath, or calls a function that there is not or with other
 * arguments than it takes; later if it does not fit the value.
 */
export const createQuery = async (expression: string): Promise<Query> => {
  const { default: jmespath } = await import('jmespath');
  const invalid = (reason: string, cause?: unknown): CspError =>
    new CspError('queryInvalid', { query: expression, reason }, cause);
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw invalid(error instanceof Error ? error.message : '', error);
    }
  };
  const fault = callFault(attempt(() => jmespath.compile(expression)));
  if (fault !== undefined) throw invalid(fault);
  // By way of text, because names such as `constructor` reach functions.
  return (value) => JSON.parse(JSON.stringify(attempt(() => jmespath.search(value, expression))) ?? 'null');
};

/**
 * What each function takes, an argument a letter: `v` a value, `&` an expression, `+` as many more as one likes.
 * The library itself looks only when it comes to the call. Source: the JMESPath specification, built-in functions.
 */
const functions: { readonly [name: string]: string } = {
  abs: 'v',
  avg: 'v',
  ceil: 'v',
  contains: 'vv',
  ends_with: 'vv',
  floor: 'v',
  join: 'vv',
  keys: 'v',
  length: 'v',
  map: '&v',
  max: 'v',
  max_by: 'v&',
  merge: 'v+',
  min: 'v',
  min_by: 'v&',
  not_null: 'v+',
  reverse: 'v',
  sort: 'v',
  sort_by: 'v&',
  starts_with: 'vv',
  sum: 'v',
  to_array: 'v',
  to_number: 'v',
  to_string: 'v',
  type: 'v',
  values: 'v',
};

/** What is wrong with the first call that cannot work on any data. */
const callFault = (part: Syntax): string | undefined => {
  const { type, name } = part;
  const children = (part.children ?? []).filter((child) => typeof child === 'object' && child !== null);
  if (type === 'Function') {
    const called = String(name);
    const takes = Object.hasOwn(functions, called) ? functions[called] : undefined;
    if (takes === undefined) return `Unknown function: ${called}()`;
    const isAnyNumber = takes.endsWith('+');
    const least = isAnyNumber ? takes.length - 1 : takes.length;
    if (isAnyNumber ? children.length < least : children.length !== least) {
      return `${called}() takes ${isAnyNumber ? 'at least ' : ''}${least} argument${least === 1 ? '' : 's'} but received ${children.length}`;
    }
    const at = children.findIndex((child, index) => (child.type === 'ExpressionReference') !== (takes[index] === '&'));
    if (at !== -1)
      return `${called}() takes ${takes[at] === '&' ? 'an expression (&…)' : 'a value'} as argument ${at + 1}`;
  }
  const value = type === 'KeyValuePair' ? [part.value as Syntax] : [];
  for (const child of [...children, ...value]) {
    const fault = callFault(child);
    if (fault !== undefined) return fault;
  }
  return undefined;
};
