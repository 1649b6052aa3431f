/**
 * How libraries find the sign-in by themselves: Entra's metadata of a tenant, the keys that its tokens are verified with,
 * and which hosts are one and the same. https://openid.net/specs/openid-connect-discovery-1_0.html
 */
import type { JsonObject } from '../core/ports/environment.ts';
import { type Exchange, ok, type Reply, type Route } from './exchange.ts';
import type { Tokens } from './tokens.ts';

export const apiScope = 'https://api.partnercenter.microsoft.com/user_impersonation';

/** As tokens name it, which is by the tenant's GUID, by whatever name it was asked for. */
export const issuerOf = (origin: string, tenantId: string): string => `${origin}/${tenantId}/v2.0`;

export const openIdRoutes = (tokens: Tokens): readonly Route[] => {
  const keys = async (): Promise<Reply> => ok({ keys: [tokens.publicKey] });
  const route = (path: string, handle: Route['handle'], operation: Route['operation'] = 'openid-configuration') =>
    ({ operation, method: 'GET', path, token: 'none', handle }) as const;
  return [
    route('/{tenant}/v2.0/.well-known/openid-configuration', async (exchange) => ok(await metadataOf(exchange))),
    route('/{tenant}/discovery/v2.0/keys', keys, 'openid-keys'),
    route('/{tenant}/discovery/instance', async (exchange) => ok(instanceOf(exchange))),
  ];
};

/** Who may sign in to any tenant has no issuer of its own, but a pattern of it. */
const metadataOf = async ({ backend, origin, part }: Exchange): Promise<JsonObject> => {
  const tenant = part('tenant').toLowerCase();
  const { partnerTenantId } = await backend.getIdentity();
  const isAny = ['common', 'organizations', 'consumers'].includes(tenant);
  const base = `${origin}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: issuerOf(origin, isAny ? '{tenantid}' : partnerTenantId),
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver'],
    cloud_instance_name: new URL(origin).host,
  };
};

const instanceOf = ({ origin, query }: Exchange): JsonObject => {
  const { host } = new URL(origin);
  const asked = query.get('authorization_endpoint') ?? `${origin}/common/oauth2/v2.0/authorize`;
  const tenant = URL.canParse(asked) ? (new URL(asked).pathname.split('/')[1] ?? 'common') : 'common';
  return {
    tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
};
