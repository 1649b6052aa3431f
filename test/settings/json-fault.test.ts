import fc from 'fast-check';
import { findJsonFault } from '../../src/settings/json-fault.ts';

describe('when a text is not JSON', () => {
  test.each([
    ['', 1, 1, ''],
    ['{', 1, 2, ''],
    ['{"a": 1,}', 1, 9, '}'],
    ['{\n  "lang": ja\n}', 2, 11, 'ja'],
    ['{\r\n  "a": 1\r\n  "b": 2\r\n}', 3, 3, '"b": 2'],
    ['{"a" 1}', 1, 6, '1}'],
    ['{a: 1}', 1, 2, 'a: 1}'],
    ["{'a': 1}", 1, 2, "'a': 1}"],
    ['[1, 2', 1, 6, ''],
    ['[1, ]', 1, 5, ']'],
    ['[1}', 1, 3, '}'],
    ['{} x', 1, 4, 'x'],
    ['01', 1, 2, '1'],
    ['"a\tb"', 1, 1, '"a\tb"'],
    ['// note\n{}', 1, 1, '// note'],
    [`{"a": ${'x'.repeat(50)}}`, 1, 7, 'x'.repeat(20)],
  ])('then %j is wrong in line %d, column %d', (text, line, column, found) => {
    expect(findJsonFault(text)).toEqual({ line, column, found });
  });

  test('then a fault is found exactly where JSON.parse finds one', () => {
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom('', ...'{}[],:" \n\\-.0e1tu\u007f\u2028\ud800'))
      .map(([text, at, gone, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + gone);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(findJsonFault(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 20_000 },
    );
  });
});
