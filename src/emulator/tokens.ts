/**
 * The tokens of the emulator's sign-in. What counts is in the token itself, signed with a key of the emulator's that
 * anybody can verify, so one that was kept over a restart still holds, and nothing is remembered.
 */
import type { Clock, JsonObject, NewId } from '../core/ports/environment.ts';
import type { Role } from '../core/rules/roles.ts';
import { isObject } from './exchange.ts';
import type { SigningKey } from './signing-key.ts';

/** Who a token speaks for. */
export interface Caller {
  readonly kind: 'app' | 'user';
  readonly clientId: string;
  readonly tenantId: string;
  /** Whether a second factor was shown; `undefined` for an app alone, which has none. */
  readonly hasMfa?: boolean | undefined;
}

export interface Person {
  readonly userPrincipalName: string;
  readonly roles: readonly Role[];
}

export interface Tokens {
  readonly lifetimeSeconds: number;
  access(caller: Caller, person: Person): string;
  /** `scope` is what was asked for when the sign-in began, and what each renewal is for. */
  refresh(caller: Caller, scope: string): string;
  /** For one that asked who signed in; `issuer` and `nonce` go in as they are. */
  id(caller: Caller, person: Person, issuer: string, nonce: string | undefined): string;
  /** `undefined` for a token that is none of ours, or has run out. */
  readAccess(token: string): Caller | undefined;
  /** A refresh token stays good when it is used, until its 90 days are over. */
  readRefresh(token: string): { readonly caller: Caller; readonly scope: string } | undefined;
  /** What verifies all of them. */
  readonly publicKey: JsonObject;
}

export interface TokenOptions {
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly lifetimeSeconds: number;
}

const audience = 'https://api.partnercenter.microsoft.com';
const refreshDays = 90;
/** The template id of the directory role Global Administrator. */
const globalAdmin = '62e90394-69f5-4237-9190-012177145e10';

export const createTokens = ({ key, clock, newId, lifetimeSeconds }: TokenOptions): Tokens => {
  const seconds = (): number => Math.floor(clock.now() / 1000);
  const issue = (claims: JsonObject, lasts: number): string => {
    const now = seconds();
    const parts = [
      { typ: 'JWT', alg: 'RS256', kid: key.id },
      { ...claims, iat: now, nbf: now, exp: now + lasts, jti: newId() },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${key.sign(text)}`;
  };
  const read = (token: string): { readonly [name: string]: unknown } | undefined => {
    const [, text = '', signature = ''] = /^([\w-]+\.[\w-]+)\.([\w-]+)$/.exec(token) ?? [];
    if (text === '' || !key.verifies(text, signature)) return undefined;
    const claims: unknown = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
    return isObject(claims) && Number(claims['exp']) > seconds() ? claims : undefined;
  };
  return {
    lifetimeSeconds,
    access: (caller, person) => issue(accessClaims(caller, person), lifetimeSeconds),
    publicKey: key.publicKey,
    refresh: ({ kind, clientId, tenantId, hasMfa = null }, scope) =>
      issue({ aud: 'refresh', kind, appid: clientId, tid: tenantId, hasMfa, scope }, refreshDays * 86_400),
    id: ({ clientId, tenantId }, { userPrincipalName }, issuer, nonce) =>
      issue(
        {
          aud: clientId,
          iss: issuer,
          sub: objectId,
          oid: objectId,
          tid: tenantId,
          preferred_username: userPrincipalName,
          name: userPrincipalName,
          ver: '2.0',
          ...(nonce === undefined ? {} : { nonce }),
        },
        lifetimeSeconds,
      ),
    readAccess: (token) => {
      const claims = read(token);
      return claims?.['aud'] === audience ? callerOf(claims) : undefined;
    },
    readRefresh: (token) => {
      const claims = read(token);
      if (claims?.['aud'] !== 'refresh') return undefined;
      return { caller: callerOf(claims), scope: String(claims['scope'] ?? '') };
    },
  };
};

/** There is one person in the sandbox. */
export const objectId = '7d2c4b16-5a0f-4d83-9c1e-2f60b8a94e37';

const accessClaims = (
  { kind, clientId, tenantId, hasMfa }: Caller,
  { userPrincipalName, roles }: Person,
): JsonObject => {
  const shared = {
    aud: audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    appid: clientId,
    tid: tenantId,
    ver: '1.0',
  };
  if (kind === 'app') return { ...shared, oid: clientId, sub: clientId, idtyp: 'app', appidacr: '1' };
  return {
    ...shared,
    oid: objectId,
    sub: objectId,
    idtyp: 'user',
    upn: userPrincipalName,
    unique_name: userPrincipalName,
    scp: 'user_impersonation',
    amr: hasMfa === false ? ['pwd'] : ['pwd', 'mfa'],
    wids: roles.includes('global-admin') ? [globalAdmin] : [],
    roles,
  };
};

const callerOf = (claims: { readonly [name: string]: unknown }): Caller => {
  const isApp = claims['idtyp'] === 'app' || claims['kind'] === 'app';
  const methods = claims['amr'];
  const hasMfa = Array.isArray(methods) ? methods.includes('mfa') : claims['hasMfa'] !== false;
  return {
    kind: isApp ? 'app' : 'user',
    clientId: String(claims['appid']),
    tenantId: String(claims['tid']),
    ...(isApp ? {} : { hasMfa }),
  };
};
