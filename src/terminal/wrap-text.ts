/** Breaking help texts into lines: at blanks, and in Chinese and Japanese between any two characters. */
import { textWidth } from './text-width.ts';

/** Each paragraph of `text` in lines of at most `width` character cells. A single longer word stays whole. */
export const wrapText = (text: string, width: number): string => text.split('\n').map((line) => wrapLine(line, width)).join('\n');

const wrapLine = (line: string, width: number): string => {
  if (textWidth(line) <= width) return line;
  const lines: string[] = [];
  let current = '';
  for (const piece of line.match(pieces) ?? []) {
    if (current !== '' && textWidth(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else current += piece;
  }
  return [...lines, current.trimEnd()].join('\n');
};

/** A wide character with the closing marks that must not begin a line, or a word with the blanks behind it. */
const wide = '[\\u3000-\\u30ff\\u3400-\\u9fff\\uff00-\\uff60]';
const closing = '[、。，．：；！？）」』】〉》”’]*';
const pieces = new RegExp(`${wide}${closing}\\s*|(?:(?!${wide})\\S)+${closing}\\s*|\\s+`, 'gu');
