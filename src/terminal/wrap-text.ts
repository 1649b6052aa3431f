/** Breaking text into lines: at blanks, and in Chinese and Japanese between any two characters. */
import { textWidth } from './text-width.ts';

/** A command to copy, in a line of its own. */
const isCommand = /^ {2}csp /;

/**
 * Each line of `text` in lines of at most `width` character cells; what is carried over is indented as the line itself
 * is, behind a bullet if it has one. A single longer word stays whole, and so does a command in a line of its own.
 */
export const wrapText = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');

const wrapLine = (line: string, width: number): readonly string[] => {
  if (textWidth(line) <= width || isCommand.test(line)) return [line];
  const [lead = ''] = /^ *(?:- )?/.exec(line) ?? [];
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  for (const piece of line.slice(lead.length).match(pieces) ?? []) {
    if (current.length > lead.length && textWidth(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = indent + piece.trimStart();
    } else current += piece;
  }
  return [...lines, current.trimEnd()];
};

/** A wide character with the closing marks that must not begin a line, or a word with the blanks behind it. */
const wide = '[\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\uff00-\\uff60]';
const closing = '[、。，．：；！？）」』】〉》”’ー々・ぁぃぅぇぉっゃゅょァィゥェォッャュョ)\\]]*';
const pieces = new RegExp(
  `${wide}${closing}\\s*|[「『（【〈《]+${wide}?${closing}\\s*|(?:(?!${wide})[^\\s、。「『（【〈《])+${closing}\\s*|[、。]+\\s*|\\s+`,
  'gu',
);
