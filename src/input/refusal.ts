/** Files that are refused: the one failure of this folder, with one fault or with all that were found. */
import { CspError, type InputFault, type InputProblem, isCspError } from '../core/errors.ts';

/** Where in a file: the line, and in it the cell of a table or the letter of a JSON text, counted from 1. */
export interface Place {
  readonly line: number | null;
  readonly column: number | null;
}

/** How many problems are told; the others are counted. */
const mostTold = 50;
const mostFound = 60;

export const refusal = (
  file: string,
  reason: InputFault,
  { line, column }: Place = { line: null, column: null },
  found?: string,
  columns?: string,
): CspError => new CspError('inputRefused', { file, ...toProblem({ line, column }, reason, found, columns) });

const toProblem = ({ line, column }: Place, reason: InputFault, found?: string, columns?: string): InputProblem => ({
  line,
  column,
  reason,
  ...(found === undefined ? {} : { found }),
  ...(columns === undefined ? {} : { columns }),
});

/**
 * What csv-parse, the decoder and the file system throw, as a refusal; anything else is a bug and stays as it is. `line`
 * is where the row begins that csv-parse could not read.
 */
export const toRefusal = (file: string, error: unknown, line: number | null = null): unknown => {
  const code = codeOf(error);
  const place = { line, column: columnOf(error) };
  if (code === 'CSV_MAX_RECORD_SIZE') return refusal(file, 'tooLarge', place);
  if (code.startsWith('CSV_') || code === 'INVALID_OPENING_QUOTE') return refusal(file, 'quote', place);
  if (code === 'EISDIR') return refusal(file, 'notFile');
  return /^E[A-Z]+$/.test(code) ? refusal(file, 'unreadable', undefined, code) : error;
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** csv-parse counts cells from 0. */
const columnOf = (error: unknown): number | null => {
  const { column }: { readonly column?: unknown } = error ?? {};
  return typeof column === 'number' ? column + 1 : null;
};

export interface Problems {
  add(place: Place, reason: InputFault, found?: string, columns?: string): void;
  /** Fails with `inputRefused` when there were any: a file is used as a whole or not at all. */
  end(): void;
  /** The refusal that ends the reading, with what was found before it; another failure stays as it is. */
  endWith(error: unknown): unknown;
}

export const createProblems = (file: string): Problems => {
  const told: InputProblem[] = [];
  let total = 0;
  const add: Problems['add'] = (place, reason, found, columns) => {
    total += 1;
    if (told.length < mostTold)
      told.push(toProblem(place, reason, found === undefined ? undefined : shorten(found), columns));
  };
  const all = (): CspError | undefined => {
    const [first] = told;
    return first === undefined ? undefined : new CspError('inputRefused', { file, ...first, problems: told, total });
  };
  return {
    add,
    end: () => {
      const failure = all();
      if (failure !== undefined) throw failure;
    },
    endWith: (error) => {
      if (!isCspError(error) || error.code !== 'inputRefused') return error;
      const { details } = error as CspError<'inputRefused'>;
      if (details.problems === undefined) add(details, details.reason, details.found, details.columns);
      return all() ?? error;
    },
  };
};

const shorten = (text: string): string => (text.length > mostFound ? `${text.slice(0, mostFound)}…` : text);
