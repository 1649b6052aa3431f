/** Orders to cancel, as somebody lists them. */
import type { Readable } from 'node:stream';
import type { OrderFile, OrderRow } from '../core/ports/input.ts';
import {
  foldOrderId,
  isTenantGuid,
  linesKey,
  mayBeOneCustomer,
  parseOrderWord,
} from '../core/rules/order-reference.ts';
import { foldCatalogueId } from '../core/rules/purchase-key.ts';
import { type CellFault, catalogueFault, customerFault, orderFault, proseFault } from './cell-faults.ts';
import { chargeOf } from './charge-type.ts';
import { createCellCheck } from './check-cells.ts';
import { createFileDates, type FileDates } from './date-order.ts';
import { type InputLimits, inputLimits } from './limits.ts';
import { keyOf, manifestOf } from './manifest.ts';
import { withoutApostrophe, withZeros } from './mend-cell.ts';
import { dayOf, isOpen } from './order-date.ts';
import { isOwnColumn, ownColumns } from './own-lists.ts';
import { readInput } from './read-input.ts';
import type { Columns, Forms, ReadRow, RowCell } from './read-rows.ts';
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
  | 'date'
  | OtherDate;

/** Dates that say nothing of the order itself, but how the file's dates are written. */
type OtherDate = (typeof otherDates)[number];
const otherDates = ['chargeStart', 'chargeEnd', 'termStart', 'termEnd'] as const;

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
    ['chargestartdate', 'chargeStart'],
    ['chargeenddate', 'chargeEnd'],
    ['subscriptionstartdate', 'termStart'],
    ['subscriptionenddate', 'termEnd'],
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
  const rows: DatedRow[] = [];
  const dates = createFileDates(source);
  const mended = new Set<number>();
  let delimiter: string | null = null;
  const skipped: { line: number; chargeType: string }[] = [];
  const firstOf = createRepeats();
  const share = createShared();
  const isAsRead = await readInput<Name>(source, stdin, limits, {
    forms,
    take: (read, problems) => {
      const charge = read.cell('charge');
      ({ delimiter } = read);
      for (const name of otherDates) seeDate(dates, read.cell(name));
      if (charge !== undefined && chargeOf(charge.text) !== 'new') {
        seeDate(dates, read.cell('date'));
        return void skipped.push({ line: read.line, chargeType: charge.text });
      }
      const named = { isNamed: customer !== undefined, by: (cell: string | null) => share(cell ?? customer ?? null) };
      const row = toOrderRow(withMends(read, mended), problems, dates, named);
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
  settleDates(rows, dates, delimiter);
  return { rows, skipped, mended: [...mended], isAsRead, manifest: manifestOf(rows) };
};

type DatedRow = OrderRow & { purchasedOn: readonly string[] };

const seeDate = (dates: FileDates, cell: RowCell | undefined): void => {
  if (cell !== undefined) dates.see(withoutApostrophe(cell.text), cell.place);
};

/** Rows of both readings keep the one that the file as a whole tells; a comma stands for the portal's own form. */
const settleDates = (rows: readonly DatedRow[], dates: FileDates, delimiter: string | null): void => {
  const order = dates.order() ?? (delimiter === ',' ? 'mdy' : undefined);
  if (order === undefined) return;
  for (const row of rows) {
    const [mdy, dmy] = row.purchasedOn;
    if (mdy !== undefined && dmy !== undefined) row.purchasedOn = [order === 'mdy' ? mdy : dmy];
  }
};

const idCells: ReadonlySet<Name> = new Set(['order', 'alternate', 'product', 'sku', 'date']);

/** Ids without what a spreadsheet made of them; the lines where that made a difference go to `mended`. */
const withMends = (read: ReadRow<Name>, mended: Set<number>): ReadRow<Name> => ({
  ...read,
  cell: (name) => {
    const cell = read.cell(name);
    if (cell === undefined || !idCells.has(name)) return cell;
    const plain = withoutApostrophe(cell.text);
    const text = name === 'sku' ? withZeros(plain) : plain;
    if (text !== cell.text) mended.add(read.line);
    return { ...cell, text };
  },
});

const toOrderRow = (
  read: ReadRow<Name>,
  problems: Problems,
  dates: FileDates,
  named: { readonly isNamed: boolean; readonly by: (cell: string | null) => string | null },
): DatedRow | undefined => {
  const cells = createCellCheck(read, problems);
  const isReconciliation = read.form === 'reconciliation';
  const id = isReconciliation && (read.cell('order')?.text ?? '') === '' ? 'alternate' : 'order';
  // Our own lists have both; the id says the same.
  const customer = read.cell('customer') === undefined ? 'domain' : 'customer';
  const { orderId = '', line = null } = parseOrderWord(cells.required(id, orderFault) ?? '') ?? {};
  const lineFault = (text: string): CellFault | undefined =>
    line === null && parseOrderWord(`x/${text}`) !== undefined ? undefined : ['orderLine', text];
  const lineCell = cells.optional('line', lineFault);
  const purchasedOn = readDays(read, problems, dates);
  const goods = isReconciliation ? cells.required : cells.optional;
  const owner = named.isNamed ? cells.optional : cells.required;
  const row = {
    line: read.line,
    sameAsLine: null,
    customer: named.by(owner(customer, isReconciliation ? tenantFault : customerFault)),
    orderId,
    orderLine: lineCell === null ? line : Number(lineCell),
    productId: folded(goods('product', (text) => catalogueFault('productId', text))),
    skuId: folded(goods('sku', (text) => catalogueFault('skuId', text, 4))),
    reason: cells.optional('reason', proseFault),
    ticket: cells.optional('ticket', proseFault),
    purchasedOn: purchasedOn ?? [],
    key: '',
  };
  // Set afterwards: of a copy with one field more V8 keeps the shape anew for each row, twice as large as the row.
  row.key = keyOf(row);
  return cells.areSound() && purchasedOn !== undefined ? row : undefined;
};

/** The month-first reading, and behind it the day-first one where they differ; `undefined` for what is no date. */
const readDays = (read: ReadRow<Name>, problems: Problems, dates: FileDates): readonly string[] | undefined => {
  const cell = read.cell('date');
  if (cell === undefined || cell.text === '') return [];
  const reading = dates.see(cell.text, cell.place);
  if (reading === undefined) return void problems.add(cell.place, 'orderDate', cell.text);
  const { mdy, dmy } = reading;
  return (isOpen(reading) ? [mdy, dmy] : [mdy ?? dmy]).flatMap((at) => (at === undefined ? [] : [dayOf(at)]));
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
