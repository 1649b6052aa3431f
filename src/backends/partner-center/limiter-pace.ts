/** How fast requests may follow each other: a bucket that fills steadily and holds little, so that no burst follows a pause. */
import type { Clock } from '../../core/ports/environment.ts';

/** A little under the limit, for the service counts when requests arrive, which is not as even as they leave. */
const share = 0.988;

/**
 * Answers when the next request may leave, first come, first served. In no 60 seconds are there more than
 * `requestsPerMinute`, however the service's own minutes lie.
 */
export const createPace = (clock: Clock, requestsPerMinute: number): (() => Promise<void>) => {
  const burst = Math.max(1, Math.floor(requestsPerMinute / 60));
  const perMs = (requestsPerMinute * share - burst) / 60_000;
  let tokens = burst;
  let filledAt = clock.now();
  let turn: Promise<unknown> = Promise.resolve();

  const fill = (): void => {
    const now = clock.now();
    // The wall clock may be set back meanwhile.
    tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) * perMs);
    filledAt = now;
  };

  const take = async (): Promise<void> => {
    for (fill(); tokens < 1; fill()) await clock.sleep(Math.ceil((1 - tokens) / perMs));
    tokens -= 1;
  };

  return () => {
    const taken = turn.then(take);
    turn = taken.catch(() => undefined);
    return taken;
  };
};
