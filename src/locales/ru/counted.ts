/** A number with its noun: `1 заказ`, `2 заказа`, `5 заказов`, held together by a non-breaking space. */
import { plural } from '../plural.ts';

/** `few` also serves fractions: `1,5 заказа`. Nominative and accusative are alike only for nouns that are not feminine. */
export const counted = (count: number, one: string, few: string, many: string): string =>
  plural('ru', count, {
    one: `#\u00a0${one}`,
    few: `#\u00a0${few}`,
    many: `#\u00a0${many}`,
    other: `#\u00a0${few}`,
  });
