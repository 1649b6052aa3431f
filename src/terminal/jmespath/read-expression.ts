/** Reads an expression, by the strength with which each sign binds what stands before it. */
import type { JsonValue } from '../../core/ports/environment.ts';
import type { Apply } from './functions.ts';
import type { Given, Part } from './parts.ts';
import * as parts from './parts.ts';
import { queryFailure } from './query-failure.ts';
import { type Token, tokensOf } from './tokens.ts';

const strengths: { readonly [type: string]: number } = {
  '|': 1,
  '||': 2,
  '&&': 3,
  '==': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '[]': 9,
  '*': 20,
  '[?': 21,
  '.': 40,
  '!': 45,
  '{': 50,
  '[': 55,
  '(': 60,
};
const strengthOf = (type: string): number => strengths[type] ?? 0;
/** What binds more loosely ends the right side of a projection. */
const projectionEnd = 10;

interface Reader {
  readonly peek: (ahead?: number) => string;
  readonly take: () => Token;
  /** Takes the next token if it is of this type. */
  readonly skip: (type: string) => boolean;
  /** Takes a token of one of these types; anything else is refused. */
  readonly expect: (...types: readonly string[]) => Token;
}

const createReader = (tokens: readonly Token[]): Reader => {
  let at = 0;
  const end: Token = { type: 'end', value: null, text: '', column: 0 };
  const take = (): Token => tokens[at++] ?? end;
  const peek = (ahead = 0): string => (tokens[at + ahead] ?? end).type;
  return {
    take,
    peek,
    skip: (type) => peek() === type && take().type === type,
    expect: (...types) => {
      const token = take();
      return types.includes(token.type) ? token : refuse(token);
    },
  };
};

const refuse = ({ type, text, column }: Token): never => {
  throw queryFailure(type === 'end' ? { reason: 'incomplete' } : { reason: 'unexpected', found: text, column });
};

export const readExpression = (expression: string): Apply => {
  const reader = createReader(tokensOf(expression));
  const { apply } = read(reader, 0);
  reader.expect('end');
  return apply;
};

const read = (reader: Reader, strength: number): Part => {
  let left = readFirst(reader);
  while (strength < strengthOf(reader.peek())) left = readNext(reader, left);
  return left;
};

/** What an expression can begin with. */
const readFirst = (reader: Reader): Part => {
  const token = reader.take();
  switch (token.type) {
    case 'literal':
      return parts.literal(token.value);
    case 'name':
      return parts.field(String(token.value));
    case 'quoted':
      return reader.peek() === '(' ? refuse(reader.take()) : parts.field(String(token.value));
    case '@':
      return parts.current;
    case '*':
      return parts.eachValue(
        parts.current,
        reader.peek() === ']' ? parts.current : readProjected(reader, strengthOf('*')),
      );
    case '!':
      return parts.not(read(reader, strengthOf('!')));
    case '(':
      return readInParentheses(reader);
    case '{':
      return readObject(reader);
    case '[?':
      return readFilter(reader, parts.current);
    case '[]':
      return parts.eachFlattened(parts.current, readProjected(reader, strengthOf('[]')));
    case '[':
      if (['number', ':'].includes(reader.peek())) return readIndex(reader, parts.current);
      return reader.peek() === '*' && reader.peek(1) === ']' ? readStar(reader, parts.current) : readList(reader);
    default:
      return refuse(token);
  }
};

/** What can follow an expression. */
const readNext = (reader: Reader, left: Part): Part => {
  const token = reader.take();
  switch (token.type) {
    case '.':
      if (reader.peek() !== '*') return parts.chain(left, readAfterDot(reader, strengthOf('.')));
      reader.take();
      return parts.eachValue(left, readProjected(reader, strengthOf('.')));
    case '|':
      return parts.chain(left, read(reader, strengthOf('|')));
    case '||':
      return parts.or(left, read(reader, strengthOf('||')));
    case '&&':
      return parts.and(left, read(reader, strengthOf('&&')));
    case '(':
      return left.name === undefined ? refuse(token) : parts.call(left.name, readArguments(reader));
    case '[?':
      return readFilter(reader, left);
    case '[]':
      return parts.eachFlattened(left, readProjected(reader, strengthOf('[]')));
    case '[':
      return ['number', ':'].includes(reader.peek()) ? readIndex(reader, left) : readStar(reader, left);
    case '*':
    case '!':
    case '{':
      return refuse(token);
    default:
      return parts.comparison(token.type, left, read(reader, strengthOf(token.type)));
  }
};

const readInParentheses = (reader: Reader): Part => {
  const inner = read(reader, 0);
  reader.expect(')');
  return inner;
};

const readAfterDot = (reader: Reader, strength: number): Part => {
  if (['name', 'quoted', '*'].includes(reader.peek())) return read(reader, strength);
  return reader.expect('[', '{').type === '[' ? readList(reader) : readObject(reader);
};

/** What is done to each item of the projection to the left. */
const readProjected = (reader: Reader, strength: number): Part => {
  const type = reader.peek();
  if (strengthOf(type) < projectionEnd) return parts.current;
  if (type === '[' || type === '[?') return read(reader, strength);
  reader.expect('.');
  return readAfterDot(reader, strength);
};

const readStar = (reader: Reader, left: Part): Part => {
  reader.expect('*');
  reader.expect(']');
  return parts.eachItem(left, readProjected(reader, strengthOf('*')));
};

const readFilter = (reader: Reader, left: Part): Part => {
  const condition = read(reader, 0);
  reader.expect(']');
  const right = reader.peek() === '[]' ? parts.current : readProjected(reader, strengthOf('[?'));
  return parts.eachThat(left, condition, right);
};

/** A slice is a projection, but not behind another index: so `jmespath.py` has it. */
const readIndex = (reader: Reader, left: Part): Part => {
  const isSlice = reader.peek() === ':' || reader.peek(1) === ':';
  const apply = isSlice ? readSlice(reader) : parts.index(Number(reader.take().value));
  reader.expect(']');
  const indexed = { ...parts.chain(left, { apply }), isIndexed: true };
  return isSlice && left.isIndexed !== true ? parts.eachItem(indexed, readProjected(reader, strengthOf('*'))) : indexed;
};

const readSlice = (reader: Reader): Apply => {
  const bounds: [JsonValue, JsonValue, JsonValue] = [null, null, null];
  for (let at = 0; reader.peek() !== ']'; ) {
    const token = reader.expect('number', ':');
    if (token.type === 'number') bounds[at] = token.value;
    else if (++at > 2) refuse(token);
  }
  const [start, stop, step] = bounds as [number | null, number | null, number | null];
  return parts.slice(start, stop, step ?? 1);
};

const readList = (reader: Reader): Part => {
  const items = [read(reader, 0)];
  while (reader.expect(',', ']').type === ',') items.push(read(reader, 0));
  return parts.selectList(items);
};

const readObject = (reader: Reader): Part => {
  const pairs: (readonly [name: string, part: Part])[] = [];
  do {
    const name = String(reader.expect('name', 'quoted').value);
    reader.expect(':');
    pairs.push([name, read(reader, 0)]);
  } while (reader.skip(',') || reader.peek() !== '}');
  reader.expect('}');
  return parts.selectObject(pairs);
};

/** Neither arguments nor pairs need commas between them: `jmespath.py` does without, too. */
const readArguments = (reader: Reader): readonly Given[] => {
  const given: Given[] = [];
  while (!reader.skip(')')) {
    const isReference = reader.skip('&');
    given.push({ ...read(reader, 0), isReference });
    reader.skip(',');
  }
  return given;
};
