/** Secrets that the user keeps in a place of their own: a file, a variable, standard input. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { CspError, type InputFault } from '../../../core/errors.ts';
import { Secret } from '../../../core/rules/secret.ts';

const largest = 100_000;

/** The text of a file, without the line end that editors add. Fails with `inputRefused` when it is unreadable, empty or too large. */
export const readSecretFile = async (path: string): Promise<Secret> => {
  const file = await open(path, constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    throw refused(path, 'unreadable', error.code);
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw refused(path, 'notFile');
    if (found.size > largest) throw refused(path, 'tooLarge');
    return toSecret(await file.readFile('utf8'), path);
  } finally {
    await file.close();
  }
};

/** All of standard input, without the line end. Fails with `inputRefused` when there is nothing. */
export const readSecretInput = async (input: AsyncIterable<Buffer | string>): Promise<Secret> => {
  let text = '';
  for await (const chunk of input) {
    text += chunk.toString();
    if (text.length > largest) throw refused('-', 'tooLarge');
  }
  return toSecret(text, '-');
};

const toSecret = (text: string, file: string): Secret => {
  const secret = text.replace(/^\uFEFF/, '').trim();
  if (secret === '') throw refused(file, 'empty');
  return new Secret(secret);
};

const refused = (file: string, reason: InputFault, found?: string): CspError =>
  new CspError('inputRefused', { file, line: null, column: null, reason, ...(found === undefined ? {} : { found }) });
