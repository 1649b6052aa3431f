/**
 * What keeps a service in trouble from being flooded with retries: a purse that every failure takes from, and every answer
 * puts as much back into: a service that says 500 to what it carries out, and answers when it is asked what became of it,
 * is not down. When the purse is empty, one call at a time tries, every 15 seconds, until one is answered.
 */
import { CspError } from '../../core/errors.ts';
import type { Clock, Instant } from '../../core/ports/environment.ts';
import { createGate, type Leave } from './limiter-gate.ts';

export interface RetryQuota {
  /** Waits while the service is left alone. Fails with `unavailable` when that would be too long. */
  enter(runEndsAt?: Instant): Promise<Leave>;
  /** An answer came. */
  refund(): void;
  /** None came, or the service was in trouble. */
  spend(): void;
}

const mostTokens = 100;
const perCall = 5;
const pauseMs = 15_000;

export const createRetryQuota = (clock: Clock, host: string, latest: (runEndsAt?: Instant) => Instant): RetryQuota => {
  let tokens = mostTokens;
  const gate = createGate({
    clock,
    giveUp: (opensAt, _strikes, runEndsAt) =>
      opensAt > latest(runEndsAt)
        ? new CspError('unavailable', { host, reason: 'too many failures', retryAt: opensAt })
        : undefined,
  });
  return {
    enter: gate.enter,
    refund: () => {
      tokens = Math.min(mostTokens, tokens + perCall);
    },
    spend: () => {
      tokens = Math.max(0, tokens - perCall);
      if (tokens < perCall) gate.close(pauseMs);
    },
  };
};
