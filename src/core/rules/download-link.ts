/**
 * Is an issued download link still live? Fourteen days or fifty downloads, five days after the first download, or no
 * download links at all: today's edition says. A link that has ended is renewed by asking again.
 * Source: "download links", P1, P2, P4; announcement of June 2021. A cancelled purchase has its links revoked (P1-P5).
 */
import type { Instant } from '../ports/environment.ts';
import type { LinkRule } from './policy-editions.ts';

export interface LinkFacts {
  readonly issuedAt: Instant;
  readonly firstDownloadedAt: Instant | null;
  /** Downloads taken so far. */
  readonly downloads: number;
  readonly revoked: boolean;
}

export type LinkDecision =
  | {
      readonly live: true;
      /** The last instant at which it can be used; `null` while no end is set. */
      readonly expiresAt: Instant | null;
      /** `null` where there is no limit. */
      readonly downloadsLeft: number | null;
    }
  | { readonly live: false; readonly cause: 'expired' | 'used-up' | 'revoked' };

const dayMs = 86_400_000;

/** Under `customer-portal` every download link has expired: that edition knows none. */
export const decideLink = (link: LinkFacts, rule: LinkRule, now: Instant): LinkDecision => {
  if (link.revoked) return { live: false, cause: 'revoked' };
  if (rule.kind === 'customer-portal') return { live: false, cause: 'expired' };
  const startsAt = rule.kind === 'download' ? link.issuedAt : link.firstDownloadedAt;
  const expiresAt = startsAt === null ? null : startsAt + rule.lifetimeDays * dayMs;
  if (expiresAt !== null && now > expiresAt) return { live: false, cause: 'expired' };
  const downloadsLeft = rule.kind === 'download' ? rule.maxDownloads - link.downloads : null;
  if (downloadsLeft !== null && downloadsLeft <= 0) return { live: false, cause: 'used-up' };
  return { live: true, expiresAt, downloadsLeft };
};
