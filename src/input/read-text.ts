/** Bytes as text: UTF-8 or UTF-16, told by the byte order mark, a piece at a time. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { delimiterOf } from './delimiter.ts';
import { type Place, refusal } from './refusal.ts';

type Decoder = InstanceType<typeof TextDecoder>;

/** The bytes of a file, a FIFO or a device. */
export const readBytes = (path: string): Readable => createReadStream(path);

/**
 * Fails with `inputRefused` where bytes are no text (`encoding`), and at a line of more than `longestLine` letters
 * (`tooLarge`), which no reader behind this one may have to hold.
 */
export async function* readText(
  file: string,
  bytes: AsyncIterable<Buffer>,
  longestLine: number,
): AsyncGenerator<string, void> {
  let decoders: { readonly strict: Decoder; readonly lenient: Decoder } | undefined;
  const passed = createPassed(longestLine);
  for await (const chunk of withWholeStart(bytes)) {
    if (decoders === undefined) refuseContainer(file, chunk);
    decoders ??= decodersFor(chunk);
    const text = decode(decoders.strict, chunk);
    // A strict decoder does not tell where it gave up; this one marks the place.
    const shown = decoders.lenient.decode(chunk, { stream: true });
    const isText = text !== undefined && !text.includes('\0');
    const fits = passed.add(isText ? text : (shown.split(/[\0\ufffd]/, 1)[0] ?? ''));
    if (!isText) throw refusal(file, 'encoding', passed.place());
    if (!fits) throw refusal(file, 'tooLarge', passed.place());
    yield text;
  }
  if (decoders !== undefined && decode(decoders.strict) === undefined) throw refusal(file, 'encoding', passed.place());
}

/** Fails with `inputRefused` for what holds a table, but in another program's form: a workbook or an archive. */
const refuseContainer = (file: string, start: Buffer): void => {
  const isZip = start.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'));
  const isGzip = start.subarray(0, 3).equals(Buffer.from('1f8b08', 'hex'));
  const isOldWorkbook = start.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'));
  const isWorkbook = isOldWorkbook || (isZip && /\[Content_Types\]\.xml|_rels\/|xl\//.test(start.toString('latin1')));
  if (isWorkbook) throw refusal(file, 'workbook', { line: 1, column: 1 });
  if (isZip || isGzip) throw refusal(file, 'archive', { line: 1, column: 1 });
};

/** The line that was reached, and how much of it. */
const createPassed = (longestLine: number) => {
  let line = 1;
  let current = '';
  let endsInReturn = false;
  return {
    /** Returns false, and stays there, when a line is too long. */
    add: (text: string): boolean => {
      const lines = (endsInReturn && text.startsWith('\n') ? text.slice(1) : text).split(/\r\n|[\r\n]/);
      endsInReturn = text.endsWith('\r') || (endsInReturn && text === '');
      for (const [index, each] of lines.entries()) {
        if (index > 0) line += 1;
        current = index > 0 ? each : current + each;
        if (current.length > longestLine) return false;
      }
      return true;
    },
    place: (): Place => {
      const cells = current.replace(/"[^"]*"?/g, '').split(delimiterOf(current));
      return { line, column: cells.length };
    },
  };
};

/** A pipe may hand over a single byte; the encoding takes two to tell, another program's form four. */
async function* withWholeStart(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (start === undefined) yield chunk;
    else {
      start = Buffer.concat([start, chunk]);
      if (start.length < 4) continue;
      yield start;
      start = undefined;
    }
  }
  if (start !== undefined && start.length > 0) yield start;
}

const decodersFor = (start: Buffer): { readonly strict: Decoder; readonly lenient: Decoder } => {
  const encoding = encodingOf(start);
  return { strict: new TextDecoder(encoding, { fatal: true }), lenient: new TextDecoder(encoding) };
};

/** Told by the byte order mark; without one, ASCII in UTF-16 shows by its zero bytes. */
const encodingOf = (start: Buffer): string => {
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] !== 0 && start[1] === 0)) return 'utf-16le';
  return 'utf-8';
};

/** `undefined` for bytes that are no text; without bytes, where the last character is cut off. */
const decode = (decoder: Decoder, chunk?: Buffer): string | undefined => {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return undefined;
  }
};
