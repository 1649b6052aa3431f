/** A date range for the activity log; both ends are included. Source: "activity log" in P1-P3 and P5. */
import type { Instant } from '../ports/environment.ts';
import { parseInstant } from './time-words.ts';

export interface AuditRange {
  readonly from: Instant;
  /** The last instant that still belongs to the range. */
  readonly to: Instant;
}

/** The word that could not be read, or both when the range ends before it begins. */
export interface AuditRangeFault {
  readonly fault: 'since' | 'until' | 'order';
  readonly given: string;
}

/** A day less than the 90 that the service keeps: where its first day begins is not documented. */
export const auditKeptMs = 89 * 86_400_000;

const defaultMs = 30 * 86_400_000;

/**
 * Reads a range from two time words. A date given as `until` means the end of that UTC day. Without `until` the range
 * ends now; without `since` it is the 30 days before its end.
 */
export const decideAuditRange = (
  since: string | undefined,
  until: string | undefined,
  now: Instant,
): AuditRange | AuditRangeFault => {
  const end = until === undefined ? now : parseInstant(until, now)?.to;
  if (end === undefined) return { fault: 'until', given: until ?? '' };
  const start = since === undefined ? end - defaultMs : parseInstant(since, now)?.from;
  if (start === undefined) return { fault: 'since', given: since ?? '' };
  return start <= end ? { from: start, to: end } : { fault: 'order', given: `${since ?? ''}..${until ?? 'now'}` };
};
