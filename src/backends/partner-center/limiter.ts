/**
 * Keeps to the service's limits: so many requests a minute for the partner's tenant, and a pause for whom it answers
 * 429, the partner or one customer. Microsoft says neither the numbers (500 a minute was published for customers and
 * orders) nor for whom a 429 counts, so a call about a customer counts for that customer until several have met one.
 */
import { CspError } from '../../core/errors.ts';
import type { Clock, Instant } from '../../core/ports/environment.ts';
import { createGate, type Gate } from './limiter-gate.ts';
import { createPace } from './limiter-pace.ts';
import { backoffMs } from './retry-table.ts';

/** How an attempt fared: `throttled` is a 429, with the milliseconds that it asked to wait where it did. */
export type Fared = { readonly kind: 'throttled'; readonly waitMs: number | undefined } | { readonly kind: string };

export interface Limiter {
  /**
   * Lets `attempt` go when it is its turn. Fails with `throttled`, without an attempt, when the wait would be too
   * long, or after too many 429s in a row.
   */
  run<T extends Fared>(customerId: string | undefined, attempt: () => Promise<T>): Promise<T>;
}

export interface LimiterOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly requestsPerMinute: number;
  /** Until when a wait that begins now is worth it. */
  readonly latest: () => Instant;
}

const mostStrikes = 5;
/** Whatever the service says: it counts the requests that it turns away too. */
const shortestWaitMs = 1_000;
/** So many customers turned away at the same time: it is the partner's limit that was met. */
const customersThatMeanPartner = 3;

export const createLimiter = ({ clock, random, requestsPerMinute, latest }: LimiterOptions): Limiter => {
  const takeTurn = createPace(clock, requestsPerMinute);
  const giveUp = (opensAt: Instant, strikes: number): CspError | undefined =>
    strikes >= mostStrikes || opensAt > latest() ? new CspError('throttled', { retryAt: opensAt }) : undefined;
  const partner = createGate({ clock, giveUp });
  /** Only those that met a 429 of late. */
  const customers = new Map<string, Gate>();

  const gateOf = (customerId: string): Gate => {
    const gate = customers.get(customerId) ?? createGate({ clock, giveUp });
    customers.set(customerId, gate);
    return gate;
  };

  const close = (gate: Gate, waitMs: number): void =>
    gate.close(Math.max(waitMs, shortestWaitMs, backoffMs(gate.strikes, random)));

  const turnedAway = (customerId: string | undefined, waitMs: number): void => {
    if (customerId !== undefined) {
      close(gateOf(customerId), waitMs);
      const closed = [...customers.values()].filter(({ isClosed }) => isClosed);
      if (closed.length < customersThatMeanPartner) return;
    }
    close(partner, waitMs);
  };

  return {
    run: async (customerId, attempt) => {
      const customer = customerId === undefined ? undefined : customers.get(customerId);
      const leaveCustomer = await customer?.enter();
      let isOpen = false;
      try {
        const leavePartner = await partner.enter();
        try {
          await takeTurn();
          const fared = await attempt();
          if ('waitMs' in fared) turnedAway(customerId, fared.waitMs ?? 0);
          isOpen = fared.kind === 'answered';
          return fared;
        } finally {
          leavePartner(isOpen);
        }
      } finally {
        leaveCustomer?.(isOpen);
        if (isOpen && customer?.strikes === 0 && customerId !== undefined) customers.delete(customerId);
      }
    },
  };
};
