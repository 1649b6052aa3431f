/** Looking at what a request brought about when its answer did not tell: again and again, at growing gaps, not for ever. */
import { isCspError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/environment.ts';

/** Eight looks within a minute: the service's own pages speak of "a few minutes", and nobody waits longer at a prompt. */
const gapsMs = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];

/**
 * What `look` finds, or `undefined` when it is not there in time or looking itself fails: then nothing is known. An answer
 * for something else (`wrongAnswer`) is passed on.
 */
export const readBack = async <T>(
  clock: Pick<Clock, 'sleep'>,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  for (const gapMs of gapsMs) {
    try {
      if (gapMs > 0) await clock.sleep(gapMs);
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      if (!isCspError(error) || error.code === 'wrongAnswer') throw error;
      if (error.exitCode !== 7 || error.code === 'timeout') return undefined;
    }
  }
  return undefined;
};
