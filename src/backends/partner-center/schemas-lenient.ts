/** Fields that a record may lack or have otherwise than documented, without being lost by it: then they are not known. */
import * as v from 'valibot';
import { toInstant } from './translate-values.ts';

/** What `schema` reads, or nothing known. */
export const ifReadable = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);

const anyText = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

/** Numbers are texts too. */
export const textIfAny = ifReadable(anyText);

/** A word that decides something: one that is no text must not pass for none, whose meaning is documented. */
export const wordIfAny = v.nullish(
  v.pipe(
    v.unknown(),
    v.transform((word) => (v.is(anyText, word) ? String(word) : 'unknown')),
  ),
);

/** Negative where something was taken. */
export const wholeIfAny = ifReadable(
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d{1,15}(?:\.0+)?$/), v.transform(Number))]),
    v.safeInteger(),
  ),
);

/** Nothing, and the sentinels that stand for it, are `null` or `undefined`. */
export const instantIfAny = ifReadable(v.pipe(v.string(), v.transform(toInstant)));

/** Here `null` is a word of the service: there is no end, or none is allowed. What cannot be read is as if it were not there. */
export const instantOrNull = v.fallback(
  v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.transform((text) => toInstant(text) ?? undefined),
      ),
    ),
  ),
  undefined,
);

/** Those of a list that can be read. */
export const readableOf = <S extends v.GenericSchema>(schema: S) =>
  ifReadable(
    v.pipe(
      v.array(v.unknown()),
      v.transform((items) => items.flatMap((item) => readOne(schema, item))),
    ),
  );

const readOne = <S extends v.GenericSchema>(schema: S, item: unknown): readonly v.InferOutput<S>[] => {
  const result = v.safeParse(schema, item);
  return result.success ? [result.output] : [];
};
