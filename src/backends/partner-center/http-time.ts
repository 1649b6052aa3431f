/** The service's clock, as its answers tell it. Deadlines are the service's, so its clock decides, not this machine's. */
import type { Clock, Instant } from '../../core/ports/environment.ts';
import { parseHttpDate } from './retry-after.ts';

export interface ServiceTime {
  /** Takes down an answer's `Date`, and gives it back; the machine's own time where there is none. */
  note(date: string | undefined): Instant;
  /** `undefined` until an answer has told the time. */
  now(): Instant | undefined;
}

const largeSkewMs = 60_000;

/** `onSkew` hears once, in milliseconds, that this machine's clock is more than a minute ahead (positive) or behind. */
/** `Date` drops what is less than a second, and an answer takes its time: of those that are near, the smallest is nearest. */
const refined = (known: number | undefined, found: number): number =>
  known === undefined || Math.abs(found - known) > 2_000 ? found : Math.min(known, found);

export const createServiceTime = (clock: Pick<Clock, 'now'>, onSkew: (aheadMs: number) => void): ServiceTime => {
  let aheadMs: number | undefined;
  let isSkewTold = false;
  return {
    note: (date) => {
      const now = clock.now();
      const at = parseHttpDate(date ?? '', now);
      if (at === undefined) return now;
      aheadMs = refined(aheadMs, now - at);
      if (Math.abs(aheadMs) > largeSkewMs && !isSkewTold) {
        isSkewTold = true;
        onSkew(aheadMs);
      }
      return at;
    },
    now: () => (aheadMs === undefined ? undefined : clock.now() - aheadMs),
  };
};
