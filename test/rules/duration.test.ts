import fc from 'fast-check';
import { parseDuration } from '../../src/core/rules/duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('when a length of time is typed', () => {
  test.each([
    ['30s', 30 * second],
    ['90m', 90 * minute],
    ['48h', 48 * hour],
    ['7d', 7 * day],
    ['2w', 14 * day],
    ['1d12h', 36 * hour],
    ['29d23h59m', 30 * day - minute],
    ['1w1d1h1m1s', 8 * day + hour + minute + second],
    ['0d1s', second],
    ['36525d', 36_525 * day],
  ])('%s is understood', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each([
    '',
    '0',
    '0s',
    '0d0h',
    '7',
    'd',
    '-7d',
    '+7d',
    '1.5h',
    '7D',
    '7 d',
    ' 7d',
    '7d ',
    '12h1d',
    '1d1d',
    '1y',
    '1ms',
    'P7D',
    '７d',
    '36526d',
    '999999999w',
    '9999999999s',
    '7d\n',
  ])('%j is refused', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('then the parts add up, whichever are given', () => {
    const part = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(part, part, part, fc.integer({ min: 1, max: 1000 }), (d, h, m, s) => {
        expect(parseDuration(`${d}d${h}h${m}m${s}s`)).toBe(d * day + h * hour + m * minute + s * second);
      }),
    );
  });
});
