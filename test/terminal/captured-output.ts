/** An `Output` over streams in memory, and what came out of it. */
import { Writable } from 'node:stream';
import { createOutput, type OutputOptions, type TerminalOutput } from '../../src/terminal/output.ts';

export interface Captured {
  readonly output: TerminalOutput;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export const captureOutput = (options: Partial<OutputOptions> & { readonly isTerminal?: boolean } = {}): Captured => {
  const out = createTextStream(options.isTerminal ?? false);
  const err = createTextStream(false);
  const output = createOutput({
    stdout: out.stream,
    stderr: err.stream,
    width: 80,
    color: { stdout: false, stderr: false },
    narration: 'normal',
    messages: { droppedColumns: ({ columns }) => `Not shown: ${columns.join(', ')}.` },
    ...options,
  });
  return { output, stdout: out.text, stderr: err.text };
};

const createTextStream = (isTTY: boolean): { stream: Writable & { isTTY: boolean }; text: () => string } => {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => Buffer.concat(chunks).toString('utf8') };
};
