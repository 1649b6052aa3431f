/** Examples of what may be wrong with a sign-in, or with the rights that come of it. */
import type { ErrorDetails } from '../../src/core/errors.ts';

type SignInFailures = { readonly [C in 'signInNeeded' | 'signInFailed' | 'accessDenied']: readonly ErrorDetails[C][] };

export const signInFailures: SignInFailures = {
  signInNeeded: [
    { profile: 'PROFILE', cloud: 'CLOUD', reason: 'none' },
    ...(['none', 'expired', 'revoked', 'mfa', 'audience'] as const).map((reason) => ({ profile: 'PROFILE', reason })),
  ],
  signInFailed: [
    ...(['denied', 'expired', 'refused', 'host', 'timeout', 'answer'] as const).map((cause) => ({
      cause,
      serviceCode: '70016',
      text: 'SERVICE-TEXT',
    })),
    ...(
      ['mfa', 'policy', 'consent', 'resource', 'stale', 'secret', 'app', 'tenant', 'user', 'device', 'loop'] as const
    ).map((hint) => ({ cause: 'refused', serviceCode: '50076', text: 'SERVICE-TEXT', hint }) as const),
  ],
  accessDenied: (['role', 'user', 'mfa', 'relationship', 'policy', 'gateway', 'unknown'] as const).flatMap(
    (missing) => [
      { operation: 'OPERATION', serviceCode: '900329', missing },
      { operation: 'OPERATION', serviceCode: null, missing },
    ],
  ),
};
