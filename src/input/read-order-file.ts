/** Orders to cancel, as somebody lists them. */
import type { Readable } from 'node:stream';
import type { OrderFile, OrderRow } from '../core/ports/input.ts';
import { toIso } from '../core/rules/iso.ts';
import {
  foldOrderId,
  isTenantGuid,
  linesKey,
  mayBeOneCustomer,
  parseOrderWord,
} from '../core/rules/order-reference.ts';
import { foldCatalogueId } from '../core/rules/purchase-key.ts';
import { type CellFault, catalogueFault, customerFault, orderFault, proseFault } from './cell-faults.ts';
import { createCellCheck } from './check-cells.ts';
import { type InputLimits, inputLimits } from './limits.ts';
import { keyOf, manifestOf } from './manifest.ts';
import { parseOrderDate } from './order-date.ts';
import { isOwnColumn, ownColumns } from './own-lists.ts';
import { readInput } from './read-input.ts';
import type { Columns, Forms, ReadRow } from './read-rows.ts';
import { type Problems, refusal } from './refusal.ts';

type Name =
  | 'order'
  | 'alternate'
  | 'customer'
  | 'domain'
  | 'line'
  | 'reason'
  | 'ticket'
  | 'product'
  | 'sku'
  | 'charge'
  | 'date';

const ours: Columns<Name> = {
  names: new Map([
    ['order', 'order'],
    ['orderid', 'order'],
    ['id', 'order'],
    ['customer', 'customer'],
    ['customerid', 'customer'],
    ['customerdomain', 'domain'],
    ['line', 'line'],
    ['reason', 'reason'],
    ['ticket', 'ticket'],
    ['productid', 'product'],
    ['skuid', 'sku'],
  ]),
  needed: [{ oneOf: ['order'], word: 'order' }],
  numbers: ['line'],
  ignores: isOwnColumn,
};

/** Microsoft adds columns now and then; names that every object has are not Microsoft's. */
const reconciliation: Columns<Name> = {
  names: new Map([
    ['orderid', 'order'],
    ['alternateid', 'alternate'],
    ['customerid', 'customer'],
    ['orderdate', 'date'],
    ['chargetype', 'charge'],
    ['productid', 'product'],
    ['skuid', 'sku'],
  ]),
  needed: [
    { oneOf: ['order', 'alternate'], word: 'OrderId' },
    { oneOf: ['customer'], word: 'CustomerId' },
    { oneOf: ['product'], word: 'ProductId' },
    { oneOf: ['sku'], word: 'SkuId' },
  ],
  numbers: [],
  ignores: (word) => !(word in Object.prototype || word === 'proto'),
};

const forms: Forms<Name> = {
  ours,
  bare: 'order',
  unnamed: ownColumns,
  reconciliation: { mark: 'chargetype', columns: reconciliation },
};

/**
 * Reads what `InputFiles.readOrders` describes; `-` is `stdin`. The same order under customers who cannot be one, or with
 * two reasons, refuses the file; a row that asks for the same as an earlier one is kept and says so. There may be 100,000, so a row
 * holds little, and what is asked of all of them together less.
 */
export const readOrderFile = async (
  source: string,
  stdin: Readable,
  customer?: string,
  limits: InputLimits = inputLimits,
): Promise<OrderFile> => {
  const rows: OrderRow[] = [];
  const skipped: { line: number; chargeType: string }[] = [];
  const firstOf = createRepeats();
  const share = createShared();
  const isAsRead = await readInput<Name>(source, stdin, limits, {
    forms,
    take: (read, problems) => {
      const charge = read.cell('charge');
      if (charge !== undefined && charge.text.toLowerCase() !== 'new')
        return void skipped.push({ line: read.line, chargeType: charge.text });
      const row = toOrderRow(read, problems, customer !== undefined, (named) => share(named ?? customer ?? null));
      if (row === undefined) return;
      const { first, conflict } = firstOf(row);
      if (conflict === undefined) return void rows.push(first === null ? row : { ...row, sameAsLine: first });
      problems.add(
        (read.cell('customer') ?? read.cell('domain'))?.place ?? { line: row.line, column: null },
        'conflict',
        String(conflict),
      );
    },
  });
  if (rows.length === 0)
    throw refusal(
      source,
      'nothingUsable',
      undefined,
      skipped.length === 0 ? undefined : String(skipped[0]?.chargeType),
    );
  return { rows, skipped, isAsRead, manifest: manifestOf(rows) };
};

const toOrderRow = (
  read: ReadRow<Name>,
  problems: Problems,
  isNamed: boolean,
  namedBy: (named: string | null) => string | null,
): OrderRow | undefined => {
  const cells = createCellCheck(read, problems);
  const isReconciliation = read.form === 'reconciliation';
  const id = isReconciliation && (read.cell('order')?.text ?? '') === '' ? 'alternate' : 'order';
  // Our own lists have both; the id says the same.
  const customer = read.cell('customer') === undefined ? 'domain' : 'customer';
  const { orderId = '', line = null } = parseOrderWord(cells.required(id, orderFault) ?? '') ?? {};
  const lineFault = (text: string): CellFault | undefined =>
    line === null && parseOrderWord(`x/${text}`) !== undefined ? undefined : ['orderLine', text];
  const lineCell = cells.optional('line', lineFault);
  const date = cells.optional('date', (text) => (parseOrderDate(text) === undefined ? ['orderDate', text] : undefined));
  const goods = isReconciliation ? cells.required : cells.optional;
  const owner = isNamed ? cells.optional : cells.required;
  const row = {
    line: read.line,
    sameAsLine: null,
    customer: namedBy(owner(customer, isReconciliation ? tenantFault : customerFault)),
    orderId,
    orderLine: lineCell === null ? line : Number(lineCell),
    productId: folded(goods('product', (text) => catalogueFault('productId', text))),
    skuId: folded(goods('sku', (text) => catalogueFault('skuId', text, 4))),
    reason: cells.optional('reason', proseFault),
    ticket: cells.optional('ticket', proseFault),
    purchasedOn: date === null ? null : toIso(parseOrderDate(date) ?? 0).slice(0, 10),
    key: '',
  };
  // Set afterwards: of a copy with one field more V8 keeps the shape anew for each row, twice as large as the row.
  row.key = keyOf(row);
  return cells.areSound() ? row : undefined;
};

const folded = (id: string | null): string | null => (id === null ? null : foldCatalogueId(id));

const tenantFault = (text: string): CellFault | undefined =>
  customerFault(text) ?? (isTenantGuid(text) ? undefined : ['customer', text]);

/** Gives one and the same text for all that are equal: each of many rows would hold a copy. */
const createShared = () => {
  const known = new Map<string | null, string | null>();
  return (text: string | null): string | null => {
    if (!known.has(text)) known.set(text, text);
    return known.get(text) ?? null;
  };
};

/** Finds for each row the line of the first one for the same lines of an order, and of one that contradicts it. */
const createRepeats = () => {
  /** The first row of each order by its id, and those for other lines of it by id and lines. */
  const known = new Map<string, OrderRow>();
  return (row: OrderRow): { readonly first: number | null; readonly conflict?: number } => {
    const id = foldOrderId(row.orderId);
    const order = known.get(id);
    if (order === undefined) known.set(id, row);
    if (order === undefined) return { first: null };
    if (!isOneCustomer(order.customer, row.customer)) return { first: null, conflict: order.line };
    const target = `${id}\n${linesKey(row)}`;
    const same = linesKey(order) === linesKey(row) ? order : known.get(target);
    if (same === undefined) known.set(target, row);
    if (same === undefined) return { first: null };
    const isSame = same.reason === row.reason && same.ticket === row.ticket;
    return isSame ? { first: same.line } : { first: null, conflict: same.line };
  };
};

/** As far as a file can tell: the service knows who goes by several names, and the plan refuses an order of another. */
const isOneCustomer = (one: string | null, other: string | null): boolean =>
  one === null || other === null ? one === other : mayBeOneCustomer(one, other);
