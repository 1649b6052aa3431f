/** How much of a plan would be sent, and what it would bring. */
import type { NewIntent } from '../../ports/journal.ts';
import type { Money } from '../../rules/money.ts';
import { creditOf, paidOf } from './cancel-facts.ts';
import type { Plan } from './plan.ts';
import { sumByCurrency } from './sum-by-currency.ts';

/** The intents of a plan that would be sent, and the others. */
export interface Eligibility {
  readonly eligible: readonly NewIntent[];
  readonly already: number;
  readonly refused: readonly NewIntent[];
  /** What cancelling would bring, a sum a currency. */
  readonly credit: readonly Money[];
  /** Of so many of them nobody knows what it would bring. */
  readonly withoutCredit: number;
  /** What was paid for the refused, likewise. */
  readonly paid: readonly Money[];
}

export const eligibilityOf = ({ intents }: Plan): Eligibility => {
  const eligible = intents.filter(({ state }) => state === 'ready');
  const credits = eligible.map(creditOf);
  const refused = intents.filter(({ state }) => state === 'refused');
  return {
    eligible,
    refused,
    already: intents.length - eligible.length - refused.length,
    credit: sumByCurrency(credits),
    withoutCredit: credits.filter((credit) => credit === null).length,
    paid: sumByCurrency(refused.map(paidOf)),
  };
};
