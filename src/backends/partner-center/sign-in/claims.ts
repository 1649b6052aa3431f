/**
 * What tokens say about who signed in. They came from the sign-in host itself, over a checked connection, so their
 * signatures add nothing; the service judges every access token anyway.
 */
import type { AccountKind } from '../../../core/ports/sign-in.ts';
import { type Role, roles } from '../../../core/rules/roles.ts';

export interface TokenIdentity {
  readonly tenantId: string;
  readonly kind: AccountKind;
  readonly userPrincipalName: string | null;
  /** `null` where the token does not say them all, as real ones do not: Partner Center's own roles are not in it. */
  readonly roles: readonly Role[] | null;
  readonly hasMfa: boolean | null;
}

type Claims = { readonly [name: string]: unknown };

/**
 * The identity in an access token, with what the id token adds to it; `undefined` when no tenant is named. Claims:
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export const readIdentity = (accessToken: string, idToken: string | undefined): TokenIdentity | undefined => {
  const claims: Claims = { ...readClaims(idToken), ...readClaims(accessToken) };
  const tenantId = text(claims['tid'])?.toLowerCase();
  if (tenantId === undefined) return undefined;
  const user = text(claims['upn']) ?? text(claims['preferred_username']) ?? text(claims['unique_name']);
  const isApp = claims['idtyp'] === 'app' || (user === undefined && claims['scp'] === undefined);
  const held = list(claims['roles']);
  const known = roles.filter((role) => held.includes(role));
  const methods = claims['amr'] === undefined ? null : list(claims['amr']);
  return {
    tenantId,
    kind: isApp ? 'app' : 'app+user',
    userPrincipalName: isApp ? null : (user ?? null),
    roles: known.length > 0 ? known : null,
    hasMfa: methods === null ? null : methods.includes('mfa'),
  };
};

/** The payload of a JWT; nothing of a token that is none. */
export const readClaims = (token: string | undefined): Claims => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Claims) : {};
  } catch {
    return {};
  }
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
