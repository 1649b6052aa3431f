import fc from 'fast-check';
import { parseIso, toIso } from '../../src/core/rules/iso.ts';

describe('when the service writes a date', () => {
  test.each([
    ['2019-12-12T17:33:56.1306495Z', Date.UTC(2019, 11, 12, 17, 33, 56, 130)],
    ['2019-12-12T17:33:56.9999999Z', Date.UTC(2019, 11, 12, 17, 33, 56, 999)],
    ['2018-03-06T17:37:05.253-08:00', Date.UTC(2018, 2, 7, 1, 37, 5, 253)],
    ['2021-03-09T00:15:00+05:45', Date.UTC(2021, 2, 8, 18, 30)],
    ['2020-01-01T00:00:00+00:00', Date.UTC(2020, 0, 1)],
    ['2015-11-24T01:07:00.863', Date.UTC(2015, 10, 24, 1, 7, 0, 863)],
    ['2020-02-29T23:59:59.5Z', Date.UTC(2020, 1, 29, 23, 59, 59, 500)],
    ['2020-02-01T10:00Z', Date.UTC(2020, 1, 1, 10)],
    ['9999-12-14T00:00:00Z', Date.UTC(9999, 11, 14)],
  ])('%s is read to the millisecond, without a zone as UTC', (text, instant) => {
    expect(parseIso(text)).toBe(instant);
  });

  test.each([
    '0001-01-01T00:00:00',
    '0001-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '2021-02-29T00:00:00Z',
    '2020-02-30T00:00:00Z',
    '2020-04-31T00:00:00Z',
    '2020-13-01T00:00:00Z',
    '2020-00-10T00:00:00Z',
    '2020-01-00T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T10:60:00Z',
    '2020-01-01T10:00:60Z',
    '2020-01-01T10:00:00+24:00',
    '2020-01-01',
    '2020-01-01 10:00:00',
    '2020-01-01T10:00:00z',
    '2020-01-01T10:00:00.Z',
    '2020-01-01T10:00:00 Z',
    '20200101T100000Z',
    '1/2/2020 10:00:00 AM',
    '',
  ])('%j is no date', (text) => {
    expect(parseIso(text)).toBeUndefined();
  });
});

describe('when an instant is written', () => {
  test.each([
    [Date.UTC(2020, 1, 1, 10), '2020-02-01T10:00:00Z'],
    [Date.UTC(2020, 1, 1, 10, 0, 0, 1), '2020-02-01T10:00:00.001Z'],
    [0, '1970-01-01T00:00:00Z'],
    [-1, '1969-12-31T23:59:59.999Z'],
  ])('%d is %s', (instant, text) => {
    expect(toIso(instant)).toBe(text);
  });

  test('then reading it back gives the same instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(9999, 11, 31) }), (instant) => {
        expect(parseIso(toIso(instant))).toBe(instant);
      }),
      { numRuns: 10_000 },
    );
  });
});
