/** What the emulator did, a line of JSON each: requests as they were answered, and effects as they were executed. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { CspError } from '../core/errors.ts';
import type { JsonObject } from '../core/ports/environment.ts';

export interface Ledger {
  /** Whole lines, at the end of the file; an effect is on the disk when this returns. */
  write(kind: 'request' | 'effect', entry: JsonObject): void;
  close(): void;
}

/**
 * Appends to the file at `path` (0600), which others may append to as well; writes nothing without a path. Fails with
 * `storageFailed`.
 */
export const openLedger = (path: string | undefined): Ledger => {
  if (path === undefined) return { write: () => {}, close: () => {} };
  const file = open(path);
  return {
    write: (kind, entry) => {
      writeSync(file, `${JSON.stringify({ kind, ...entry })}\n`);
      if (kind === 'effect') fsyncSync(file);
    },
    close: () => closeSync(file),
  };
};

const open = (path: string): number => {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CspError('storageFailed', { path, reason: code ?? message }, error);
  }
};
