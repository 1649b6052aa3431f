/** What the sign-in host refuses, in our words. */
import { ResponseBodyError } from 'oauth4webapi';
import { CspError, isCspError } from '../../../core/errors.ts';
import { blankSecrets } from '../../../core/rules/secret.ts';
import { hintOf } from './entra-numbers.ts';

/** Of what is stale, what ended by its own age; the rest of it was taken back. */
const isOver: ReadonlySet<string> = new Set(['70008', '70043', '50089', '700082', '700084']);

export interface Refusal {
  readonly error: string;
  /** The number behind `AADSTS`, where there is one. */
  readonly serviceCode: string | null;
  readonly text: string;
}

/** What the host answered, if it is that what went wrong. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (!(error instanceof ResponseBodyError)) return undefined;
  const description = error.error_description ?? '';
  return {
    error: error.error,
    serviceCode: /\bAADSTS(\d+)/.exec(description)?.[1] ?? firstNumber(error.cause['error_codes']),
    // Behind the first line follow ids and times of theirs.
    text: blankSecrets(description.replace(/^AADSTS\d+: /, '').split(/\r?\n| Trace ID:/)[0] || error.error).slice(
      0,
      300,
    ),
  };
};

/** `error_codes` has the number that the words begin with. */
const firstNumber = (codes: unknown): string | null => {
  const [first] = Array.isArray(codes) ? (codes as readonly unknown[]) : [];
  return typeof first === 'number' ? String(first) : null;
};

/** A refusal while somebody signs in. */
export const loginFailure = (error: unknown): CspError => {
  if (isCspError(error)) return error;
  const refusal = refusalOf(error);
  if (refusal === undefined) return answerFailure(error);
  const { serviceCode, text } = refusal;
  const isDenied = /^(?:access_denied|authorization_declined)$/.test(refusal.error);
  const cause = isDenied ? 'denied' : refusal.error === 'expired_token' ? 'expired' : 'refused';
  const hint = cause === 'refused' ? hintOf(serviceCode) : undefined;
  return new CspError('signInFailed', { cause, serviceCode, text, ...(hint === undefined ? {} : { hint }) }, error);
};

/** A refusal of a kept sign-in: mostly that somebody must sign in anew. */
export const renewalFailure = (error: unknown, profile: string): CspError => {
  const refusal = refusalOf(error);
  if (refusal === undefined || !/^(?:invalid_grant|interaction_required)$/.test(refusal.error))
    return loginFailure(error);
  const code = refusal.serviceCode ?? '';
  const hint = hintOf(code);
  // A policy that blocks would block a new sign-in of the same kind too.
  if (hint === 'policy') return loginFailure(error);
  const isMfa = hint === 'mfa' || refusal.error === 'interaction_required';
  return new CspError(
    'signInNeeded',
    { profile, reason: isMfa ? 'mfa' : isOver.has(code) ? 'expired' : 'revoked' },
    error,
  );
};

/** The library's own words name claims and fields, never their values. */
const answerFailure = (error: unknown): CspError =>
  new CspError(
    'signInFailed',
    { cause: 'answer', serviceCode: null, text: error instanceof Error ? error.message : String(error) },
    error,
  );
