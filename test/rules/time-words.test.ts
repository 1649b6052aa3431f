import { parseInstant } from '../../src/core/rules/time-words.ts';

const now = Date.UTC(2020, 2, 1, 12, 30, 15, 250);
const exactly = (instant: number) => ({ from: instant, to: instant });

describe('when a time is typed on 2020-03-01 at 12:30:15.250 UTC', () => {
  test.each([
    ['now', exactly(now)],
    ['today', { from: Date.UTC(2020, 2, 1), to: Date.UTC(2020, 2, 2) - 1 }],
    ['yesterday', { from: Date.UTC(2020, 1, 29), to: Date.UTC(2020, 2, 1) - 1 }],
    ['2020-02-01', { from: Date.UTC(2020, 1, 1), to: Date.UTC(2020, 1, 2) - 1 }],
    ['2020-02-29', { from: Date.UTC(2020, 1, 29), to: Date.UTC(2020, 2, 1) - 1 }],
    ['2020-02-01T10:00:00Z', exactly(Date.UTC(2020, 1, 1, 10))],
    ['2020-02-01T10:00:00', exactly(Date.UTC(2020, 1, 1, 10))],
    ['2020-02-01T10:00:00+09:00', exactly(Date.UTC(2020, 1, 1, 1))],
    ['2020-02-01T10:00:00.1234567Z', exactly(Date.UTC(2020, 1, 1, 10, 0, 0, 123))],
    ['7d', exactly(Date.UTC(2020, 1, 23, 12, 30, 15, 250))],
    ['48h', exactly(Date.UTC(2020, 1, 28, 12, 30, 15, 250))],
    ['1d12h', exactly(Date.UTC(2020, 1, 29, 0, 30, 15, 250))],
  ])('%s is understood', (text, moment) => {
    expect(parseInstant(text, now)).toEqual(moment);
  });

  test.each([
    '',
    ' ',
    'tomorrow',
    'Today',
    '2020-02',
    '2020',
    '2020-02-30',
    '2021-02-29',
    '2020-2-1',
    '01.02.2020',
    '02/01/2020',
    '２０２０-02-01',
    '0001-01-01',
    '1899-12-31',
    '1583020800',
    'T10:00Z',
    '2020-02-01T',
    '-7d',
  ])('%j is refused', (text) => {
    expect(parseInstant(text, now)).toBeUndefined();
  });

  test.each([
    [Date.UTC(2020, 2, 1), Date.UTC(2020, 2, 1)],
    [Date.UTC(2020, 2, 2) - 1, Date.UTC(2020, 2, 1)],
    [Date.UTC(2020, 2, 2), Date.UTC(2020, 2, 2)],
  ])('at %d today begins at midnight UTC, %d', (instant, midnight) => {
    expect(parseInstant('today', instant)).toEqual({ from: midnight, to: midnight + 86_399_999 });
  });
});
