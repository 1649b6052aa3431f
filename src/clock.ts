/** Time as it passes on this machine. */
import type { Clock } from './core/ports/environment.ts';
import type { GiveUp } from './give-up.ts';

/** What sleeps wakes up when the run is given up, and fails with the reason. */
export const createClock = (now: Clock['now'], { onGiveUp }: GiveUp): Clock => ({
  now,
  sleep: (ms) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      onGiveUp((reason) => {
        clearTimeout(timer);
        reject(reason);
      });
    }),
});
