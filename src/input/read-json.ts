/** JSON texts one element at a time: the elements of an array, or a line each. Nothing longer than a row is held. */
import type { InputLimits } from './limits.ts';
import { type Place, refusal } from './refusal.ts';

/** The text of one element, not parsed yet, and where it begins. */
export interface JsonElement {
  readonly text: string;
  readonly line: number;
  /** The letter of the line, from 1. */
  readonly column: number;
}

/** Where a letter of an element stands in the file. */
export const placeIn = ({ text, line, column }: JsonElement, offset: number): Place => {
  const lines = text.slice(0, offset).split(/\r\n|[\r\n]/);
  const letters = lines.at(-1)?.length ?? 0;
  return { line: line + lines.length - 1, column: lines.length === 1 ? column + letters : letters + 1 };
};

/** The lines of a text, blank ones included. */
export async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<JsonElement, void> {
  let line = 1;
  let rest = '';
  for await (const piece of text) {
    // A line end of two letters may come in two pieces.
    const whole = rest + piece;
    const held = whole.endsWith('\r') ? 1 : 0;
    const lines = whole.slice(0, whole.length - held).split(/\r\n|[\r\n]/);
    rest = (lines.pop() ?? '') + whole.slice(whole.length - held);
    for (const each of lines) {
      yield { text: each, line, column: 1 };
      line += 1;
    }
  }
  if (rest.trim() !== '') yield { text: rest, line, column: 1 };
}

/**
 * The elements of the array that a text begins with. Fails with `inputRefused` where the text ends before the array
 * (`cut`), goes on behind it (`jsonSyntax`), and at an element that is too long (`tooLarge`).
 */
export async function* readJsonArray(
  file: string,
  text: AsyncIterable<string>,
  { rowLength }: InputLimits,
): AsyncGenerator<JsonElement, void> {
  const scan = createScan();
  for await (const piece of text) {
    for (const found of scan.add(piece)) {
      if (found === 'stray') throw refusal(file, 'jsonSyntax', scan.place());
      if (found.text.length > rowLength) throw refusal(file, 'tooLarge', found);
      yield found;
    }
    if (scan.heldLength() > rowLength) throw refusal(file, 'tooLarge', scan.start());
  }
  if (!scan.isEnded()) throw refusal(file, 'cut', scan.place());
}

const createScan = () => {
  let [line, column, depth] = [1, 0, 0];
  let [isInString, isEscaped, isEnded, isAfterReturn, hasElements] = [false, false, false, false, false];
  let held = '';
  let start: Place | undefined;

  const take = (text: string): JsonElement => {
    const element = { text: text.trim(), line: start?.line ?? line, column: start?.column ?? column };
    [held, start, hasElements] = ['', undefined, true];
    return element;
  };

  /** Counts this letter; true for white space. */
  const count = (letter: string): boolean => {
    if (letter === '\n' || letter === '\r') {
      if (letter === '\r' || !isAfterReturn) line += 1;
      column = 0;
    } else column += 1;
    isAfterReturn = letter === '\r';
    return letter === ' ' || letter === '\t' || letter === '\n' || letter === '\r';
  };

  function* add(piece: string): Generator<JsonElement | 'stray', void> {
    let from = 0;
    for (let index = 0; index < piece.length; index += 1) {
      const letter = piece.charAt(index);
      const isSpace = count(letter);
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (letter === '\\') isEscaped = true;
        else if (letter === '"') isInString = false;
        continue;
      }
      if (isSpace) continue;
      if (isEnded) return yield 'stray';
      if (depth === 0) {
        [depth, from] = [1, index + 1];
        continue;
      }
      const isEnd = depth === 1 && letter === ']';
      if (isEnd || (depth === 1 && letter === ',')) {
        const element = held + piece.slice(from, index);
        from = index + 1;
        isEnded = isEnd;
        if (!isEnd || hasElements || element.trim() !== '') yield take(element);
        continue;
      }
      start ??= { line, column };
      if (letter === '"') isInString = true;
      else if (letter === '{' || letter === '[') depth += 1;
      else if (letter === '}' || letter === ']') depth -= 1;
      if (depth === 0) return yield 'stray';
    }
    if (!isEnded) held += piece.slice(from);
  }

  return {
    add,
    heldLength: () => held.length,
    isEnded: () => isEnded,
    /** Of the element that is not whole yet. */
    start: (): Place => start ?? { line, column },
    place: (): Place => ({ line, column: Math.max(column, 1) }),
  };
};
