/** Orders that are to be cancelled, as they were asked for and as they stand. Nothing here changes anything. */
import type { Failure } from '../errors.ts';
import type { Customer, Order } from '../ports/backend.ts';
import { mayAskService } from '../rules/cancellation-decision.ts';
import { isCancelled } from '../rules/line-status.ts';
import type { OrderWord } from '../rules/order-reference.ts';
import type { SoftwareLine } from './software.ts';

/** One order to cancel, as it was asked for and as it stands. */
export interface CancelTarget {
  readonly customer: Customer;
  /** The id as it was given. */
  readonly asked: string;
  readonly order: Order | null;
  /** The lines asked for, or every line of the order. */
  readonly lines: readonly SoftwareLine[];
  readonly isWholeOrder: boolean;
  /** Why nothing of this order can be cancelled; `null` when it can. */
  readonly refusal: Failure | null;
}

/**
 * The targets that the words mean, in the order in which they are first named; `read` is asked once for each id. Several
 * lines of one order, under whatever id, are one target. An order is all or nothing: when one of its lines may not be
 * cancelled, none is, and the lines can be named one by one instead.
 */
export const toTargets = async (
  customer: Customer,
  words: readonly OrderWord[],
  readOrder: (orderId: string) => Promise<readonly SoftwareLine[] | Failure>,
): Promise<readonly CancelTarget[]> => {
  const read = new Map<string, readonly SoftwareLine[] | Failure>();
  const asked = new Map<string, OrderWord[]>();
  for (const word of words) {
    const lines = read.get(word.orderId) ?? (await readOrder(word.orderId));
    read.set(word.orderId, lines);
    const order = isFailure(lines) ? word.orderId : (lines[0]?.order.id ?? word.orderId);
    const same = asked.get(order);
    if (same === undefined) asked.set(order, [word]);
    else same.push(word);
  }
  return [...asked.values()].map((same) => toTarget(customer, same, read));
};

const toTarget = (
  customer: Customer,
  words: readonly OrderWord[],
  read: ReadonlyMap<string, readonly SoftwareLine[] | Failure>,
): CancelTarget => {
  const asked = words[0]?.orderId ?? '';
  const all = read.get(asked) ?? [];
  if (isFailure(all)) return { customer, asked, order: null, lines: [], isWholeOrder: true, refusal: all };
  const order = all[0]?.order ?? null;
  // An order without lines would leave no row at all.
  if (order === null) {
    const refusal: Failure = { code: 'orderNotFound', details: { customer: customer.domain, orderId: asked } };
    return { customer, asked, order, lines: [], isWholeOrder: true, refusal };
  }
  const missing = words.find(({ line }) => line !== undefined && !all.some(({ item }) => item.line === line));
  if (missing !== undefined) {
    const refusal: Failure = { code: 'lineNotFound', details: { customer: customer.domain, ...missing } };
    return { customer, asked, order, lines: [], isWholeOrder: false, refusal };
  }
  const isMeant = (number: number): boolean => words.some(({ line }) => line === undefined || line === number);
  const lines = all.filter(({ item }) => isMeant(item.line));
  const refusal = lines.map(refusalOf).find((failure) => failure !== null) ?? null;
  return { customer, asked, order, lines, isWholeOrder: lines.length === all.length, refusal };
};

const isFailure = (read: readonly SoftwareLine[] | Failure): read is Failure => 'code' in read;

/** True for a line that a cancellation would cancel. */
export const isOpen = ({ decision }: SoftwareLine): boolean => decision?.allowed === true;

/** True for a line that is asked for: one that is open, or that the service has the last word on. */
export const isAskedFor = (line: SoftwareLine, triesAnyway: boolean): boolean =>
  isOpen(line) || (triesAnyway && line.decision !== null && mayAskService(line.decision));

/** Why a line may not be cancelled; `null` when it may, or is cancelled already. Counts for the dry run and for the real one. */
const refusalOf = (line: SoftwareLine): Failure | null => {
  const { customer, order, item, kind, status, decision } = line;
  if (decision !== null) return decision.allowed ? null : decision.failure;
  if (isCancelled(status)) return null;
  const reference = { customer: customer.domain, orderId: order.id, line: item.line };
  return kind === null
    ? { code: 'kindUnknown', details: { ...reference, title: item.title } }
    : { code: 'lineNotActive', details: { ...reference, status } };
};
