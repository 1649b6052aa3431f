/** Why an order may or may not be cancelled, keyed and linked: the edition, the rule and its source, line by line. */
import type { Customer } from '../ports/backend.ts';
import type { Instant } from '../ports/environment.ts';
import { editionAt, type LinkRule, linkRuleAt, type PolicyEdition } from '../rules/policy-editions.ts';
import { getOrderLines } from './order-line.ts';
import type { Partner } from './partner.ts';
import type { SoftwareLine } from './software.ts';

export interface Explanation {
  readonly line: SoftwareLine;
  /** The edition that counts for the cancellation window: that of the purchase date. */
  readonly windowEdition: PolicyEdition;
  /** The edition that counts for keys and links: today's. */
  readonly todayEdition: PolicyEdition;
  readonly linkRule: LinkRule;
  readonly now: Instant;
}

/** Fails with `orderNotFound`. */
export const explainOrder = async (
  partner: Partner,
  customer: Customer,
  orderId: string,
): Promise<readonly Explanation[]> => {
  const lines = await getOrderLines(partner, customer, orderId);
  const now = await partner.backend.now();
  return lines.map((line) => ({
    line,
    windowEdition: editionAt(line.order.purchasedAt),
    todayEdition: editionAt(now),
    linkRule: linkRuleAt(now),
    now,
  }));
};
