import {
  decideMarket,
  isRefusedHere,
  isSoldIn,
  lacksOf,
  type MarketKind,
  marketKinds,
  marketName,
  markets,
} from '../../src/core/rules/markets.ts';
import { productKinds } from '../../src/core/rules/product-kinds.ts';
import { isTaxIncluded } from '../../src/core/rules/tax.ts';

const title = 'Reserved VM Instance, Standard_D2s_v3, EU North, 3 Years';
const without = (kind: MarketKind) => markets.filter(({ lacks }) => lacks.includes(kind));

describe('when something is bought in a market', () => {
  test.each(['US', 'DE', 'JP', 'TW', 'AU', 'gb', 'ZZ', ''])('then in %j everything is sold', (country) => {
    expect(productKinds.map((kind) => decideMarket(kind, country, title))).toEqual(
      productKinds.map(() => ({ allowed: true })),
    );
    expect([lacksOf(country), marketName(country, 'en')]).toEqual([[], undefined]);
  });

  test.each([['GL'], ['AD'], ['AX'], ['PW'], ['SH'], ['AC'], ['TA'], ['BQ'], ['SJ'], ['XK']])(
    'then in %s neither reservations nor software subscriptions are',
    (country) => {
      for (const kind of marketKinds) {
        const refused = { allowed: false, code: 'marketUnavailable', details: { country, title, kind } };
        expect([country, country.toLowerCase()].map((given) => decideMarket(kind, given, title))).toEqual([
          refused,
          refused,
        ]);
      }
      const others = productKinds.filter((kind) => kind !== 'reservation' && kind !== 'subscription');
      expect(others.map((kind) => isSoldIn(kind, country))).toEqual([true, true, true]);
    },
  );

  test('then Azerbaijan lacks reservations alone, Brazil and Russia subscriptions alone', () => {
    expect(['AZ', 'br', 'RU', 'AD'].map(lacksOf)).toEqual([
      ['reservation'],
      ['subscription'],
      ['subscription'],
      ['reservation', 'subscription'],
    ]);
  });

  test('then csp itself refuses reservations only; of subscriptions the service has the last word', () => {
    expect(productKinds.filter((kind) => isRefusedHere(kind, 'AD'))).toEqual(['reservation']);
    expect(productKinds.filter((kind) => isRefusedHere(kind, 'US'))).toEqual([]);
  });
});

describe('when the table of markets is read', () => {
  test('then it has 109 rows for reservations and 110 for subscriptions, each with ISO codes and four names', () => {
    expect(marketKinds.map((kind) => without(kind).length)).toEqual([109, 110]);
    for (const { countries, name, lacks } of markets) {
      expect(countries.join()).toMatch(/^[A-Z]{2}(?:,[A-Z]{2})*$/);
      expect(Object.keys(name)).toEqual(['en', 'ja', 'zh-TW', 'ru']);
      expect(Object.values(name).filter((word) => word.trim() === '')).toEqual([]);
      expect(lacks.length).toBeGreaterThan(0);
    }
  });

  test('then rows share a code only for the Caribbean Netherlands, and for Svalbard and Jan Mayen', () => {
    const counts = marketKinds.map((kind) => {
      const codes = without(kind).flatMap(({ countries }) => countries);
      const shared = [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
      return { codes: codes.length, different: new Set(codes).size, shared: shared.sort() };
    });
    expect(counts).toEqual([
      { codes: 111, different: 108, shared: ['BQ', 'SJ'] },
      { codes: 112, different: 109, shared: ['BQ', 'SJ'] },
    ]);
    expect(new Set(markets.map(({ name }) => name.en)).size).toBe(markets.length);
  });

  test('then a market is named in every language, with all the rows that share its code', () => {
    expect((['en', 'ja', 'zh-TW', 'ru'] as const).map((lang) => marketName('gl', lang))).toEqual([
      'Greenland',
      'グリーンランド',
      '格陵蘭 (丹麥)',
      'Гренландия',
    ]);
    expect(marketName('SJ', 'en')?.split(' / ').sort()).toEqual(['Jan Mayen', 'Svalbard']);
    expect(marketName('TA', 'en')).toBe(marketName('SH', 'en'));
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
