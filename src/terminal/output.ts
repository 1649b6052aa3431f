/** The `Output` of the program: data on stdout in the format asked for, narration on stderr. */
import type { Writable } from 'node:stream';
import { type CspError, isCspError } from '../core/errors.ts';
import type { Cell, JsonObject, JsonValue, Output, OutputFormat, RecordView, View } from '../core/ports/environment.ts';
import { checkFields, fieldValue, pickFields } from './fields.ts';
import { cellText, listFormat, type MachineFormat, toGrid, valueText } from './formats.ts';
import { createPaint, type Paint } from './palette.ts';
import { createQuery, type Query } from './query.ts';
import { guardText, safeDetails, safeText } from './safe-text.ts';
import { createSink, type Sink } from './sink.ts';
import { renderTable, type TableColumn } from './table.ts';
import { textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

export interface OutputOptions {
  readonly stdout: { readonly isTerminal: boolean; readonly sink: Sink };
  /** Asked for when something is first said: opening the stream costs more than a short answer. */
  readonly stderr: () => StandardError;
  /** Called before something is written to a terminal: what stands on the line there, such as progress, goes. */
  readonly clearLine?: () => void;
  /** Without one: a table on a terminal, TSV when piped. */
  readonly format?: OutputFormat | undefined;
  readonly query?: string | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly ids?: boolean;
  /** Character cells of a line of stdout. */
  readonly width: number;
  /** Of stdout. */
  readonly hasColor: boolean;
  readonly narration: 'quiet' | 'normal' | 'verbose';
  readonly messages: {
    readonly droppedColumns: (details: { readonly columns: readonly string[] }) => string;
    readonly queryFailed: (fault: CspError<'queryInvalid'>['details']) => string;
  };
}

export interface StandardError {
  readonly stream: Writable;
  readonly hasColor: boolean;
  /** Character cells of a line; without it narration is not broken into lines. */
  readonly width?: number | undefined;
}

export interface TerminalOutput extends Output {
  /** Resolves when everything has left the process; `storageFailed` if stdout could not take it. */
  flush(): Promise<void>;
}

const batchSize = 200;

export const createOutput = (options: OutputOptions): TerminalOutput => {
  const { isTerminal: stdoutIsTerminal, sink } = options.stdout;
  const write: Sink['write'] = (text) => {
    options.clearLine?.();
    return sink.write(text);
  };
  const stdout: Sink = options.stdout.isTerminal ? { ...sink, write } : sink;
  const format = options.format ?? (stdoutIsTerminal ? 'table' : 'tsv');
  let stderr: (Sink & { readonly width: number | undefined }) | undefined;
  const openStderr = (): NonNullable<typeof stderr> => {
    const { stream, hasColor, width } = options.stderr();
    return { ...createSink(stream, 'stderr', hasColor), width };
  };

  const narrate = <D extends object>(message: (details: D) => string, details: D): void => {
    const text = message(safeDetails(details));
    stderr ??= openStderr();
    options.clearLine?.();
    void stderr.write(`${stderr.width === undefined ? text : wrapText(text, stderr.width)}\n`);
  };
  const say: Output['say'] = (message, details) => {
    if (options.narration !== 'quiet') narrate(message, details);
  };

  const getPaint = (): Promise<Paint> => createPaint(options.hasColor);
  let query: Promise<Query> | undefined;
  const getQuery = async (): Promise<Query | undefined> => {
    if (options.query !== undefined) query ??= createQuery(options.query);
    return query;
  };
  let hasChanged = false;
  const toJson = <T>(view: { readonly json: (row: T) => JsonObject }, row: T): JsonObject =>
    options.fields ? pickFields(view.json(row), options.fields) : view.json(row);

  const check: Output['check'] = async (view) => {
    if (view !== undefined) checkFields(options.fields ?? [], view.fields);
    await getQuery();
  };

  const writeTable = async (columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): Promise<void> => {
    const { text, dropped } = await renderTable(columns, rows, options.width, await getPaint());
    await stdout.write(text);
    if (dropped.length > 0) say(options.messages.droppedColumns, { columns: dropped });
  };

  /** Writes a value that is not the rows of a view: one object, or what `--query` made. */
  const writeValue = async (value: JsonValue): Promise<void> => {
    if (format !== 'table') return stdout.write(await valueText(format, value));
    const { titles, rows } = toGrid(value);
    if (titles === null) return stdout.write(await valueText('tsv', value));
    const columns = titles.map((title, index) => ({ title: safeText(title), priority: index, shrinkTo: 12 }));
    await writeTable(
      columns,
      rows.map((row) => row.map(toCell)),
    );
  };

  /** A query that does not fit what was done must not lose it. */
  const writeShaped = async (query: Query, value: JsonValue): Promise<void> => {
    try {
      return await writeValue(query(value));
    } catch (error) {
      if (!hasChanged || !isCspError(error) || error.code !== 'queryInvalid') throw error;
      narrate(options.messages.queryFailed, (error as CspError<'queryInvalid'>).details);
      await stdout.write(await valueText(format === 'jsonl' || format === 'yaml' ? format : 'json', value));
    }
  };

  const writeRows = async <T>(view: View<T>, rows: Source<T>): Promise<number> => {
    const all = await collect(rows);
    if (all.length === 0) {
      if (stdoutIsTerminal) say(() => view.empty, {});
      return 0;
    }
    const columns: readonly TableColumn[] =
      options.fields?.map((title, index) => ({ title, priority: index, shrinkTo: 12 })) ?? view.columns;
    const toCells = options.fields
      ? (row: T): readonly Cell[] => fieldCells(view.json(row), options.fields ?? [])
      : (row: T): readonly Cell[] => view.columns.map((column) => toCell(column.cell(row)));
    await writeTable(columns, all.map(toCells));
    return all.length;
  };

  const writeList = async <T>(view: View<T>, rows: Source<T>, as: MachineFormat): Promise<number> => {
    const shape = await listFormat(as, options.fields ?? view.fields);
    // Not before the first row: a list that fails at once leaves nothing half-written behind.
    let head = shape.head;
    let written = 0;
    const count = await inBatches(rows, (batch, index) => {
      const text =
        head +
        shape.rows(
          batch.map((row) => toJson(view, row)),
          index,
        );
      head = '';
      written = index + batch.length;
      return stdout.write(text);
    }).catch(async (error: unknown) => {
      // What was begun is ended, so that it can be read; that it is not all is for the failure to say.
      if (written > 0) await stdout.write(shape.tail(written));
      throw error;
    });
    await stdout.write(head + shape.tail(count));
    return count;
  };

  const writeRecord = async <T>(view: RecordView<T>, row: T): Promise<void> => {
    const paint = await getPaint();
    const lines = options.fields
      ? options.fields.map((field) => [field, cellText(fieldValue(view.json(row), field))] as const)
      : view.rows(row);
    const indent = Math.max(0, ...lines.map(([title]) => textWidth(title))) + 2;
    const text = lines.map(([title, value]) => {
      const cell = toCell(value);
      const [first = '', ...rest] = wrapText(cell.text, Math.max(20, options.width - indent)).split('\n');
      const paintLine = (line: string): string => paint(cell.tone ?? 'plain', line);
      const start = `${paint('dim', title)}${' '.repeat(indent - textWidth(title))}${paintLine(first)}`;
      return [start, ...rest.map((line) => ' '.repeat(indent) + paintLine(line))].join('\n');
    });
    await stdout.write(text.map((line) => `${line.trimEnd()}\n`).join(''));
  };

  return {
    format,
    isTable: format === 'table' && stdoutIsTerminal,
    stdoutIsTerminal,
    isMachineAsked:
      (options.format !== undefined && options.format !== 'table') ||
      options.query !== undefined ||
      options.fields !== undefined ||
      options.ids === true,
    check,
    changed: () => {
      hasChanged = true;
    },
    list: async (view, rows) => {
      await check(view);
      if (options.ids) {
        return inBatches(rows, (batch) =>
          stdout.write(
            batch
              .map((row) => safeText(view.id(row)))
              .filter((id) => id !== '')
              .map((id) => `${id}\n`)
              .join(''),
          ),
        );
      }
      const query = await getQuery();
      if (!query) return format === 'table' ? writeRows(view, rows) : writeList(view, rows, format);
      const all = await collect(rows);
      await writeShaped(
        query,
        all.map((row) => toJson(view, row)),
      );
      return all.length;
    },
    listText: async (view, rows) => {
      let written = '';
      const write = async (text: string): Promise<void> => {
        written += guard(text);
      };
      const file = { isTerminal: false, sink: { write, flush: async () => {} } };
      await createOutput({ ...options, stdout: file, hasColor: false }).list(view, rows);
      return written;
    },
    listPieces: async function* (fileFormat, view, rows) {
      const shape = await listFormat(fileFormat, view.fields);
      yield guard(shape.head);
      let batch: JsonObject[] = [];
      for await (const row of rows) {
        if (batch.push(view.json(row)) < batchSize) continue;
        yield guard(shape.rows(batch, 0));
        batch = [];
      }
      yield guard(shape.rows(batch, 0));
    },
    record: async (view, row) => {
      await check(view);
      if (options.ids) {
        const id = safeText(view.id(row));
        return id === '' ? undefined : stdout.write(`${id}\n`);
      }
      const query = await getQuery();
      if (query) return writeShaped(query, toJson(view, row));
      if (format === 'table') return writeRecord(view, row);
      if (format === 'json' || format === 'yaml') return writeValue(toJson(view, row));
      const shape = await listFormat(format, options.fields ?? view.fields);
      await stdout.write(shape.head + shape.rows([toJson(view, row)], 0));
    },
    document: (text) => stdout.write(guard(text.endsWith('\n') ? text : `${text}\n`)),
    guard,
    secret: (value) => stdout.write(`${value}\n`),
    say,
    warn: narrate,
    verbose: (message, details) => {
      if (options.narration === 'verbose') narrate(message, details);
    },
    flush: async () => {
      await Promise.all([stdout.flush(), stderr?.flush().catch(() => undefined)]);
    },
  };
};

type Source<T> = Iterable<T> | AsyncIterable<T>;

/** Hands the rows on in batches, the last and smaller one also when reading the next row fails. Returns their number. */
const inBatches = async <T>(
  rows: Source<T>,
  write: (batch: readonly T[], index: number) => Promise<void>,
): Promise<number> => {
  if (Array.isArray(rows)) {
    for (let at = 0; at < rows.length; at += batchSize) await write(rows.slice(at, at + batchSize), at);
    return rows.length;
  }
  let batch: T[] = [];
  let written = 0;
  const hand = async (): Promise<void> => {
    const full = batch;
    batch = [];
    if (full.length > 0) await write(full, written);
    written += full.length;
  };
  try {
    for await (const row of rows) {
      batch.push(row);
      if (batch.length >= batchSize) await hand();
    }
  } finally {
    await hand();
  }
  return written;
};

const collect = async <T>(rows: Source<T>): Promise<readonly T[]> => {
  if (Array.isArray(rows)) return rows;
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
};

/** Colours are ours in tables only; those in a document would be somebody else's. */
const guard = (text: string): string => guardText(text, false);

const toCell = (cell: Cell | string): Cell =>
  typeof cell === 'string' ? { text: safeText(cell) } : { ...cell, text: safeText(cell.text) };

const fieldCells = (json: JsonObject, fields: readonly string[]): readonly Cell[] =>
  fields.map((field) => toCell(cellText(fieldValue(json, field))));
