/**
 * How many pieces a line has after rows that change it. Microsoft tells a change by two rows of the same day: the refund of
 * all pieces that were there, and the charge of all that are there then. Rows are in no order in time.
 * Source: Microsoft's page on billing scenarios of new commerce, 2022-11.
 */
import type { Instant } from '../../core/ports/environment.ts';

export interface Half {
  readonly charge: 'quantity' | 'upgrade';
  readonly date: Instant;
  readonly quantity: number;
  readonly isRefund: boolean;
}

export interface Changed<H extends Half> {
  /** 0 where all of them have become another product. */
  readonly quantity: number;
  /** Rows whose other half is missing: they change nothing. */
  readonly incomplete: readonly H[];
}

/** Day by day. A day's change of which a half is missing is left out: what a single half means is not certain. */
export const changePieces = <H extends Half>(before: number, halves: readonly H[]): Changed<H> => {
  const days = [...new Set(halves.map(({ date }) => date))].sort((a, b) => a - b);
  let quantity = before;
  const incomplete: H[] = [];
  for (const day of days) {
    const own = halves.filter(({ date }) => date === day);
    const after = afterDay(quantity, own);
    if (after === undefined) incomplete.push(...own);
    else quantity = after;
  }
  return { quantity, incomplete };
};

/** What is charged and refunded again on the same day was in between; what is left is what was before, and what is after. */
const afterDay = (before: number, halves: readonly Half[]): number | undefined => {
  const [charged, refunded] = [piecesOf(halves, false), piecesOf(halves, true)];
  const after = withoutPairs(charged, refunded);
  const was = withoutPairs(refunded, charged);
  const [only] = after;
  if (after.length === 0 && was.length === 0) return before;
  if (after.length === 1 && was.length === 1 && only !== undefined) return only;
  const isUpgrade = halves.every(({ charge }) => charge === 'upgrade');
  if (after.length === 0) return isUpgrade ? Math.max(0, before - sum(was)) : undefined;
  if (was.length === 0) return isUpgrade && after.length === 1 ? only : undefined;
  const total = before + sum(after) - sum(was);
  return total > 0 ? total : undefined;
};

const piecesOf = (halves: readonly Half[], isRefund: boolean): readonly number[] =>
  halves.filter((half) => half.isRefund === isRefund).map(({ quantity }) => quantity);

const withoutPairs = (list: readonly number[], others: readonly number[]): readonly number[] => {
  const left = [...others];
  return list.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

const sum = (list: readonly number[]): number => list.reduce((all, each) => all + each, 0);
