/** Sums of money, one a currency, in the order of first sight; amounts that are not known are left out. */
import { addMoney, type Money } from '../../rules/money.ts';

export const sumByCurrency = (amounts: Iterable<Money | null>): readonly Money[] => {
  const sums = new Map<string, Money>();
  for (const money of amounts) {
    if (money === null) continue;
    const sum = sums.get(money.currency);
    sums.set(money.currency, sum === undefined ? money : addMoney(sum, money));
  }
  return [...sums.values()];
};
