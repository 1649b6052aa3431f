/** What changes from run to run, and is therefore handed in: time, ids, terminal, clipboard, files. */
import type { ErrorDetails } from '../errors.ts';

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Sub-millisecond digits of the service are cut. */
export type Instant = number;

export interface Clock {
  /** The machine's wall clock; for the service's own time ask `Backend.now`. */
  now(): Instant;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** Makes a new GUID, lower case: request ids and correlation ids. */
export type NewId = () => string;

/** The languages that people are spoken to in; machine output never changes. */
export const langs = ['en', 'ja', 'zh-TW', 'ru'] as const;
export type Lang = (typeof langs)[number];

export type OutputFormat = 'table' | 'json' | 'jsonl' | 'csv' | 'tsv' | 'yaml';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** How a cell looks on a terminal; without colour only the text is left. */
export type Tone = 'plain' | 'dim' | 'good' | 'warn' | 'bad' | 'strong';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

/** A column of the table that people see. Machine formats never use it: they come from `View.json`. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => Cell | string;
  readonly align?: 'left' | 'right';
  /** The most important column is 1; columns with the largest number are dropped first on a narrow terminal. */
  readonly priority: number;
  /** May be cut with an ellipsis down to this many character cells; without it the column keeps its full width. */
  readonly shrinkTo?: number;
  /** The few cells that are longer than `shrinkTo` are cut and do not widen the column. */
  readonly cutsFew?: boolean;
}

/** How one kind of row is shown: the JSON shape is the contract, the table is for eyes. */
export interface View<T> {
  readonly json: (row: T) => JsonObject;
  /** Dotted paths into the JSON, in order: the columns of CSV and TSV, and what `--fields` may name. */
  readonly fields: readonly string[];
  /** What `--ids` prints for a row. */
  readonly id: (row: T) => string;
  readonly columns: readonly Column<T>[];
  /** Said on stderr, on a terminal only, when there are no rows. */
  readonly empty: string;
}

/** Why a `--query` cannot be applied: it cannot be read, or it does not fit the data. Types are called as JMESPath calls them. */
export type QueryFault =
  | { readonly reason: 'incomplete' | 'stepZero' | 'tooDeep' }
  | { readonly reason: 'unclosed' | 'unexpected'; readonly found: string; readonly column: number }
  | { readonly reason: 'unknownFunction'; readonly function: string }
  | {
      readonly reason: 'argumentCount';
      readonly function: string;
      readonly takes: number;
      /** It takes so many or more. */
      readonly isOpen: boolean;
      readonly given: number;
    }
  | {
      readonly reason: 'argumentType';
      readonly function: string;
      readonly argument: number;
      readonly takes: readonly string[];
      readonly given: string;
    }
  | { readonly reason: 'keyType'; readonly function: string; readonly given: readonly string[] }
  | { readonly reason: 'notComparable'; readonly sign: string; readonly left: string; readonly right: string };

/**
 * The only way to stdout and stderr. Text that came from outside is escaped here, once.
 * Data goes to stdout in the format asked for; everything that narrates goes to stderr.
 */
export interface Output {
  readonly format: OutputFormat;
  /** True when a person reads the table: stdout is a terminal and no machine format was asked for. */
  readonly isTable: boolean;
  readonly stdoutIsTerminal: boolean;
  /** True when a machine format, a query, fields or ids were asked for, rather than TSV only because of a pipe. */
  readonly isMachineAsked: boolean;
  /**
   * Refuses a `--query` that can work on no data and `--fields` that the view does not have (`queryInvalid`,
   * `fieldUnknown`). A command that changes something asks first; before any command the query alone is looked at.
   */
  check(view?: { readonly fields: readonly string[] }): Promise<void>;
  /**
   * Whoever changes something that stays so says it here. Until then a `--query` that does not fit the data is an error
   * (`queryInvalid`); from then on it costs a warning, and the JSON comes as it is: what was done is shown in any case.
   */
  changed(): void;
  /** Writes many rows; `jsonl`, `csv` and `tsv` are streamed. Returns how many rows were written. */
  list<T>(view: View<T>, rows: Iterable<T> | AsyncIterable<T>): Promise<number>;
  /** The same rows as text for a file: what a pipe would get. */
  listText<T>(view: View<T>, rows: Iterable<T> | AsyncIterable<T>): Promise<string>;
  /** Rows for a file of this format, piece by piece, all fields of them: what was asked of stdout does not count. */
  listPieces<T>(format: 'jsonl' | 'csv', view: View<T>, rows: AsyncIterable<T>): AsyncIterable<string>;
  /** Writes one object: a table becomes a list of name and value. */
  record<T>(view: RecordView<T>, row: T): Promise<void>;
  /** Writes a prepared document (a message, a refund request, a completion script) to stdout as it is, with a final newline. */
  document(text: string): Promise<void>;
  /** The text as `document` would write it, for one that leaves by another way: a file, the clipboard. */
  guard(text: string): string;
  /** Writes a secret value and a newline, nothing else. One of the listed callers of `Secret.reveal`. */
  secret(value: string): Promise<void>;
  /** Narration on stderr; silent with `--quiet`. Strings inside `details` are escaped before the message is made. */
  say<D extends object>(message: (details: D) => string, details: D): void;
  /** A warning on stderr, also with `--quiet`. */
  warn<D extends object>(message: (details: D) => string, details: D): void;
  /** More narration, on stderr, with `--verbose` only. */
  verbose<D extends object>(message: (details: D) => string, details: D): void;
}

/** How far something long has come, told on stderr while it goes on. */
export interface Progress {
  /**
   * So many are done; `total` is `null` where nobody knows how many there are. The first call comes when it begins and only
   * tells what was done before, which says nothing of the pace.
   */
  show(done: number, total: number | null): void;
  /** Takes the line off the terminal, as must be done before anything else is written there; `show` brings it back. */
  clear(): void;
}

/** The words beside the percentage. `minutesLeft` is rounded, and `null` while there is no telling. */
export type ProgressMessage = (d: {
  readonly done: number;
  readonly total: number | null;
  readonly minutesLeft: number | null;
}) => string;

/** One object as people see it: titles and cells, in order. */
export interface RecordView<T> {
  readonly json: (row: T) => JsonObject;
  readonly fields: readonly string[];
  readonly id: (row: T) => string;
  readonly rows: (row: T) => readonly (readonly [title: string, cell: Cell | string])[];
}

/**
 * Asks on stderr. Commands look at `canAsk` first and name the missing flag themselves; where nobody can answer every
 * method throws all the same. Ctrl-C, Ctrl-D and an input that ends are `interrupted`.
 */
export interface Prompter {
  /** True only if stdin and stderr are terminals, this is no CI job, and neither `--no-input` nor a machine format was asked for. */
  readonly canAsk: boolean;
  /** Yes or no; the default is no. */
  confirm(question: string): Promise<boolean>;
  /** A box to tick; unticked by default. */
  acknowledge(statement: string): Promise<boolean>;
  /** The person types the expected text, such as a count. */
  typeToConfirm(question: string, expected: string): Promise<boolean>;
  /** One of a searchable list. */
  choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  /** Free text. */
  ask(question: string, options?: AskOptions): Promise<string>;
}

export interface AskOptions {
  /** An empty answer is allowed. */
  readonly optional?: boolean;
  /** Says what is wrong with an answer, without the blanks around it; then it is asked again. */
  readonly validate?: (answer: string) => string | undefined;
}

export interface Choice<T> {
  readonly value: T;
  readonly name: string;
  readonly description?: string;
}

export type ClipboardResult =
  | { readonly copied: true; readonly by: 'system' | 'osc52' }
  | { readonly copied: false; readonly reason: 'no-clipboard' | 'failed' };

export interface Clipboard {
  /** Copies text. Never throws; says truthfully what happened. With `osc52` the terminal was asked and cannot confirm. */
  copy(text: string): Promise<ClipboardResult>;
}

export interface OutFiles {
  /** Fails with `fileExists` when something is there already, so that nothing is done in vain. */
  checkNew(path: string): Promise<void>;
  /** Writes a new file, mode 0600, by way of a temporary file; refuses an existing file or a symbolic link (`fileExists`). Returns the absolute path. */
  writeNew(path: string, text: string): Promise<string>;
  /** As `checkNew`, for a report: an earlier one, told by its `beginning`, may be there. */
  checkReport(path: string, isOwn: (beginning: string) => boolean): Promise<void>;
  /**
   * As `writeNew`, in pieces; an earlier report is replaced as a whole. To the page of the CI job, a file that its steps
   * share (`GITHUB_STEP_SUMMARY`), the report is appended.
   */
  writeReport(
    path: string,
    pieces: Iterable<string> | AsyncIterable<string>,
    isOwn: (beginning: string) => boolean,
  ): Promise<string>;
  /** Makes a folder for this user alone; one that is there stays as it is. Returns the absolute path. */
  makeFolder(path: string): Promise<string>;
}

export type FailureOf<C extends keyof ErrorDetails> = { readonly code: C; readonly details: ErrorDetails[C] };
