/** Cancelling orders or lines: a preview that only reads, then one request an order. */
import { exitCodeOf, exitCodes, type Failure, isCspError } from '../errors.ts';
import type { Customer, Order } from '../ports/backend.ts';
import type { Instant, NewId } from '../ports/environment.ts';
import { isCancelled } from '../rules/line-status.ts';
import type { Money } from '../rules/money.ts';
import type { OrderWord } from '../rules/order-reference.ts';
import { getOrderLines } from './order-line.ts';
import { failureOf, isGivenUp, type Partner, reasonOf, remember, requireRole, toFailure } from './partner.ts';
import { cancelVisibleWithinMs, type SoftwareLine } from './software.ts';

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

export interface CancelResult {
  readonly customerId: string;
  readonly orderId: string;
  /** The number that people know the order by. */
  readonly shownAs: string;
  readonly line: number | null;
  /** `failed`: nothing was changed. `unknown`: it may have been. `not-tried`: what went wrong before ended the run. */
  readonly outcome: 'cancelled' | 'already-cancelled' | 'would-cancel' | 'refused' | 'unknown' | 'failed' | 'not-tried';
  readonly failure: Failure | null;
  readonly credit: Money | null;
  /** Until when the service's lists may still show the line as it was. */
  readonly visibleBy: Instant | null;
  readonly requestId: string | null;
}

/**
 * Reads the orders and decides, without changing anything. Several lines of one order, under whatever id, are one
 * target. An order is all or nothing: when one of its lines may not be cancelled, none is, and the lines can be named
 * one by one instead. Fails with `roleMissing`.
 */
export const previewCancel = async (
  partner: Partner,
  customer: Customer,
  words: readonly OrderWord[],
): Promise<readonly CancelTarget[]> => {
  requireRole(partner, 'cancel');
  return toTargets(customer, words, (orderId) => readLines(partner, customer, orderId));
};

/** The targets that the words mean, in the order in which they are first named; `read` is asked once for each id. */
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

/** An order that cannot be read is refused by itself, so that the others are still previewed. */
export const readLines = async (
  partner: Partner,
  customer: Customer,
  orderId: string,
): Promise<readonly SoftwareLine[] | Failure> => {
  try {
    return await getOrderLines(partner, customer, orderId);
  } catch (error) {
    if (isCspError(error) && error.code === 'orderNotFound') return toFailure(error);
    throw error;
  }
};

const isFailure = (read: readonly SoftwareLine[] | Failure): read is Failure => 'code' in read;

const isDone = ({ status }: SoftwareLine): boolean => isCancelled(status);

/** True for a line that a cancellation would cancel. */
export const isOpen = ({ decision }: SoftwareLine): boolean => decision?.allowed === true;

/** Why a line may not be cancelled; `null` when it may, or is cancelled already. Counts for the dry run and for the real one. */
const refusalOf = (line: SoftwareLine): Failure | null => {
  const { customer, order, item, kind, status, decision } = line;
  if (decision !== null) return decision.allowed ? null : decision.failure;
  if (isDone(line)) return null;
  const reference = { customer: customer.domain, orderId: order.id, line: item.line };
  return kind === null
    ? { code: 'kindUnknown', details: { ...reference, title: item.title } }
    : { code: 'lineNotActive', details: { ...reference, status } };
};

/** What the lines still open would bring back, one estimate a line; `null` where it is not known. */
export const creditsOf = (target: CancelTarget): readonly (Money | null)[] =>
  target.lines.filter(isOpen).map((line) => line.decision?.credit.amount ?? null);

const nothing = { failure: null, credit: null, visibleBy: null, requestId: null } as const;

/** What `--dry-run` reports: nothing is sent. */
export const planResults = (target: CancelTarget): readonly CancelResult[] =>
  report(target, (line) => ({ ...nothing, outcome: 'would-cancel', credit: line.decision?.credit.amount ?? null }));

/** What is reported of an order that was not come to any more; `failure` where it was the run that was given up. */
export const skippedResults = (target: CancelTarget, failure: Failure | null): readonly CancelResult[] =>
  report(target, () => ({ ...nothing, outcome: 'not-tried', failure }));

/**
 * Cancels one previewed order with one request. Whatever goes wrong becomes this order's rows and never loses those of
 * the orders before. The intent is on disk before the request leaves: where nothing can be written, nothing is sent.
 */
export const cancelTarget = async (
  partner: Partner,
  target: CancelTarget,
  newId: NewId,
  facts: { readonly reason: string; readonly ticket?: string | undefined },
): Promise<readonly CancelResult[]> => {
  const { customer, order, lines } = target;
  if (target.refusal !== null || order === null || !lines.some(isOpen)) return planResults(target);
  const requestId = newId();
  const numbers = lines.filter(isOpen).map(({ item }) => item.line);
  const record = async (type: 'cancel-intent' | 'cancel' | 'cancel-refused'): Promise<Instant> => {
    const at = await partner.backend.now();
    for (const line of numbers)
      await remember(partner, at, type, { customerId: customer.id, orderId: order.id, line, requestId }, facts);
    return at;
  };
  const unwritten = await failureOf(() => record('cancel-intent'));
  if (unwritten !== null) return report(target, () => ({ ...nothing, outcome: 'failed', failure: unwritten }));

  const sent = { customer: customer.domain, orderId: order.id, requestId };
  const fault = await failureOf(() =>
    partner.backend.cancelOrder(customer.id, order.id, target.isWholeOrder ? 'all' : numbers, requestId),
  );
  if (fault !== null) {
    const outcome = outcomeOf(fault);
    // Unwritten, the intent alone stands: it was tried, and this row says what came of it.
    if (outcome === 'refused') await failureOf(() => record('cancel-refused'));
    const failure: Failure = isGivenUp(fault)
      ? { code: 'outcomeUnknown', details: { ...sent, reason: fault.code } }
      : fault;
    return report(target, () => ({ ...nothing, outcome, failure, requestId }));
  }
  let visibleBy: Instant | null = null;
  const lost = await failureOf(async () => {
    visibleBy = (await record('cancel')) + cancelVisibleWithinMs;
  });
  const failure: Failure | null = lost && {
    code: 'cancelNotRecorded',
    details: {
      ...sent,
      reason: reasonOf(lost),
    },
  };
  return report(target, (line) => {
    const credit = line.decision?.credit.amount ?? null;
    return { outcome: 'cancelled', failure, credit, visibleBy, requestId };
  });
};

/** What is known of an order whose request failed: refused, not done, or possibly done. */
const outcomeOf = (failure: Failure): CancelResult['outcome'] => {
  const exitCode = exitCodeOf(failure.code);
  if (exitCode === exitCodes.refused || exitCode === exitCodes.notFound) return 'refused';
  return exitCode === exitCodes.unknown || failure.code === 'internal' || isGivenUp(failure) ? 'unknown' : 'failed';
};

/** True after a failure that the next order would meet too, or after which a person must look first. */
export const endsRun = (rows: readonly CancelResult[]): boolean => {
  const { internal, auth, unknown, storage } = exitCodes;
  const codes: readonly number[] = [internal, auth, unknown, storage];
  return rows.some(({ failure }) => failure !== null && codes.includes(exitCodeOf(failure.code)));
};

/** Rows of an order, a row a line; those that are refused or cancelled already say so whatever `describe` says of the others. */
const report = (
  target: CancelTarget,
  describe: (line: SoftwareLine) => Omit<CancelResult, 'customerId' | 'orderId' | 'shownAs' | 'line'>,
): readonly CancelResult[] => {
  const { customer, asked, order, lines, refusal } = target;
  const place = {
    customerId: customer.id,
    orderId: order?.id ?? asked,
    shownAs: order?.alternateId ?? order?.id ?? asked,
  };
  const refused = { ...nothing, outcome: 'refused', failure: refusal } as const;
  if (lines.length === 0) return [{ ...place, line: null, ...refused }];
  return lines.map((line) => {
    const own = { ...place, line: line.item.line };
    if (isDone(line)) return { ...own, ...nothing, outcome: 'already-cancelled' };
    return refusal === null ? { ...own, ...describe(line) } : { ...own, ...refused };
  });
};
