/** The refund request for what cannot be cancelled directly: everything that the order and the profile already say, filled in. */
import { CspError, type Failure, toError } from '../errors.ts';
import type { Customer } from '../ports/backend.ts';
import { neverRefunded } from '../rules/cancellation.ts';
import { isCancelled } from '../rules/line-status.ts';
import type { Money } from '../rules/money.ts';
import { portionOf, sumMoney } from '../rules/money.ts';
import type { Impact, RefundRequest } from '../rules/refund-request.ts';
import { isSoftware } from './one-row-each.ts';
import { getNamedLine, getOrderLines } from './order-line.ts';
import { type Partner, requireRole } from './partner.ts';
import type { SoftwareLine } from './software.ts';

export interface RefundWords {
  readonly orderId: string | undefined;
  /** None means all of the order. */
  readonly lines: readonly number[];
  readonly subscriptionId: string | undefined;
  readonly reason: string | undefined;
  readonly quantity: number | undefined;
  readonly amount: Money | undefined;
  readonly impact: Impact;
  readonly title: string | undefined;
  readonly contact: RefundRequest['contact'];
  readonly files: readonly string[];
}

export interface RefundDraft {
  readonly request: RefundRequest;
  readonly customer: Customer;
  /** The lines that the refund is about; empty when only a subscription id was given. */
  readonly lines: readonly SoftwareLine[];
  /** Lines asked for that can still be cancelled directly. They are left out while others stay; alone they stand in `lines`. */
  readonly cancellable: readonly SoftwareLine[];
  /** Lines asked for of which nothing ever comes back; they are left out. */
  readonly unrefundable: readonly SoftwareLine[];
}

/**
 * Fills in quantity and amount from the order where they were not given: all its lines that can no longer be cancelled
 * directly, or those that were named. Fails with `roleMissing`, `orderNotFound`, `lineNotFound`, with `nothingToRefund`
 * when all is cancelled already, with `neverCancellable` or `reservationRules` when nothing of it ever comes back, and with
 * `argumentInvalid` for more than was bought and for another currency.
 */
export const draftRefundRequest = async (
  partner: Partner,
  customer: Customer,
  words: RefundWords,
  titleFor: (what: string) => string,
): Promise<RefundDraft> => {
  if (words.orderId !== undefined) await requireRole(partner, 'support-request');
  const asked = words.orderId === undefined ? [] : await openLines(partner, customer, words.orderId, words.lines);
  const open = asked.filter((line) => whyNever(line) === null);
  const unrefundable = asked.filter((line) => !open.includes(line));
  const never = open.length === 0 ? unrefundable.map(whyNever).find((failure) => failure !== null) : undefined;
  if (never !== undefined) throw toError(never);
  const cancellable = open.filter(({ decision }) => decision?.allowed === true);
  const lines = cancellable.length < open.length ? open.filter((line) => !cancellable.includes(line)) : open;
  const what = lines[0]?.item.title ?? words.subscriptionId ?? '';
  return {
    customer,
    lines,
    cancellable,
    unrefundable,
    request: {
      impact: words.impact,
      title: words.title ?? titleFor(what),
      tenant: customer.id,
      orderId: lines[0]?.order.id ?? null,
      subscriptionId: words.subscriptionId ?? lines[0]?.item.subscriptionId ?? null,
      reason: words.reason ?? null,
      ...sumOf(lines, words),
      contact: words.contact,
      files: words.files,
    },
  };
};

const whyNever = ({ customer, order, item, kind }: SoftwareLine): Failure | null => {
  const reference = { customer: customer.domain, orderId: order.id, line: item.line };
  return kind === null ? null : (neverRefunded(kind, reference, item.title)?.failure ?? null);
};

const sumOf = (lines: readonly SoftwareLine[], words: RefundWords): Pick<RefundRequest, 'quantity' | 'amount'> => {
  const isTold = lines.every(({ item }) => item.quantity !== null);
  const bought = lines.reduce((sum, { item }) => sum + (item.quantity ?? 0), 0);
  const quantity = words.quantity ?? (bought === 0 || !isTold ? null : bought);
  if (lines.length > 0 && isTold && quantity !== null && quantity > bought) {
    throw new CspError('argumentInvalid', { flag: '--quantity', given: String(quantity), expected: `1 … ${bought}` });
  }
  const price = sumMoney(lines.map(({ item }) => item.price));
  if (words.amount !== undefined) {
    const { currency } = words.amount;
    if (price !== null && price.currency !== currency)
      throw new CspError('argumentInvalid', { flag: '--currency', given: currency, expected: price.currency });
    return { quantity, amount: words.amount };
  }
  if (price === null || quantity === null || quantity === bought) return { quantity, amount: price };
  // Of several lines nobody said which are meant.
  return { quantity, amount: lines.length === 1 && isTold ? portionOf(price, BigInt(quantity), BigInt(bought)) : null };
};

const openLines = async (
  partner: Partner,
  customer: Customer,
  orderId: string,
  lines: readonly number[],
): Promise<readonly SoftwareLine[]> => {
  const all = await getOrderLines(partner, customer, orderId);
  const asked =
    lines.length === 0 ? all.filter(isSoftware) : lines.map((line) => getNamedLine(all, customer, { orderId, line }));
  const open = asked.filter(({ status }) => !isCancelled(status));
  if (open.length === 0) {
    const [line] = lines.length === 1 ? lines : [];
    throw new CspError('nothingToRefund', {
      customer: customer.domain,
      orderId,
      ...(line === undefined ? {} : { line }),
    });
  }
  return open;
};
