/**
 * Sign-in on another device (RFC 8628). https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
import {
  type DeviceAuthorizationResponse,
  deviceAuthorizationRequest,
  deviceCodeGrantRequest,
  None,
  processDeviceAuthorizationResponse,
  processDeviceCodeResponse,
} from 'oauth4webapi';
import { CspError, isCspError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/environment.ts';
import type { LoginNarration } from '../../../core/ports/sign-in.ts';
import type { Cloud } from '../clouds.ts';
import { type Authority, clientAt, type Granted, issuerOf, toGranted } from './authority.ts';
import { loginFailure, refusalOf } from './token-failure.ts';

export interface DeviceCodeSignIn {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly enterCode: LoginNarration['enterCode'];
}

/** Asks until the person has signed in. Fails with `signInFailed`: denied, expired, refused, or sent to a strange host. */
export const signInWithDeviceCode = async (
  authority: Authority,
  { cloud, clock, enterCode }: DeviceCodeSignIn,
): Promise<Granted> => {
  try {
    const offer = await askForCode(authority);
    checkHost(offer.verification_uri, cloud);
    const expiresAt = clock.now() + offer.expires_in * 1000;
    enterCode({ userCode: offer.user_code, url: offer.verification_uri, expiresAt });
    let pauseMs = (offer.interval ?? 5) * 1000;
    while (clock.now() < expiresAt) {
      await clock.sleep(pauseMs);
      const answer = await askWhetherDone(authority, offer.device_code, clock);
      if (typeof answer !== 'string') return answer;
      if (answer === 'slow_down') pauseMs += 5000;
    }
    throw new CspError('signInFailed', { cause: 'expired', serviceCode: null, text: '' });
  } catch (error) {
    throw loginFailure(error);
  }
};

const askForCode = async ({ server, client, options, userScope }: Authority): Promise<DeviceAuthorizationResponse> => {
  const response = await deviceAuthorizationRequest(server, client, None(), { scope: userScope }, options);
  return processDeviceAuthorizationResponse(server, client, response);
};

const askWhetherDone = async (
  authority: Authority,
  deviceCode: string,
  clock: Clock,
): Promise<Granted | 'authorization_pending' | 'slow_down'> => {
  const { server, client, options } = authority;
  try {
    const response = await deviceCodeGrantRequest(server, client, None(), deviceCode, options);
    const answer = await processDeviceCodeResponse(
      await issuerOf(authority, response),
      clientAt(authority, response),
      response,
    );
    return toGranted(answer, clock.now());
  } catch (error) {
    const refused = refusalOf(error)?.error;
    if (refused === 'authorization_pending' || refused === 'slow_down') return refused;
    // A lost answer is asked for again, more slowly, as the standard wants it.
    if (isCspError(error) && error.code === 'unavailable') return 'slow_down';
    throw error;
  }
};

/** A code typed on the wrong page signs a stranger in. */
const checkHost = (address: string, { deviceCodeHosts, isLoopback }: Cloud): void => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isKnown = url !== undefined && deviceCodeHosts.includes(url.host);
  if (isKnown && (url.protocol === 'https:' || isLoopback)) return;
  throw new CspError('signInFailed', { cause: 'host', serviceCode: null, text: url?.host ?? address });
};
