/** Imports into an empty world, and what the report says of them. */
import { importReconciliation } from '../../src/backends/sandbox/reconciliation.ts';
import type { ImportReport } from '../../src/core/ports/sandbox-controls.ts';
import { createEmptyWorld } from './empty-world.ts';
import { type Cells, writeRows } from './reconciliation-text.ts';

/** No order of these tests is in the future, and nobody says how dates are written. */
export const anyTime = { now: Date.UTC(2026, 11, 31), dates: undefined };

/** Imports files into a world of their own. */
export const importFiles = async (...files: readonly string[]) => {
  const { report, writeTo } = await importReconciliation(files, anyTime);
  const { database, writer } = createEmptyWorld();
  database.transaction(() => writeTo(writer));
  return { report, database };
};

/** Writes each list of rows to a file in `folder`, and imports them in that order. */
export const importRows = async (folder: string, ...files: readonly (readonly Cells[])[]) =>
  importFiles(...files.map((rows, index) => writeRows(folder, `${index}.csv`, rows)));

/** How many rows were left out for each reason, in all files together. */
const skippedIn = (leftOut: ImportReport['leftOut']) => {
  const counts: { [reason: string]: number } = {};
  for (const { reason, lines } of leftOut) counts[reason] = (counts[reason] ?? 0) + lines.length;
  return counts;
};

export const counted = ({ rows, customers, orders, lines, cancelled, changed, leftOut }: ImportReport) => ({
  rows,
  customers,
  orders,
  lines,
  cancelled,
  changed,
  skipped: skippedIn(leftOut),
});
