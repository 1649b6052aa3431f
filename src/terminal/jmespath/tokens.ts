/** Cuts an expression into tokens. */
import type { JsonValue, QueryFault } from '../../core/ports/environment.ts';
import { queryFailure } from './query-failure.ts';

export interface Token {
  /** A sign stands for itself. */
  readonly type: string;
  /** What a name, a number or a literal means. */
  readonly value: JsonValue;
  /** As it was written. */
  readonly text: string;
  /** Counted in letters, from 1. */
  readonly column: number;
}

const blanks = /[ \t\n\r]*/y;
const name = /[A-Za-z_]\w*/y;
const number = /-?\d+/y;
const quoted = /(['"`])((?:\\.|(?!\1)[^\\])*)\1/sy;
const sign = /\[\]|\[\?|\|\||&&|[<>!=]=|[.*[\],:@(){}|&<>!]/y;

export const tokensOf = (expression: string): readonly Token[] => {
  const tokens: Token[] = [];
  let [at, counted, column] = [0, 0, 1];
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(expression);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  for (;;) {
    take(blanks);
    column += [...expression.slice(counted, at)].length;
    counted = at;
    const add = (type: string, value: JsonValue, text: string): number => tokens.push({ type, value, text, column });
    if (at === expression.length) {
      add('end', null, '');
      return tokens;
    }
    const [word] = take(name) ?? [];
    const [digits] = word === undefined ? (take(number) ?? []) : [];
    const text = word ?? digits;
    if (text !== undefined) {
      add(word === undefined ? 'number' : 'name', word ?? Number(text), text);
      continue;
    }
    const string = take(quoted);
    if (string !== null) {
      const [all, mark = '', body = ''] = string;
      add(mark === '"' ? 'quoted' : 'literal', meaningOf(mark, body, column), all);
      continue;
    }
    const [found] = take(sign) ?? [];
    if (found === undefined) throw queryFailure(faultAt(expression.slice(at), column));
    add(found, null, found);
  }
};

const faultAt = (rest: string, column: number): QueryFault => {
  const [found = ''] = rest;
  return { reason: /['"`]/.test(found) ? 'unclosed' : 'unexpected', found, column };
};

const meaningOf = (mark: string, body: string, column: number): JsonValue => {
  if (mark === "'") return body.replaceAll("\\'", "'");
  if (mark === '"') return readJson(`"${body}"`, { reason: 'unexpected', found: `"${body}"`, column });
  const text = body.replaceAll('\\`', '`');
  try {
    return JSON.parse(text);
  } catch {
    // Once the rule, and still written: text needs no quotation marks of its own.
    return readJson(`"${text.trimStart()}"`, { reason: 'unexpected', found: `\`${body}\``, column });
  }
};

const readJson = (text: string, fault: QueryFault): JsonValue => {
  try {
    return JSON.parse(text);
  } catch {
    throw queryFailure(fault);
  }
};
