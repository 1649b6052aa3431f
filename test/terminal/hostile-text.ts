/** What must never reach a person's terminal or a CI log, written down apart from the code that prevents it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';

export const hostileNames: readonly { readonly kind: string; readonly name: string }[] = JSON.parse(
  readFileSync(resolve(__dirname, '../../fixtures/hostile-names.json'), 'utf8'),
);

const ranges: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfdd0, 0xfdef],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
];

/** The hostile code points in a text, apart from the ones allowed, and the CI commands at the start of its lines. */
export const findHostile = (text: string, allowed = ''): readonly string[] => {
  const points = [...text].filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    const isHostile = (code & 0xfffe) === 0xfffe || ranges.some(([first, last]) => code >= first && code <= last);
    return isHostile && !allowed.includes(character);
  });
  const commands = text.split('\n').filter((line) => line.trim().startsWith('::') || /##(vso)?\[/i.test(line));
  return [...points.map((point) => `U+${(point.codePointAt(0) ?? 0).toString(16)}`), ...commands];
};

const pieces = [
  '::',
  '##[',
  '##vso[',
  '\u001b[',
  '\u001b]0;',
  '\u009b',
  '\n',
  ' ',
  'm',
  '#',
  ':',
  'é',
  '名前',
  '=',
  '"',
  '\\',
];

/** Names made of ordinary letters, hostile characters anywhere in Unicode, and pieces that matter when they meet. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc
        .constantFrom(...ranges)
        .chain(([first, last]) => fc.integer({ min: first, max: last }).map((code) => String.fromCodePoint(code))),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
