/** Lists written to a folder of a test's own, and what reading them comes to. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isCspError } from '../../src/core/errors.ts';
import type { OrderRow } from '../../src/core/ports/input.ts';
import type { InputLimits } from '../../src/input/limits.ts';
import { readOrderFile } from '../../src/input/read-order-file.ts';
import { readPurchaseFile } from '../../src/input/read-purchase-file.ts';

export interface Desk {
  readonly folder: string;
  /** Writes a file; returns its path. */
  readonly write: (content: string | Buffer) => string;
  readonly remove: () => void;
}

export const openDesk = (): Desk => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-input-'));
  const write = (content: string | Buffer): string => {
    const path = join(folder, 'list');
    writeFileSync(path, content);
    return path;
  };
  return { folder, write, remove: () => rmSync(folder, { recursive: true }) };
};

/** Standard input that hands over these pieces. */
export const inputOf = (...pieces: readonly (string | Buffer)[]): Readable =>
  Readable.from(pieces.map((piece) => Buffer.from(piece)));

export const readOrders = (content: string | Buffer, limits?: InputLimits) =>
  readOrderFile('-', inputOf(content), undefined, limits);

export const readPurchases = (content: string | Buffer) => readPurchaseFile('-', inputOf(content));

/** What matters of rows in most tests. */
export const inShort = (rows: readonly OrderRow[]): readonly (readonly unknown[])[] =>
  rows.map(({ line, customer, orderId, orderLine, reason, ticket, sameAsLine }) => [
    line,
    customer,
    orderLine === null ? orderId : `${orderId}/${orderLine}`,
    reason,
    ticket,
    sameAsLine,
  ]);

/** Line, column, reason and what was found of each problem; any failure but `inputRefused` is thrown on. */
export const problemsOf = async (work: Promise<unknown>): Promise<readonly (readonly unknown[])[]> => {
  try {
    await work;
  } catch (error) {
    if (!isCspError(error) || error.code !== 'inputRefused') throw error;
    const details = error.details as { problems?: readonly Problem[] } & Problem;
    return (details.problems ?? [details]).map(({ line, column, reason, found }) => [
      line,
      column,
      reason,
      ...(found === undefined ? [] : [found]),
    ]);
  }
  return [];
};

interface Problem {
  readonly line: number | null;
  readonly column: number | null;
  readonly reason: string;
  readonly found?: string;
}
