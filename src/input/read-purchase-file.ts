/** Purchases, as somebody lists them. */
import type { Readable } from 'node:stream';
import type { BillingCycle } from '../core/ports/backend.ts';
import type { PurchaseFile, PurchaseRow } from '../core/ports/input.ts';
import { parseQuantity } from '../core/rules/order-reference.ts';
import { foldCatalogueId, parseItemWord } from '../core/rules/purchase-key.ts';
import { type CellFault, catalogueFault, customerFault, itemFault, proseFault } from './cell-faults.ts';
import { createCellCheck } from './check-cells.ts';
import { type InputLimits, inputLimits } from './limits.ts';
import { keyOf, manifestOf } from './manifest.ts';
import { isOwnColumn } from './own-lists.ts';
import { readInput } from './read-input.ts';
import type { Forms, ReadRow } from './read-rows.ts';
import { type Problems, refusal } from './refusal.ts';

type Name = 'customer' | 'product' | 'sku' | 'quantity' | 'term' | 'billingCycle' | 'poNumber';

const billingCycles = new Map<string, BillingCycle>(
  (['one_time', 'monthly', 'annual', 'triennial', 'none'] as const).map((cycle) => [cycle, cycle]),
);
const term = /^P[1-9]\d?[MY]$/;

const forms: Forms<Name> = {
  ours: {
    names: new Map([
      ['customer', 'customer'],
      ['customerid', 'customer'],
      ['product', 'product'],
      ['productid', 'product'],
      ['sku', 'sku'],
      ['skuid', 'sku'],
      ['quantity', 'quantity'],
      ['term', 'term'],
      ['billingcycle', 'billingCycle'],
      ['ponumber', 'poNumber'],
    ]),
    needed: (['product', 'sku', 'quantity'] as const).map((name) => ({ oneOf: [name], word: name })),
    numbers: ['quantity'],
    // Of our own lists only those of runs tell what to buy.
    ignores: (word, others) => others.has('run') && isOwnColumn(word, others),
  },
};

/**
 * Reads what `InputFiles.readPurchases` describes; `-` is `stdin`. Which rows are the same purchase is not told by what
 * they say, but by what the service knows of it.
 */
export const readPurchaseFile = async (
  source: string,
  stdin: Readable,
  customer?: string,
  limits: InputLimits = inputLimits,
): Promise<PurchaseFile> => {
  const rows: PurchaseRow[] = [];
  const isAsRead = await readInput<Name>(source, stdin, limits, {
    forms,
    take: (read, problems) => {
      const row = toPurchaseRow(read, problems, customer);
      if (row !== undefined) rows.push(row);
    },
  });
  if (rows.length === 0) throw refusal(source, 'nothingUsable');
  return { rows, isAsRead, manifest: manifestOf(rows) };
};

const toPurchaseRow = (
  read: ReadRow<Name>,
  problems: Problems,
  customer: string | undefined,
): PurchaseRow | undefined => {
  const cells = createCellCheck(read, problems);
  const owner = customer === undefined ? cells.required : cells.optional;
  const named = owner('customer', customerFault);
  const item = parseItemWord(cells.required('product', itemFault) ?? '');
  const { skuId: ownSku } = item ?? {};
  const skuFault = (text: string): CellFault | undefined =>
    catalogueFault('skuId', text, 4) ??
    (ownSku === undefined || ownSku === foldCatalogueId(text) ? undefined : ['skuId', text]);
  const goods = read.cell('product')?.text.includes(':') ? cells.optional : cells.required;
  const skuCell = goods('sku', skuFault);
  const row = {
    line: read.line,
    customer: named ?? customer ?? null,
    productId: item?.productId ?? '',
    skuId: foldCatalogueId(skuCell ?? item?.skuId ?? ''),
    quantity: Number(
      cells.required('quantity', (text) => (parseQuantity(text) === undefined ? ['quantity', text] : undefined)),
    ),
    term: cells.optional('term', (text) => (term.test(text) ? undefined : ['term', text])),
    billingCycle:
      billingCycles.get(
        cells.optional('billingCycle', (text) => (billingCycles.has(text) ? undefined : ['billingCycle', text])) ?? '',
      ) ?? null,
    poNumber: cells.optional('poNumber', proseFault)?.trim() || null,
  };
  return cells.areSound() ? { ...row, key: keyOf(row) } : undefined;
};
