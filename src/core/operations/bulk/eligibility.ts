/** How much of a plan would be sent, and what it would bring. */
import type { NewIntent } from '../../ports/journal.ts';
import { addMoney, type Money } from '../../rules/money.ts';
import { creditOf } from './cancel-facts.ts';
import type { Plan } from './plan.ts';

/** The intents of a plan that would be sent, and the others. */
export interface Eligibility {
  readonly eligible: readonly NewIntent[];
  readonly already: number;
  readonly refused: readonly NewIntent[];
  /** A sum a currency. */
  readonly credit: readonly Money[];
}

export const eligibilityOf = ({ intents }: Plan): Eligibility => {
  const eligible = intents.filter(({ state }) => state === 'ready');
  const refused = intents.filter(({ state }) => state === 'refused');
  const sums = new Map<string, Money>();
  for (const money of eligible.map(creditOf)) {
    if (money === null) continue;
    const sum = sums.get(money.currency);
    sums.set(money.currency, sum === undefined ? money : addMoney(sum, money));
  }
  return {
    eligible,
    refused,
    already: intents.length - eligible.length - refused.length,
    credit: [...sums.values()],
  };
};
