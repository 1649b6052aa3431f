/** One settings file: nested JSON objects, read as a flat list of keys such as `contact.name`. */
import { readFileSync } from 'node:fs';
import { CspError, type InputFault } from '../core/errors.ts';
import { findJsonFault } from './json-fault.ts';

/** Values by key; numbers, booleans and lists as their JSON text. A `null` counts as not there. */
export type FileValues = ReadonlyMap<string, string>;

/** No values when there is no such file. Fails with `inputRefused` when it is not a JSON object in UTF-8, naming the place. */
export const readSettingsFile = (path: string): FileValues => {
  const text = readText(path);
  if (text === undefined) return new Map();
  const fault = findJsonFault(text);
  if (fault !== undefined) throw new CspError('inputRefused', { file: path, reason: 'json', ...fault });
  const parsed: unknown = JSON.parse(text);
  if (!isObject(parsed)) throw refused(path, 'json', text.trim().slice(0, 20), 1);
  return new Map(leaves(parsed, ''));
};

const readText = (path: string): string | undefined => {
  const bytes = readBytes(path);
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(path, 'encoding');
  }
};

const readBytes = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw refused(path, 'unreadable', code);
  }
};

const refused = (file: string, reason: InputFault, found = '', position: number | null = null): CspError =>
  new CspError('inputRefused', { file, line: position, column: position, reason, found });

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A dot inside a name is written `\.`, as conf does: `{"contact.name": …}` is not the setting `contact.name`. */
function* leaves(tree: object, prefix: string): Generator<readonly [key: string, value: string]> {
  for (const [name, value] of Object.entries(tree) as readonly [string, unknown][]) {
    const key = prefix + name.replace(/[\\.[]/g, '\\$&');
    if (isObject(value)) yield* leaves(value, `${key}.`);
    else if (value !== null) yield [key, typeof value === 'string' ? value : JSON.stringify(value)];
  }
}
