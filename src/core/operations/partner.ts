/** What every operation works with: the backend, this machine's memory, and where the two are. */
import { type Failure, isCspError, toError } from '../errors.ts';
import type { Backend, Identity } from '../ports/backend.ts';
import type { Instant } from '../ports/environment.ts';
import type { EventType, LocalEvent, State } from '../ports/state.ts';
import { type Act, decideRole } from '../rules/roles.ts';

export interface Partner {
  readonly backend: Backend;
  readonly state: State;
  readonly identity: Identity;
}

/**
 * Signs in, as the backend does it. Fails as `Backend.getIdentity` does. `onChange` is told before each request that
 * changes something at the service.
 */
export const connectPartner = async (backend: Backend, state: State, onChange?: () => void): Promise<Partner> => ({
  backend: onChange === undefined ? backend : tellingChanges(backend, onChange),
  state,
  identity: await backend.getIdentity(),
});

/** A key or a link that is taken counts: the service writes down who took it. */
const changes: ReadonlySet<keyof Backend> = new Set([
  'createCart',
  'checkoutCart',
  'requestCancel',
  'getProductKey',
  'getDownloadLink',
]);

const tellingChanges = (backend: Backend, onChange: () => void): Backend =>
  new Proxy(backend, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...words: unknown[]) => {
        if (changes.has(name as keyof Backend)) onChange();
        const answer: unknown = Reflect.apply(member, target, words);
        return name === 'forRun' ? tellingChanges(answer as Backend, onChange) : answer;
      };
    },
  });

/** Fails with `roleMissing` unless one of the roles that the act needs by the service's time is held. */
export const requireRole = async ({ backend, identity }: Partner, act: Act): Promise<void> => {
  // Where the roles are not told the service decides, and its time need not be asked for.
  if (identity.roles === null) return;
  const decision = decideRole(act, identity.roles, await backend.now());
  if (!decision.allowed) throw toError(decision);
};

/** What an event is about; `requestId` is that of the request that did it. */
export interface EventSubject {
  readonly customerId: string;
  readonly orderId: string | null;
  readonly line: number | null;
  readonly requestId: string | null;
}

/** The fact by which an event is found again in the service's records. */
export const correlationFact = 'correlationId';

type Facts = { readonly [name: string]: string | undefined };

/** An event of whoever is signed in. */
export const toEvent = (
  { backend, identity }: Partner,
  at: Instant,
  type: EventType,
  about: EventSubject,
  facts: Facts,
): LocalEvent => {
  const all = { ...facts, [correlationFact]: backend.correlationId };
  const known = Object.entries(all).filter((fact): fact is [string, string] => fact[1] !== undefined);
  return {
    environment: identity.environment,
    at,
    actor: identity.userPrincipalName,
    type,
    ...about,
    facts: Object.fromEntries(known),
  };
};

/** Writes down what was done, by whom, for which order. Never a key, link or token. */
export const remember = async (
  partner: Partner,
  at: Instant,
  type: EventType,
  about: EventSubject,
  facts: Facts,
): Promise<void> => {
  await partner.state.record(toEvent(partner, at, type, about, facts));
};

/** Any error as a value. */
export const toFailure = (error: unknown): Failure => {
  if (isCspError(error)) return { code: error.code, details: error.details } as Failure;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'internal', details: { reason } };
};

/** What `act` fails with; `null` when it went well. For work that must be told of whatever happens. */
export const failureOf = async (act: () => Promise<unknown>): Promise<Failure | null> => {
  try {
    await act();
    return null;
  } catch (error) {
    return toFailure(error);
  }
};

/** A failure in few words, for another one that it caused. */
export const reasonOf = (failure: Failure): string => {
  // Whoever wrote the backend knows what its own word means.
  if (failure.code === 'outcomeUnsettled' && failure.details.reason === 'backendFailed')
    return failure.details.operation;
  if (failure.code === 'internal' || failure.code === 'outcomeUnknown' || failure.code === 'outcomeUnsettled')
    return failure.details.reason;
  return failure.code === 'storageFailed' ? `${failure.details.path}: ${failure.details.reason}` : failure.code;
};

type GivenUp = Extract<Failure, { readonly code: 'timeout' | 'interrupted' | 'terminated' }>;

/** True where the run ended, and not the request. */
export const isGivenUp = (failure: Failure): failure is GivenUp =>
  failure.code === 'timeout' || failure.code === 'interrupted' || failure.code === 'terminated';
