/** Looking at what a request brought about when its answer did not tell: again and again, at growing gaps, not for ever. */
import { isCspError } from '../../core/errors.ts';
import { isGivenUp, toFailure } from '../../core/operations/partner.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';

/** Eight looks within a minute: the service's own pages speak of "a few minutes", and nobody waits longer at a prompt. */
const gapsMs = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];
/** Twelve within three and a half minutes, where the service itself says that it is at work. */
const patientGapsMs = [...gapsMs.slice(0, 6), ...Array<number>(6).fill(30_000)];
/** A shorter gap is over before anybody has read why. */
const noticedMs = 4_000;

export type Looking = Pick<PartnerCenterOptions, 'clock' | 'onWait' | 'isOfRun'>;

/**
 * What `look` finds, or `undefined` when it is not there in time or looking itself fails: then nothing is known. An answer
 * for something else (`wrongAnswer`) is passed on, as is the end of a run that is given up, and to a run that the look was turned away (`throttled`). `why` is what is told when it takes long.
 */
export const readBack = async <T>(
  { clock, onWait, isOfRun }: Looking,
  why: 'inProgress' | 'lookUp',
  look: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const gaps = why === 'inProgress' ? patientGapsMs : gapsMs;
  for (const [index, gapMs] of gaps.entries()) {
    try {
      if (gapMs >= noticedMs) onWait?.({ why, reason: '', ms: gaps.slice(index).reduce((sum, gap) => sum + gap, 0) });
      if (gapMs > 0) await clock.sleep(gapMs);
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      if (!isCspError(error) || error.code === 'wrongAnswer' || isGivenUp(toFailure(error))) throw error;
      if (error.code === 'throttled' && isOfRun === true) throw error;
      if (error.exitCode !== 7) return undefined;
    }
  }
  return undefined;
};
