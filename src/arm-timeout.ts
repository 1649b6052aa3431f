import { CspError } from './core/errors.ts';
import { parseDuration } from './core/rules/duration.ts';
import type { GiveUp } from './give-up.ts';
import type { Flags } from './read-flags.ts';

/** A longer one fires at once: 32 bits of milliseconds, 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Gives up after the time of `--timeout`, and answers that time in ms; the timer alone does not keep the process alive.
 * Fails with `argumentInvalid`.
 */
export const armTimeout = (text: Flags[string], { giveUp }: GiveUp): number | undefined => {
  if (typeof text !== 'string') return undefined;
  const ms = parseDuration(text);
  if (ms === undefined)
    throw new CspError('argumentInvalid', { flag: '--timeout', given: text, expected: '1s, 90s, 5m …' });
  setTimeout(() => giveUp(new CspError('timeout', { seconds: ms / 1000 })), Math.min(ms, longestTimer)).unref();
  return ms;
};
