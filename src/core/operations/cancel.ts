/** Cancelling orders or lines: a preview that only reads, then one request an order. */
import { type CspError, type Failure, isCspError, toError } from '../errors.ts';
import type { Customer, Order } from '../ports/backend.ts';
import type { Instant, NewId } from '../ports/environment.ts';
import type { Money } from '../rules/money.ts';
import { decideRole } from '../rules/roles.ts';
import { getOrderLines } from './order-line.ts';
import { type Partner, remember } from './partner.ts';
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
  readonly outcome: 'cancelled' | 'already-cancelled' | 'would-cancel' | 'refused' | 'unknown' | 'failed';
  readonly failure: Failure | null;
  readonly credit: Money | null;
  /** Until when the service's lists may still show the line as it was. */
  readonly visibleBy: Instant | null;
  readonly requestId: string | null;
}

/**
 * Reads the orders and decides, without changing anything. An order is all or nothing: when one of its lines may
 * not be cancelled, none is, and the lines can be named one by one instead. Fails with `roleMissing`.
 */
export const previewCancel = async (
  partner: Partner,
  customer: Customer,
  orderIds: readonly string[],
  lineNumbers: readonly number[],
): Promise<readonly CancelTarget[]> => {
  const role = decideRole('cancel', partner.identity.roles);
  if (!role.allowed) throw toError(role);
  const targets: CancelTarget[] = [];
  for (const asked of new Set(orderIds)) targets.push(await previewOrder(partner, customer, asked, lineNumbers));
  return withoutSameOrder(targets);
};

const previewOrder = async (
  partner: Partner,
  customer: Customer,
  asked: string,
  lineNumbers: readonly number[],
): Promise<CancelTarget> => {
  const reference = { customer: customer.domain, orderId: asked };
  const all = await readLines(partner, customer, asked);
  if (!Array.isArray(all))
    return { customer, asked, order: null, lines: [], isWholeOrder: true, refusal: all as Failure };
  const order = all[0]?.order ?? null;
  const missing = lineNumbers.find((number) => !all.some(({ item }) => item.line === number));
  if (missing !== undefined) {
    const refusal: Failure = { code: 'lineNotFound', details: { ...reference, line: missing } };
    return { customer, asked, order, lines: [], isWholeOrder: false, refusal };
  }
  const lines = lineNumbers.length === 0 ? all : all.filter(({ item }) => lineNumbers.includes(item.line));
  const refused = lines.find(({ decision }) => decision !== null && !decision.allowed);
  const refusal = refused?.decision?.allowed === false ? refused.decision.failure : null;
  return { customer, asked, order, lines, isWholeOrder: lines.length === all.length, refusal };
};

/** An order named twice, by its id and by its alternate id, is one order. */
const withoutSameOrder = (targets: readonly CancelTarget[]): readonly CancelTarget[] =>
  targets.filter(
    (target, index) =>
      target.order === null || targets.findIndex((other) => other.order?.id === target.order?.id) === index,
  );

const readLines = async (
  partner: Partner,
  customer: Customer,
  orderId: string,
): Promise<readonly SoftwareLine[] | Failure> => {
  try {
    return await getOrderLines(partner, customer, orderId);
  } catch (error) {
    if (isCspError(error) && error.code === 'orderNotFound')
      return { code: error.code, details: error.details } as Failure;
    throw error;
  }
};

/** True for a line on which a cancellation would change something. */
export const isOpen = ({ status }: SoftwareLine): boolean => status !== 'cancelled' && status !== 'cancel-pending';

/** What the lines still open would bring back, one estimate a line; `null` where it is not known. */
export const creditsOf = (target: CancelTarget): readonly (Money | null)[] =>
  target.lines.filter(isOpen).map((line) => line.decision?.credit.amount ?? null);

/** What `--dry-run` reports: nothing is sent. */
export const planResults = (target: CancelTarget): readonly CancelResult[] =>
  report(target, (line) => ({
    outcome: isOpen(line) ? 'would-cancel' : 'already-cancelled',
    failure: null,
    credit: isOpen(line) ? (line.decision?.credit.amount ?? null) : null,
    visibleBy: null,
    requestId: null,
  }));

/**
 * Cancels one previewed order with one request. A refusal or an unknown outcome becomes a row, so that the other
 * orders are still done; failures that would meet every order (storage, busy, role) end the command.
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
  try {
    await partner.backend.cancelOrder(customer.id, order.id, target.isWholeOrder ? 'all' : numbers, requestId);
  } catch (error) {
    if (!isCspError(error) || error.exitCode !== 6) throw error;
    const failure = { code: error.code, details: error.details } as Failure;
    return report(target, () => ({ outcome: 'refused', failure, credit: null, visibleBy: null, requestId }));
  }
  const now = await partner.backend.now();
  for (const line of numbers) {
    await remember(partner, now, 'cancel', { customerId: customer.id, orderId: order.id, line, requestId }, facts);
  }
  return report(target, (line) =>
    isOpen(line)
      ? {
          outcome: 'cancelled',
          failure: null,
          credit: line.decision?.credit.amount ?? null,
          visibleBy: now + cancelVisibleWithinMs,
          requestId,
        }
      : { outcome: 'already-cancelled', failure: null, credit: null, visibleBy: null, requestId: null },
  );
};

const report = (
  target: CancelTarget,
  describe: (line: SoftwareLine) => Omit<CancelResult, 'customerId' | 'orderId' | 'shownAs' | 'line'>,
): readonly CancelResult[] => {
  const place = {
    customerId: target.customer.id,
    orderId: target.order?.id ?? target.asked,
    shownAs: target.order?.alternateId ?? target.order?.id ?? target.asked,
  };
  const { refusal } = target;
  if (refusal === null) return target.lines.map((line) => ({ ...place, line: line.item.line, ...describe(line) }));
  const nothing = { outcome: 'refused', failure: refusal, credit: null, visibleBy: null, requestId: null } as const;
  if (target.lines.length === 0) return [{ ...place, line: null, ...nothing }];
  return target.lines.map((line) => ({ ...place, line: line.item.line, ...nothing }));
};

/** The error that ends the command when a row failed: the most telling failure of all rows. */
export const firstFailure = (results: readonly CancelResult[]): CspError | undefined => {
  const failure = results.find((result) => result.failure !== null)?.failure;
  return failure === undefined || failure === null ? undefined : toError(failure);
};
