import fc from 'fast-check';
import { type Credit, estimateCredit } from '../../src/core/rules/credit.ts';
import type { Money } from '../../src/core/rules/money.ts';
import type { ProductKind } from '../../src/core/rules/product-kinds.ts';
import { termEnd } from '../../src/core/rules/term.ts';

const eur = (amount: string): Money => ({ amount, currency: 'EUR' });
const yen = (amount: string): Money => ({ amount, currency: 'JPY' });
const bought = '2021-01-01T00:00:00.000Z';

/** For the first term of a purchase. */
const estimate = (kind: ProductKind, price: Money | null, term: string | null, now: number): Credit => {
  const startsAt = Date.parse(bought);
  const endsAt = termEnd(startsAt, term);
  return estimateCredit(kind, price, endsAt === null ? null : { startsAt, endsAt }, now);
};

describe('when a purchase is cancelled', () => {
  test.each<[string, ProductKind, Money | null, string | null, string, object]>([
    ['perpetual software at once', 'perpetual', eur('199.99'), null, bought, { kind: 'full', amount: eur('199.99') }],
    [
      'perpetual software a month on',
      'perpetual',
      eur('199.995'),
      null,
      '2021-01-31T00:00:00.000Z',
      { kind: 'full', amount: eur('200.00') },
    ],
    ['perpetual software without a price', 'perpetual', null, null, bought, { kind: 'full', amount: null }],
    ['a year at once', 'subscription', eur('365'), 'P1Y', bought, { kind: 'prorated', amount: eur('365.00') }],
    [
      'a year before it began',
      'subscription',
      eur('365'),
      'P1Y',
      '2020-12-31T00:00:00.000Z',
      { kind: 'prorated', amount: eur('365.00') },
    ],
    [
      'a year after a day',
      'subscription',
      eur('365'),
      'P1Y',
      '2021-01-02T00:00:00.000Z',
      { kind: 'prorated', amount: eur('364.00') },
    ],
    [
      'a year after half of it',
      'subscription',
      eur('365'),
      'P1Y',
      '2021-07-02T12:00:00.000Z',
      { kind: 'prorated', amount: eur('182.50') },
    ],
    [
      'a year after seven days',
      'subscription',
      eur('100'),
      'P1Y',
      '2021-01-08T00:00:00.000Z',
      { kind: 'prorated', amount: eur('98.08') },
    ],
    [
      'three years after a day',
      'subscription',
      eur('1095'),
      'P3Y',
      '2021-01-02T00:00:00.000Z',
      { kind: 'prorated', amount: eur('1094.00') },
    ],
    [
      'a month of 31 days after one',
      'subscription',
      eur('31'),
      'P1M',
      '2021-01-02T00:00:00.000Z',
      { kind: 'prorated', amount: eur('30.00') },
    ],
    [
      'a year in yen after a day',
      'subscription',
      yen('1000'),
      'P1Y',
      '2021-01-02T00:00:00.000Z',
      { kind: 'prorated', amount: yen('997') },
    ],
    [
      'a year at its last millisecond',
      'subscription',
      eur('365'),
      'P1Y',
      '2021-12-31T23:59:59.999Z',
      { kind: 'prorated', amount: eur('0.00') },
    ],
    [
      'a year that is over',
      'subscription',
      eur('365'),
      'P1Y',
      '2022-01-02T00:00:00.000Z',
      { kind: 'prorated', amount: eur('0.00') },
    ],
    ['a subscription without a price', 'subscription', null, 'P1Y', bought, { kind: 'prorated', amount: null }],
    ['a subscription without a term', 'subscription', eur('365'), null, bought, { kind: 'prorated', amount: null }],
    [
      'a subscription of unknown term',
      'subscription',
      eur('365'),
      'forever',
      bought,
      { kind: 'prorated', amount: null },
    ],
    ['ESU', 'esu', eur('60'), 'P1Y', bought, { kind: 'unknown', amount: null }],
    ['a reservation', 'reservation', eur('60'), 'P1Y', bought, { kind: 'unknown', amount: null }],
    ['a Linux plan', 'linux-plan', eur('60'), 'P1Y', bought, { kind: 'none', amount: null }],
  ])('then %s brings its credit', (_what, kind, price, term, now, credit) => {
    expect(estimate(kind, price, term, Date.parse(now))).toEqual(credit);
  });

  test('then a subscription never brings more than its price, nor more as time goes by', () => {
    const cents = (money: Money | null): number => Math.round(Number(money?.amount) * 100);
    const hours = fc.nat(40_000);
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.constantFrom('P1M', 'P1Y', 'P3Y'),
        hours,
        hours,
        (price, term, first, later) => {
          const at = (passed: number): number =>
            cents(
              estimate('subscription', eur((price / 100).toFixed(2)), term, Date.parse(bought) + passed * 3_600_000)
                .amount,
            );
          return at(first) <= price && at(first + later) <= at(first) && at(first + later) >= 0;
        },
      ),
    );
  });
});
