/** The service's limits: so many requests a minute for a partner's tenant, or for it and a customer's. Refused ones count too. */
import type { Clock, Instant } from '../core/ports/environment.ts';

/** For whom a request was one too many. */
export type LimitScope = 'partner' | 'customer';

export interface Limits {
  /** Counts a request; when it is one too many, for whom, and after how many whole seconds to try again. */
  count(tenantId: string, customerId: string): { readonly scope: LimitScope; readonly seconds: number } | undefined;
}

export interface LimitOptions {
  readonly perMinute: number;
  /** Without it customers are not counted on their own. */
  readonly perCustomer?: number | undefined;
}

const windowMs = 60_000;

/** `customerId` is empty for a call that is about none. */
export const createLimits = ({ perMinute, perCustomer }: LimitOptions, clock: Clock): Limits => {
  const countPartner = createCounter(perMinute, clock);
  const countCustomer = createCounter(perCustomer ?? Infinity, clock);
  return {
    count: (tenantId, customerId) => {
      const partner = countPartner(tenantId);
      const customer = customerId === '' ? undefined : countCustomer(`${tenantId} ${customerId.toLowerCase()}`);
      if (partner !== undefined) return { scope: 'partner', seconds: partner };
      return customer === undefined ? undefined : { scope: 'customer', seconds: customer };
    },
  };
};

/** A window begins with the first request after the last one ended. */
const createCounter = (perMinute: number, clock: Clock): ((key: string) => number | undefined) => {
  const windows = new Map<string, { readonly began: Instant; readonly requests: number }>();
  return (key) => {
    const now = clock.now();
    const open = windows.get(key);
    const window = open !== undefined && now < open.began + windowMs ? open : { began: now, requests: 0 };
    const requests = window.requests + 1;
    windows.set(key, { began: window.began, requests });
    return requests <= perMinute ? undefined : Math.max(1, Math.ceil((window.began + windowMs - now) / 1000));
  };
};
