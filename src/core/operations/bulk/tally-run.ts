/** How a run ended, counted over the lines of its input. */
import { addMoney, type Money } from '../../rules/money.ts';
import type { CancelResult } from '../cancel.ts';
import type { RunRow } from './run-report.ts';

export interface RunTally {
  readonly lines: number;
  readonly outcomes: { readonly [O in CancelResult['outcome']]: number };
  /** Estimates for what was cancelled, one a currency, in the order of first sight. */
  readonly credit: readonly Money[];
  /** Cancelled lines whose credit is not known. */
  readonly withoutCredit: number;
  /** Refused ones that a support request may help. */
  readonly refundable: number;
  /** The first of those that are not cancelled. */
  readonly open: readonly RunRow[];
}

const mostOpen = 50;

/** Keeps no more than 50 rows, however many there are. */
export const tallyRun = async (rows: AsyncIterable<RunRow>): Promise<RunTally> => {
  const outcomes = { ...none };
  const credit = new Map<string, Money>();
  const open: RunRow[] = [];
  let [lines, withoutCredit, refundable] = [0, 0, 0];
  for await (const row of rows) {
    lines += 1;
    outcomes[row.outcome] += 1;
    if (row.outcome === 'cancelled') {
      if (row.credit !== null) credit.set(row.credit.currency, plus(credit.get(row.credit.currency), row.credit));
      else if (row.sameAsLine === null) withoutCredit += 1;
    }
    if (needsSupport(row)) refundable += 1;
    if (!isCancelledNow(row) && open.length < mostOpen) open.push(row);
  }
  return { lines, outcomes, credit: [...credit.values()], withoutCredit, refundable, open };
};

export const isCancelledNow = ({ outcome }: Pick<RunRow, 'outcome'>): boolean =>
  outcome === 'cancelled' || outcome === 'already-cancelled';

const supportCodes: ReadonlySet<string> = new Set([
  'cancelWindowClosed',
  'supportRequestOnly',
  'cancelRefusedByService',
  'kindUnknown',
]);

/** Refused in a way that leaves a support request. */
export const needsSupport = ({ failure }: Pick<RunRow, 'failure'>): boolean =>
  failure !== null && supportCodes.has(failure.code);

const plus = (sum: Money | undefined, money: Money): Money => (sum === undefined ? money : addMoney(sum, money));

const none: RunTally['outcomes'] = {
  cancelled: 0,
  'already-cancelled': 0,
  'would-cancel': 0,
  refused: 0,
  unknown: 0,
  failed: 0,
  'not-tried': 0,
};
