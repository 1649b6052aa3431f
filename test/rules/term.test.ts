import fc from 'fast-check';
import { DateTime } from 'luxon';
import { termEnd } from '../../src/core/rules/term.ts';

describe('when a term ends', () => {
  test.each([
    ['2020-01-15T10:20:30.400Z', 'P1M', '2020-02-15T10:20:30.400Z'],
    ['2020-01-31T00:00:00.000Z', 'P1M', '2020-02-29T00:00:00.000Z'],
    ['2021-01-31T23:59:59.999Z', 'P1M', '2021-02-28T23:59:59.999Z'],
    ['2021-12-31T12:00:00.000Z', 'P1M', '2022-01-31T12:00:00.000Z'],
    ['2021-10-31T12:00:00.000Z', 'P6M', '2022-04-30T12:00:00.000Z'],
    ['2021-01-19T00:00:00.000Z', 'P1Y', '2022-01-19T00:00:00.000Z'],
    ['2020-02-29T08:00:00.000Z', 'P1Y', '2021-02-28T08:00:00.000Z'],
    ['2020-02-29T08:00:00.000Z', 'P3Y', '2023-02-28T08:00:00.000Z'],
    ['2020-02-29T08:00:00.000Z', 'P4Y', '2024-02-29T08:00:00.000Z'],
    ['2019-11-30T08:00:00.000Z', 'P3Y', '2022-11-30T08:00:00.000Z'],
  ])('bought %s for %s, then it is %s', (purchasedAt, term, end) => {
    expect(termEnd(Date.parse(purchasedAt), term)).toBe(Date.parse(end));
  });

  test.each([null, '', 'P', 'P0Y', 'P1D', 'PT1H', 'P1Y6M', 'p1y', '1Y', 'P100Y', 'one year', 'None'])(
    'the term %j is not known',
    (term) => {
      expect(termEnd(Date.UTC(2020, 0, 1), term)).toBeNull();
    },
  );

  test('then it is the day that the calendar of luxon gives', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 36 }),
        fc.constantFrom('months', 'years'),
        (purchasedAt, count, unit) => {
          const end = DateTime.fromMillis(purchasedAt, { zone: 'utc' }).plus({ [unit]: count });
          expect(termEnd(purchasedAt, `P${count}${unit === 'years' ? 'Y' : 'M'}`)).toBe(end.toMillis());
        },
      ),
      { numRuns: 5000 },
    );
  });
});
