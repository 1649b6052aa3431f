/** Who is signed in to the sandbox: always the same person of the same made-up partner, in roles that can be changed. */
import { toError } from '../../core/errors.ts';
import type { Identity } from '../../core/ports/backend.ts';
import { type Act, decideRole, type Role } from '../../core/rules/roles.ts';
import { hmacSha256 } from '../../digest.ts';
import { sandboxNow } from './clock.ts';
import type { World } from './open-world.ts';

/** Enough for every act, the activity log included. */
export const defaultRoles: readonly Role[] = ['admin-agent', 'global-admin'];

const partner = {
  userPrincipalName: 'admin@firstupconsultants.onmicrosoft.com',
  partnerTenantId: '3f6a1c52-8d0b-4e7a-9b1e-5c2d7f804a16',
  partnerName: 'First Up Consultants',
  world: 'sandbox',
} as const;

/** The sandbox always tells its roles. A world that was made, reset or imported anew is another environment. */
export const readIdentity = ({ database, secret }: World): Identity & { readonly roles: readonly Role[] } => {
  const row = database.get<{ roles: string; generation: number }>('SELECT roles, generation FROM world');
  const roles = row === undefined ? [] : (JSON.parse(row.roles) as readonly Role[]);
  // Of the secret, since the first world of each database is of the first generation.
  const world = hmacSha256(secret, `world ${row?.generation ?? 0}`).toString('hex', 0, 8);
  return { ...partner, roles, environment: `sandbox|${partner.partnerTenantId}|${world}` };
};

export const signInAs = ({ database }: World, roles: readonly Role[]): void => {
  database.run('UPDATE world SET roles = ?', JSON.stringify(roles));
};

/** Fails with `roleMissing` when none of the roles held is enough by the sandbox's clock. */
export const requireRole = (world: World, act: Act): void => {
  const decision = decideRole(act, readIdentity(world).roles, sandboxNow(world));
  if (!decision.allowed) throw toError(decision);
};
