/**
 * Entra's endpoints: authorize, device code, token, in the second version and for tokens also in the first. Whoever asks
 * is let in as the sandbox's person, without a page to fill in; any client and any proof of it will do.
 */
import type { Operation } from '../core/ports/emulator.ts';
import type { JsonObject } from '../core/ports/environment.ts';
import { sha256 } from '../digest.ts';
import { type Exchange, isObject, ok, type Reply, type Route } from './exchange.ts';
import { oauthRefusal } from './oauth-error.ts';
import { apiScope, issuerOf } from './openid-routes.ts';
import { type Caller, objectId, type Tokens } from './tokens.ts';

interface Code {
  readonly caller: Caller;
  readonly redirectUri: string;
  /** `undefined` where the client proves itself otherwise. */
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
  readonly scope: string;
  readonly endsAt: number;
}

interface DeviceCode {
  readonly caller: Caller;
  readonly scope: string;
  readonly endsAt: number;
  readonly polls: number;
}

interface Desk {
  readonly tokens: Tokens;
  readonly codes: Map<string, Code>;
  readonly deviceCodes: Map<string, DeviceCode>;
}

const codeMs = 600_000;
const deviceCodeSeconds = 900;
/** Entra says 5; nobody need wait for an emulator. */
const pollSeconds = 1;

export const signInRoutes = (tokens: Tokens): readonly Route[] => {
  const desk: Desk = { tokens, codes: new Map(), deviceCodes: new Map() };
  const route = (operation: Operation, method: string, path: string, handle: Route['handle']): Route => ({
    operation,
    method,
    path,
    token: 'none',
    handle,
  });
  return [
    route('authorize', 'GET', '/{tenant}/oauth2/v2.0/authorize', async (exchange) => authorize(exchange, desk)),
    route('device-code', 'POST', '/{tenant}/oauth2/v2.0/devicecode', async (exchange) => offerCode(exchange, desk)),
    route('token', 'POST', '/{tenant}/oauth2/v2.0/token', async (exchange) => grant(exchange, desk, 2)),
    route('token', 'POST', '/{tenant}/oauth2/token', async (exchange) => grant(exchange, desk, 1)),
    route('device-login', 'GET', '/devicelogin', async () => ({
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      bytes: Buffer.from(
        '<!doctype html><title>Emulator</title><p>There is nothing to type here: you are signed in.</p>',
      ),
    })),
  ];
};

/** A form field; `undefined` where it is missing or empty. */
const read = ({ body }: Exchange, name: string): string | undefined => {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const fixedTenants = new Set(['common', 'organizations', 'firstupconsultants.onmicrosoft.com']);

/** The caller that a request speaks of, or why it is none: a tenant that is not here, a client without an id. */
const findCaller = async (
  exchange: Exchange,
  kind: Caller['kind'],
  clientId: string | undefined,
): Promise<Caller | Reply> => {
  const tenant = exchange.part('tenant').toLowerCase();
  const { partnerTenantId: tenantId } = await exchange.backend.getIdentity();
  if (tenant !== tenantId && !fixedTenants.has(tenant)) {
    return oauthRefusal(exchange, 'invalid_request', { code: 90002, text: `Tenant '${tenant}' not found.` });
  }
  if (clientId === undefined) return oauthRefusal(exchange, 'invalid_request');
  return { kind, clientId, tenantId, ...(kind === 'app' ? {} : { hasMfa: !exchange.isOdd('no-mfa') }) };
};

const isRefusal = (found: Caller | Reply): found is Reply => 'status' in found;

const authorize = async (exchange: Exchange, { codes }: Desk): Promise<Reply> => {
  const { clock, newId, oauthError, query } = exchange;
  const caller = await findCaller(exchange, 'user', query.get('client_id') ?? undefined);
  if (isRefusal(caller)) return caller;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isLoopback(redirectUri)) {
    return oauthRefusal(exchange, 'invalid_request', { code: 50011, text: 'The redirect URI is not registered.' });
  }
  const back = new URL(redirectUri);
  const state = query.get('state');
  if (state !== null) back.searchParams.set('state', state);
  const challenge = query.get('code_challenge') ?? undefined;
  // Without one the client must prove itself when it redeems the code.
  const isProofClear = challenge === undefined || query.get('code_challenge_method') === 'S256';
  const isAsked = query.get('response_type') === 'code' && isProofClear;
  const error = oauthError ?? (isAsked ? undefined : 'invalid_request');
  if (error === undefined) {
    const code = newId();
    const nonce = query.get('nonce') ?? undefined;
    const scope = query.get('scope') ?? '';
    codes.set(code, { caller, redirectUri, challenge, nonce, scope, endsAt: clock.now() + codeMs });
    back.searchParams.set('code', code);
  } else {
    back.searchParams.set('error', error);
    const { body } = oauthRefusal(exchange, error);
    back.searchParams.set('error_description', isObject(body) ? String(body['error_description']) : error);
  }
  return { status: 302, headers: { Location: back.href } };
};

const isLoopback = (uri: string): boolean =>
  URL.canParse(uri) && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(uri).hostname);

/** An address without a path is the same with a slash behind it. */
const isSameAddress = (one: string, another: string): boolean =>
  one === another || (URL.canParse(another) && new URL(one).href === new URL(another).href);

const offerCode = async (exchange: Exchange, { deviceCodes }: Desk): Promise<Reply> => {
  const { clock, newId, origin } = exchange;
  const caller = await findCaller(exchange, 'user', read(exchange, 'client_id'));
  if (isRefusal(caller)) return caller;
  const deviceCode = newId();
  const scope = read(exchange, 'scope') ?? '';
  deviceCodes.set(deviceCode, { caller, scope, endsAt: clock.now() + deviceCodeSeconds * 1000, polls: 0 });
  const userCode = sha256(deviceCode).toString('hex', 0, 5).toUpperCase().slice(0, 9);
  const verificationUri = `${origin}/devicelogin`;
  return ok({
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: verificationUri,
    expires_in: deviceCodeSeconds,
    interval: pollSeconds,
    message: `To sign in, open ${verificationUri} and enter the code ${userCode}.`,
  });
};

const grant = async (exchange: Exchange, desk: Desk, version: 1 | 2): Promise<Reply> => {
  if (exchange.oauthError !== undefined) return oauthRefusal(exchange, exchange.oauthError);
  const caller = await findCaller(exchange, 'user', read(exchange, 'client_id'));
  if (isRefusal(caller)) return caller;
  switch (read(exchange, 'grant_type')) {
    case 'authorization_code':
      return redeemCode(exchange, desk, version);
    // Entra takes the short name too, as its own libraries send it.
    case 'device_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return redeemDeviceCode(exchange, desk, version);
    case 'refresh_token':
      return redeemRefresh(exchange, desk, caller, version);
    case 'client_credentials':
      return hasProof(exchange)
        ? issue(exchange, desk, { caller: { ...caller, kind: 'app', hasMfa: undefined }, scope: '' }, version)
        : oauthRefusal(exchange, 'invalid_client', noProof);
    default:
      return oauthRefusal(exchange, 'unsupported_grant_type');
  }
};

const noProof = {
  code: 7000218,
  text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
};

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const hasProof = (exchange: Exchange): boolean =>
  read(exchange, 'client_secret') !== undefined ||
  (read(exchange, 'client_assertion_type') === assertionType && read(exchange, 'client_assertion') !== undefined);

/** A code counts once, for the client, the address and the verifier that it was made for. */
const redeemCode = async (exchange: Exchange, desk: Desk, version: 1 | 2): Promise<Reply> => {
  const given = read(exchange, 'code') ?? '';
  const code = desk.codes.get(given);
  desk.codes.delete(given);
  const refused = (number: number, text: string): Reply =>
    oauthRefusal(exchange, 'invalid_grant', { code: number, text });
  if (code === undefined) return refused(54005, 'OAuth2 Authorization code was already redeemed.');
  if (code.endsAt <= exchange.clock.now()) return refused(70008, 'The provided authorization code has expired.');
  if (code.caller.clientId !== read(exchange, 'client_id'))
    return refused(70000, 'The code was issued to another client.');
  if (!isSameAddress(code.redirectUri, read(exchange, 'redirect_uri') ?? ''))
    return refused(500112, 'The reply address does not match.');
  if (code.challenge === undefined && !hasProof(exchange)) return oauthRefusal(exchange, 'invalid_client', noProof);
  const verifier = sha256(read(exchange, 'code_verifier') ?? '').toString('base64url');
  if (code.challenge !== undefined && verifier !== code.challenge)
    return refused(501481, 'The Code_Verifier does not match the code_challenge.');
  return issue(exchange, desk, code, version, code.nonce);
};

/** The first question is always too early, as if somebody still had to type. */
const redeemDeviceCode = async (exchange: Exchange, desk: Desk, version: 1 | 2): Promise<Reply> => {
  const given = read(exchange, 'device_code') ?? '';
  const code = desk.deviceCodes.get(given);
  if (code === undefined || code.endsAt <= exchange.clock.now()) return oauthRefusal(exchange, 'expired_token');
  if (code.polls === 0) {
    desk.deviceCodes.set(given, { ...code, polls: 1 });
    return oauthRefusal(exchange, 'authorization_pending');
  }
  desk.deviceCodes.delete(given);
  return issue(exchange, desk, code, version);
};

const redeemRefresh = async (exchange: Exchange, desk: Desk, asked: Caller, version: 1 | 2): Promise<Reply> => {
  const found = desk.tokens.readRefresh(read(exchange, 'refresh_token') ?? '');
  if (found === undefined)
    return oauthRefusal(exchange, 'invalid_grant', {
      code: 9002313,
      text: 'Invalid request. The refresh token is malformed or has expired.',
    });
  if (found.caller.clientId !== asked.clientId)
    return oauthRefusal(exchange, 'invalid_grant', { code: 70000, text: 'The token was issued to another client.' });
  return issue(exchange, desk, found, version);
};

/** Who signed in, and for what they asked to when they did. */
interface Grant {
  readonly caller: Caller;
  readonly scope: string;
}

/**
 * Numbers are text in the first version. An app alone gets no refresh token, and a person one who asked for it; whether an
 * id token comes is settled by the scope that the sign-in began with, too.
 */
const issue = async (
  exchange: Exchange,
  { tokens }: Desk,
  { caller, scope }: Grant,
  version: 1 | 2,
  nonce?: string,
): Promise<Reply> => {
  const { backend, clock, origin } = exchange;
  const identity = await backend.getIdentity();
  const person = { ...identity, roles: identity.roles ?? [] };
  const access = tokens.access(caller, person);
  const { lifetimeSeconds } = tokens;
  const isUser = caller.kind === 'user';
  const words = scope.split(' ');
  const refreshes = isUser && (version === 1 || words.includes('offline_access'));
  const shared: JsonObject = {
    token_type: 'Bearer',
    access_token: access,
    ...(refreshes ? { refresh_token: tokens.refresh(caller, scope) } : {}),
    ...(isUser && words.includes('openid')
      ? { id_token: tokens.id(caller, person, issuerOf(origin, caller.tenantId), nonce) }
      : {}),
    // Who it was, for libraries that keep accounts apart by it.
    ...(isUser && read(exchange, 'client_info') === '1' ? { client_info: clientInfoOf(caller) } : {}),
  };
  if (version === 2) {
    const times = { expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds };
    return ok({ ...shared, ...(isUser ? { scope: grantedScope(words) } : {}), ...times });
  }
  const now = Math.floor(clock.now() / 1000);
  return ok({
    ...shared,
    ...(isUser ? { scope: 'user_impersonation' } : {}),
    expires_in: String(lifetimeSeconds),
    ext_expires_in: String(lifetimeSeconds),
    expires_on: String(now + lifetimeSeconds),
    not_before: String(now),
    resource: 'https://api.partnercenter.microsoft.com',
  });
};

const clientInfoOf = ({ tenantId }: Caller): string =>
  Buffer.from(JSON.stringify({ uid: objectId, utid: tenantId })).toString('base64url');

/** That of the API, and of what is about the person; the word for refreshing is not among them. */
const grantedScope = (words: readonly string[]): string =>
  [...words.filter((word) => word === 'openid' || word === 'profile' || word === 'email'), apiScope].join(' ');
