/** JSON values as text in each machine format; rows can be written batch by batch. */
import type { JsonObject, JsonValue, OutputFormat } from '../core/ports/environment.ts';
import { createCsvWriter } from './csv-format.ts';
import { fieldValue } from './fields.ts';
import { jsonText, safeText } from './safe-text.ts';
import { createYamlWriter } from './yaml-format.ts';

export type MachineFormat = Exclude<OutputFormat, 'table'>;

/** A list is `head`, then `rows` for every batch, then `tail`. */
export interface ListFormat {
  readonly head: string;
  /** `index` is the place in the list of the batch's first row. */
  readonly rows: (batch: readonly JsonObject[], index: number) => string;
  readonly tail: (count: number) => string;
}

/** What a value looks like in rows and columns; without `titles` there is no header. */
export interface Grid {
  readonly titles: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

/** How a list is written; CSV and TSV print the named fields, the others whole rows. */
export const listFormat = async (format: MachineFormat, fields: readonly string[]): Promise<ListFormat> => {
  const toCells = (batch: readonly JsonObject[]): string[][] =>
    batch.map((row) => fields.map((field) => cellText(fieldValue(row, field))));
  const nothing = (): string => '';
  switch (format) {
    case 'json':
      return {
        head: '[',
        rows: (batch, index) => batch.map((row, at) => `${index + at ? ',' : ''}\n  ${indented(row)}`).join(''),
        tail: (count) => (count ? '\n]\n' : ']\n'),
      };
    case 'jsonl':
      return { head: '', rows: (batch) => batch.map((row) => `${jsonText(row)}\n`).join(''), tail: nothing };
    case 'tsv':
      return { head: '', rows: (batch) => tsvText(toCells(batch)), tail: nothing };
    case 'csv': {
      const csvText = await createCsvWriter();
      return { head: csvText([fields]), rows: (batch) => csvText(toCells(batch)), tail: nothing };
    }
    case 'yaml': {
      const yamlText = await createYamlWriter();
      return { head: '', rows: yamlText, tail: (count) => (count ? '' : '[]\n') };
    }
  }
};

/** Any value in a machine format: one object, or what `--query` made of the output. */
export const valueText = async (format: MachineFormat, value: JsonValue): Promise<string> => {
  switch (format) {
    case 'json':
      return `${jsonText(value, 2)}\n`;
    case 'jsonl':
      return (Array.isArray(value) ? value : [value]).map((item: JsonValue) => `${jsonText(item)}\n`).join('');
    case 'tsv':
      return tsvText(toGrid(value).rows);
    case 'csv': {
      const { titles, rows } = toGrid(value);
      return (await createCsvWriter())([titles ?? valueTitles(rows), ...rows].filter(({ length }) => length > 0));
    }
    case 'yaml':
      return (await createYamlWriter())(value);
  }
};

/** A header for what has no names of its own: `value`, or `value1,value2` for lists of lists. */
const valueTitles = (rows: Grid['rows']): readonly string[] => {
  const count = rows.reduce((most, { length }) => Math.max(most, length), 0);
  return count === 1 ? ['value'] : Array.from({ length: count }, (_, index) => `value${index + 1}`);
};

/** Objects become rows under their keys, lists of lists rows, anything else a column; `null` is nothing at all. */
export const toGrid = (value: JsonValue): Grid => {
  if (value === null) return { titles: null, rows: [] };
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  if (items.length > 0 && items.every(isObject)) {
    const titles = [...new Set(items.flatMap((item) => Object.keys(item)))];
    return {
      titles,
      rows: items.map((item) => titles.map((key) => cellText((Object.hasOwn(item, key) ? item[key] : null) ?? null))),
    };
  }
  return {
    titles: null,
    rows: items.map((item) => (Array.isArray(item) ? item : [item]).map((part: JsonValue) => cellText(part))),
  };
};

/** A value in one cell: text as it is, `null` empty, lists and objects as JSON. */
export const cellText = (value: JsonValue): string => {
  if (value === null) return '';
  return typeof value === 'object' ? jsonText(value) : String(value);
};

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tabs and line ends inside a value are escaped with everything else that cannot be seen. */
const tsvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(safeText).join('\t')}\n`).join('');

const indented = (row: JsonObject): string => jsonText(row, 2).replaceAll('\n', '\n  ');
