/** One list from a path or standard input, as a whole or not at all. */
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { InputFile } from '../core/ports/input.ts';
import { newHash } from '../digest.ts';
import type { InputLimits } from './limits.ts';
import { type Forms, type ReadRow, readRows } from './read-rows.ts';
import { readBytes, readText } from './read-text.ts';
import { createProblems, type Problems, refusal, toRefusal } from './refusal.ts';

export interface Reading<Name extends string> {
  readonly forms: Forms<Name>;
  /** Takes a row, or adds what is wrong with it. */
  readonly take: (row: ReadRow<Name>, problems: Problems) => void;
}

/** Hands over row by row; resolves to `isAsRead`. Fails with `inputRefused`, at the end, for all that was found. */
export const readInput = async <Name extends string>(
  source: string,
  stdin: Readable,
  limits: InputLimits,
  { forms, take }: Reading<Name>,
): Promise<InputFile['isAsRead']> => {
  const problems = createProblems(source);
  const hash = newHash('sha-256');
  let stream: Readable | undefined;
  try {
    if (source !== '-') await refuseLarge(source, limits);
    stream = source === '-' ? stdin : readBytes(source);
    const text = readText(source, measured(source, stream, hash, limits), limits.rowLength);
    for await (const row of readRows(source, text, forms, problems, limits)) take(row, problems);
  } catch (error) {
    throw problems.endWith(toRefusal(source, error));
  } finally {
    // Whoever still writes into a pipe is told, and need not be waited for.
    stream?.destroy();
  }
  problems.end();
  const digest = hash.digest('hex');
  return async () => source === '-' || ((await digestOf(source)) ?? digest) === digest;
};

/** `undefined` for what cannot be read again. */
const digestOf = async (path: string): Promise<string | undefined> => {
  try {
    if (!(await stat(path)).isFile()) return undefined;
    const hash = newHash('sha-256');
    for await (const chunk of readBytes(path) as AsyncIterable<Buffer>) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
};

const refuseLarge = async (path: string, { fileBytes }: InputLimits): Promise<void> => {
  const found = await stat(path);
  if (found.isFile() && found.size > fileBytes) throw refusal(path, 'tooLarge');
};

async function* measured(
  source: string,
  stream: Readable,
  hash: ReturnType<typeof newHash>,
  { fileBytes }: InputLimits,
): AsyncGenerator<Buffer, void> {
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > fileBytes) throw refusal(source, 'tooLarge');
    hash.update(chunk);
    yield chunk;
  }
}
