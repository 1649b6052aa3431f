/** Refusals of the sign-in, in Entra's shape. */
import { type Exchange, type Reply, wireTime } from './exchange.ts';

/** Entra's own numbers. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const refusals = {
  authorization_pending: [70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.'],
  slow_down: [70016, 'OAuth 2.0 device flow error. Polling too fast.'],
  expired_token: [70020, 'The provided value for the input parameter device code is not valid. It has expired.'],
  access_denied: [65004, 'User declined to consent to access the app.'],
  authorization_declined: [65004, 'User declined to consent to access the app.'],
  invalid_grant: [50173, 'The provided grant has expired due to it being revoked, a fresh auth token is needed.'],
  interaction_required: [50076, 'You must use multi-factor authentication to access the resource.'],
  invalid_client: [7000215, 'Invalid client secret provided.'],
  unauthorized_client: [700016, 'Application was not found in the directory.'],
  invalid_request: [90014, 'A required field is missing from the request.'],
  unsupported_grant_type: [70003, 'The app requested an unsupported grant type.'],
  temporarily_unavailable: [90033, 'A transient error has occurred. Please try again.'],
} as const;

export type OauthError = keyof typeof refusals;

export const oauthErrors = Object.keys(refusals) as readonly OauthError[];

/** With another number or text where the case is a special one of its kind. */
export const oauthRefusal = (
  { clock, newId, origin }: Pick<Exchange, 'clock' | 'newId' | 'origin'>,
  error: OauthError,
  special: { readonly code?: number; readonly text?: string } = {},
): Reply => {
  const [code, text] = [special.code ?? refusals[error][0], special.text ?? refusals[error][1]];
  const [traceId, correlationId, timestamp] = [newId(), newId(), wireTime(clock.now()).replace(/T(.{8}).*/, ' $1Z')];
  const trail = ` Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  const status = error === 'invalid_client' ? 401 : error === 'temporarily_unavailable' ? 503 : 400;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text}${trail}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `${origin}/error?code=${code}`,
    },
  };
};
