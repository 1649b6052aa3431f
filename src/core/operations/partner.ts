/** What every operation works with: the backend, this machine's memory, and where the two are. */
import { toError } from '../errors.ts';
import type { Backend, Identity } from '../ports/backend.ts';
import type { Instant } from '../ports/environment.ts';
import type { EventType, State } from '../ports/state.ts';
import { type Act, decideRole } from '../rules/roles.ts';

export interface Partner {
  readonly backend: Backend;
  readonly state: State;
  readonly identity: Identity;
}

/** Signs in, as the backend does it. Fails as `Backend.getIdentity` does. */
export const connectPartner = async (backend: Backend, state: State): Promise<Partner> => ({
  backend,
  state,
  identity: await backend.getIdentity(),
});

/** Fails with `roleMissing` unless one of the roles that the act needs is held. */
export const requireRole = ({ identity }: Partner, act: Act): void => {
  const decision = decideRole(act, identity.roles);
  if (!decision.allowed) throw toError(decision);
};

/** Writes down what was done, by whom, for which order. Never a key, link or token. */
export const remember = async (
  partner: Partner,
  at: Instant,
  type: EventType,
  about: { customerId: string; orderId: string | null; line: number | null; requestId: string | null },
  facts: { readonly [name: string]: string | undefined },
): Promise<void> => {
  const known = Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined);
  await partner.state.record({
    environment: partner.identity.environment,
    at,
    actor: partner.identity.userPrincipalName,
    type,
    ...about,
    facts: Object.fromEntries(known),
  });
};
