import { decideAuditRange } from '../../src/core/rules/audit-range.ts';

const now = Date.UTC(2020, 2, 1, 12);
const range = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });

describe('when activity is asked for on 2020-03-01 at 12:00 UTC', () => {
  test.each([
    [undefined, undefined, range('2020-01-31T12:00:00Z', '2020-03-01T12:00:00Z')],
    ['7d', undefined, range('2020-02-23T12:00:00Z', '2020-03-01T12:00:00Z')],
    ['2020-02-01', undefined, range('2020-02-01T00:00:00Z', '2020-03-01T12:00:00Z')],
    ['2020-02-01', '2020-02-01', range('2020-02-01T00:00:00Z', '2020-02-01T23:59:59.999Z')],
    ['2020-02-01', '2020-02-29', range('2020-02-01T00:00:00Z', '2020-02-29T23:59:59.999Z')],
    [undefined, '2020-02-10', range('2020-01-11T23:59:59.999Z', '2020-02-10T23:59:59.999Z')],
    ['yesterday', 'yesterday', range('2020-02-29T00:00:00Z', '2020-02-29T23:59:59.999Z')],
    ['today', 'today', range('2020-03-01T00:00:00Z', '2020-03-01T23:59:59.999Z')],
    ['2020-02-01T10:00:00Z', '2020-02-01T10:00:00Z', range('2020-02-01T10:00:00Z', '2020-02-01T10:00:00Z')],
    ['48h', '24h', range('2020-02-28T12:00:00Z', '2020-02-29T12:00:00Z')],
    ['soon', undefined, { fault: 'since', given: 'soon' }],
    ['2020-02-30', '2020-03-01', { fault: 'since', given: '2020-02-30' }],
    ['7d', 'tomorrow', { fault: 'until', given: 'tomorrow' }],
    ['', undefined, { fault: 'since', given: '' }],
    ['2020-02-02', '2020-02-01', { fault: 'order', given: '2020-02-02..2020-02-01' }],
    [
      '2020-02-01T10:00:00.001Z',
      '2020-02-01T10:00:00Z',
      { fault: 'order', given: '2020-02-01T10:00:00.001Z..2020-02-01T10:00:00Z' },
    ],
    ['2020-03-02', undefined, { fault: 'order', given: '2020-03-02..now' }],
  ])('since %j until %j, then both ends belong to it', (since, until, decided) => {
    expect(decideAuditRange(since, until, now)).toEqual(decided);
  });
});
