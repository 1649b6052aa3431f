/** The door to cli-table3: rows under titles, fitted to a width, never wrapped. */
import type { Cell } from '../core/ports/environment.ts';
import type { Paint } from './palette.ts';
import { cutText, textWidth } from './text-width.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** The column with the largest number is dropped first. */
  readonly priority: number;
  /** May be cut down to this many character cells; without it the column keeps its full width. */
  readonly shrinkTo?: number;
  /** Cells longer than `shrinkTo` widen the column only where they are not few. */
  readonly cutsFew?: boolean;
}

export interface Table {
  readonly text: string;
  /** Titles of the columns that did not fit. */
  readonly dropped: readonly string[];
}

interface FittedColumn extends TableColumn {
  /** Where its cells stand in a row. */
  readonly index: number;
  readonly width: number;
}

const gap = '  ';
/** cli-table3's layout takes time with the square of the rows. */
const rowsAtOnce = 25;

/** Lays out one-line cells in at most `width` character cells; a last column that may not be cut can be wider. */
export const renderTable = async (
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  width: number,
  paint: Paint,
): Promise<Table> => {
  const natural = columns.flatMap((column, index) => {
    const widest = widestOf(
      column,
      rows.map((row) => textWidth(row[index]?.text ?? '')),
    );
    // A column without anything in it says nothing.
    return widest === 0 ? [] : [{ ...column, index, width: Math.max(widest, textWidth(column.title)) }];
  });
  const fitted = fitColumns(natural, width);
  const header = fitted.map((column) => paint('strong', pad(column.title, column)));
  const lines = rows.map((row) =>
    fitted.map((column) => {
      const cell = row[column.index] ?? { text: '' };
      return paint(cell.tone ?? 'plain', pad(cell.text, column));
    }),
  );
  const kept = new Set(fitted.map((column) => column.index));
  return {
    text: await drawLines(header, lines),
    dropped: natural.filter((column) => !kept.has(column.index)).map((column) => column.title),
  };
};

/** Few are less than half of the cells. */
const widestOf = ({ cutsFew, shrinkTo }: TableColumn, widths: readonly number[]): number => {
  const longer = shrinkTo === undefined ? [] : widths.filter((cells) => cells > shrinkTo);
  const widest = widths.reduce((cells, other) => Math.max(cells, other), 0);
  return cutsFew && longer.length * 2 < widths.length ? Math.min(widest, shrinkTo ?? widest) : widest;
};

const fitColumns = (columns: readonly FittedColumn[], width: number): readonly FittedColumn[] => {
  const least = columns.map((column) => Math.min(column.width, column.shrinkTo ?? column.width));
  if (columns.length > 1 && total(least) > width) {
    const last = columns.reduce((worst, column) => (column.priority >= worst.priority ? column : worst));
    return fitColumns(
      columns.filter((column) => column !== last),
      width,
    );
  }
  const widths = columns.map((column) => column.width);
  for (let excess = total(widths) - width; excess > 0; excess -= 1) {
    const shrinkable = widths.map((cells, index) => (cells > (least[index] ?? cells) ? cells : 0));
    const widest = Math.max(...shrinkable);
    if (widest === 0) break;
    widths[shrinkable.indexOf(widest)] = widest - 1;
  }
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }));
};

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, cells) => sum + cells, 0) + gap.length * (widths.length - 1);

const pad = (text: string, column: FittedColumn): string => {
  const cut = cutText(text, column.width);
  const blank = ' '.repeat(Math.max(0, column.width - textWidth(cut)));
  return column.align === 'right' ? blank + cut : cut + blank;
};

/**
 * A line goes to cli-table3 as one cell, padded and painted: as eight cells each, 50 lines took 15 ms instead of 4,
 * because it measures every cell five times over.
 */
const drawLines = async (header: readonly string[], lines: readonly (readonly string[])[]): Promise<string> => {
  const { default: CliTable } = await import('cli-table3');
  const draw = (batch: readonly (readonly string[])[], head: string[]): string => {
    const table = new CliTable({
      head,
      chars,
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    });
    table.push(...batch.map((cells) => [cells.join(gap)]));
    return table.toString();
  };
  const parts = [draw(lines.slice(0, rowsAtOnce), [header.join(gap)])];
  for (let start = rowsAtOnce; start < lines.length; start += rowsAtOnce) {
    parts.push(draw(lines.slice(start, start + rowsAtOnce), []));
  }
  return `${parts.join('\n').replace(/ +$/gm, '')}\n`;
};

/** Nothing but a light rule under the titles. */
const chars = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '─',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
