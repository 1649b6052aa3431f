/**
 * Which subcommands a credential can run. Entitlements, and so keys and links, need an app that acts for a signed-in
 * user; orders, buying, cancelling and the audit log also take an app alone. What a user may do
 * follows the roles. Source: "Prerequisites" of Microsoft's developer pages for each call, 2021-07.
 */
import { type Act, decideRole, type Role } from './roles.ts';

export interface Credential {
  readonly kind: 'app' | 'app+user';
  /** `null` where they are not all known. */
  readonly roles: readonly Role[] | null;
}

export type Ability =
  | { readonly can: 'yes' | 'unknown' }
  | { readonly can: 'no'; readonly missing: 'user' }
  | { readonly can: 'no'; readonly missing: 'role'; readonly needed: readonly Role[] };

const needsUser: ReadonlySet<Act> = new Set(['get-key', 'copy-link']);

/** Roles count for people only; an app alone may do what its partner has consented to. */
export const decideAbility = (act: Act, { kind, roles }: Credential): Ability => {
  if (kind === 'app') return needsUser.has(act) ? { can: 'no', missing: 'user' } : { can: 'yes' };
  if (roles === null) return { can: 'unknown' };
  const decision = decideRole(act, roles);
  return decision.allowed ? { can: 'yes' } : { can: 'no', missing: 'role', needed: decision.details.needed };
};
