/**
 * Makes a sandbox world of one-time reconciliation files, so that a partner can try the tool on what it really sold.
 * Purchases (`New`) become orders, each row a line in order of appearance; `Renew` rows move the line of their subscription
 * on to its next term, and are a line themselves where the purchase is in none of the files; rows that add, remove or
 * upgrade pieces change the lines that they name; `Cancel` rows mark the lines that they credit. No other charge makes software,
 * or takes any away.
 * A row that is given twice, in one invoice downloaded twice or in one file named twice, counts once.
 */
import type { ImportOptions, ImportReport } from '../../core/ports/sandbox-controls.ts';
import { createProblems } from '../../input/refusal.ts';
import { readDatedRows } from './reconciliation-dates.ts';
import { type ChargeFacts, readCharge } from './reconciliation-facts.ts';
import { type ChangeRow, createOrders, type Taken } from './reconciliation-orders.ts';
import type { Repeats } from './reconciliation-repeats.ts';
import { createTally, type Place } from './reconciliation-tally.ts';
import type { WorldWriter } from './world.ts';

export interface ReconciledWorld {
  readonly report: ImportReport;
  /** Hands over every row, at once; rows that others refer to come first. */
  writeTo(writer: WorldWriter): void;
}

/** `now`: an order that was placed later is a fault of its row. */
export type ReconcileOptions = ImportOptions & { readonly now: number };

type Later = readonly [facts: ChargeFacts, repeats: Repeats, place: Place];

/**
 * Reads files of any generation; a file is of one currency, several files may be of several. Nothing is written yet, so
 * a file that is refused changes nothing. Memory grows with the orders, not with the files.
 * Fails with `inputRefused` for a file that is not usable as a whole, and when no file holds a single purchase: then with
 * the lines that were left out.
 */
export const importReconciliation = async (
  files: readonly string[],
  { now, dates: stated }: ReconcileOptions,
): Promise<ReconciledWorld> => {
  const tally = createTally();
  const orders = createOrders();
  const renewals: Later[] = [];
  const changes: Later[] = [];
  const credits: Later[] = [];
  const perpetual: (readonly [facts: ChargeFacts, place: Place])[] = [];
  const take = (taken: Taken, place: Place): void => {
    if (taken === 'changed') tally.countChange();
    else if (taken !== 'added') tally.leaveOut(taken, place);
  };
  for (const file of files) {
    const repeats: Repeats = new Map();
    const onDayFirst = ({ place }: { readonly place: { readonly line: number | null } }): void =>
      tally.note('day-first', { file, line: place.line ?? 1 });
    for await (const dated of readDatedRows(file, { stated, now, onDayFirst })) {
      const place = { file, line: dated.row.line };
      const reading = readCharge(dated, now);
      tally.countRow();
      if (!('facts' in reading)) {
        tally.leaveOut(reading, place);
        continue;
      }
      const { facts } = reading;
      for (const note of facts.notes) tally.note(note, place);
      // Files come in any order, and so a renewal, a change or a credit may stand before its purchase.
      if (facts.charge === 'renew') renewals.push([facts, repeats, place]);
      else if (facts.charge === 'cancel') credits.push([facts, repeats, place]);
      else if (facts.charge !== 'new') changes.push([facts, repeats, place]);
      else {
        const taken = orders.addPurchase(facts, repeats);
        take(taken, place);
        if (taken === 'added' && facts.product.kind === 'perpetual') perpetual.push([facts, place]);
      }
    }
  }
  for (const [facts, repeats, place] of renewals) take(orders.renewLine(facts, repeats), place);
  const once: ChangeRow<Place>[] = [];
  for (const [facts, repeats, place] of changes) {
    if (orders.isMet(facts, repeats)) take({ skipped: 'duplicate' }, place);
    else once.push({ facts, place });
  }
  orders.changeLines(once, take);
  for (const [facts, repeats, place] of credits) take(orders.cancelLine(facts, repeats), place);
  for (const [facts, place] of perpetual) if (orders.isTakenForSubscription(facts)) tally.note('kind-unsure', place);
  const counts = orders.counts();
  const totals = tally.totals();
  if (counts.orders === 0) refuseAll(files, totals);
  return { report: { files: files.length, ...counts, ...totals }, writeTo: orders.writeTo };
};

/** Tells the lines of each reason, of the first file that has any. */
const refuseAll = (files: readonly string[], { leftOut }: Pick<ImportReport, 'leftOut'>): void => {
  const file = leftOut[0]?.file ?? files.join(', ');
  const problems = createProblems(file);
  problems.add({ line: null, column: null }, 'nothingUsable');
  for (const { reason, lines } of leftOut.filter((told) => told.file === file))
    for (const line of lines) problems.add({ line, column: null }, 'rowsLeftOut', reason);
  problems.end();
};
