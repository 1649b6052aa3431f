/** Text as the rows of a table: the door to csv-parse. */
import { pipeline, Readable } from 'node:stream';
import { delimiterOf, withoutTypeLines } from './delimiter.ts';
import { toRefusal } from './refusal.ts';

export interface TableRow {
  /** Where the row begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
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
  while (!/[\r\n]/.test(withoutTypeLines(head)) && head.length < longestHead) {
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

/** Without the blank cells at the end, which spreadsheets leave beside a table. */
export const withoutBlankEnd = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);

/** Whether a row has a cell for each column, and nothing behind the last. */
export const fits = (cells: readonly string[], width: number): boolean =>
  cells.length === width || (cells.length > width && isBlank(cells.slice(width)));

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
  // Counted here: csv-parse takes a line end of two letters within quotation marks for two.
  let line = 1;
  const lines: number[] = [];
  const countLines = (cells: string[]): string[] => {
    lines.push(line);
    line += 1 + lineEndsIn(cells);
    return cells;
  };
  const parser = parse({
    delimiter: delimiterOf(head),
    max_record_size: longestRow,
    on_record: countLines,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
  });
  // A failure of the source reaches whoever reads the parser; there is nothing more to do about it here.
  pipeline(Readable.from(text), parser, () => {});
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) yield { line: lines.shift() ?? line, cells };
  } catch (error) {
    throw toRefusal(file, error, line);
  }
}

const lineEndsIn = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) if (/[\r\n]/.test(cell)) count += cell.split(/\r\n|[\r\n]/).length - 1;
  return count;
};
