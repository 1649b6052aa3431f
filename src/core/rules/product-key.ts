/**
 * Who may see a product key: today's edition says, for every purchase. Cancelled software has no key any more.
 * A key is an opaque text; it is shown with all but its last five characters masked.
 * Source: "get a key", P1-P5; announcements of January and March 2021.
 */
import type { Instant } from '../ports/environment.ts';
import { isCancelled } from './line-status.ts';
import { editionAt } from './policy-editions.ts';
import { kindRules, type ProductKind } from './product-kinds.ts';

export type KeyAccess = 'partner' | 'customer' | 'none';

/** `none` for kinds that come without a key. The state of the purchase is not looked at. */
export const decideKeyAccess = (kind: ProductKind, now: Instant): KeyAccess =>
  kindRules[kind].hasKey ? editionAt(now).keys : 'none';

/** The same for one order line: `none` as soon as it is cancelled, or its cancellation is under way. */
export const lineKeyAccess = (kind: ProductKind, status: string, now: Instant): KeyAccess =>
  isCancelled(status) ? 'none' : decideKeyAccess(kind, now);

const separator = /[- ]/;
const shown = 5;
const shortest = 10;

/** Stars for every character but the last five; hyphens and spaces stay. A key of fewer than ten is all stars. */
export const maskKey = (key: string): string => {
  const characters = [...key];
  const length = characters.filter((character) => !separator.test(character)).length;
  let left = length < shortest ? length : length - shown;
  return characters.map((character) => (separator.test(character) || left-- <= 0 ? character : '*')).join('');
};
