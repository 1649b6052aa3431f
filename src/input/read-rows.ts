/** The rows of a list, whatever its form: a table with a header, bare words, a JSON array, JSON lines. */
import type { InputFault } from '../core/errors.ts';
import { delimiterOf, isBeforeHeader } from './delimiter.ts';
import { knownFileOf } from './known-files.ts';
import type { InputLimits } from './limits.ts';
import { parseJsonRow } from './parse-json-row.ts';
import { type JsonElement, placeIn, readJsonArray, readJsonLines } from './read-json.ts';
import { fits, isBlank, peekText, readTable, type TableRow, withoutBlankEnd } from './read-table.ts';
import { type Place, type Problems, refusal } from './refusal.ts';

/** What the columns of a table, or the keys of a JSON object, may be called. */
export interface Columns<Name extends string> {
  /** By the folded word. */
  readonly names: ReadonlyMap<string, Name>;
  /** Each of them, or one of several, with the word to tell people. */
  readonly needed: readonly { readonly oneOf: readonly Name[]; readonly word: string }[];
  /** Those that JSON may hold as a number. */
  readonly numbers: readonly Name[];
  /** Whether a folded word that is no name does no harm, beside the others of its table or object. */
  readonly ignores: (word: string, others: ReadonlySet<string>) => boolean;
}

export interface Forms<Name extends string> {
  readonly ours: Columns<Name>;
  /** The column that a file without a header consists of. */
  readonly bare?: Name;
  /** The columns of a table whose first row is no header; `undefined` where it is one. */
  readonly unnamed?: (cells: readonly string[]) => readonly string[] | undefined;
  /** The fault of a table that has none of our columns; without it, that one is missing. */
  readonly foreign?: InputFault;
  /** Tables of Microsoft's, told by a column that only they have. */
  readonly reconciliation?: { readonly mark: string; readonly columns: Columns<Name> };
}

export interface RowCell {
  /** Without spaces around it. */
  readonly text: string;
  readonly place: Place;
}

export interface ReadRow<Name extends string> {
  readonly form: 'ours' | 'reconciliation' | 'ids';
  readonly line: number;
  /** What parts the cells of its table; `null` for JSON. */
  readonly delimiter: string | null;
  /** `undefined` where the file has no such column, or says `null`. */
  readonly cell: (name: Name) => RowCell | undefined;
}

interface Header<Name extends string> {
  readonly form: ReadRow<Name>['form'];
  /** It is a row itself. */
  readonly isRow: boolean;
  readonly width: number;
  readonly indexOf: ReadonlyMap<Name, number>;
}

/** Case, spaces, hyphens and underscores do not count in the name of a column. */
export const foldWord = (word: string): string => word.replace(/[-_ \t]/g, '').toLowerCase();

const trimmed = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

/**
 * Yields the rows that have the shape of one; what is wrong with the others is added to `problems`. Fails with
 * `inputRefused` where reading cannot go on.
 */
export async function* readRows<Name extends string>(
  file: string,
  text: AsyncGenerator<string, void>,
  forms: Forms<Name>,
  problems: Problems,
  limits: InputLimits,
): AsyncGenerator<ReadRow<Name>, void> {
  const peeked = await peekText(text);
  const first = peeked.head.trimStart().charAt(0);
  const toRow = createJsonRows(forms, problems);
  const guard = createRowGuard(file, limits);
  if (first === '') throw refusal(file, 'empty');
  if (first === '[' || first === '{') {
    const elements = first === '[' ? readJsonArray(file, peeked.text, limits) : readJsonLines(peeked.text);
    for await (const element of elements) {
      guard(element.line);
      // A blank line is nothing; a blank element is a comma too many.
      if (first === '{' && element.text.trim() === '') continue;
      const row = toRow(element);
      if (row !== undefined) yield row;
    }
    return;
  }
  let header: Header<Name> | undefined;
  const delimiter = delimiterOf(peeked.head);
  for await (const row of readTable(file, peeked, limits.rowLength)) {
    const isNothing = isBlank(row.cells) || (header === undefined && isBeforeHeader(row.cells));
    if (header === undefined && !isNothing) {
      header = readHeader(file, row, forms, problems);
      if (!header.isRow) continue;
    }
    guard(row.line);
    if (header === undefined || isNothing) continue;
    const { width } = header;
    if (fits(row.cells, width)) yield toTableRow(row, header, delimiter);
    else problems.add({ line: row.line, column: Math.min(row.cells.length, width) + 1 }, 'columnCount');
  }
}

const createRowGuard = (file: string, { rows }: InputLimits) => {
  let count = 0;
  return (line: number): void => {
    count += 1;
    if (count > rows) throw refusal(file, 'tooManyRows', { line, column: null }, String(rows));
  };
};

const readHeader = <Name extends string>(
  file: string,
  { line, cells: all }: TableRow,
  { ours, bare, unnamed, foreign, reconciliation }: Forms<Name>,
  problems: Problems,
): Header<Name> => {
  const columns = unnamed?.(all);
  const cells = columns === undefined ? withoutBlankEnd(all) : all;
  const words = (columns ?? cells).map(foldWord);
  const others = new Set(words);
  const isReconciliation = reconciliation !== undefined && others.has(reconciliation.mark);
  const { names, needed, ignores } = isReconciliation ? reconciliation.columns : ours;
  if (bare !== undefined && cells.length === 1 && !names.has(words[0] ?? ''))
    return { form: 'ids', isRow: true, width: 1, indexOf: new Map([[bare, 0]]) };

  const isHeader = words.some((word) => names.has(word));
  const strange = words.map((word) => isHeader && !names.has(word) && !ignores(word, others));
  const given = new Set(words.map((word) => names.get(word)));
  const missing = needed.filter(({ oneOf }) => !oneOf.some((name) => given.has(name)));
  const known = missing.length > 0 || strange.includes(true) ? knownFileOf(others) : undefined;
  if (known !== undefined) throw refusal(file, 'otherFile', { line, column: null }, known);

  const indexOf = new Map<Name, number>();
  for (const [index, word] of words.entries()) {
    const [name, place] = [names.get(word), { line, column: index + 1 }];
    if (strange[index]) problems.add(place, 'columnUnknown', cells[index]);
    if (name !== undefined && indexOf.has(name)) problems.add(place, 'columnTwice', cells[index]);
    if (name !== undefined) indexOf.set(name, index);
  }
  if (!isHeader && foreign !== undefined) throw refusal(file, foreign, { line, column: null }, undefined, shown(cells));
  if (missing.length > 0)
    throw refusal(
      file,
      'columnMissing',
      { line, column: null },
      missing.map(({ word }) => word).join(', '),
      shown(cells),
    );
  problems.end();
  const form = isReconciliation ? 'reconciliation' : 'ours';
  return { form, isRow: columns !== undefined, width: cells.length, indexOf };
};

const longestShown = 300;

/** The names of the columns that a table has, for people. */
const shown = (cells: readonly string[]): string => {
  const text = cells.map((cell) => cell.trim()).join(', ');
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
};

const toTableRow = <Name extends string>(
  { line, cells }: TableRow,
  { form, indexOf }: Header<Name>,
  delimiter: string,
): ReadRow<Name> => ({
  form,
  line,
  delimiter,
  cell: (name) => {
    const index = indexOf.get(name);
    if (index === undefined) return undefined;
    // A quotation mark keeps spreadsheets from running what begins so, such as some order ids.
    const text = trimmed(cells[index] ?? '').replace(/^'(?=[-=+@])/, '');
    return { text, place: { line, column: index + 1 } };
  },
});

const createJsonRows =
  <Name extends string>({ ours, bare }: Forms<Name>, problems: Problems) =>
  (element: JsonElement): ReadRow<Name> | undefined => {
    const { line } = element;
    const place = placeIn(element, 0);
    const parsed = parseJsonRow(element.text);
    if (parsed === undefined) return void problems.add(place, 'jsonSyntax');
    if (parsed === null || (typeof parsed === 'string' && bare === undefined))
      return void problems.add(place, 'valueKind', element.text);
    if (typeof parsed === 'string') {
      const cell = { text: trimmed(parsed), place };
      return { form: 'ids', line, delimiter: null, cell: (name) => (name === bare ? cell : undefined) };
    }
    const cells = new Map<Name, RowCell>();
    const given = new Set<Name>();
    const others = new Set(parsed.fields.map(({ key }) => foldWord(key)));
    for (const { key, at } of parsed.repeated) problems.add(placeIn(element, at), 'columnTwice', key);
    const repeated = new Set(parsed.repeated.map(({ key }) => key));
    for (const { key, at, text, kind } of parsed.fields) {
      const name = ours.names.get(foldWord(key));
      const there = placeIn(element, at);
      if (name !== undefined && kind !== 'null') given.add(name);
      if (name === undefined) {
        if (!ours.ignores(foldWord(key), others)) problems.add(there, 'columnUnknown', key);
      } else if (kind === 'other' || (kind === 'number' && !ours.numbers.includes(name)))
        problems.add(there, 'valueKind', key);
      else if (cells.has(name) && !repeated.has(key)) problems.add(there, 'columnTwice', key);
      else if (kind !== 'null') cells.set(name, { text: trimmed(text), place: there });
    }
    const missing = ours.needed.find(({ oneOf }) => !oneOf.some((name) => given.has(name)));
    if (missing !== undefined) return void problems.add(place, 'cellEmpty', missing.word);
    return { form: 'ours', line, delimiter: null, cell: (name) => cells.get(name) };
  };
