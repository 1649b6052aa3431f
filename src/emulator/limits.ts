/** The service's limit: so many requests a minute for a partner's tenant. Refused ones count too. */
import type { Clock, Instant } from '../core/ports/environment.ts';

export interface Limits {
  /** Counts a request; answers after how many whole seconds to try again when it is one too many. */
  count(tenantId: string): number | undefined;
}

const windowMs = 60_000;

/** A window begins with the first request after the last one ended. */
export const createLimits = (perMinute: number, clock: Clock): Limits => {
  const windows = new Map<string, { readonly began: Instant; readonly requests: number }>();
  return {
    count: (tenantId) => {
      const now = clock.now();
      const open = windows.get(tenantId);
      const window = open !== undefined && now < open.began + windowMs ? open : { began: now, requests: 0 };
      const requests = window.requests + 1;
      windows.set(tenantId, { began: window.began, requests });
      return requests <= perMinute ? undefined : Math.max(1, Math.ceil((window.began + windowMs - now) / 1000));
    },
  };
};
