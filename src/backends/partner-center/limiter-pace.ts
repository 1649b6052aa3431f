/**
 * How fast requests may follow each other, as plain arithmetic: slots that follow each other steadily, of which few may be
 * taken late and at once, so that no burst follows a pause (GCRA). Instants are this machine's.
 */
import type { Instant } from '../../core/ports/environment.ts';
import { inADay } from './retry-after.ts';

/** What is known of one partner's limits; several processes may share it. */
export interface Pace {
  /** When somebody last looked: a clock that shows less has been set back. */
  readonly seenAt: Instant;
  /** When the next slot is; as many before it as make a burst may be taken already. */
  readonly nextAt: number;
  /** Since the latest 429 of the partner's limit was waited out; `null` when there was none, or it is long ago. */
  readonly slowed: { readonly perMinute: number; readonly since: Instant } | null;
  /** Until when nothing may be sent, by scope: the partner, or one customer. */
  readonly closings: { readonly [scope: string]: Instant };
  /** What the service asked for, where that is longer than a closing may be: nobody waits for less than that, either. */
  readonly asked?: { readonly [scope: string]: Instant };
}

export interface Closing {
  readonly scope: string;
  readonly ms: number;
  /** Until when the service asked to wait, where that is longer. */
  readonly askedUntil?: Instant | undefined;
}

export const partnerScope = 'partner';

/** A little under the limit, for the service counts when requests arrive, which is not as even as they leave. */
const share = 0.988;
/** A quarter of a request a second more, every 30 seconds. */
const regainedPerMinutePerMs = 15 / 30_000;
const slowestPerMinute = 15;

/**
 * Whatever the service asked for, after this somebody asks it again: what one answer says does not stop this machine's
 * commands for days.
 */
export const longestClosingMs = 15 * 60_000;

/**
 * What is known, by the clock as it stands now: where it was set back, everything moves back with it. Nothing lies further
 * ahead than a closing may, so what was remembered of a wild answer, or of a clock that was ahead, ends.
 */
export const paceAt = (known: Pace | undefined, now: Instant): Pace => {
  if (known === undefined) return { seenAt: now, nextAt: now, slowed: null, closings: {} };
  const back = Math.max(0, known.seenAt - now);
  const near = (at: Instant): Instant => Math.min(at - back, now + longestClosingMs);
  const closings = Object.entries(known.closings)
    .map(([scope, until]) => [scope, near(until)] as const)
    .filter(([, until]) => until > now);
  const asked = closings.flatMap(([scope]) => {
    const at = known.asked?.[scope];
    return at === undefined ? [] : [[scope, inADay(at - back - now) + now] as const];
  });
  return {
    seenAt: now,
    nextAt: Math.min(known.nextAt - back, now + furthestSlotMs),
    slowed: known.slowed && { ...known.slowed, since: near(known.slowed.since) },
    closings: Object.fromEntries(closings),
    asked: Object.fromEntries(asked),
  };
};

/** The first slot after the longest closing stands behind it by the burst that does not follow. */
const furthestSlotMs = longestClosingMs + 60_000;

/** What is not a pace in every number is not one: a file may hold anything. */
export const isPace = (value: unknown): value is Pace => {
  const fields = fieldsOf(value);
  const slowed = fields['slowed'];
  return (
    [fields['seenAt'], fields['nextAt']].every(Number.isFinite) &&
    (slowed === null || ['perMinute', 'since'].every((name) => Number.isFinite(fieldsOf(slowed)[name]))) &&
    typeof fields['closings'] === 'object' &&
    [fields['closings'], fields['asked']].every((map) => Object.values(fieldsOf(map)).every(Number.isFinite))
  );
};

const fieldsOf = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** The first of these scopes that is closed. */
export const closingOf = ({ seenAt, closings, asked }: Pace, scopes: readonly string[]): Closing | undefined => {
  const scope = scopes.find((name) => closings[name] !== undefined);
  return scope === undefined
    ? undefined
    : { scope, ms: (closings[scope] ?? seenAt) - seenAt, askedUntil: asked?.[scope] };
};

/** Slots, `waitMs` from now on; at most so many milliseconds of them at once. */
export interface Slots {
  readonly waitMs: number;
  readonly count: number;
}

export const slotsAheadMs = 20;

/**
 * Takes the next slot, or the next few where they follow each other closely. In no 60 seconds are there more of them than
 * `requestsPerMinute`, however the service's own minutes lie.
 */
export const takeSlots = (pace: Pace, requestsPerMinute: number): { readonly slots: Slots; readonly pace: Pace } => {
  const { intervalMs, earlyMs } = rhythm(rateOf(pace, requestsPerMinute));
  const waitMs = Math.max(0, pace.nextAt - earlyMs - pace.seenAt);
  const count = Math.max(1, Math.floor(slotsAheadMs / intervalMs));
  const nextAt = Math.max(pace.nextAt, pace.seenAt) + count * intervalMs;
  return { slots: { waitMs, count }, pace: { ...pace, nextAt } };
};

/** After a 429. That of the partner's limit halves the rate, once for all that met it together; no burst follows. */
export const closeScope = (pace: Pace, { scope, ms }: Closing, requestsPerMinute: number): Pace => {
  const until = Math.max(pace.closings[scope] ?? 0, pace.seenAt + Math.min(ms, longestClosingMs));
  const asked = ms > longestClosingMs ? { ...pace.asked, [scope]: pace.seenAt + ms } : pace.asked;
  const closed = { ...pace, closings: { ...pace.closings, [scope]: until }, ...(asked === undefined ? {} : { asked }) };
  if (scope !== partnerScope) return closed;
  const rate = rateOf(pace, requestsPerMinute);
  const isFirst = pace.closings[scope] === undefined;
  const perMinute = isFirst ? Math.max(rate / 2, Math.min(slowestPerMinute, rate)) : rate;
  return { ...closed, nextAt: until + rhythm(perMinute).earlyMs, slowed: { perMinute, since: until } };
};

const rateOf = ({ seenAt, slowed }: Pace, requestsPerMinute: number): number =>
  slowed === null
    ? requestsPerMinute
    : Math.min(requestsPerMinute, slowed.perMinute + Math.max(0, seenAt - slowed.since) * regainedPerMinutePerMs);

const rhythm = (perMinute: number): { readonly intervalMs: number; readonly earlyMs: number } => {
  const burst = Math.max(1, Math.floor(perMinute / 60));
  const intervalMs = 60_000 / Math.max(perMinute * share - burst, perMinute / 2);
  return { intervalMs, earlyMs: (burst - 1) * intervalMs };
};
