/**
 * One-time reconciliation files as rows. Partner Center's downloads, and what spreadsheets make of them: read by the same
 * reader as lists of orders, a row at a time.
 * Source of the columns: Microsoft's page on the fields of the one-time purchase reconciliation file, 2021-01-29 and later.
 */
import { withoutApostrophe, withZeros } from '../../input/mend-cell.ts';
import { type Columns, foldWord, type ReadRow, readRows } from '../../input/read-rows.ts';
import { readBytes, readText } from '../../input/read-text.ts';
import { createProblems, type Place, toRefusal } from '../../input/refusal.ts';

const neededColumns = [
  'CustomerId',
  'CustomerName',
  'CustomerDomainName',
  'CustomerCountry',
  'OrderId',
  'OrderDate',
  'ProductId',
  'SkuId',
  'SkuName',
  'ProductName',
  'ChargeType',
  'Quantity',
  'Currency',
] as const;

/** Columns that older files lack, or that only refine a row. */
const optionalColumns = [
  'InvoiceNumber',
  'AvailabilityId',
  'UnitPrice',
  'EffectiveUnitPrice',
  'Subtotal',
  'PricingCurrency',
  'PublisherName',
  'SubscriptionId',
  'TermAndBillingCycle',
  'AlternateId',
  'BillingFrequency',
  'ReservationOrderId',
  'ProductCategory',
  'ReferenceId',
  'ChargeStartDate',
  'ChargeEndDate',
  'SubscriptionStartDate',
  'SubscriptionEndDate',
] as const;

export type ReconciliationColumn = (typeof neededColumns)[number] | (typeof optionalColumns)[number];

export const dateColumns = [
  'OrderDate',
  'ChargeStartDate',
  'ChargeEndDate',
  'SubscriptionStartDate',
  'SubscriptionEndDate',
] as const satisfies readonly ReconciliationColumn[];

/** In these an apostrophe at the beginning is a spreadsheet's; names may begin with one. */
const plainColumns: ReadonlySet<ReconciliationColumn> = new Set([
  ...dateColumns,
  ...(['CustomerId', 'OrderId', 'AlternateId', 'ProductId', 'SkuId', 'AvailabilityId', 'SubscriptionId'] as const),
  ...(['Quantity', 'UnitPrice', 'EffectiveUnitPrice', 'Subtotal', 'Currency'] as const),
]);

export type Mend = 'apostrophe' | 'lost-zeros';

export interface ReconciliationRow {
  /** Where the row begins in the file; the header is line 1. */
  readonly line: number;
  /** What parts the cells of the file; `null` for JSON. */
  readonly delimiter: string | null;
  /** What was undone in the cells of the row. */
  readonly mends: readonly Mend[];
  /** Whether the file has such a column. */
  has(column: ReconciliationColumn): boolean;
  /** The cell without spaces around it; empty when the file has no such column. */
  cell(column: ReconciliationColumn): string;
  placeOf(column: ReconciliationColumn): Place;
}

const allColumns: readonly ReconciliationColumn[] = [...neededColumns, ...optionalColumns];

const columns: Columns<ReconciliationColumn> = {
  names: new Map(allColumns.map((column) => [foldWord(column), column])),
  needed: neededColumns.map((column) => ({ oneOf: [column], word: column })),
  numbers: ['Quantity', 'UnitPrice', 'EffectiveUnitPrice', 'Subtotal'],
  ignores: () => true,
};

const longestRecord = 1_048_576;
const limits = {
  rows: Number.POSITIVE_INFINITY,
  rowLength: longestRecord,
  fileBytes: Number.POSITIVE_INFINITY,
};

/**
 * The rows of one file. Fails with `inputRefused` when the file as a whole is not usable: it cannot be read, is not text,
 * lacks a column, has a quotation mark out of place, or rows of another width than the header, which were cut or shifted.
 * The place of a fault is the line, and in it the cell, counted from 1.
 */
export async function* readReconciliation(path: string): AsyncGenerator<ReconciliationRow, void> {
  const problems = createProblems(path);
  try {
    const text = readText(path, readBytes(path), longestRecord);
    for await (const row of readRows(path, text, { ours: columns, foreign: 'notFile' }, problems, limits))
      yield toRow(row);
  } catch (error) {
    throw problems.endWith(toRefusal(path, error));
  }
  problems.end();
}

const toRow = (read: ReadRow<ReconciliationColumn>): ReconciliationRow => {
  const cells = new Map<ReconciliationColumn, string>();
  const mends = new Set<Mend>();
  for (const column of allColumns) {
    const text = read.cell(column)?.text.trim();
    if (text === undefined) continue;
    const plain = plainColumns.has(column) ? withoutApostrophe(text) : text;
    if (plain !== text) mends.add('apostrophe');
    const whole = column === 'SkuId' ? withZeros(plain) : plain;
    if (whole !== plain) mends.add('lost-zeros');
    cells.set(column, whole);
  }
  const { line, delimiter } = read;
  return {
    line,
    delimiter,
    mends: [...mends],
    has: (column) => cells.has(column),
    cell: (column) => cells.get(column) ?? '',
    placeOf: (column) => read.cell(column)?.place ?? { line, column: null },
  };
};
