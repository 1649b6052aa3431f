/** What is said before a long wait. */
import type { Instant } from '../../core/ports/environment.ts';
import { clockInstant, proseDuration } from '../../terminal/format.ts';

interface Told {
  readonly reason: string;
  readonly ms: number;
  readonly until: Instant;
}

const forTime = (d: { readonly ms: number }): string => proseDuration(d.ms, 'en');
const at = (d: { readonly until: Instant }): string => clockInstant(d.until);

export const waits = {
  throttled: (d: Told) => `Partner Center asks to wait: going on in ${forTime(d)}, at ${at(d)}.`,
  failing: (d: Told) => `Partner Center keeps failing: leaving it alone for ${forTime(d)}, until ${at(d)}.`,
  retry: (d: Told) => `No usable answer (${d.reason}): trying again in ${forTime(d)}, at ${at(d)}.`,
  inProgress: (d: Told) =>
    `Partner Center says that it is still at work: looking again for up to ${forTime(d)}, until ${at(d)}.`,
  lookUp: (d: Told) => `The answer did not say what became of it: looking for up to ${forTime(d)}, until ${at(d)}.`,
};
