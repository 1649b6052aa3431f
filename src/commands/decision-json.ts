/** What a line's decision says, as JSON: the same fields wherever a line is shown. */
import type { SoftwareLine } from '../core/operations/software.ts';
import type { JsonObject } from '../core/ports/environment.ts';
import { instantJson, moneyJson } from './order-words.ts';

export const decisionJson = (line: SoftwareLine) => ({
  cancellable: line.decision?.allowed ?? false,
  cancelBy: instantJson(line.decision?.cancelBy ?? null),
  daysLeft: daysLeftOf(line),
  refund: refundJson(line),
  deadlineSource: line.decision?.deadlineSource ?? null,
});

export const daysLeftOf = ({ decision }: SoftwareLine): number | null => {
  if (decision === null) return null;
  if (decision.allowed) return decision.daysLeft;
  return decision.cancelBy === null ? null : 0;
};

/** What cancelling would bring back now: nothing, where it is not possible. */
const refundJson = ({ decision }: SoftwareLine): JsonObject => {
  if (decision === null || (!decision.allowed && decision.credit.kind !== 'unknown'))
    return { kind: 'none', amount: null };
  return { kind: decision.credit.kind, amount: moneyJson(decision.credit.amount) };
};
