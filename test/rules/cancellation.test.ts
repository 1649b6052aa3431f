import { type CancellationFacts, decideCancellation } from '../../src/core/rules/cancellation.ts';
import { mayAskService } from '../../src/core/rules/cancellation-decision.ts';
import { parseIso } from '../../src/core/rules/iso.ts';
import type { ProductKind } from '../../src/core/rules/product-kinds.ts';

const reference = { customer: 'contoso.onmicrosoft.com', orderId: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1', line: 1 };
const at = (text: string): number => parseIso(text) ?? Number.NaN;

/** Without a price, so that credits do not change from instant to instant; they have a test of their own. */
const facts = (
  kind: ProductKind,
  purchasedAt: string,
  changes: Partial<CancellationFacts> = {},
): CancellationFacts => ({
  reference,
  kind,
  title: 'Software',
  purchasedAt: at(purchasedAt),
  term: kind === 'perpetual' ? null : 'P1Y',
  price: null,
  cancelAllowedUntil: null,
  ...changes,
});
const creditOf = {
  perpetual: { kind: 'full', amount: null },
  subscription: { kind: 'prorated', amount: null },
  esu: { kind: 'unknown', amount: null },
};
const noCredit = { kind: 'none', amount: null };

describe('when the window of an edition counts', () => {
  const windows = [
    ['2019-12', 'perpetual', '2019-06-01T00:00:00Z', 60, '2019-07-31T00:00:00Z'],
    ['2019-12', 'subscription', '2019-12-12T17:33:56.1306495Z', 60, '2020-02-10T17:33:56.130Z'],
    ['2019-12', 'perpetual', '2020-01-20T23:59:59.999Z', 60, '2020-03-20T23:59:59.999Z'],
    ['2020-01', 'perpetual', '2020-01-21T00:00:00Z', 60, '2020-03-21T00:00:00Z'],
    ['2020-01', 'subscription', '2021-01-18T23:59:59.999Z', 60, '2021-03-19T23:59:59.999Z'],
    ['2021-01', 'subscription', '2021-01-19T00:00:00Z', 60, '2021-03-20T00:00:00Z'],
    ['2021-01', 'subscription', '2021-03-03T23:59:59.999Z', 60, '2021-05-02T23:59:59.999Z'],
    ['2021-03', 'subscription', '2021-03-04T00:00:00Z', 60, '2021-05-03T00:00:00Z'],
    ['2021-03', 'subscription', '2021-05-31T23:59:59.999Z', 60, '2021-07-30T23:59:59.999Z'],
    ['2021-06', 'subscription', '2021-06-01T00:00:00Z', 30, '2021-07-01T00:00:00Z'],
    ['2021-06', 'perpetual', '2022-10-13T23:59:59.999Z', 30, '2022-11-12T23:59:59.999Z'],
    ['2022-10', 'subscription', '2022-10-14T00:00:00Z', 7, '2022-10-21T00:00:00Z'],
    ['2022-10', 'perpetual', '2022-10-14T00:00:00Z', 30, '2022-11-13T00:00:00Z'],
    ['2022-10', 'subscription', '2024-02-25T12:00:00Z', 7, '2024-03-03T12:00:00Z'],
    ['2022-10', 'perpetual', '2026-12-15T06:00:00Z', 30, '2027-01-14T06:00:00Z'],
  ] as const;

  const inTime = [
    [0, 0],
    [1, 0],
    [1000, 0],
    [86_400_000 - 1, 0],
    [86_400_000, 1],
    [90_000_000, 1],
    [172_800_000, 2],
  ] as const;

  test.each(windows)(
    'then under %s a %s purchase of %s has %d days, and its last millisecond counts',
    (edition, kind, purchasedAt, windowDays, deadline) => {
      const cancelBy = at(deadline);
      for (const [msLeft, daysLeft] of inTime) {
        expect(decideCancellation(facts(kind, purchasedAt), cancelBy - msLeft)).toEqual({
          allowed: true,
          edition,
          rule: 'window',
          windowDays,
          cancelBy,
          deadlineSource: 'edition',
          daysLeft,
          msLeft,
          fee: 'none',
          credit: creditOf[kind],
        });
      }
      for (const late of [1, 1000, 90_000_000]) {
        expect(decideCancellation(facts(kind, purchasedAt), cancelBy + late)).toEqual({
          allowed: false,
          edition,
          rule: 'window-closed',
          windowDays,
          cancelBy,
          deadlineSource: 'edition',
          wayOut: 'support-request',
          failure: { code: 'cancelWindowClosed', details: { ...reference, closedAt: cancelBy, windowDays, edition } },
          credit: noCredit,
        });
      }
    },
  );

  test.each(windows)(
    'then under %s a %s purchase of %s may be cancelled at once',
    (_edition, kind, purchasedAt, windowDays) => {
      const decision = decideCancellation(facts(kind, purchasedAt), at(purchasedAt));
      expect([decision.allowed, decision.allowed && decision.daysLeft]).toEqual([true, windowDays]);
    },
  );
});

describe('when the service states a deadline', () => {
  const cancelBy = at('2023-01-20T08:00:00Z');
  const stated = facts('subscription', '2023-01-01T00:00:00Z', { cancelAllowedUntil: cancelBy });

  test('then it wins over a shorter window', () => {
    expect(decideCancellation(stated, cancelBy)).toEqual({
      allowed: true,
      edition: '2022-10',
      rule: 'window',
      windowDays: null,
      cancelBy,
      deadlineSource: 'service',
      daysLeft: 0,
      msLeft: 0,
      fee: 'none',
      credit: creditOf.subscription,
    });
  });

  test('then it is over a millisecond later, also within a longer window', () => {
    const closed = {
      allowed: false,
      edition: '2022-10',
      rule: 'window-closed',
      windowDays: null,
      cancelBy,
      deadlineSource: 'service',
      wayOut: 'support-request',
      failure: {
        code: 'cancelWindowClosed',
        details: { ...reference, closedAt: cancelBy, windowDays: null, edition: '2022-10' },
      },
      credit: noCredit,
    };
    expect(decideCancellation(stated, cancelBy + 1)).toEqual(closed);
    expect(decideCancellation({ ...stated, kind: 'perpetual', term: null }, cancelBy + 1)).toEqual(closed);
  });
});

describe('when Microsoft wants a support request', () => {
  const p1 = '2019-12-18 page on software subscriptions';
  const p2 = '2020-01-21 page on software subscriptions';
  const esu2020 = { title: 'Windows 7 Extended Security Updates 2020' };
  test.each([
    ['2019-12', '2020-01-20T00:00:00Z', p1],
    ['2020-01', '2020-06-01T00:00:00Z', p2],
    ['2021-01', '2021-01-19T00:00:00Z', p2],
    ['2021-03', '2021-04-01T00:00:00Z', p2],
    ['2021-06', '2021-07-01T00:00:00Z', p2],
    ['2022-10', '2023-01-01T00:00:00Z', p2],
  ])('then ESU 2020 under %s has no window, and the page is named', (edition, purchasedAt, source) => {
    const refused = {
      allowed: false,
      edition,
      rule: 'esu-support-request',
      windowDays: null,
      cancelBy: null,
      deadlineSource: null,
      wayOut: 'support-request',
      failure: { code: 'supportRequestOnly', details: { ...reference, rule: 'esu', edition, source } },
      credit: creditOf.esu,
    };
    const stated = { ...esu2020, cancelAllowedUntil: at('2030-01-01T00:00:00Z') };
    expect(decideCancellation(facts('esu', purchasedAt, esu2020), at(purchasedAt))).toEqual(refused);
    expect(decideCancellation(facts('esu', purchasedAt, stated), at(purchasedAt))).toEqual(refused);
  });

  test('then the page of today says how ESU 2020 is cancelled, and not that of the purchase', () => {
    const bought = facts('esu', '2020-01-05T00:00:00Z', esu2020);
    expect(decideCancellation(bought, at('2021-02-01T00:00:00Z'))).toMatchObject({
      edition: '2019-12',
      failure: { details: { edition: '2021-01', source: p2 } },
    });
  });

  test.each([
    ['2021-03-03T23:59:59.999Z', 'window'],
    ['2021-03-04T00:00:00.000Z', 'on-premises-support-request'],
    ['2021-04-19T00:00:00.000Z', 'on-premises-support-request'],
  ])('then perpetual software bought before the page of on-premises software meets at %s the rule %s', (now, rule) => {
    expect(decideCancellation(facts('perpetual', '2021-02-18T00:00:00Z'), at(now)).rule).toBe(rule);
    expect(decideCancellation(facts('subscription', '2021-02-18T00:00:00Z'), at(now)).rule).toBe('window');
  });

  test.each([
    ['2021-05-31T23:59:59.999Z', 'on-premises-support-request'],
    ['2021-06-01T00:00:00.000Z', 'window'],
  ])('then perpetual software bought under that page meets at %s the rule %s', (now, rule) => {
    const decision = decideCancellation(facts('perpetual', '2021-05-01T00:00:00Z'), at(now));
    expect([decision.edition, decision.rule, decision.cancelBy]).toEqual(['2021-03', rule, at('2021-06-30T00:00:00Z')]);
  });

  test('then perpetual software of 2021-03 keeps its window and its full credit', () => {
    const bought = facts('perpetual', '2021-03-10T09:00:00Z', { price: { amount: '500', currency: 'USD' } });
    const cancelBy = at('2021-05-09T09:00:00Z');
    const window = { windowDays: 60, cancelBy, deadlineSource: 'edition', wayOut: 'support-request' };
    const source = '2021-03-08 page on on-premises software';
    expect(decideCancellation(bought, cancelBy)).toEqual({
      ...window,
      allowed: false,
      edition: '2021-03',
      rule: 'on-premises-support-request',
      failure: {
        code: 'supportRequestOnly',
        details: { ...reference, rule: 'on-premises', edition: '2021-03', source },
      },
      credit: { kind: 'full', amount: { amount: '500.00', currency: 'USD' } },
    });
    expect(decideCancellation(bought, cancelBy + 1)).toEqual({
      ...window,
      allowed: false,
      edition: '2021-03',
      rule: 'window-closed',
      failure: {
        code: 'cancelWindowClosed',
        details: { ...reference, closedAt: cancelBy, windowDays: 60, edition: '2021-03' },
      },
      credit: noCredit,
    });
  });
});

describe('when it is an Extended Security Update that no page speaks of', () => {
  const title = 'Windows 10 Extended Security Updates Year 1';
  const now = at('2026-11-21T00:00:00Z');
  const bought = facts('esu', '2026-11-20T00:00:00Z', { title });

  test('then nobody but the service can tell: it is refused by its own title, and the service may be asked', () => {
    const decision = decideCancellation(bought, now);
    expect(decision).toEqual({
      allowed: false,
      edition: '2022-10',
      rule: 'esu-undetermined',
      windowDays: null,
      cancelBy: null,
      deadlineSource: null,
      wayOut: 'support-request',
      failure: { code: 'cancelUndetermined', details: { ...reference, title } },
      credit: { kind: 'unknown', amount: null },
    });
    expect(mayAskService(decision)).toBe(true);
  });

  test('then a deadline of the service counts, without a promise of what it brings', () => {
    const cancelBy = at('2026-11-27T23:59:00Z');
    expect(decideCancellation({ ...bought, cancelAllowedUntil: cancelBy }, now)).toMatchObject({
      allowed: true,
      rule: 'window',
      windowDays: null,
      cancelBy,
      deadlineSource: 'service',
      credit: { kind: 'unknown', amount: null },
    });
    expect(decideCancellation({ ...bought, cancelAllowedUntil: cancelBy }, cancelBy + 1).rule).toBe('window-closed');
    expect(decideCancellation({ ...bought, cancelAllowedUntil: 'not-allowed' }, now).rule).toBe('service-not-allowed');
  });
});

describe('when no window counts, in any edition', () => {
  test.each(['2019-01-01', '2019-12-18', '2020-01-21', '2021-01-19', '2021-03-04', '2021-06-01', '2022-10-14'])(
    'then a plan or reservation of %s is refused',
    (day) => {
      const purchasedAt = `${day}T00:00:00Z`;
      const stated = { cancelAllowedUntil: at('2030-01-01T00:00:00Z') };
      const plan = decideCancellation(facts('linux-plan', purchasedAt, stated), at(purchasedAt));
      const { edition } = plan;
      const nothing = { allowed: false, edition, windowDays: null, cancelBy: null, deadlineSource: null };
      expect(plan).toEqual({
        ...nothing,
        rule: 'linux-plan-never',
        wayOut: 'none',
        failure: { code: 'neverCancellable', details: { ...reference, title: 'Software' } },
        credit: noCredit,
      });
      expect(decideCancellation(facts('reservation', purchasedAt, stated), at(purchasedAt))).toEqual({
        ...nothing,
        rule: 'reservation-other-rules',
        wayOut: 'reservation-rules',
        failure: { code: 'reservationRules', details: { ...reference, title: 'Software' } },
        credit: { kind: 'unknown', amount: null },
      });
    },
  );
});

describe('when a credit is shown', () => {
  test('then it is that of now: the whole price, or the time not used', () => {
    const price = { amount: '365', currency: 'EUR' };
    const now = at('2023-01-02T00:00:00Z');
    const credits = (['perpetual', 'subscription'] as const).map(
      (kind) => decideCancellation(facts(kind, '2023-01-01T00:00:00Z', { price }), now).credit,
    );
    expect(credits).toEqual([
      { kind: 'full', amount: { amount: '365.00', currency: 'EUR' } },
      { kind: 'prorated', amount: { amount: '364.00', currency: 'EUR' } },
    ]);
  });
});
