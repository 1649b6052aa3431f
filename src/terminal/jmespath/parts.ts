/** The parts of an expression, each as what it does to a value. */
import type { JsonValue } from '../../core/ports/environment.ts';
import { type Apply, type Argument, type ArgumentType, type BuiltIn, findFunction } from './functions.ts';
import { queryFailure } from './query-failure.ts';
import { compare, isEqual, isObject, isTrue, type Type, typeOf } from './values.ts';

export interface Part {
  readonly apply: Apply;
  /** What it can come to; left out where that hangs on the data. */
  readonly types?: readonly Type[];
  /** What it comes to on any data. */
  readonly constant?: { readonly value: JsonValue };
  /** Of a field: before an opening parenthesis it names a function. */
  readonly name?: string;
  /** One more index or slice belongs to it. */
  readonly isIndexed?: boolean;
}

/** `@`, or nothing at all. */
export const current: Part = { apply: (value) => value };

export const field = (name: string): Part => ({
  name,
  apply: (value) => (isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null),
});

export const literal = (value: JsonValue): Part => ({
  apply: () => value,
  types: [typeOf(value)],
  constant: { value },
});

/** One after the other, each on what the one before gave. */
export const chain = (left: Part, right: Part): Part => ({
  apply: (value) => right.apply(left.apply(value)),
  ...(right.types === undefined ? {} : { types: right.types }),
});

export const index = (at: number): Apply => {
  return (value) => (Array.isArray(value) ? (value.at(at) ?? null) : null);
};

export const slice = (start: number | null, stop: number | null, step: number): Apply => {
  if (step === 0) throw queryFailure({ reason: 'stepZero' });
  const [least, beyond] = step > 0 ? [0, 0] : [-1, -1];
  return (value) => {
    if (!Array.isArray(value)) return null;
    const bound = (at: number): number => {
      const fromStart = at < 0 ? at + value.length : at;
      return Math.min(Math.max(fromStart, least), value.length + beyond);
    };
    const [from, to] = step > 0 ? [0, value.length] : [value.length - 1, -1];
    const end = stop === null ? to : bound(stop);
    const taken: JsonValue[] = [];
    for (let at = start === null ? from : bound(start); step > 0 ? at < end : at > end; at += step) {
      taken.push(value[at]);
    }
    return taken;
  };
};

/** What `right` makes of each item, without the nulls; null where there are no items. */
const project = (itemsOf: (value: JsonValue) => readonly JsonValue[] | null, right: Part): Part => ({
  types: ['array', 'null'],
  apply: (value) => {
    const items = itemsOf(value);
    if (items === null) return null;
    const made: JsonValue[] = [];
    for (const item of items) {
      const one = right.apply(item);
      if (one !== null) made.push(one);
    }
    return made;
  },
});

const listOf = (value: JsonValue): readonly JsonValue[] | null => (Array.isArray(value) ? value : null);

export const eachItem = (left: Part, right: Part): Part => project((value) => listOf(left.apply(value)), right);

export const eachValue = (left: Part, right: Part): Part =>
  project((value) => {
    const of = left.apply(value);
    return isObject(of) ? Object.values(of) : null;
  }, right);

export const eachFlattened = (left: Part, right: Part): Part =>
  project((value) => listOf(left.apply(value))?.flat() ?? null, right);

export const eachThat = (left: Part, condition: Part, right: Part): Part =>
  project((value) => listOf(left.apply(value))?.filter((item) => isTrue(condition.apply(item))) ?? null, right);

export const selectList = (parts: readonly Part[]): Part => ({
  types: ['array', 'null'],
  apply: (value) => (value === null ? null : parts.map((part) => part.apply(value))),
});

export const selectObject = (pairs: readonly (readonly [name: string, part: Part])[]): Part => ({
  types: ['object', 'null'],
  apply: (value) =>
    value === null ? null : Object.fromEntries(pairs.map(([name, part]) => [name, part.apply(value)] as const)),
});

export const or = (left: Part, right: Part): Part => ({
  apply: (value) => {
    const found = left.apply(value);
    return isTrue(found) ? found : right.apply(value);
  },
});

export const and = (left: Part, right: Part): Part => ({
  apply: (value) => {
    const found = left.apply(value);
    return isTrue(found) ? right.apply(value) : found;
  },
});

export const not = (part: Part): Part => ({ types: ['boolean'], apply: (value) => !isTrue(part.apply(value)) });

const orders: { readonly [sign: string]: (order: number) => boolean } = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Numbers and text have an order; with anything else beside them the answer is null. */
export const comparison = (sign: string, left: Part, right: Part): Part => {
  const holds = orders[sign];
  if (holds === undefined) {
    const isWanted = sign === '==';
    return { types: ['boolean'], apply: (value) => isEqual(left.apply(value), right.apply(value)) === isWanted };
  }
  return {
    types: ['boolean', 'null'],
    apply: (value) => {
      const [one, other] = [left.apply(value), right.apply(value)];
      const types = [typeOf(one), typeOf(other)] as const;
      if (types.some((type) => type !== 'number' && type !== 'string')) return null;
      if (types[0] === types[1]) return holds(compare(one, other));
      throw queryFailure({ reason: 'notComparable', sign, left: types[0], right: types[1] });
    },
  };
};

/** `&…` only stands where a function is called. */
export type Given = Part & { readonly isReference: boolean };

/** Refuses a call that can work on no data; what hangs on the data is looked at when it is there. */
export const call = (name: string, given: readonly Given[]): Part => {
  const called = findFunction(name);
  if (called === undefined) throw queryFailure({ reason: 'unknownFunction', function: name });
  const { takes, isOpen = false } = called;
  if (isOpen ? given.length < takes.length : given.length !== takes.length) {
    throw queryFailure({
      reason: 'argumentCount',
      function: name,
      takes: takes.length,
      isOpen,
      given: given.length,
    });
  }
  for (const [at, { isReference, types }] of given.entries()) {
    const possible = isReference ? (['expression'] as const) : types;
    const allowed = typesAt(called, at);
    const couldDo = possible?.some((type) =>
      allowed.some((one) => one.replace(/\[.*/, '') === type || isAny(one, type)),
    );
    if (couldDo === false || (!isReference && allowed[0] === 'expression')) {
      throw queryFailure({
        reason: 'argumentType',
        function: name,
        argument: at + 1,
        takes: allowed,
        given: possible?.join('|') ?? 'value',
      });
    }
  }
  const apply: Apply = (value) => {
    const values = given.map((part): Argument => (part.isReference ? part.apply : part.apply(value)));
    for (const [at, one] of values.entries()) checkArgument(name, called, at, one);
    return called.call(...values);
  };
  if (given.every(({ constant }) => constant !== undefined)) return literal(apply(null));
  return { apply, ...(called.gives === undefined ? {} : { types: called.gives }) };
};

const isAny = (allowed: ArgumentType, type: Type | 'expression'): boolean =>
  allowed === 'value' && type !== 'expression';

const typesAt = ({ takes }: BuiltIn, at: number): readonly ArgumentType[] =>
  takes[Math.min(at, takes.length - 1)] ?? [];

const checkArgument = (name: string, called: BuiltIn, at: number, value: Argument): void => {
  if (typeof value === 'function') return;
  const takes = typesAt(called, at);
  const does = takes.some((type) => {
    if (type === 'value' || type === typeOf(value)) return true;
    const item = /\[(.+)\]/.exec(type)?.[1];
    return item !== undefined && Array.isArray(value) && value.every((one) => typeof one === item);
  });
  if (does) return;
  throw queryFailure({ reason: 'argumentType', function: name, argument: at + 1, takes, given: describe(value) });
};

/** The type of a value; of a list also those of what is in it. */
const describe = (value: JsonValue): string => {
  if (!Array.isArray(value) || value.length === 0) return typeOf(value);
  return `array[${[...new Set(value.map((one) => typeOf(one)))].join('|')}]`;
};
