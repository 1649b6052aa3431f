import type { Readable } from 'node:stream';
import type { InputFiles } from '../core/ports/input.ts';
import { manifestOf } from './manifest.ts';
import { readOrderFile } from './read-order-file.ts';
import { readPurchaseFile } from './read-purchase-file.ts';

/** Lists from paths, and from `stdin` where `-` is asked for. */
export const createInputFiles = (stdin: Readable): InputFiles => ({
  readOrders: (source) => readOrderFile(source, stdin),
  readPurchases: (source) => readPurchaseFile(source, stdin),
  manifestOf,
});
