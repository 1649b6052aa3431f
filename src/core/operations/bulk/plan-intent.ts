/** What one order of a list becomes: a cancellation to carry out, one that there is no need of, or a refusal. */
import type { Failure } from '../../errors.ts';
import type { Customer, Order } from '../../ports/backend.ts';
import type { NewIntent } from '../../ports/journal.ts';
import { isCancelled } from '../../rules/line-status.ts';
import { type Money, sumMoney } from '../../rules/money.ts';
import { foldOrderId } from '../../rules/order-reference.ts';
import { type CancelTarget, isAskedFor, isOpen } from '../cancel-target.ts';
import type { SoftwareLine } from '../software.ts';
import type { CancelFacts } from './cancel-facts.ts';

/** A row whose order cannot be read, or does not have what it names. */
export const unreadable = (
  { orderId, orderLine }: { readonly orderId: string; readonly orderLine: number | null },
  customer: Pick<Customer, 'id' | 'domain'>,
  failure: Failure,
  order?: Order,
): NewIntent => ({
  target: order?.id ?? foldOrderId(orderId),
  customerId: customer.id,
  customerName: customer.domain,
  orderId: order?.id ?? orderId,
  shownAs: order?.alternateId ?? order?.id ?? orderId,
  lines: orderLine === null ? [] : [orderLine],
  isWhole: orderLine === null,
  state: 'refused',
  failure,
  facts: {},
});

/** An order as it stands; `triesAnyway` leaves it to the service where the window is closed, or nobody knows of one. */
export const toIntent = (target: CancelTarget, triesAnyway: boolean): NewIntent => {
  const { customer, asked, order, lines, isWholeOrder } = target;
  const isSent = (line: SoftwareLine): boolean => isAskedFor(line, triesAnyway);
  const open = lines.filter(isSent);
  const isSettled = lines.length > 0 && lines.every((line) => isSent(line) || isCancelled(line.status));
  const refusal = triesAnyway && isSettled ? null : target.refusal;
  const orderId = order?.id ?? asked;
  return {
    // Whatever its lines: two requests at once about one order would meet a conflict.
    target: orderId,
    customerId: customer.id,
    customerName: customer.domain,
    orderId,
    shownAs: order?.alternateId ?? orderId,
    lines: numbersOf(lines),
    isWhole: isWholeOrder,
    state: refusal !== null ? 'refused' : open.length > 0 ? 'ready' : 'noop',
    failure: refusal,
    facts: {
      ...factsOf(order, open, isWholeOrder),
      ...cancelledBefore(lines),
      ...(refusal !== null && { ...openLinesOf(lines), ...paidFor(lines) }),
    },
  };
};

/** Most orders have one line only: one list stands for all of them, however many there are. */
const onlyLine: readonly number[] = [0];

const numbersOf = (lines: readonly SoftwareLine[]): readonly number[] => {
  const numbers = lines.map(({ item }) => item.line);
  return numbers.length === 1 && numbers[0] === 0 ? onlyLine : numbers;
};

/** Those that another line of their order keeps back. */
const openLinesOf = (lines: readonly SoftwareLine[]): Pick<CancelFacts, 'openLines'> => {
  const open = lines.filter(isOpen).map(({ item }) => item.line);
  return open.length === 0 ? {} : { openLines: open };
};

/** None where all of them were: then the whole is, and no line of it differs. */
const cancelledBefore = (lines: readonly SoftwareLine[]): Pick<CancelFacts, 'cancelledBefore'> => {
  const before = lines.filter(({ status }) => isCancelled(status)).map(({ item }) => item.line);
  return before.length === 0 || before.length === lines.length ? {} : { cancelledBefore: before };
};

interface Reasons {
  readonly reason: string | null;
  readonly ticket: string | null;
}

/** The reasons that the input gives for its rows; the run's own stands for the others. */
export const withReasons = (intent: NewIntent, rows: readonly Reasons[]): NewIntent => {
  const reason = rows.find((row) => row.reason !== null)?.reason;
  const ticket = rows.find((row) => row.ticket !== null)?.ticket;
  return { ...intent, facts: { ...intent.facts, ...(reason && { reason }), ...(ticket && { ticket }) } };
};

const paidFor = (lines: readonly SoftwareLine[]): Pick<CancelFacts, 'paid'> => ({
  paid: sumOf(lines.flatMap(({ status, item }) => (isCancelled(status) ? [] : [item.price]))),
});

const factsOf = (order: Order | null, open: readonly SoftwareLine[], isWhole: boolean): CancelFacts => {
  const decisions = open.flatMap(({ decision }) => (decision?.allowed === true ? [decision] : []));
  const first = decisions.reduce<(typeof decisions)[number] | undefined>(
    (nearest, decision) => (nearest === undefined || decision.cancelBy < nearest.cancelBy ? decision : nearest),
    undefined,
  );
  return {
    ...(isWhole ? {} : { offers: open.map(({ item }) => [item.line, item.offerId] as const) }),
    purchasedAt: order?.purchasedAt ?? null,
    credit: sumOf(decisions.map(({ credit }) => credit.amount)),
    creditKinds: [...new Set(decisions.map(({ credit }) => credit.kind))],
    cancelBy: first?.cancelBy ?? null,
    deadlineSource: first?.deadlineSource ?? null,
    edition: first?.edition ?? null,
  };
};

const sumOf = (amounts: readonly (Money | null)[]): readonly [string, string] | null => {
  const sum = amounts.length === 0 ? null : sumMoney(amounts);
  return sum === null ? null : [sum.amount, sum.currency];
};
