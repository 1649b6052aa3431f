/**
 * One-time reconciliation files as rows. Partner Center's downloads, and what spreadsheets make of them: UTF-8 or UTF-16,
 * comma, semicolon or tab, columns in any order. A file is read as a stream, a row at a time.
 * Source of the columns: Microsoft's page on the fields of the one-time purchase reconciliation file, 2021-01-29 and later.
 */
import { isBlank, peekText, readTable } from '../../input/read-table.ts';
import { readBytes, readText } from '../../input/read-text.ts';
import { refusal, toRefusal } from '../../input/refusal.ts';

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
  'Subtotal',
  'PublisherName',
  'SubscriptionId',
  'TermAndBillingCycle',
  'AlternateId',
  'BillingFrequency',
  'ReservationOrderId',
  'ProductCategory',
  'ChargeStartDate',
  'SubscriptionStartDate',
  'SubscriptionEndDate',
] as const;

export type ReconciliationColumn = (typeof neededColumns)[number] | (typeof optionalColumns)[number];

export interface ReconciliationRow {
  /** Where the row begins in the file; the header is line 1. */
  readonly line: number;
  /** The cell without spaces around it; empty when the file has no such column. */
  cell(column: ReconciliationColumn): string;
}

const longestRecord = 1_048_576;

/**
 * The rows of one file. Fails with `inputRefused` when the file as a whole is not usable: it cannot be read, is not text,
 * lacks a column, has a quotation mark out of place, or a row of another width than the header, which was cut or shifted.
 * The place of a fault is the line, and in it the cell, counted from 1.
 */
export async function* readReconciliation(path: string): AsyncGenerator<ReconciliationRow, void> {
  try {
    const text = await peekText(readText(path, readBytes(path), longestRecord));
    if (text.head.trim() === '') throw refusal(path, 'empty');
    let header: Header | undefined;
    for await (const { line, cells } of readTable(path, text, longestRecord)) {
      if (isBlank(cells)) continue;
      if (header === undefined) header = readHeader(path, cells, line);
      else if (cells.length === header.width) yield toRow(cells, line, header);
      else throw refusal(path, 'columnCount', { line, column: Math.min(cells.length, header.width) + 1 });
    }
  } catch (error) {
    throw toRefusal(path, error);
  }
}

interface Header {
  readonly width: number;
  readonly indexOf: ReadonlyMap<ReconciliationColumn, number>;
}

const readHeader = (path: string, record: readonly string[], line: number): Header => {
  const names = record.map((name) => name.trim().toLowerCase());
  const columns = [...neededColumns, ...optionalColumns].map(
    (column) => [column, names.indexOf(column.toLowerCase())] as const,
  );
  const indexOf = new Map(columns.filter(([, index]) => index >= 0));
  const missing = neededColumns.filter((column) => !indexOf.has(column));
  if (missing.length === neededColumns.length) throw refusal(path, 'notFile');
  if (missing.length > 0) throw refusal(path, 'columnMissing', { line, column: null }, missing.join(', '));
  return { width: record.length, indexOf };
};

const toRow = (record: readonly string[], line: number, { indexOf }: Header): ReconciliationRow => ({
  line,
  cell: (column) => record[indexOf.get(column) ?? -1]?.trim() ?? '',
});
