/** How a run ended, counted over the lines of its input. */
import type { Money } from '../../rules/money.ts';
import type { RunOutcome, RunRow } from './run-report.ts';
import { createSums } from './sum-by-currency.ts';

export interface RunTally {
  readonly lines: number;
  readonly outcomes: { readonly [O in RunOutcome]: number };
  /** Estimates for what was cancelled, one a currency, in the order of first sight. */
  readonly credit: readonly Money[];
  /** Cancelled lines whose credit is not known. */
  readonly withoutCredit: number;
  /** What was ordered cost, as quoted, one a currency. */
  readonly total: readonly Money[];
  /** Refused orders that a support request may help. */
  readonly refundable: number;
  /** The first of those that are not as asked. */
  readonly open: readonly RunRow[];
}

const mostOpen = 50;

/** Keeps no more than 50 rows, however many there are. */
export const tallyRun = async (rows: AsyncIterable<RunRow>): Promise<RunTally> => {
  const outcomes = { ...none };
  const [credit, total] = [createSums(), createSums()];
  const open: RunRow[] = [];
  let [lines, withoutCredit, refundable] = [0, 0, 0];
  for await (const row of rows) {
    lines += 1;
    outcomes[row.outcome] += 1;
    if (row.outcome === 'cancelled') {
      credit.add(row.credit);
      if (row.credit === null && row.isFirst) withoutCredit += 1;
    }
    if (row.outcome === 'ordered') total.add(row.purchase?.total ?? null);
    if (row.isFirst && needsSupport(row)) refundable += 1;
    if (!isAsAsked(row) && open.length < mostOpen) open.push(row);
  }
  return { lines, outcomes, credit: credit.all(), withoutCredit, total: total.all(), refundable, open };
};

/** As it was asked for, whoever did it. */
export const isAsAsked = ({ outcome }: Pick<RunRow, 'outcome'>): boolean => asAsked.has(outcome);

const asAsked: ReadonlySet<RunOutcome> = new Set(['cancelled', 'already-cancelled', 'ordered', 'already-ordered']);

const supportCodes: ReadonlySet<string> = new Set([
  'cancelWindowClosed',
  'cancelNotAllowed',
  'supportRequestOnly',
  'cancelUndetermined',
  'cancelRefusedByService',
  'kindUnknown',
]);

/** Refused in a way that leaves a support request. */
export const needsSupport = ({ failure }: Pick<RunRow, 'failure'>): boolean =>
  failure !== null && supportCodes.has(failure.code);

const none: RunTally['outcomes'] = {
  cancelled: 0,
  'already-cancelled': 0,
  'would-cancel': 0,
  refused: 0,
  unknown: 0,
  failed: 0,
  ordered: 0,
  'already-ordered': 0,
  'would-order': 0,
  repeated: 0,
  'not-tried': 0,
};
