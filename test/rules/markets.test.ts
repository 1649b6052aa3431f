import { decideReservationMarket, marketsWithoutReservations } from '../../src/core/rules/markets.ts';
import { isTaxIncluded } from '../../src/core/rules/tax.ts';

const title = 'Reserved VM Instance, Standard_D2s_v3, EU North, 3 Years';

describe('when a reservation is bought', () => {
  test.each(['US', 'DE', 'JP', 'TW', 'RU', 'AU', 'BR', 'gb'])('then %s is a market', (country) => {
    expect(decideReservationMarket(country, title)).toEqual({ allowed: true });
  });

  test.each([['GL'], ['AD'], ['AX'], ['PW'], ['SH'], ['AC'], ['TA'], ['BQ'], ['SJ']])(
    'then %s is refused',
    (country) => {
      const refused = { allowed: false, code: 'marketUnavailable', details: { country, title } };
      expect([country, country.toLowerCase()].map((given) => decideReservationMarket(given, title))).toEqual([
        refused,
        refused,
      ]);
    },
  );
});

describe('when the table of markets is read', () => {
  test('then it has 109 rows, each with ISO codes and four names', () => {
    expect(marketsWithoutReservations).toHaveLength(109);
    for (const { countries, name } of marketsWithoutReservations) {
      expect(countries.join()).toMatch(/^[A-Z]{2}(?:,[A-Z]{2})*$/);
      expect(Object.keys(name)).toEqual(['en', 'ja', 'zh-TW', 'ru']);
      expect(Object.values(name).filter((word) => word.trim() === '')).toEqual([]);
    }
  });

  test('then rows share a code only for the Caribbean Netherlands, and for Svalbard and Jan Mayen', () => {
    const codes = marketsWithoutReservations.flatMap(({ countries }) => countries);
    const shared = [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
    expect({ codes: codes.length, different: new Set(codes).size, shared: shared.sort() }).toEqual({
      codes: 111,
      different: 108,
      shared: ['BQ', 'SJ'],
    });
    expect(new Set(marketsWithoutReservations.map(({ name }) => name.en)).size).toBe(109);
  });

  test('then a row is named in every language', () => {
    expect(marketsWithoutReservations.find(({ countries }) => countries.includes('GL'))).toEqual({
      countries: ['GL'],
      name: { en: 'Greenland', ja: 'グリーンランド', 'zh-TW': '格陵蘭 (丹麥)', ru: 'Гренландия' },
    });
  });
});

test('when a price is shown, then only Australia and Brazil include tax', () => {
  expect(['AU', 'BR', 'au', 'US', 'DE', 'NZ', 'AT', ''].map(isTaxIncluded)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
