/** Orders to cancel, as somebody lists them. */
import type { Readable } from 'node:stream';
import type { OrderFile, OrderRow } from '../core/ports/input.ts';
import { foldName } from '../core/rules/fold-name.ts';
import { toIso } from '../core/rules/iso.ts';
import { foldOrderId, isTenantGuid, parseOrderWord } from '../core/rules/order-reference.ts';
import { sha256 } from '../digest.ts';
import { type CellFault, catalogueFault, customerFault, orderFault, proseFault } from './cell-faults.ts';
import { createCellCheck } from './check-cells.ts';
import { type InputLimits, inputLimits } from './limits.ts';
import { parseOrderDate } from './order-date.ts';
import { readInput } from './read-input.ts';
import type { Columns, Forms, ReadRow } from './read-rows.ts';
import { type Problems, refusal } from './refusal.ts';

type Name = 'order' | 'alternate' | 'customer' | 'line' | 'reason' | 'ticket' | 'product' | 'sku' | 'charge' | 'date';

type TakenRow = Omit<OrderRow, 'sameAsLine'>;

/** What `csp list-software` writes beside the names: its list may be handed back as it is, for it tells the line. */
const listColumns: ReadonlySet<string> = new Set([
  'customerdomain',
  'title',
  'kind',
  'quantity',
  'purchasedat',
  'status',
  'cancellable',
  'cancelby',
  'daysleft',
  'refund',
  'refund.kind',
  'refund.amount.amount',
  'refund.amount.currency',
  'keyaccess',
  'policyedition',
  'deadlinesource',
]);

const ours: Columns<Name> = {
  names: new Map([
    ['order', 'order'],
    ['orderid', 'order'],
    ['customer', 'customer'],
    ['customerid', 'customer'],
    ['line', 'line'],
    ['reason', 'reason'],
    ['ticket', 'ticket'],
    ['productid', 'product'],
    ['skuid', 'sku'],
  ]),
  needed: [{ oneOf: ['order'], word: 'order' }],
  numbers: ['line'],
  ignores: (word, others) => listColumns.has(word) && others.has('line'),
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
  reconciliation: { mark: 'chargetype', columns: reconciliation },
};

/**
 * Reads what `InputFiles.readOrders` describes; `-` is `stdin`. The same order under two customers, or with two reasons,
 * refuses the file; a row that asks for the same as an earlier one is kept and says so.
 */
export const readOrderFile = async (
  source: string,
  stdin: Readable,
  limits: InputLimits = inputLimits,
): Promise<OrderFile> => {
  const rows: OrderRow[] = [];
  const skipped: { line: number; chargeType: string }[] = [];
  const firstOf = createRepeats();
  let columns: OrderFile['columns'] = 'ids';
  const bytesSha256 = await readInput<Name>(source, stdin, limits, {
    forms,
    take: (read, problems) => {
      if (columns === 'ids') columns = read.form;
      const charge = read.cell('charge');
      if (charge !== undefined && charge.text.toLowerCase() !== 'new')
        return void skipped.push({ line: read.line, chargeType: charge.text });
      const row = toOrderRow(read, problems);
      if (row === undefined) return;
      const { first, conflict } = firstOf(row);
      if (conflict === undefined) return void rows.push({ ...row, sameAsLine: first });
      problems.add(read.cell('customer')?.place ?? { line: row.line, column: null }, 'conflict', String(conflict));
    },
  });
  if (rows.length === 0) throw refusal(source, 'nothingUsable');
  return { columns, rows, skipped, bytesSha256 };
};

const toOrderRow = (read: ReadRow<Name>, problems: Problems): TakenRow | undefined => {
  const cells = createCellCheck(read, problems);
  const isReconciliation = read.form === 'reconciliation';
  const id = isReconciliation && (read.cell('order')?.text ?? '') === '' ? 'alternate' : 'order';
  const { orderId = '', line = null } = parseOrderWord(cells.required(id, orderFault) ?? '') ?? {};
  const lineFault = (text: string): CellFault | undefined =>
    line === null && parseOrderWord(`x/${text}`) !== undefined ? undefined : ['orderLine', text];
  const lineCell = cells.optional('line', lineFault);
  const date = cells.optional('date', (text) => (parseOrderDate(text) === undefined ? ['orderDate', text] : undefined));
  const goods = isReconciliation ? cells.required : cells.optional;
  const row = {
    line: read.line,
    sha256: sha256(read.content).toString('hex'),
    customer: cells.required('customer', isReconciliation ? tenantFault : customerFault),
    orderId,
    orderLine: lineCell === null ? line : Number(lineCell),
    productId: goods('product', (text) => catalogueFault('productId', text)),
    skuId: goods('sku', (text) => catalogueFault('skuId', text, 4)),
    reason: cells.optional('reason', proseFault),
    ticket: cells.optional('ticket', proseFault),
    purchasedOn: date === null ? null : toIso(parseOrderDate(date) ?? 0).slice(0, 10),
  };
  return cells.areSound() ? row : undefined;
};

const tenantFault = (text: string): CellFault | undefined =>
  customerFault(text) ?? (isTenantGuid(text) ? undefined : ['customer', text]);

/** Finds for each row the line of the first one for the same lines of an order, and of one that contradicts it. */
const createRepeats = () => {
  const orders = new Map<string, { readonly customer: string | null; readonly line: number }>();
  const targets = new Map<string, TakenRow>();
  return (row: TakenRow): { readonly first: number | null; readonly conflict?: number } => {
    const id = foldOrderId(row.orderId);
    const customer = row.customer === null ? null : foldName(row.customer);
    const order = orders.get(id) ?? { customer, line: row.line };
    orders.set(id, order);
    if (order.customer !== customer) return { first: null, conflict: order.line };
    const key = [id, row.orderLine ?? `${row.productId}/${row.skuId}`].join('\n');
    const target = targets.get(key);
    if (target === undefined) targets.set(key, row);
    if (target === undefined) return { first: null };
    const isSame = target.reason === row.reason && target.ticket === row.ticket;
    return isSame ? { first: target.line } : { first: null, conflict: target.line };
  };
};
