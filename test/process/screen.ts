/** What a terminal shows after it was sent some text: enough of one for tables, and for questions that redraw themselves. */
import { eastAsianWidth } from 'get-east-asian-width';

/** The lines on the screen, without colours and trailing blanks; nothing scrolls away, and lines are broken at `columns`. */
export const screenOf = (sent: string, columns: number): readonly string[] => {
  const lines: string[][] = [[]];
  let row = 0;
  let column = 0;
  const goTo = (line: number, cell: number): void => {
    row = Math.max(0, line);
    column = Math.max(0, cell);
    while (lines.length <= row) lines.push([]);
  };
  const erase = (letter: string, mode: number): void => {
    if (letter === 'J') lines.length = row + 1;
    lines[row] = mode === 2 ? [] : (lines[row] ?? []).slice(0, column);
  };
  const moves: { readonly [letter: string]: (count: number) => void } = {
    A: (count) => goTo(row - count, column),
    B: (count) => goTo(row + count, column),
    C: (count) => goTo(row, column + count),
    D: (count) => goTo(row, column - count),
    E: (count) => goTo(row + count, 0),
    F: (count) => goTo(row - count, 0),
    G: (count) => goTo(row, count - 1),
  };
  const put = (character: string): void => {
    const width = eastAsianWidth(character.codePointAt(0) ?? 0);
    if (column + width > columns) goTo(row + 1, 0);
    const line = lines[row] ?? [];
    while (line.length < column) line.push(' ');
    line.splice(column, width, character, ...(width === 2 ? [''] : []));
    column += width;
  };
  for (const [part, numbers, letter = ''] of sent.matchAll(/\u001b\[([?0-9;]*)([A-Za-z])|./gsu)) {
    if (letter === 'J' || letter === 'K') erase(letter, Number(numbers));
    else if (letter !== '') moves[letter]?.(Number(numbers) || 1);
    else if (part === '\n') goTo(row + 1, 0);
    else if (part === '\r') column = 0;
    else if (part === '\b') goTo(row, column - 1);
    else if (part >= ' ') put(part);
  }
  return lines.map((line) => line.join('').trimEnd());
};
