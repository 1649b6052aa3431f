import { langs } from '../../src/core/ports/environment.ts';
import {
  proseDuration,
  proseInstant,
  proseList,
  proseMoney,
  tableInstant,
  tableMoney,
} from '../../src/terminal/format.ts';

const at = Date.UTC(2026, 10, 28, 14, 3, 59, 999);
const day = 86_400_000;
const hour = 3_600_000;

/** Intl puts no-break spaces between a number and its unit. */
const inAll = (write: (lang: (typeof langs)[number]) => string): string[] =>
  langs.map((lang) => write(lang).replace(/[\u00a0\u202f]/g, ' '));

test('instants', () => {
  expect([tableInstant(at), ...inAll((lang) => proseInstant(at, lang))]).toEqual([
    '2026-11-28 14:03Z',
    '28 November 2026 14:03 UTC',
    '2026年11月28日 14:03 UTC',
    '2026年11月28日 14:03 UTC',
    '28 ноября 2026 г., 14:03 UTC',
  ]);
});

test('money, with the decimals of its currency and no float in between', () => {
  const amounts = [
    { amount: '1234.5', currency: 'EUR' },
    { amount: '-0.005', currency: 'USD' },
    { amount: '1234567.5', currency: 'JPY' },
    { amount: '12345678901234567890.12', currency: 'EUR' },
  ];
  expect(amounts.map(tableMoney)).toEqual(['1234.50 EUR', '-0.01 USD', '1234568 JPY', '12345678901234567890.12 EUR']);
  expect(amounts.map((money) => inAll((lang) => proseMoney(money, lang)))).toEqual([
    ['EUR 1,234.50', 'EUR 1,234.50', 'EUR 1,234.50', '1 234,50 EUR'],
    ['-USD 0.01', '-USD 0.01', '-USD 0.01', '-0,01 USD'],
    ['JPY 1,234,568', 'JPY 1,234,568', 'JPY 1,234,568', '1 234 568 JPY'],
    [
      'EUR 12,345,678,901,234,567,890.12',
      'EUR 12,345,678,901,234,567,890.12',
      'EUR 12,345,678,901,234,567,890.12',
      '12 345 678 901 234 567 890,12 EUR',
    ],
  ]);
});

test.each([
  [6 * day + 12 * hour + 59 * 60_000, ['6 days 12 hours', '6 日 12 時間', '6 天 12 小時', '6 дней 12 часов']],
  [day + hour, ['1 day 1 hour', '1 日 1 時間', '1 天 1 小時', '1 день 1 час']],
  [2 * day + 59 * 60_000, ['2 days', '2 日', '2 天', '2 дня']],
  [3 * hour + 5 * 60_000, ['3 hours 5 minutes', '3 時間 5 分', '3 小時 5 分鐘', '3 часа 5 минут']],
  [61_000, ['1 minute 1 second', '1 分 1 秒', '1 分鐘 1 秒', '1 минута 1 секунда']],
  [999, ['0 seconds', '0 秒', '0 秒', '0 секунд']],
])('a duration of %d ms', (ms, expected) => {
  expect(inAll((lang) => proseDuration(ms, lang))).toEqual(expected);
});

test('lists', () => {
  expect(inAll((lang) => proseList(['A', 'B', 'C'], lang))).toEqual(['A, B and C', 'A、B、C', 'A、B和C', 'A, B и C']);
});
