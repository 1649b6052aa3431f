/** Rows of a reconciliation file with the order of day and month that the file as a whole tells. */
import type { Instant } from '../../core/ports/environment.ts';
import { chargeOf } from '../../input/charge-type.ts';
import { createFileDates, type Proof } from '../../input/date-order.ts';
import { type DateOrder, type DateReading, isOpen, readDate } from '../../input/order-date.ts';
import { refusal } from '../../input/refusal.ts';
import { readAmount } from './reconciliation-amounts.ts';
import {
  dateColumns,
  type ReconciliationColumn,
  type ReconciliationRow,
  readReconciliation,
} from './reconciliation-rows.ts';

export interface DatedRow {
  readonly row: ReconciliationRow;
  readonly order: DateOrder;
}

export interface DatingOptions {
  /** What somebody said of the files; without it the file itself must tell, or look like Partner Center's download. */
  readonly stated: DateOrder | undefined;
  readonly now: Instant;
  /** Told of the date that proved that a file has the day first, where that made a difference. */
  readonly onDayFirst: (proof: Proof) => void;
}

/** A date of a row, by the order of its file; `undefined` for none, and for years that stand for none. */
export const dateIn = ({ row, order }: DatedRow, column: ReconciliationColumn): Instant | undefined => {
  const at = readDate(row.cell(column))?.[order];
  return at === undefined || at >= endless ? undefined : at;
};

/** Some services write the last year of their calendar where there is no end. */
const endless = Date.UTC(9000, 0, 1);

/**
 * The rows that buy or change something wait until the order is known. Month first is the form of Partner Center's own
 * download, which has commas between its cells and points before its decimals. Fails with `inputRefused`: `datesMixed`, and
 * `datesOpen` where nothing settles the order of a file that somebody else wrote, or where month first would lead to the future.
 */
export async function* readDatedRows(file: string, options: DatingOptions): AsyncGenerator<DatedRow, void> {
  const dates = createFileDates(file, options.stated);
  let waiting: ReconciliationRow[] = [];
  let doubt: ReconciliationRow | undefined;
  for await (const row of readReconciliation(file)) {
    const readings = dateColumns.map((column) => dates.see(row.cell(column), row.placeOf(column)));
    const known = dates.order();
    const isWaiting = known === undefined && (waiting.length > 0 || readings.some((each) => each && isOpen(each)));
    if (known !== undefined && waiting.length > 0) {
      for (const held of waiting) yield { row: held, order: known };
      waiting = [];
    }
    if (isWaiting && isForeign(row, readings[0], options.now)) doubt ??= row;
    if (isWaiting && hasEffect(row)) waiting.push(row);
    else yield { row, order: known ?? 'mdy' };
  }
  const [open] = waiting;
  if (doubt !== undefined && open !== undefined)
    throw refusal(file, 'datesOpen', open.placeOf('OrderDate'), open.cell('OrderDate'));
  for (const row of waiting) yield { row, order: 'mdy' };
  const proof = dates.proof();
  if (proof?.order === 'dmy' && options.stated === undefined) options.onDayFirst(proof);
}

const hasEffect = (row: ReconciliationRow): boolean => {
  const charge = chargeOf(row.cell('ChargeType'));
  return charge !== undefined && charge !== 'none';
};

/** Whether a row shows that a spreadsheet wrote the file, or that its order would lie in the future with the month first. */
const isForeign = (row: ReconciliationRow, ordered: DateReading | undefined, now: Instant): boolean => {
  const isAhead = ordered?.mdy !== undefined && ordered.mdy > now && (ordered.dmy ?? now + 1) <= now;
  // The currency does not matter here: XXX is ISO 4217's code for none.
  const hasComma = (['UnitPrice', 'Subtotal'] as const).some((column) => readAmount(row.cell(column), 'XXX')?.hasComma);
  return row.delimiter !== ',' || hasComma || isAhead || ordered?.hasSlashes === false;
};
