/** What a run is to do: intents in the order in which they are begun, and where each row of the input went. */
import type { NewIntent, RunLine } from '../../ports/journal.ts';

export interface Plan {
  /** Customers in turn, so that none waits for all of another's. */
  readonly intents: readonly NewIntent[];
  /** One a row of the input, in its order. */
  readonly lines: readonly RunLine[];
}

/** An intent and the rows that it stands for. */
export interface PlannedIntent<Row> {
  readonly intent: NewIntent;
  readonly rows: readonly Row[];
}

interface PlannableRow {
  readonly line: number;
  readonly key: string;
  readonly orderLine?: number | null;
}

/** A plan for one customer, whose lines are numbered within it. */
export interface CustomerPlan extends Plan {
  readonly lines: readonly (Omit<RunLine, 'number'> & { number: number })[];
}

/** Nothing else of the rows is held. */
export const toPlan = <Row extends PlannableRow>(planned: readonly PlannedIntent<Row>[]): CustomerPlan => ({
  intents: planned.map(({ intent }) => intent),
  lines: planned.flatMap(({ rows }, index) =>
    rows.map(({ line, key, orderLine = null }) => ({ line, key, orderLine, number: index + 1 })),
  ),
});

/**
 * One plan of those for each customer: an intent of each, then the next of each. Takes their lines over and numbers them
 * anew, for there may be 100,000.
 */
export const inTurn = (plans: readonly CustomerPlan[]): Plan => {
  const longest = plans.reduce((most, { intents }) => Math.max(most, intents.length), 0);
  const intents: NewIntent[] = [];
  const numbers = plans.map((): number[] => []);
  for (let at = 0; at < longest; at += 1) {
    for (const [index, own] of plans.entries()) {
      const intent = own.intents[at];
      if (intent !== undefined) numbers[index]?.push(intents.push(intent));
    }
  }
  for (const [index, { lines }] of plans.entries()) {
    for (const line of lines) line.number = numbers[index]?.[line.number - 1] ?? 0;
  }
  return { intents, lines: plans.flatMap(({ lines }) => lines).sort((a, b) => a.line - b.line) };
};
