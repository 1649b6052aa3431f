/** One writer for each of stdout and stderr: guarded text, in order, no faster than the reader takes it. */
import type { Writable } from 'node:stream';
import { CspError } from '../core/errors.ts';
import { writeDirectly } from './direct-write.ts';
import { guardText } from './safe-text.ts';

export interface Sink {
  /** Resolves when more may be written. After the reader has gone away it does nothing, so that the work goes on. */
  write(text: string): Promise<void>;
  /** Resolves when every byte has left; `storageFailed` if some could not be written (a full disk, not a closed pipe). */
  flush(): Promise<void>;
}

/** The writer for a stream; `name` is what an error calls it. Listens to the stream's errors from now on. */
export const createSink = (stream: Writable, name: string, hasColor: boolean): Sink => {
  let isClosed = false;
  let failure: NodeJS.ErrnoException | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true;
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') failure ??= error;
  });

  return {
    write: async (text) => {
      if (isClosed || text === '' || stream.write(guardText(text, hasColor))) return;
      await firstOf(stream, ['drain', 'error', 'close']);
    },
    flush: async () => {
      if (!isClosed) await new Promise<void>((resolve) => stream.write('', () => resolve()));
      if (failure)
        throw new CspError('storageFailed', { path: name, reason: failure.code ?? failure.message }, failure);
    },
  };
};

/**
 * The writer for a file or a pipe without its stream, which would cost a short answer a tenth of its time. Each write
 * waits for the reader.
 */
export const createDirectSink = (descriptor: 1 | 2, name: string, hasColor: boolean): Sink => {
  let failure: NodeJS.ErrnoException | undefined;
  return {
    write: async (text) => {
      if (failure !== undefined || text === '') return;
      try {
        writeDirectly(descriptor, guardText(text, hasColor));
      } catch (error) {
        failure = error as NodeJS.ErrnoException;
      }
    },
    flush: async () => {
      if (failure === undefined || failure.code === 'EPIPE') return;
      throw new CspError('storageFailed', { path: name, reason: failure.code ?? failure.message }, failure);
    },
  };
};

const firstOf = (stream: Writable, events: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      for (const event of events) stream.off(event, settle);
      resolve();
    };
    for (const event of events) stream.on(event, settle);
  });
