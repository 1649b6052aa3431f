/** Opens this process's output: stdout as a stream on a terminal, straight to the descriptor otherwise. */
import { fstatSync } from 'node:fs';
import type { Messages } from './locales/messages.ts';
import type { Flags } from './read-flags.ts';
import { createOutput, type OutputOptions, type TerminalOutput } from './terminal/output.ts';
import { createDirectSink, createSink } from './terminal/sink.ts';

export interface OutputSources extends Required<Pick<OutputOptions, 'format' | 'narration' | 'clearLine'>> {
  readonly host: NodeJS.Process;
  readonly flags: Flags;
  readonly messages: Messages;
  /** Whether a stream gets colours. */
  readonly decide: (isTerminal: boolean) => boolean;
}

export const openOutput = ({
  host,
  format,
  narration,
  flags,
  messages,
  decide,
  clearLine,
}: OutputSources): TerminalOutput => {
  const isTerminal = fstatSync(1).isCharacterDevice() && host.stdout.isTTY === true;
  const hasColor = decide(isTerminal);
  const sink = isTerminal ? createSink(host.stdout, 'stdout', hasColor) : createDirectSink(1, 'stdout', hasColor);
  const fields =
    typeof flags['fields'] === 'string' ? flags['fields'].split(',').map((field) => field.trim()) : undefined;
  return createOutput({
    stdout: { isTerminal, sink },
    clearLine,
    stderr: () => ({
      stream: host.stderr,
      hasColor: decide(host.stderr.isTTY === true),
      width: host.stderr.isTTY === true ? host.stderr.columns || 80 : undefined,
    }),
    format,
    query: flags['query'] as string | undefined,
    fields,
    ids: flags['ids'] === true,
    width: (isTerminal && host.stdout.columns) || 80,
    hasColor,
    narration,
    messages: messages.text,
  });
};
