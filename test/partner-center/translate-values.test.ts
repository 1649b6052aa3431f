/** Single values of the wire (T28, T73). */
import { isSameId, toInstant, toMoney, toText, toWord } from '../../src/backends/partner-center/translate-values.ts';

test.each([
  ['2019-12-12T17:33:56.1306495Z', Date.UTC(2019, 11, 12, 17, 33, 56, 130)],
  ['2019-12-12T17:33:56.9999999Z', Date.UTC(2019, 11, 12, 17, 33, 56, 999)],
  ['2018-03-06T17:37:05.253-08:00', Date.UTC(2018, 2, 7, 1, 37, 5, 253)],
  ['2019-01-16T00:48:44.76+00:00', Date.UTC(2019, 0, 16, 0, 48, 44, 760)],
  ['2015-11-24T01:07:00.863', Date.UTC(2015, 10, 24, 1, 7, 0, 863)],
  ['2026-10-25T02:30:00', Date.UTC(2026, 9, 25, 2, 30)],
  ['2015-11-25T06: 41: 12Z', Date.UTC(2015, 10, 25, 6, 41, 12)],
  ['0001-01-01T00:00:00', null],
  ['0001-01-01T00:00:00Z', null],
  ['9999-12-14T00:00:00Z', null],
  ['2026-02-30T00:00:00Z', null],
  ['5', null],
  ['', null],
])('when the service writes %j, then it means the same in every zone', (text, expected) => {
  expect(toInstant(text)).toBe(expected);
});

test.each([
  [27496, 'USD', '27496.00'],
  [5721.3, 'eur', '5721.30'],
  ['41', 'USD', '41.00'],
  [0.12345, 'USD', '0.12345'],
  [6070, 'JPY', '6070'],
  [-12.5, 'KWD', '-12.500'],
] as const)('when an amount is %p in %s, then it is %s', (amount, currency, expected) => {
  expect(toMoney(amount, currency)).toEqual({ amount: expected, currency: currency.toUpperCase() });
});

test.each([
  [null, 'USD'],
  [undefined, 'USD'],
  ['', 'USD'],
  [1e21, 'USD'],
  [Number.NaN, 'USD'],
  ['1,5', 'USD'],
  [1, null],
  [1, ''],
  [1, 'EURO'],
] as const)('when an amount is %p in %p, then there is none, not 0', (amount, currency) => {
  expect(toMoney(amount, currency)).toBe(null);
});

test('when words come in any form, then they mean the same', () => {
  expect(['Cancelled', 'canceled', 'CANCELED', 'PrefulfillmentPending', 'brand_new'].map(toWord)).toEqual([
    'cancelled',
    'cancelled',
    'cancelled',
    'prefulfillmentpending',
    'brand_new',
  ]);
  expect([toText(''), toText(null), toText('P3Y')]).toEqual([null, null, 'P3Y']);
});

test('when ids are compared, then only GUIDs may change their letter case', () => {
  const guid = '3f0c1b52-7a44-4c8e-9d55-0b6f2a9e7c11';
  expect([isSameId(guid, guid.toUpperCase()), isSameId('aB', 'aB'), isSameId('aB', 'Ab')]).toEqual([true, true, false]);
});
