/** Dates that can be read one way only are read, whoever wrote them; the others by what their whole file shows. */
import fc from 'fast-check';
import { isCspError } from '../../src/core/errors.ts';
import { createFileDates } from '../../src/input/date-order.ts';
import { dayOf, isOpen, readDate } from '../../src/input/order-date.ts';

const day28 = Date.UTC(2026, 10, 28);
const at = (hours: number, minutes = 0, seconds = 0): number => day28 + ((hours * 60 + minutes) * 60 + seconds) * 1000;

test.each([
  ['2026-11-28', day28],
  ['2026/11/28', day28],
  ['2026.11.28', day28],
  ['2026/11/28 0:00', day28],
  ['2026/11/28 上午 12:00:00', day28],
  ['2026/11/28 下午 06:30:06', at(18, 30, 6)],
  ['2026年11月28日', day28],
  ['28.11.2026', day28],
  ['28. 11. 2026', day28],
  ['28.11.2026 00:00:00', day28],
  ['11/28/2026', day28],
  ['11/28/2026 0:00', day28],
  ['11/28/2026 12:00:00 AM', day28],
  ['11/28/2026 12:00:00 PM', at(12)],
  ['11/28/2026 6:30 p.m.', at(18, 30)],
  ['28/11/2026', day28],
  ['28-11-2026', day28],
  ['28-Nov-2026', day28],
  ['28 November 2026', day28],
  ['Nov 28, 2026', day28],
  ['2026-11-28 00:00:00', day28],
  ['2026-11-28 18:30:06.6045692', at(18, 30, 6) + 604],
  ['2026-11-28 00:00:00+00:00', day28],
  ['2026-11-28T00:00:00-08:00', at(8)],
  ['2026-11-28T18:30:06.6045692Z', at(18, 30, 6) + 604],
  [' 11/28/2026\u202f12:00:00\u202fAM ', day28],
])('“%s” can be read one way only', (text, expected) => {
  const { dmy, mdy } = readDate(text) ?? {};
  expect([dmy, mdy].filter((each) => each !== undefined).every((each) => each === expected)).toBe(true);
  expect(dmy ?? mdy).toBe(expected);
});

test.each([
  '',
  'yesterday',
  '31/9/2021',
  '30.2.2026',
  '13/13/2026',
  '28/11/26',
  '46354',
  '2026-28-11',
  '11.28.2026',
  '28 Novem 2026',
  '0001-01-01T00:00:00',
  '1/1/0001 12:00:00 AM',
  '11/28/2026 25:00',
  '11/28/2026 13:00 PM',
  '11/28/2026 at noon',
])('“%s” is no date', (text) => expect(readDate(text)).toBeUndefined());

const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2150-12-31'), noInvalidDate: true });
const partsOf = (date: Date): readonly [year: string, month: string, day: string] => [
  String(date.getUTCFullYear()),
  String(date.getUTCMonth() + 1),
  String(date.getUTCDate()),
];
const midnights = ['', ' 0:00', ' 00:00', ' 00:00:00', ' 12:00:00 AM', ' 12:00 AM', ' 00:00:00Z'];
const padded = (text: string, isPadded: boolean): string => (isPadded ? text.padStart(2, '0') : text);

test('a year in front, points, and a number over 12 each tell the day, with any midnight behind', () => {
  fc.assert(
    fc.property(days, fc.boolean(), fc.constantFrom(...midnights), (date, isPadded, midnight) => {
      const [year, month, day] = partsOf(date);
      const [m, d] = [padded(month, isPadded), padded(day, isPadded)];
      const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
      for (const text of [`${year}-${m}-${d}`, `${year}/${m}/${d}`, `${year}.${m}.${d}`, `${d}.${m}.${year}`])
        expect(readDate(text + midnight)).toEqual({ dmy: start, mdy: start, hasSlashes: false });
      for (const [text, order, other] of [
        [`${m}/${d}/${year}`, 'mdy', 'dmy'],
        [`${d}/${m}/${year}`, 'dmy', 'mdy'],
      ] as const) {
        const reading = readDate(text + midnight);
        expect(reading?.[order]).toBe(start);
        // A day over 12 cannot be a month; any other leaves both orders open, unless they mean the same.
        if (Number(day) > 12) expect(reading?.[other]).toBeUndefined();
        else expect(reading && isOpen(reading)).toBe(month !== day);
      }
    }),
    { numRuns: 500 },
  );
});

test('whatever is written, a date is read as a day that is written there, or not at all', () => {
  const texts = fc.stringMatching(/^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}( \d{1,2}:\d\d)?$/);
  fc.assert(
    fc.property(texts, (text) => {
      const numbers = (text.split(' ')[0] ?? '').split(/[-/.]/).map(Number);
      for (const instant of [readDate(text)?.dmy, readDate(text)?.mdy]) {
        if (instant === undefined) continue;
        const [year, month, day] = dayOf(instant).split('-').map(Number);
        expect([...numbers].sort()).toEqual([year, month, day].sort());
      }
    }),
    { numRuns: 2000 },
  );
});

test('the dates of one file are read in one order, or the file is refused: never half of them in the other', () => {
  const written = fc.tuple(days, fc.constantFrom('dmy', 'mdy')).map(([date, order]) => {
    const [year, month, day] = partsOf(date);
    return order === 'dmy' ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
  });
  fc.assert(
    fc.property(fc.array(written, { maxLength: 12 }), (texts) => {
      const dates = createFileDates('file.csv');
      const proofs = new Set(
        texts.flatMap((text) => {
          const [first = 0, second = 0] = text.split('/').map(Number);
          return [...(first > 12 ? ['dmy'] : []), ...(second > 12 ? ['mdy'] : [])];
        }),
      );
      let failure: unknown;
      try {
        for (const [line, text] of texts.entries()) dates.see(text, { line, column: 1 });
      } catch (error) {
        failure = error;
      }
      if (proofs.size > 1) expect(isCspError(failure) && failure.details).toMatchObject({ reason: 'datesMixed' });
      else expect([failure, dates.order()]).toEqual([undefined, [...proofs][0]]);
    }),
    { numRuns: 500 },
  );
});

test('what somebody said of a file is contradicted by its dates', () => {
  const dates = createFileDates('file.csv', 'dmy');
  dates.see('5/11/2026', { line: 2, column: 1 });
  expect(() => dates.see('11/28/2026', { line: 3, column: 1 })).toThrow('inputRefused');
});
