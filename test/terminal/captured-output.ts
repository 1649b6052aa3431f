/** An `Output` over streams in memory, and what came out of it. */
import { Writable } from 'node:stream';
import { createOutput, type OutputOptions, type TerminalOutput } from '../../src/terminal/output.ts';
import { createSink } from '../../src/terminal/sink.ts';

export interface Captured {
  readonly output: TerminalOutput;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export const captureOutput = (options: Partial<OutputOptions> & { readonly isTerminal?: boolean } = {}): Captured => {
  const out = createTextStream();
  const err = createTextStream();
  const output = createOutput({
    stdout: {
      isTerminal: options.isTerminal ?? false,
      sink: createSink(out.stream, 'stdout', options.hasColor ?? false),
    },
    stderr: () => ({ stream: err.stream, hasColor: false }),
    width: 80,
    hasColor: false,
    narration: 'normal',
    messages: {
      droppedColumns: ({ columns }) => `Not shown: ${columns.join(', ')}.`,
      queryFailed: ({ reason }) => `Not shaped: ${reason}.`,
    },
    ...options,
  });
  return { output, stdout: out.text, stderr: err.text };
};

const createTextStream = (): { stream: Writable; text: () => string } => {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
};
