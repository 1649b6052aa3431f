/** What the service states wins over what the purchase date tells: deadlines, terms, states. */

import { type CancellationFacts, decideCancellation } from '../../src/core/rules/cancellation.ts';
import { mayAskService } from '../../src/core/rules/cancellation-decision.ts';
import {
  isCancelled,
  isOpenStatus,
  isOver,
  isUnclear,
  subscriptionStatusOf,
} from '../../src/core/rules/line-status.ts';
import { meaningOf, orderStatusOf } from '../../src/core/rules/order-status.ts';
import { termEnd, termStart } from '../../src/core/rules/term.ts';

const reference = { customer: 'contoso.example', orderId: 'c0ffee12ab34', line: 0 };
const purchasedAt = Date.UTC(2025, 10, 19, 8);
const now = Date.UTC(2026, 10, 21, 10);
const facts = (changes: Partial<CancellationFacts> = {}): CancellationFacts => ({
  ...{ reference, kind: 'subscription', title: 'T', purchasedAt, term: 'P1Y', cancelAllowedUntil: null },
  price: { amount: '365.00', currency: 'EUR' },
  ...changes,
});
const secondTerm = { termStartsAt: Date.UTC(2026, 10, 19), termEndsAt: Date.UTC(2027, 10, 19) };

test('a later term has the window and the credit of its own', () => {
  const cancelAllowedUntil = now + 5 * 86_400_000;
  const decision = decideCancellation(facts({ ...secondTerm, cancelAllowedUntil }), now);
  expect(decision).toMatchObject({ allowed: true, cancelBy: cancelAllowedUntil, deadlineSource: 'service' });
  // Of 365 days, 2 days and 10 hours are used.
  expect(decision.credit).toEqual({ kind: 'prorated', amount: { amount: '362.58', currency: 'EUR' } });
});

test('where no term is stated after the first one, the credit is unknown', () => {
  expect(decideCancellation(facts({ cancelAllowedUntil: now + 1 }), now).credit).toEqual({
    kind: 'prorated',
    amount: null,
  });
  const waiting = facts({ termStartsAt: purchasedAt, termEndsAt: now - 1, cancelAllowedUntil: now + 1 });
  expect(decideCancellation(waiting, now).credit.amount).toBe(null);
});

test('without a deadline of the service the edition counts from the beginning of the term', () => {
  expect(decideCancellation(facts(secondTerm), now)).toMatchObject({
    allowed: true,
    cancelBy: secondTerm.termStartsAt + 7 * 86_400_000,
    deadlineSource: 'edition',
  });
  expect(decideCancellation(facts(), now)).toMatchObject({ allowed: false, rule: 'window-closed' });
  // The first term begins with the purchase, whichever of the two instants is stated first.
  const first = facts({ purchasedAt: now - 60_000, termStartsAt: now - 55_000, termEndsAt: now + 86_400_000 });
  expect(decideCancellation(first, now)).toMatchObject({ cancelBy: now - 60_000 + 7 * 86_400_000 });
});

test('where the service allows none, nothing is promised and it may be asked', () => {
  const decision = decideCancellation(facts({ ...secondTerm, cancelAllowedUntil: 'not-allowed' }), now);
  expect(decision).toMatchObject({
    ...{ allowed: false, rule: 'service-not-allowed', cancelBy: null, deadlineSource: 'service' },
    failure: { code: 'cancelNotAllowed', details: { ...reference, title: 'T' } },
    credit: { kind: 'none', amount: null },
  });
  expect(mayAskService(decision)).toBe(true);
});

test('where the state is not known, nothing is promised and the service may be asked', () => {
  const decision = decideCancellation(facts({ cancelAllowedUntil: now + 1, status: 'frozen' }), now);
  expect(decision).toMatchObject({
    allowed: false,
    rule: 'status-unknown',
    failure: { details: { status: 'frozen' } },
  });
  expect(mayAskService(decision)).toBe(true);
  const never = decideCancellation(facts({ kind: 'linux-plan', status: 'frozen' }), now);
  expect([never, mayAskService(never)]).toMatchObject([{ rule: 'linux-plan-never' }, false]);
  expect(mayAskService(decideCancellation(facts(secondTerm), now))).toBe(false);
});

test.each([
  ['active', 'open'],
  ['pending', 'open'],
  ['suspended', 'open'],
  ['expired', 'over'],
  ['disabled', 'over'],
  ['Deleted', 'ended'],
  ['none', 'unclear'],
  ['frozen', 'unclear'],
] as const)('a subscription that is %s is %s', (word, meaning) => {
  const status = subscriptionStatusOf(word);
  const told = {
    open: isOpenStatus(status),
    over: isOver(status),
    ended: isCancelled(status),
    unclear: isUnclear(status),
  };
  expect(told).toEqual({ open: false, over: false, ended: false, unclear: false, [meaning]: true });
});

test.each([
  ['completed', 'done'],
  ['Pending', 'waits'],
  ['pending review', 'waits'],
  ['pendingPoUpload', 'waits'],
  ['PO-Upload-Complete', 'waits'],
  ['unknown', 'waits'],
  ['suspended', 'unclear'],
  ['anything else', 'unclear'],
  ['partial success', 'partly'],
  ['po_review_rejected', 'failed'],
  ['Error', 'failed'],
  ['Canceled', 'failed'],
] as const)('an order that is “%s” %s', (word, meaning) => {
  expect([meaningOf(word), meaningOf(orderStatusOf(word))]).toEqual([meaning, meaning]);
});

test.each([
  ['P1Y', '2027-11-19T00:00:00Z', '2026-11-19T00:00:00Z'],
  ['P3Y', '2027-02-28T00:00:00Z', '2024-02-28T00:00:00Z'],
  ['P1M', '2026-03-31T00:00:00Z', '2026-02-28T00:00:00Z'],
])('a term of %s that ends %s began %s', (term, end, start) => {
  expect(termStart(Date.parse(end), term)).toBe(Date.parse(start));
  expect(termStart(Date.parse(end), 'P1X')).toBe(null);
  expect(termEnd(Date.parse(start), term)).toBeLessThanOrEqual(Date.parse(end));
});
