/** Which failures are tried again, how often, and after how long. One row a kind of call; nothing else retries. */
import type { Call } from './call.ts';

/**
 * What became of an attempt without a usable answer:
 * `unsent` nobody received it · `lost` sent, then silence · `trouble` the service's own failure · `unusable` a 2xx that
 * cannot be read.
 */
export type Failing = 'unsent' | 'lost' | 'trouble' | 'unusable';

/** `settle` sets a state, and so does `ask`, which leaves doubt; `create` adds something each time it is carried out. */
export type CallKind = 'read' | 'settle' | 'ask' | 'create';

/**
 * How many more times, after the first. A write that may have been carried out is soon left to whoever asked for it, who
 * reads back what became of it.
 */
const moreTimes: { readonly [K in CallKind]: { readonly [F in Failing]: number } } = {
  read: { unsent: 5, lost: 5, trouble: 5, unusable: 1 },
  settle: { unsent: 5, lost: 2, trouble: 3, unusable: 0 },
  ask: { unsent: 5, lost: 0, trouble: 0, unusable: 0 },
  create: { unsent: 5, lost: 2, trouble: 2, unusable: 0 },
};
export const mostAttempts = 6;

export const kindOf = ({ method, changesNothing, leavesDoubt }: Call): CallKind => {
  if (method === 'GET' || method === 'HEAD' || changesNothing === true) return 'read';
  if (leavesDoubt === true) return 'ask';
  return method === 'POST' ? 'create' : 'settle';
};

/** Whether to try again after these failures, the latest one last. */
export const isWorthAnother = (kind: CallKind, failures: readonly Failing[]): boolean => {
  const latest = failures.at(-1);
  if (latest === undefined || failures.length >= mostAttempts) return false;
  return failures.filter((failure) => failure === latest).length <= moreTimes[kind][latest];
};

/** True when the service may have carried the call out in one of these attempts. */
export const isInDoubt = (kind: CallKind, failures: readonly Failing[]): boolean =>
  kind !== 'read' && failures.some((failure) => failure !== 'unsent');

const baseMs = 1_000;
const capMs = 60_000;

/** Full jitter: anything up to a bound that doubles with every failure before this one. `random` is in [0, 1). */
export const backoffMs = (before: number, random: () => number): number =>
  random() * Math.min(capMs, baseMs * 2 ** before);
