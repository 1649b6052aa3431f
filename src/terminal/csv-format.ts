/** The door to csv-stringify. Lines end with `\n`; quoting follows RFC 4180; no cell is a formula. */
import { safeText, spreadsheetCell } from './safe-text.ts';

export type CsvWriter = (rows: readonly (readonly string[])[]) => string;

/** Gives a function from rows of text to CSV lines. */
export const createCsvWriter = async (): Promise<CsvWriter> => {
  const { stringify } = await import('csv-stringify/sync');
  return (rows) =>
    stringify(
      rows.map((row) => row.map((cell) => safeText(spreadsheetCell(cell)))),
      // Quoted as well, so that a program which strips a bare leading `'` does not bring the formula back.
      { quoted_match: /^'/ },
    );
};
