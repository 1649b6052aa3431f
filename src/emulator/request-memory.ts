/**
 * What was answered to which request id. Microsoft does not say for how long its service remembers, so that is a setting:
 * for ever, for a time, or not at all.
 */
import type { Clock, Instant } from '../core/ports/environment.ts';
import { sha256 } from '../digest.ts';
import type { Reply } from './exchange.ts';

export type Remembers = 'forever' | 'none' | { readonly forMs: number };

export interface RequestMemory {
  /** The earlier answer; `other` when the id came with another request. */
  find(id: string, request: string): Reply | 'other' | undefined;
  keep(id: string, request: string, reply: Reply): void;
}

interface Kept {
  readonly digest: string;
  readonly reply: Reply;
  readonly at: Instant;
}

/** `request` is the whole of it as text: method, path, body. */
export const createRequestMemory = (remembers: Remembers, clock: Clock): RequestMemory => {
  if (remembers === 'none') return { find: () => undefined, keep: () => {} };
  const lastsMs = remembers === 'forever' ? Infinity : remembers.forMs;
  const kept = new Map<string, Kept>();
  const digestOf = (request: string): string => sha256(request).toString('base64');
  return {
    find: (id, request) => {
      const known = kept.get(id);
      if (known === undefined || clock.now() - known.at >= lastsMs) return undefined;
      return known.digest === digestOf(request) ? known.reply : 'other';
    },
    keep: (id, request, reply) => {
      kept.set(id, { digest: digestOf(request), reply, at: clock.now() });
    },
  };
};
