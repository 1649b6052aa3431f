import fc from 'fast-check';
import { DateTime } from 'luxon';
import { termAt, termEnd } from '../../src/core/rules/term.ts';

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

describe('the term that runs at an instant, of terms that follow one another', () => {
  test.each([
    ['2025-11-29T16:40:30.000Z', 'P1Y', '2026-11-29T16:40:29.999Z', 0, '2025-11-29T16:40:30.000Z'],
    ['2025-11-29T16:40:30.000Z', 'P1Y', '2026-11-29T16:40:30.000Z', 1, '2026-11-29T16:40:30.000Z'],
    ['2021-10-14T00:00:00.000Z', 'P3Y', '2026-12-01T00:00:00.000Z', 1, '2024-10-14T00:00:00.000Z'],
    ['2024-01-31T10:00:00.000Z', 'P1M', '2024-02-29T09:59:59.999Z', 0, '2024-01-31T10:00:00.000Z'],
    ['2024-01-31T10:00:00.000Z', 'P1M', '2024-02-29T10:00:00.000Z', 1, '2024-02-29T10:00:00.000Z'],
    // Months are counted from the first term, so a short one does not shift those behind it.
    ['2024-01-31T10:00:00.000Z', 'P1M', '2024-03-31T10:00:00.000Z', 2, '2024-03-31T10:00:00.000Z'],
    ['2024-02-29T10:00:00.000Z', 'P1Y', '2028-02-29T10:00:00.000Z', 4, '2028-02-29T10:00:00.000Z'],
    // Before it was bought: the first one, which is to come.
    ['2024-02-29T10:00:00.000Z', 'P1Y', '2020-01-01T00:00:00.000Z', 0, '2024-02-29T10:00:00.000Z'],
  ])('bought %s for %s, then at %s it is number %i, from %s', (purchasedAt, term, at, number, startsAt) => {
    expect(termAt(Date.parse(purchasedAt), term, Date.parse(at))).toMatchObject({
      number,
      startsAt: Date.parse(startsAt),
    });
  });

  test('perpetual software has none', () => {
    expect(termAt(Date.UTC(2020, 0, 1), null, Date.UTC(2026, 0, 1))).toBeNull();
  });

  test('then it holds the instant, and each term begins where the one before it ends', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(instants, instants, fc.constantFrom('P1M', 'P1Y', 'P3Y'), (one, other, term) => {
        const [purchasedAt, at] = [Math.min(one, other), Math.max(one, other)];
        const found = termAt(purchasedAt, term, at);
        if (found === null) throw new Error('no term');
        expect(found.startsAt <= at && at < found.endsAt).toBe(true);
        expect(termAt(purchasedAt, term, found.endsAt)).toMatchObject({
          number: found.number + 1,
          startsAt: found.endsAt,
        });
        expect(termAt(purchasedAt, term, purchasedAt)?.endsAt).toBe(termEnd(purchasedAt, term));
      }),
      { numRuns: 5000 },
    );
  });
});
