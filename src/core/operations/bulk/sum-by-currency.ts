/** Sums of money, one a currency, in the order of first sight; amounts that are not known are left out. */
import { addMoney, type Money } from '../../rules/money.ts';

export interface Sums {
  readonly add: (money: Money | null) => void;
  readonly all: () => readonly Money[];
}

export const createSums = (): Sums => {
  const sums = new Map<string, Money>();
  return {
    add: (money) => {
      if (money === null) return;
      const sum = sums.get(money.currency);
      sums.set(money.currency, sum === undefined ? money : addMoney(sum, money));
    },
    all: () => [...sums.values()],
  };
};

export const sumByCurrency = (amounts: Iterable<Money | null>): readonly Money[] => {
  const sums = createSums();
  for (const money of amounts) sums.add(money);
  return sums.all();
};
