/**
 * Which subcommands a credential can run. Service requests and entitlements need an app that acts for a signed-in user;
 * orders, buying, cancelling and the audit log also take an app alone. Keys and links stand in no call of today: what is
 * left is the address of the web page that has them, which takes no user. What a user may do follows the roles.
 * Source: "Prerequisites" of Microsoft's developer pages for each call, 2021-07.
 */
import type { Instant } from '../ports/environment.ts';
import { type Act, decideRole, type Role } from './roles.ts';

export interface Credential {
  readonly kind: 'app' | 'app+user';
  /** `null` where they are not all known. */
  readonly roles: readonly Role[] | null;
  /** Whether keys and links are asked for by the contract of 2018, which takes a user. */
  readonly hasContract2018: boolean;
}

export type Ability =
  /** `portal`: it tells the address of the web page, and neither a key nor a download. */
  | { readonly can: 'yes' | 'unknown' | 'portal' }
  | { readonly can: 'no'; readonly missing: 'user' }
  | { readonly can: 'no'; readonly missing: 'role'; readonly needed: readonly Role[] };

const needsUser: ReadonlySet<Act> = new Set(['support-request --list']);
const ofContract2018: ReadonlySet<Act> = new Set(['get-key', 'copy-link']);

/** At an instant. Roles count for people only; an app alone may do what its partner has consented to. */
export const decideAbility = (act: Act, credential: Credential, at: Instant): Ability => {
  if (credential.kind === 'app') return decideForApp(act, credential);
  if (credential.roles === null) return { can: 'unknown' };
  const decision = decideRole(act, credential.roles, at);
  return decision.allowed ? { can: 'yes' } : { can: 'no', missing: 'role', needed: decision.details.needed };
};

const decideForApp = (act: Act, { hasContract2018 }: Credential): Ability => {
  if (ofContract2018.has(act) && !hasContract2018) return { can: 'portal' };
  return needsUser.has(act) || ofContract2018.has(act) ? { can: 'no', missing: 'user' } : { can: 'yes' };
};
