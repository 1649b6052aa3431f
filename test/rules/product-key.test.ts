import fc from 'fast-check';
import { decideKeyAccess, lineKeyAccess, maskKey } from '../../src/core/rules/product-key.ts';
import { productKinds } from '../../src/core/rules/product-kinds.ts';

describe('when a key is asked for', () => {
  test.each([
    ['2019-12-18T00:00:00Z', 'partner'],
    ['2021-01-18T23:59:59Z', 'partner'],
    ['2021-01-19T00:00:00Z', 'customer'],
    ['2021-03-03T23:59:59Z', 'customer'],
    ['2021-03-04T00:00:00Z', 'partner'],
    ['2021-06-01T00:00:00Z', 'partner'],
    ['2026-11-21T00:00:00Z', 'partner'],
  ])('then at %s software is for the %s, plans and reservations have none', (now, who) => {
    expect(Object.fromEntries(productKinds.map((kind) => [kind, decideKeyAccess(kind, Date.parse(now))]))).toEqual({
      perpetual: who,
      subscription: who,
      esu: who,
      'linux-plan': 'none',
      reservation: 'none',
    });
  });

  test('then a cancelled line has none', () => {
    const states = ['active', 'pending', 'expired', 'suspended', 'cancelled', 'cancel-pending'];
    expect(states.map((status) => lineKeyAccess('perpetual', status, Date.UTC(2026, 0, 1)))).toEqual([
      'partner',
      'partner',
      'partner',
      'partner',
      'none',
      'none',
    ]);
  });
});

describe('when a key is shown', () => {
  test.each([
    ['8F9FN-2JWYW-12345-67890-XWRTF', '*****-*****-*****-*****-XWRTF'],
    ['12345678901234567890123456789012', '***************************89012'],
    ['12345 67890', '***** 67890'],
    ['1234567890', '*****67890'],
    ['123456789', '*********'],
    ['12345-6789', '*****-****'],
    ['ABC', '***'],
    ['', ''],
    ['8F9FN-2JWYW-X-W-R-T-F', '*****-*****-X-W-R-T-F'],
    ['𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎', '*****𝟔𝟕𝟖𝟗𝟎'],
  ])('then %j is masked as %j', (key, masked) => {
    expect(maskKey(key)).toBe(masked);
  });

  test('then at most five characters can be read, at the end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'ABCDEF123456- '), { maxLength: 40 }), (characters) => {
        const masked = maskKey(characters.join(''));
        const readable = [...masked].filter((character) => /[A-Z0-9]/.test(character));
        const given = characters.filter((character) => /[A-Z0-9]/.test(character));
        expect(masked).toHaveLength(characters.length);
        expect(readable).toEqual(given.length < 10 ? [] : given.slice(-5));
      }),
    );
  });
});
