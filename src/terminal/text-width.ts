/** How many character cells a text takes on a terminal. Also stands in for `string-width` inside cli-table3. */
import { eastAsianWidth } from 'get-east-asian-width';

const ascii = /^[ -~]*$/;
const colour = /\u001b\[[\d;]*m/g;
/** Characters that join with, or change the width of, their neighbours. */
const joining = /[\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}\p{Default_Ignorable_Code_Point}\u1160-\u11ff]/u;
const widthless = /^[\p{Mn}\p{Me}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u1160-\u11ff]$/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;

const known = new Map<string, number>();
const knownAtMost = 5_000;
let segmenter: Intl.Segmenter | undefined;

/** Width in character cells; colour codes count nothing, East Asian wide letters and emoji two, combining marks nothing. */
export const textWidth = (text: string): number => {
  if (ascii.test(text)) return text.length;
  let width = known.get(text);
  if (width === undefined) {
    width = measure(text.replace(colour, ''));
    if (known.size >= knownAtMost) known.clear();
    known.set(text, width);
  }
  return width;
};

/** Cuts a text without colour codes to at most `width` cells, an ellipsis included; a wide letter is never halved. */
export const cutText = (text: string, width: number): string => {
  if (textWidth(text) <= width) return text;
  if (width < 1) return '';
  if (ascii.test(text)) return `${text.slice(0, width - 1)}…`;
  let kept = '';
  let left = width - 1;
  for (const cluster of clusters(text)) {
    left -= clusterWidth(cluster);
    if (left < 0) break;
    kept += cluster;
  }
  return `${kept}…`;
};

const measure = (text: string): number => {
  const parts = joining.test(text) ? clusters(text) : text;
  let width = 0;
  for (const part of parts) width += clusterWidth(part);
  return width;
};

function* clusters(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

const clusterWidth = (cluster: string): number => {
  if (emoji.test(cluster)) return 2;
  let width = 0;
  for (const letter of cluster) width += widthless.test(letter) ? 0 : eastAsianWidth(letter.codePointAt(0) ?? 0);
  return width;
};
