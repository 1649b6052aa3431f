/** The refund request for what cannot be cancelled directly: everything that the order and the profile already say, filled in. */
import type { Customer } from '../ports/backend.ts';
import type { Money } from '../rules/money.ts';
import { sumMoney } from '../rules/money.ts';
import type { Impact, RefundRequest } from '../rules/refund-request.ts';
import { getNamedLine, getOrderLines } from './order-line.ts';
import { type Partner, requireRole } from './partner.ts';
import type { SoftwareLine } from './software.ts';

export interface RefundWords {
  readonly orderId: string | undefined;
  readonly line: number | undefined;
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
}

/**
 * Fills in quantity and amount from the order where they were not given: all its lines that are not cancelled, or
 * the one that was named. Fails with `roleMissing`, `orderNotFound` or `lineNotFound`.
 */
export const draftRefundRequest = async (
  partner: Partner,
  customer: Customer,
  words: RefundWords,
  titleFor: (what: string) => string,
): Promise<RefundDraft> => {
  if (words.orderId !== undefined) requireRole(partner, 'support-request');
  const lines = words.orderId === undefined ? [] : await linesOf(partner, customer, words.orderId, words.line);
  const quantity = lines.reduce((sum, { item }) => sum + item.quantity, 0);
  const what = lines[0]?.item.title ?? words.subscriptionId ?? '';
  return {
    customer,
    lines,
    request: {
      impact: words.impact,
      title: words.title ?? titleFor(what),
      tenant: customer.id,
      orderId: lines[0]?.order.id ?? null,
      subscriptionId: words.subscriptionId ?? lines[0]?.item.subscriptionId ?? null,
      reason: words.reason ?? null,
      quantity: words.quantity ?? (quantity === 0 ? null : quantity),
      amount: words.amount ?? sumMoney(lines.map(({ item }) => item.price)),
      contact: words.contact,
      files: words.files,
    },
  };
};

const linesOf = async (
  partner: Partner,
  customer: Customer,
  orderId: string,
  line: number | undefined,
): Promise<readonly SoftwareLine[]> => {
  const all = await getOrderLines(partner, customer, orderId);
  if (line === undefined) {
    const open = all.filter(({ status }) => status !== 'cancelled');
    return open.length > 0 ? open : all;
  }
  return [getNamedLine(all, customer, { orderId, line })];
};
