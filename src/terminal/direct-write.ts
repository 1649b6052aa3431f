/** Writing to stdout or stderr without opening its stream, which takes longer than the rest of a short answer. */
import { writeSync } from 'node:fs';

/** Nobody wakes it: it only passes a millisecond while a slow reader of a non-blocking pipe catches up. */
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Every byte, in order, as fast as the reader takes them. Throws what the system says, `EPIPE` among it. */
export const writeDirectly = (descriptor: 1 | 2, text: string): void => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
};
