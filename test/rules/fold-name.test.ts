import { foldName, spellingsOf } from '../../src/core/rules/fold-name.ts';

test.each([
  ['Margie’s Travel', "MARGIE'S travel"],
  ['ＡＢＣ　商事', 'abc 商事'],
  ['ｶﾌﾞｼｷ', 'カブシキ'],
  ['Zu\u0308rich', 'zürich'],
  [' Ёлка ', 'ёЛКА'],
  ['O`Neill', 'O‘Neill'],
])('%s is called as %s', (one, other) => {
  expect(foldName(one)).toBe(foldName(other));
});

test.each([
  ['Contoso', 'Contoso.'],
  ['Елка', 'Ёлка'],
  ['Muller', 'Müller'],
  ['A  B', 'A B'],
])('%s is not called as %s', (one, other) => {
  expect(foldName(one)).not.toBe(foldName(other));
});

test.each([
  ['Contoso', ['Contoso']],
  ["Margie's", ["Margie's", 'Margie’s']],
  ['Margie’s', ['Margie’s', "Margie's"]],
  ['Ａ`ｓ', ['Ａ`ｓ', "A's", 'A’s']],
])('%s may have been written as %j', (name, spellings) => {
  expect(spellingsOf(name)).toEqual(spellings);
});
