import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  editionAt,
  findEdition,
  linkRuleAt,
  type PolicyEdition,
  policyEditions,
} from '../../src/core/rules/policy-editions.ts';

const sourceFolder = join(__dirname, '../../src');
const fourteen = (from: string) => ({ kind: 'download', lifetimeDays: 14, maxDownloads: 50, from: Date.parse(from) });
const five = { kind: 'download-after-first', lifetimeDays: 5, from: Date.UTC(2021, 5, 3) };
const portal = { kind: 'customer-portal', from: Date.UTC(2021, 0, 19) };

describe('when an edition is looked up by its id', () => {
  test.each([
    [
      '2019-12',
      '2019-12-18',
      [60, 60],
      'partner',
      fourteen('2019-12-18'),
      false,
      'support-request P1',
      'direct P1',
      ['P1 2019-12-18 zh-TW'],
    ],
    [
      '2020-01',
      '2020-01-21',
      [60, 60],
      'partner',
      fourteen('2020-01-21'),
      true,
      'support-request P2',
      'direct P2',
      ['P2 2020-01-21 ja'],
    ],
    [
      '2021-01',
      '2021-01-19',
      [60, 60],
      'customer',
      portal,
      true,
      'undetermined P2',
      'direct P3',
      ['P3 2021-01-29 ja', 'A 2021-01 en'],
    ],
    [
      '2021-03',
      '2021-03-04',
      [60, 60],
      'partner',
      fourteen('2021-03-04'),
      true,
      'undetermined P2',
      'support-request P4',
      ['P4 2021-03-08 ja', 'P5 2021-03-08 ru', 'A 2021-03 en'],
    ],
    [
      '2021-06',
      '2021-06-01',
      [30, 30],
      'partner',
      five,
      true,
      'undetermined P2',
      'direct P5, not P4',
      ['P5 2021-03-08 ru', 'A 2021-06 en'],
    ],
    [
      '2022-10',
      '2022-10-14',
      [7, 30],
      'partner',
      five,
      true,
      'undetermined P2',
      'direct K6, not K7',
      ['N 2022-10-14 en', 'K6 2023-06-30 en', 'K7 2023-06-30 en'],
    ],
  ])(
    'then %s says what its pages say',
    (id, from, [subscription, perpetual], keys, link, acknowledgement, esu, perpetualCancel, sources) => {
      const { esuSource, perpetualSource, perpetualOther, possibleFrom, ...edition } = findEdition(id) as PolicyEdition;
      expect({
        ...edition,
        esu: `${edition.esu} ${esuSource.tag}`,
        perpetualCancel: `${edition.perpetualCancel} ${perpetualSource.tag}${perpetualOther === null ? '' : `, not ${perpetualOther.tag}`}`,
        sources: edition.sources.map(({ tag, date, language }) => `${tag} ${date} ${language}`),
      }).toEqual({
        id,
        from: Date.parse(from),
        windowDays: { subscription, perpetual },
        keys,
        link,
        acknowledgement,
        esu,
        perpetualCancel,
        sources,
      });
    },
  );

  test('then only that of 2022 may have begun earlier, as another source has it', () => {
    const uncertain = policyEditions.flatMap(({ id, possibleFrom }) =>
      possibleFrom === null ? [] : [[id, new Date(possibleFrom).toISOString().slice(0, 10)]],
    );
    expect(uncertain).toEqual([['2022-10', '2022-07-11']]);
  });

  test.each(['', '2019', '2019-11', '2019-12 ', '2021-6'])('then %j is none', (id) => {
    expect(findEdition(id)).toBeUndefined();
  });
});

describe('when an instant is given', () => {
  test.each([
    ['1970-01-01T00:00:00.000Z', '2019-12'],
    ['2019-12-17T23:59:59.999Z', '2019-12'],
    ['2019-12-18T00:00:00.000Z', '2019-12'],
    ['2020-01-20T23:59:59.999Z', '2019-12'],
    ['2020-01-21T00:00:00.000Z', '2020-01'],
    ['2021-01-18T23:59:59.999Z', '2020-01'],
    ['2021-01-19T00:00:00.000Z', '2021-01'],
    ['2021-03-03T23:59:59.999Z', '2021-01'],
    ['2021-03-04T00:00:00.000Z', '2021-03'],
    ['2021-05-31T23:59:59.999Z', '2021-03'],
    ['2021-06-01T00:00:00.000Z', '2021-06'],
    ['2022-10-13T23:59:59.999Z', '2021-06'],
    ['2022-10-14T00:00:00.000Z', '2022-10'],
  ])('then at %s edition %s is in force', (instant, id) => {
    expect(editionAt(Date.parse(instant)).id).toBe(id);
  });

  test.each([
    ['2019-01-01T00:00:00.000Z', fourteen('2019-12-18')],
    ['2020-01-20T23:59:59.999Z', fourteen('2019-12-18')],
    ['2021-01-18T23:59:59.999Z', fourteen('2020-01-21')],
    ['2021-01-19T00:00:00.000Z', portal],
    ['2021-03-03T23:59:59.999Z', portal],
    ['2021-03-04T00:00:00.000Z', fourteen('2021-03-04')],
    ['2021-06-01T00:00:00.000Z', fourteen('2021-03-04')],
    ['2021-06-02T23:59:59.999Z', fourteen('2021-03-04')],
    ['2021-06-03T00:00:00.000Z', five],
    ['2026-11-21T00:00:00.000Z', five],
  ])('then at %s its link rule counts', (instant, rule) => {
    expect(linkRuleAt(Date.parse(instant))).toEqual(rule);
  });
});

describe('when an edition is added', () => {
  test('then it is one row: editions and their link rules begin one after the other', () => {
    const sorted = [...policyEditions].sort((a, b) => a.from - b.from || a.link.from - b.link.from);
    expect(policyEditions).toEqual(sorted);
    expect(new Set(policyEditions.map(({ id }) => id)).size).toBe(policyEditions.length);
    expect(policyEditions.map(({ from }) => editionAt(from))).toEqual(policyEditions);
  });

  test('then no other file needs a change: none lists edition ids', () => {
    const ids = policyEditions.map(({ id }) => id).join('|');
    const listing = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => new RegExp(`['"\`](?:${ids})['"\`]`).test(readFileSync(join(sourceFolder, file), 'utf8')));
    expect(listing).toEqual([join('core', 'rules', 'policy-editions.ts')]);
  });
});
