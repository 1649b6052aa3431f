/** The built-in functions of JMESPath: what each takes, what it may give, and how it answers. */
import type { JsonObject, JsonValue } from '../../core/ports/environment.ts';
import { queryFailure } from './query-failure.ts';
import { compare, isEqual, type Type, typeOf } from './values.ts';

/** Applies an expression to a value. */
export type Apply = (value: JsonValue) => JsonValue;
export type Argument = JsonValue | Apply;
export type ArgumentType = Type | 'value' | 'expression' | 'array[number]' | 'array[string]';

export interface BuiltIn {
  /** For each argument the types that will do. */
  readonly takes: readonly (readonly ArgumentType[])[];
  /** The last argument may come as often as one likes. */
  readonly isOpen?: boolean;
  /** Left out where it can be anything. */
  readonly gives?: readonly Type[];
  readonly call: (...given: readonly Argument[]) => JsonValue;
}

type Numbers = readonly number[];
type Values = readonly JsonValue[];

const any = ['value'] as const;
const text = ['string'] as const;
const number = ['number'] as const;
const list = ['array'] as const;
const object = ['object'] as const;
const expression = ['expression'] as const;
const numbers = ['array[number]'] as const;
const ordered = ['array[number]', 'array[string]'] as const;
const maybeNumber = ['number', 'null'] as const;
const maybeOrdered = ['number', 'string', 'null'] as const;

const itself: Apply = (value) => value;
const sum = (of: Numbers): number => of.reduce((total, one) => total + one, 0);
const byKey = ([, left]: Keyed, [, right]: Keyed): number => compare(left, right);

const functions: { readonly [name: string]: BuiltIn } = {
  abs: { takes: [number], gives: number, call: (n) => Math.abs(n as number) },
  avg: {
    takes: [numbers],
    gives: maybeNumber,
    call: (of) => ((of as Numbers).length === 0 ? null : sum(of as Numbers) / (of as Numbers).length),
  },
  ceil: { takes: [number], gives: number, call: (n) => Math.ceil(n as number) },
  contains: {
    takes: [['array', 'string'], any],
    gives: ['boolean'],
    call: (subject, wanted) => contains(subject as Values | string, wanted as JsonValue),
  },
  ends_with: { takes: [text, text], gives: ['boolean'], call: (all, end) => String(all).endsWith(String(end)) },
  floor: { takes: [number], gives: number, call: (n) => Math.floor(n as number) },
  join: {
    takes: [text, ['array[string]']],
    gives: text,
    call: (between, parts) => (parts as Values).join(String(between)),
  },
  keys: { takes: [object], gives: list, call: (of) => Object.keys(of as JsonObject) },
  length: {
    takes: [['string', 'array', 'object']],
    gives: number,
    call: (of) => lengthOf(of as string | Values | JsonObject),
  },
  map: { takes: [expression, list], gives: list, call: (key, of) => (of as Values).map((one) => (key as Apply)(one)) },
  max: { takes: [ordered], gives: maybeOrdered, call: (of) => last(keyed('max', of, itself)) },
  max_by: { takes: [list, expression], call: (of, key) => last(keyed('max_by', of, key)) },
  merge: {
    takes: [object],
    isOpen: true,
    gives: object,
    call: (...all) => Object.fromEntries(all.flatMap((one) => Object.entries(one as JsonObject))),
  },
  min: { takes: [ordered], gives: maybeOrdered, call: (of) => first(keyed('min', of, itself)) },
  min_by: { takes: [list, expression], call: (of, key) => first(keyed('min_by', of, key)) },
  not_null: { takes: [any], isOpen: true, call: (...all) => (all as Values).find((one) => one !== null) ?? null },
  reverse: {
    takes: [['string', 'array']],
    gives: ['string', 'array'],
    call: (of) => (typeof of === 'string' ? [...of].reverse().join('') : [...(of as Values)].reverse()),
  },
  sort: { takes: [ordered], gives: list, call: (of) => [...(of as Values)].sort(compare) },
  sort_by: {
    takes: [list, expression],
    gives: list,
    call: (of, key) =>
      keyed('sort_by', of, key)
        .sort(byKey)
        .map(([one]) => one),
  },
  starts_with: { takes: [text, text], gives: ['boolean'], call: (all, start) => String(all).startsWith(String(start)) },
  sum: { takes: [numbers], gives: number, call: (of) => sum(of as Numbers) },
  to_array: { takes: [any], gives: list, call: (of) => (Array.isArray(of) ? of : [of as JsonValue]) },
  to_number: { takes: [any], gives: maybeNumber, call: (of) => toNumber(of as JsonValue) },
  to_string: { takes: [any], gives: text, call: (of) => (typeof of === 'string' ? of : JSON.stringify(of)) },
  type: { takes: [any], gives: text, call: (of) => typeOf(of as JsonValue) },
  values: { takes: [object], gives: list, call: (of) => Object.values(of as JsonObject) },
};

export const findFunction = (name: string): BuiltIn | undefined =>
  Object.hasOwn(functions, name) ? functions[name] : undefined;

const lengthOf = (of: string | Values | JsonObject): number => {
  if (typeof of === 'string') return [...of].length;
  return Array.isArray(of) ? of.length : Object.keys(of).length;
};

const contains = (subject: Values | string, wanted: JsonValue): boolean => {
  if (typeof subject !== 'string') return subject.some((one) => isEqual(one, wanted));
  if (typeof wanted === 'string') return subject.includes(wanted);
  const given = typeOf(wanted);
  throw queryFailure({ reason: 'argumentType', function: 'contains', argument: 2, takes: ['string'], given });
};

type Keyed = readonly [value: JsonValue, key: JsonValue];

/** Each value with what orders it: all numbers or all text. */
const keyed = (name: string, of: Argument, key: Argument): Keyed[] => {
  const all = (of as Values).map((one): Keyed => [one, (key as Apply)(one)]);
  const types = new Set(all.map(([, by]) => typeOf(by)));
  const isOrdered = types.size < 2 && !['boolean', 'array', 'object', 'null'].some((type) => types.has(type as Type));
  if (isOrdered) return all;
  throw queryFailure({ reason: 'keyType', function: name, given: [...types] });
};

const first = (all: readonly Keyed[]): JsonValue =>
  all.reduce<Keyed>((least, one, index) => (index === 0 || byKey(one, least) < 0 ? one : least), [null, null])[0];

const last = (all: readonly Keyed[]): JsonValue =>
  all.reduce<Keyed>((most, one, index) => (index === 0 || byKey(one, most) > 0 ? one : most), [null, null])[0];

const numeral = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i;

const toNumber = (value: JsonValue): JsonValue => {
  if (typeof value === 'number') return value;
  const digits = typeof value === 'string' ? value.trim() : '';
  const read = numeral.test(digits) ? Number(digits.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(read) ? read : null;
};
