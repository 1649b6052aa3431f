import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { InputFiles } from '../core/ports/input.ts';
import { nameOrders } from './named-orders.ts';
import { planText, readPlan } from './plan-file.ts';
import { readOrderFile } from './read-order-file.ts';
import { readPurchaseFile } from './read-purchase-file.ts';

/** Lists from paths, and from `stdin` where `-` is asked for. */
export const createInputFiles = (stdin: Readable): InputFiles => ({
  readOrders: (source, customer) => readOrderFile(source, stdin, customer),
  nameOrders,
  readPurchases: (source, customer) => readPurchaseFile(source, stdin, customer),
  placeOf: (source) => (source === '-' ? null : resolve(source)),
  readPlan,
  planText,
});
