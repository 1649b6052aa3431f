import { isCountry } from '../../src/core/rules/countries.ts';
import { markets } from '../../src/core/rules/markets.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const pairs = letters.flatMap((first) => letters.map((second) => first + second));

test('there are 249 countries and territories in the standard, and three more in Microsoft’s markets; each has a name', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const known = pairs.filter(isCountry);
  expect([known.length, known.filter((code) => names.of(code) === undefined)]).toEqual([252, []]);
});

test('either case will do, and every market that rules name is known', () => {
  expect(['us', 'De', 'JP', 'xk'].map(isCountry)).toEqual([true, true, true, true]);
  const named = markets.flatMap(({ countries }) => countries);
  expect(named.filter((code) => !isCountry(code))).toEqual([]);
});

test.each(['ZZ', 'XX', 'EU', 'UK', 'QO', 'A', '', 'USA', 'D ', 'E A', 'ＵＳ', 'toString'])('%j is none', (code) => {
  expect(isCountry(code)).toBe(false);
});
