import fc from 'fast-check';
import { textWidth } from '../../src/terminal/text-width.ts';
import { wrapText } from '../../src/terminal/wrap-text.ts';

test('when a line fits, then it stays as it is', () => {
  for (const text of ['', '  two  blanks ', 'exactly ten', 'a\n\nb\n']) expect(wrapText(text, 14)).toBe(text);
});

test('when a line is too long, then it breaks at blanks and loses those at the break only', () => {
  expect(wrapText('one two  three four', 9)).toBe('one two\nthree\nfour');
  expect(wrapText('one  two three', 9)).toBe('one  two\nthree');
  expect(wrapText('one two three\nfour five six', 8)).toBe('one two\nthree\nfour\nfive six');
});

test('when a line is indented or has a bullet, then what is carried over stands below its text', () => {
  expect(wrapText('  one two three', 8)).toBe('  one\n  two\n  three');
  expect(wrapText('  - one two three', 10)).toBe('  - one\n    two\n    three');
  expect(wrapText('- one two', 6)).toBe('- one\n  two');
});

test('when a single word is longer than the line, then it stays whole', () => {
  expect(wrapText('see https://example.com/long now', 10)).toBe('see\nhttps://example.com/long\nnow');
  expect(wrapText('https://example.com/long', 10)).toBe('https://example.com/long');
});

test('when the text is Chinese or Japanese, then it breaks between characters, two cells each', () => {
  expect(wrapText('注文を取り消します', 8)).toBe('注文を取\nり消しま\nす');
  expect(wrapText('訂單已取消csp cancel完成', 10)).toBe('訂單已取消\ncsp cancel\n完成');
});

test('when a command stands in a line of its own, then it stays whole, to be copied', () => {
  expect(wrapText('Do it now:\n  csp cancel --apply plan.json', 8)).toBe('Do it\nnow:\n  csp cancel --apply plan.json');
});

test('when words stand between Japanese commas, then it breaks behind the comma', () => {
  expect(wrapText('(active、pending、expired)', 16)).toBe('(active、\npending、\nexpired)');
});

test('when a mark closes, then it does not begin a line; when it opens, it does not end one', () => {
  expect(wrapText('注文を取。り消', 8)).toBe('注文を\n取。り消');
  expect(wrapText('注文を「取消」', 8)).toBe('注文を\n「取消」');
  expect(wrapText('データベース', 4)).toBe('デー\nタ\nベー\nス');
});

test('when any text is wrapped, then nothing but blanks is lost and no line is too wide', () => {
  const word = fc.constantFrom('a', 'word', 'longer-word', '名前', '取り消し', '、', 'кириллица', '  ', ' ', '\n');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 12, max: 40 }), (words, width) => {
      const text = words.join(' ');
      const wrapped = wrapText(text, width);
      expect(wrapped.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      expect(wrapped.split('\n').filter((line) => textWidth(line.trimStart()) > width)).toEqual([]);
    }),
  );
});
