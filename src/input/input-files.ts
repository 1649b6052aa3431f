import { fstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type CspError, isCspError } from '../core/errors.ts';
import type { InputFile, InputFiles } from '../core/ports/input.ts';
import { newGuid } from '../digest.ts';
import { nameOrders } from './named-orders.ts';
import { planText, readPlan } from './plan-file.ts';
import { readOrderFile } from './read-order-file.ts';
import { readPurchaseFile } from './read-purchase-file.ts';

/** Lists from paths, and from `stdin` where `-` is asked for. */
export const createInputFiles = (stdin: Readable, isPiped: () => boolean): InputFiles => {
  /** A list with nothing in it is refused, but not where another program wrote it: on a quiet day it has nothing to say. */
  const read = async <F extends InputFile>(source: string, reading: Promise<F>, nothing: Omit<F, keyof InputFile>) => {
    try {
      return await reading;
    } catch (error) {
      if (source !== '-' || !isOfNothing(error) || !isPiped()) throw error;
      // No other run is about the same.
      return { ...nothing, isAsRead: async () => true, manifest: newGuid() };
    }
  };
  return {
    readOrders: (source, customer) =>
      read(source, readOrderFile(source, stdin, customer), { rows: [], skipped: [], mended: [] }),
    nameOrders,
    readPurchases: (source, customer) => read(source, readPurchaseFile(source, stdin, customer), { rows: [] }),
    placeOf: (source) => (source === '-' ? null : resolve(source)),
    readPlan,
    planText,
  };
};

/** Without a row, and without one that was passed over. */
const isOfNothing = (error: unknown): boolean => {
  if (!isCspError(error) || error.code !== 'inputRefused') return false;
  const { reason, found = '', total = 1 } = (error as CspError<'inputRefused'>).details;
  return total === 1 && (reason === 'empty' || (reason === 'nothingUsable' && found === ''));
};

/** True where another program writes to standard input; a terminal, a file and `/dev/null` are none. */
export const isPipe = (): boolean => {
  const found = fstatSync(0);
  return found.isFIFO() || found.isSocket();
};
