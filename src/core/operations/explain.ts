/** Why an order may or may not be cancelled, keyed and linked: the edition, the rule and its source, line by line. */
import type { Customer } from '../ports/backend.ts';
import type { Instant } from '../ports/environment.ts';
import { windowBegin } from '../rules/cancellation-window.ts';
import type { OrderWord } from '../rules/order-reference.ts';
import { editionAt, type LinkRule, linkRuleAt, type PolicyEdition } from '../rules/policy-editions.ts';
import { getNamedLine, getOrderLines } from './order-line.ts';
import { type Partner, requireRole } from './partner.ts';
import type { SoftwareLine } from './software.ts';

export interface Explanation {
  readonly line: SoftwareLine;
  /** The edition that counts for the cancellation window: that of the purchase, or of the term that renewed it. */
  readonly windowEdition: PolicyEdition;
  /** The edition that counts for keys and links: today's. */
  readonly todayEdition: PolicyEdition;
  /** `null` for a line without downloads: cancelled, or of a kind that has none. */
  readonly linkRule: LinkRule | null;
  readonly now: Instant;
}

/** Every line of the order, or the one that is named. Fails with `roleMissing`, `orderNotFound` and `lineNotFound`. */
export const explainOrder = async (
  partner: Partner,
  customer: Customer,
  { orderId, line }: OrderWord,
): Promise<readonly Explanation[]> => {
  await requireRole(partner, 'policy explain');
  const all = await getOrderLines(partner, customer, orderId);
  const lines = line === undefined ? all : [getNamedLine(all, customer, { orderId, line })];
  const now = await partner.backend.now();
  return lines.map((line) => ({
    line,
    windowEdition: editionAt(windowBegin({ ...line.item, purchasedAt: line.order.purchasedAt })),
    todayEdition: editionAt(now),
    linkRule: line.keyAccess === 'none' ? null : linkRuleAt(now),
    now,
  }));
};
