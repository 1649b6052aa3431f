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

/** From what was planned for each customer. */
export const toPlan = <Row extends PlannableRow>(planned: readonly (readonly PlannedIntent<Row>[])[]): Plan => {
  const ordered = inTurn(planned);
  return {
    intents: ordered.map(({ intent }) => intent),
    lines: ordered
      .flatMap(({ rows }, index) =>
        rows.map(({ line, key, orderLine = null }) => ({ line, key, orderLine, number: index + 1 })),
      )
      .sort((a, b) => a.line - b.line),
  };
};

/** One of each group, then the next of each. */
const inTurn = <T>(groups: readonly (readonly T[])[]): readonly T[] => {
  const longest = groups.reduce((most, { length }) => Math.max(most, length), 0);
  const all: T[] = [];
  for (let at = 0; at < longest; at += 1) {
    for (const group of groups) {
      const item = group[at];
      if (item !== undefined) all.push(item);
    }
  }
  return all;
};
