/**
 * One-time reconciliation files as rows: the door to csv-parse. Partner Center's downloads, and what spreadsheets make of
 * them: UTF-8 or UTF-16, comma, semicolon or tab, columns in any order. A file is read as a stream, a row at a time.
 * Source of the columns: Microsoft's page on the fields of the one-time purchase reconciliation file, 2021-01-29 and later.
 */
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { CspError, type InputFault } from '../../core/errors.ts';

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
] as const;

export type ReconciliationColumn = (typeof neededColumns)[number] | (typeof optionalColumns)[number];

export interface ReconciliationRow {
  /** Where the row ends in the file; the header is line 1. */
  readonly line: number;
  /** The cell without spaces around it; empty when the file has no such column. */
  cell(column: ReconciliationColumn): string;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const delimiters = [',', ';', '\t'] as const;
const longestHeader = 65_536;
const longestRecord = 1_048_576;

/**
 * The rows of one file. Fails with `inputRefused` when the file as a whole is not usable: it cannot be read, is not text,
 * lacks a column, has a quotation mark out of place, or a row of another width than the header, which was cut or shifted.
 * The place of a fault is the line, and in it the cell, counted from 1.
 */
export async function* readReconciliation(path: string): AsyncGenerator<ReconciliationRow, void> {
  try {
    const chunks = readText(path);
    const head = await readHead(chunks);
    if (head.trim() === '') throw refusal(path, 'empty');
    let header: Header | undefined;
    for await (const { record, info } of parseRecords(joined(head, chunks), delimiterOf(head))) {
      if (header === undefined) header = readHeader(path, record, info.lines);
      else if (record.length === header.width) yield toRow(record, info.lines, header);
      else throw refusal(path, 'columnCount', info.lines, Math.min(record.length, header.width) + 1);
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
  if (missing.length > 0) throw refusal(path, 'columnMissing', line, null, missing.join(', '));
  return { width: record.length, indexOf };
};

const toRow = (record: readonly string[], line: number, { indexOf }: Header): ReconciliationRow => ({
  line,
  cell: (column) => record[indexOf.get(column) ?? -1]?.trim() ?? '',
});

async function* parseRecords(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<ParsedRecord, void> {
  const { parse } = await import('csv-parse');
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: longestRecord,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
  // A failure of the source reaches whoever reads the parser; there is nothing more to do about it here.
  pipeline(Readable.from(text), parser, () => {});
  yield* parser;
}

/** The first pieces of the text, until a whole line is there. */
const readHead = async (chunks: AsyncIterator<string>): Promise<string> => {
  let head = '';
  while (!/[\r\n]/.test(head.trimStart()) && head.length < longestHeader) {
    const next = await chunks.next();
    if (next.done) break;
    head += next.value;
  }
  return head;
};

async function* joined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield head;
  yield* rest;
}

const delimiterOf = (head: string): string => {
  const [header = ''] = head.trimStart().split(/[\r\n]/, 1);
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
};

async function* readText(path: string): AsyncGenerator<string, void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decode(decoder, chunk);
    if (text === undefined || text.includes('\0')) throw refusal(path, 'encoding', ...(await findStray(path)));
    yield text;
  }
  if (decoder !== undefined && decode(decoder) === undefined)
    throw refusal(path, 'encoding', ...(await findStray(path)));
}

/** `undefined` for bytes that are no text; without bytes, where the last character is cut off. */
const decode = (decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string | undefined => {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return undefined;
  }
};

/** Line and cell of the first bytes that are no text. Read anew, for a strict decoder does not tell. */
const findStray = async (path: string): Promise<readonly [line: number, column: number]> => {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let line = 1;
  let before = '';
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const [sound = '', stray] = (before + decoder.decode(chunk, { stream: true })).split(/[\0\ufffd]/, 2);
    const lines = sound.split(/\r\n|[\r\n]/);
    line += lines.length - 1;
    before = lines.at(-1) ?? '';
    if (stray !== undefined) break;
  }
  const cells = before.replace(/"[^"]*"?/g, '').split(delimiterOf(before));
  return [line, cells.length];
};

/** Told by the byte order mark; without one, ASCII in UTF-16 shows by its zero bytes. */
const encodingOf = (start: Buffer): string => {
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] !== 0 && start[1] === 0)) return 'utf-16le';
  return 'utf-8';
};

const refusal = (
  file: string,
  reason: InputFault,
  line: number | null = null,
  column: number | null = null,
  found?: string,
): CspError => new CspError('inputRefused', { file, line, column, reason, ...(found === undefined ? {} : { found }) });

/** What csv-parse, the decoder and the file system throw, as a refusal; anything else is a bug and stays as it is. */
const toRefusal = (file: string, error: unknown): unknown => {
  const code = codeOf(error);
  if (code === 'CSV_MAX_RECORD_SIZE') return refusal(file, 'tooLarge', ...placeOf(error));
  if (code.startsWith('CSV_') || code === 'INVALID_OPENING_QUOTE') return refusal(file, 'quote', ...placeOf(error));
  if (code === 'EISDIR') return refusal(file, 'notFile');
  return /^E[A-Z]+$/.test(code) ? refusal(file, 'unreadable', null, null, code) : error;
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** csv-parse counts lines from 1 and cells from 0. */
const placeOf = (error: unknown): readonly [line: number | null, column: number | null] => {
  const { lines, column }: { readonly lines?: unknown; readonly column?: unknown } = error ?? {};
  return [typeof lines === 'number' ? lines : null, typeof column === 'number' ? column + 1 : null];
};
