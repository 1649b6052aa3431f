/**
 * The tokens of the emulator's sign-in. What counts is in the token itself, signed with a secret of the emulator's, so one
 * that was kept over a restart still holds. Only which refresh tokens were used is remembered.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Clock, JsonObject, NewId } from '../core/ports/environment.ts';
import type { Role } from '../core/rules/roles.ts';
import { hmacSha256 } from '../digest.ts';
import { isObject } from './exchange.ts';

/** Who a token speaks for. */
export interface Caller {
  readonly kind: 'app' | 'user';
  readonly clientId: string;
  readonly tenantId: string;
}

export interface Person {
  readonly userPrincipalName: string;
  readonly roles: readonly Role[];
}

export interface Tokens {
  readonly lifetimeSeconds: number;
  access(caller: Caller, person: Person): string;
  refresh(caller: Caller): string;
  /** For one that asked who signed in; `issuer` and `nonce` go in as they are. */
  id(caller: Caller, person: Person, issuer: string, nonce: string | undefined): string;
  /** `undefined` for a token that is none of ours, or has run out. */
  readAccess(token: string): Caller | undefined;
  /** Takes a refresh token: each one can be taken once. */
  useRefresh(token: string): Caller | 'unknown' | 'used';
}

export interface TokenOptions {
  readonly secret: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly lifetimeSeconds: number;
}

const audience = 'https://api.partnercenter.microsoft.com';
const refreshDays = 90;
/** The template id of the directory role Global Administrator. */
const globalAdmin = '62e90394-69f5-4237-9190-012177145e10';

export const createTokens = ({ secret, clock, newId, lifetimeSeconds }: TokenOptions): Tokens => {
  const used = new Set<string>();
  const seconds = (): number => Math.floor(clock.now() / 1000);
  const sign = (text: string): string => hmacSha256(secret, text).toString('base64url');
  const issue = (claims: JsonObject, lasts: number): string => {
    const now = seconds();
    const parts = [
      { typ: 'JWT', alg: 'RS256' },
      { ...claims, iat: now, nbf: now, exp: now + lasts, jti: newId() },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign(text)}`;
  };
  const read = (token: string): { readonly [name: string]: unknown } | undefined => {
    const [, text = '', signature = ''] = /^([\w-]+\.[\w-]+)\.([\w-]+)$/.exec(token) ?? [];
    const [given, own] = [Buffer.from(signature), Buffer.from(sign(text))];
    if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
    const claims: unknown = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
    return isObject(claims) && Number(claims['exp']) > seconds() ? claims : undefined;
  };
  return {
    lifetimeSeconds,
    access: (caller, person) => issue(accessClaims(caller, person), lifetimeSeconds),
    refresh: ({ kind, clientId, tenantId }) =>
      issue({ aud: 'refresh', kind, appid: clientId, tid: tenantId }, refreshDays * 86_400),
    id: ({ clientId, tenantId }, { userPrincipalName }, issuer, nonce) =>
      issue(
        {
          aud: clientId,
          iss: issuer,
          sub: objectId,
          oid: objectId,
          tid: tenantId,
          preferred_username: userPrincipalName,
          ...(nonce === undefined ? {} : { nonce }),
        },
        lifetimeSeconds,
      ),
    readAccess: (token) => {
      const claims = read(token);
      return claims?.['aud'] === audience ? callerOf(claims) : undefined;
    },
    useRefresh: (token) => {
      const claims = read(token);
      if (claims?.['aud'] !== 'refresh') return 'unknown';
      const id = String(claims['jti']);
      if (used.has(id)) return 'used';
      used.add(id);
      return callerOf(claims);
    },
  };
};

/** There is one person in the sandbox. */
const objectId = '7d2c4b16-5a0f-4d83-9c1e-2f60b8a94e37';

const accessClaims = ({ kind, clientId, tenantId }: Caller, { userPrincipalName, roles }: Person): JsonObject => {
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
    amr: ['pwd', 'mfa'],
    wids: roles.includes('global-admin') ? [globalAdmin] : [],
    roles,
  };
};

const callerOf = (claims: { readonly [name: string]: unknown }): Caller => ({
  kind: claims['idtyp'] === 'app' || claims['kind'] === 'app' ? 'app' : 'user',
  clientId: String(claims['appid']),
  tenantId: String(claims['tid']),
});
