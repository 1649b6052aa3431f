/** Text as the rows of a table: the door to csv-parse. */
import { pipeline, Readable } from 'node:stream';
import { delimiterOf } from './delimiter.ts';
import { toRefusal } from './refusal.ts';

export interface TableRow {
  /** Where the row begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const longestHead = 65_536;

export interface TextWithHead {
  /** Whole lines as a rule: as much as tells what kind of text this is. Blank for a text that is. */
  readonly head: string;
  /** All of the text, the head included. */
  readonly text: AsyncIterable<string>;
}

/** Looks at the beginning of a text. */
export const peekText = async (text: AsyncGenerator<string, void>): Promise<TextWithHead> => {
  let head = '';
  while (!/[\r\n]/.test(head.trimStart()) && head.length < longestHead) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  return { head, text: joined(head, text) };
};

async function* joined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield head;
  yield* rest;
}

/** Nothing but spaces, as spreadsheets leave below a table. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/**
 * Rows as they come, the header and blank ones included, of any width. Cells may hold line ends within quotation marks.
 * Fails with `inputRefused` at a quotation mark out of place (`quote`) and a row longer than `longestRow` (`tooLarge`).
 */
export async function* readTable(
  file: string,
  { head, text }: TextWithHead,
  longestRow: number,
): AsyncGenerator<TableRow, void> {
  const { parse } = await import('csv-parse');
  const parser = parse({
    delimiter: delimiterOf(head),
    info: true,
    max_record_size: longestRow,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
  });
  // A failure of the source reaches whoever reads the parser; there is nothing more to do about it here.
  pipeline(Readable.from(text), parser, () => {});
  // csv-parse counts a line end of two letters within quotation marks twice.
  let linesTooMany = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      const inside = lineEndsIn(record);
      linesTooMany += inside.double;
      yield { line: info.lines - linesTooMany - inside.all, cells: record };
    }
  } catch (error) {
    throw toRefusal(file, error, linesTooMany);
  }
}

const lineEndsIn = (cells: readonly string[]): { readonly all: number; readonly double: number } => {
  let [all, double] = [0, 0];
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue;
    for (const [lineEnd] of cell.matchAll(/\r\n|[\r\n]/g)) {
      all += 1;
      if (lineEnd.length === 2) double += 1;
    }
  }
  return { all, double };
};
