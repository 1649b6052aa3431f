/**
 * Run in a process of its own, under some TZ, by `cancellation-zones.test.ts`: checks the window of 100,000 random
 * purchases against plain arithmetic, then prints what it decides for the edges that it is given, and a digest of all.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { decideCancellation } from '../../src/core/rules/cancellation.ts';
import { parseIso, toIso } from '../../src/core/rules/iso.ts';
import { parseInstant } from '../../src/core/rules/time-words.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const edges: readonly string[] = JSON.parse(process.argv[2] ?? '[]');

const decide = (kind: 'perpetual' | 'subscription', purchasedAt: number, now: number) =>
  decideCancellation(
    {
      reference: { customer: 'contoso.onmicrosoft.com', orderId: '1', line: 1 },
      kind,
      title: 'Software',
      purchasedAt,
      term: kind === 'perpetual' ? null : 'P1Y',
      price: { amount: '1234.56', currency: 'EUR' },
      cancelAllowedUntil: null,
    },
    now,
  );

/** The windows of subscriptions, stated once more and without the table of editions. */
const daysFor = (purchasedAt: number): number => {
  if (purchasedAt < Date.UTC(2021, 5, 1)) return 60;
  return purchasedAt < Date.UTC(2022, 9, 14) ? 30 : 7;
};

const digest = createHash('sha256');
const special = [
  Date.UTC(2020, 1, 29),
  Date.UTC(2024, 1, 29),
  Date.UTC(2021, 2, 28, 1),
  Date.UTC(2021, 9, 31, 1),
  Date.UTC(2021, 11, 31, 23, 59, 59, 999),
];
const purchases = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2030, 0, 1) }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...special), fc.integer({ min: -dayMs, max: dayMs }))
      .map(([day, off]) => day + off),
  },
);
const offsets = fc.oneof(
  fc.constantFrom(-25 * hourMs, -1000, -1, 0, 1, 1000, 25 * hourMs),
  fc.integer({ min: -70 * dayMs, max: 70 * dayMs }),
);

fc.assert(
  fc.property(purchases, offsets, (purchasedAt, offset) => {
    const deadline = purchasedAt + daysFor(purchasedAt) * dayMs;
    const decision = decide('subscription', purchasedAt, deadline + offset);
    digest.update(JSON.stringify(decision));
    return decision.cancelBy === deadline && decision.allowed === offset <= 0;
  }),
  { numRuns: 100_000, seed: 76 },
);

const decisions = edges.map((edge) => {
  const purchasedAt = parseIso(edge) ?? Number.NaN;
  const { cancelBy } = decide('perpetual', purchasedAt, purchasedAt);
  const around = [-25 * hourMs, -1000, 0, 1000, 25 * hourMs].map(
    (off) => decide('perpetual', purchasedAt, (cancelBy ?? 0) + off).allowed,
  );
  return [edge, toIso(cancelBy ?? 0), around.map((allowed) => (allowed ? 'open' : 'closed')).join(' ')];
});
const { from, to } = parseInstant('today', Date.UTC(2021, 2, 28, 23, 30)) ?? { from: 0, to: 0 };
const offsetMinutes = new Date(Date.UTC(2021, 0, 1)).getTimezoneOffset();
process.stdout.write(
  JSON.stringify({ offsetMinutes, same: { decisions, today: [toIso(from), toIso(to)], digest: digest.digest('hex') } }),
);
