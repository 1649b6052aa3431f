/**
 * Keeps to the service's limits: so many requests a minute for the partner's tenant, and a pause for whom it answers
 * 429, the partner or one customer. Microsoft says neither the numbers (500 a minute was published for customers and
 * orders) nor for whom a 429 counts, so a call about a customer counts for that customer until several have met one.
 * What is known is shared with whoever shares the store; who goes ahead after a pause is each process's own affair.
 */
import { CspError } from '../../core/errors.ts';
import type { Clock, Instant } from '../../core/ports/environment.ts';
import type { LimitStore } from './limit-store.ts';
import { createGate, type Gate, type GateOptions, pause } from './limiter-gate.ts';
import {
  type Closing,
  closeScope,
  closingOf,
  paceAt,
  partnerScope,
  type Slots,
  slotsAheadMs,
  takeSlots,
} from './limiter-pace.ts';
import { createTurns } from './limiter-turns.ts';
import { backoffMs } from './retry-table.ts';

/** How an attempt fared: `throttled` is a 429, with the milliseconds that it asked to wait where it did. */
export type Fared = { readonly kind: 'throttled'; readonly waitMs: number | undefined } | { readonly kind: string };

export interface Limiter {
  /**
   * Lets `attempt` go when it is its turn. Fails with `throttled`, without an attempt, when the wait would be too
   * long, or after too many 429s in a row. `runEndsAt`: also while the customer is turned away, for a run has others to
   * turn to.
   */
  run<T extends Fared>(customerId: string | undefined, attempt: () => Promise<T>, runEndsAt?: Instant): Promise<T>;
}

export interface LimiterOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly requestsPerMinute: number;
  readonly store: LimitStore;
  /** Until when a wait that begins now is worth it. */
  readonly latest: (runEndsAt?: Instant) => Instant;
}

const mostStrikes = 5;
/** Whatever the service says: it counts the requests that it turns away too. */
const shortestWaitMs = 1_000;
/** So many customers turned away at the same time: it is the partner's limit that was met. */
const customersThatMeanPartner = 3;

const throttled = (retryAt: Instant): CspError => new CspError('throttled', { retryAt });

export const createLimiter = ({ clock, random, requestsPerMinute, store, latest }: LimiterOptions): Limiter => {
  type GiveUp = GateOptions['giveUp'];
  const giveUp: GiveUp = (opensAt, strikes, runEndsAt) =>
    strikes >= mostStrikes || opensAt > latest(runEndsAt) ? throttled(opensAt) : undefined;
  const giveUpCustomer: GiveUp = (opensAt, strikes, runEndsAt) =>
    runEndsAt === undefined ? giveUp(opensAt, strikes, runEndsAt) : throttled(opensAt);
  const partner = createGate({ clock, giveUp });
  /** Only those that met a 429 of late. */
  const customers = new Map<string, Gate>();
  const inTurn = createTurns();

  const gateOf = (scope: string): Gate => {
    if (scope === partnerScope) return partner;
    const gate = customers.get(scope) ?? createGate({ clock, giveUp: giveUpCustomer });
    customers.set(scope, gate);
    return gate;
  };

  const close = (scope: string, waitMs: number): void => {
    const gate = gateOf(scope);
    const ms = Math.max(waitMs, shortestWaitMs, backoffMs(gate.strikes, random));
    gate.close(ms);
    store.change((known) => ({
      pace: closeScope(paceAt(known, clock.now()), { scope, ms }, requestsPerMinute),
      result: undefined,
    }));
  };

  const turnedAway = (customerId: string | undefined, waitMs: number): void => {
    if (customerId !== undefined) {
      close(customerId, waitMs);
      const closed = [...customers.values()].filter(({ isClosed }) => isClosed);
      if (closed.length < customersThatMeanPartner) return;
    }
    close(partnerScope, waitMs);
  };

  /** Slots that were taken and not used yet, and until when they count. */
  let spare = { count: 0, until: 0 };

  const isKnownClosed = (scope: string): boolean =>
    (scope === partnerScope ? partner : customers.get(scope))?.isClosed === true;

  const look = (scopes: readonly string[]): Closing | undefined =>
    store.change((known) => {
      const pace = paceAt(known, clock.now());
      return { pace, result: closingOf(pace, scopes) };
    });

  /** Waits for the next slot. Gives what has been closed instead, by another process or while this one waited. */
  const untilSlot = async (scopes: readonly string[]): Promise<Closing | undefined> => {
    if (spare.count > 0 && clock.now() < spare.until && !scopes.some(isKnownClosed)) {
      spare.count -= 1;
      return undefined;
    }
    const taken = store.change<Slots | Closing>((known) => {
      const now = paceAt(known, clock.now());
      const closing = closingOf(now, scopes);
      if (closing !== undefined) return { pace: now, result: closing };
      const { pace, slots } = takeSlots(now, requestsPerMinute);
      return { pace, result: slots };
    });
    if ('scope' in taken) return taken;
    const { waitMs, count } = taken;
    spare = { count: count - 1, until: clock.now() + waitMs + slotsAheadMs };
    if (waitMs < 1) return undefined;
    await pause(clock, Math.ceil(waitMs));
    return look(scopes);
  };

  /** Goes once through the gates. `undefined` where another closing was in the way: then they are closed by now. */
  const pass = async <T extends Fared>(
    customerId: string | undefined,
    attempt: () => Promise<T>,
    runEndsAt: Instant | undefined,
  ): Promise<T | undefined> => {
    const customer = customerId === undefined ? undefined : customers.get(customerId);
    // Not behind those who wait.
    if (runEndsAt !== undefined && customer?.opensAt !== undefined) throw throttled(customer.opensAt);
    const scopes = customerId === undefined ? [partnerScope] : [partnerScope, customerId];
    const leaveCustomer = await customer?.enter(runEndsAt);
    let isOpen = false;
    try {
      const leavePartner = await partner.enter(runEndsAt);
      try {
        const closing = await inTurn(customerId ?? partnerScope, () => untilSlot(scopes));
        if (closing !== undefined) {
          const { askedUntil = 0 } = closing;
          if (askedUntil > latest(runEndsAt)) throw throttled(askedUntil);
          gateOf(closing.scope).hold(closing.ms);
          return undefined;
        }
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
  };

  return {
    run: async (customerId, attempt, runEndsAt) => {
      for (;;) {
        const fared = await pass(customerId, attempt, runEndsAt);
        if (fared !== undefined) return fared;
      }
    },
  };
};
